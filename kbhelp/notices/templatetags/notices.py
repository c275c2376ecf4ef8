"""{% open_notices affected as notices %}: what concerns the page, one query; without `affected` everything open."""

from django import template

from kbhelp.notices.models import Notice

register = template.Library()


@register.simple_tag
def open_notices(affected=None):
    """`affected`: a page dict, a stage, or nothing (the home page)."""
    notices = Notice.objects.open_for(affected) if affected else Notice.objects.open()
    return list(notices.with_latest())
