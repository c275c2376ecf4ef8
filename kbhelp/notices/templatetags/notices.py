"""{% open_notices affected as notices %}: what concerns the page, one query; without `affected` everything open."""

from django import template

from kbhelp.notices.models import Notice

register = template.Library()


@register.simple_tag
def open_notices(affected=None):
    """`affected`: a page dict, a stage, or nothing (the home page).

    A preview shows its page alone: it is drawn inside a transaction that is undone and may ask nothing more.
    """
    if isinstance(affected, dict) and affected.get("is_preview"):
        return []
    notices = Notice.objects.open_for(affected) if affected else Notice.objects.open()
    return list(notices.with_latest())
