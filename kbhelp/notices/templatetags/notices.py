"""{% open_notices affected as notices %}: what concerns the page, one query; without `affected` everything open."""

from django import template
from django.utils import timezone

from kbhelp.notices.models import Notice
from kbhelp.notices.prepared import LATER_THAN_ALL, Prepared

register = template.Library()


@register.simple_tag
def open_notices(affected=None):
    """`affected`: a page dict, a stage, or nothing (the home page).

    A preview shows its page alone: it is drawn inside a transaction that is undone and may ask nothing more.
    """
    if isinstance(affected, dict) and affected.get("is_preview"):
        return []
    if isinstance(affected, dict) and affected.get("document"):
        return on_page.ask(stage=affected["stage"], document=affected["document"], at=timezone.now())
    return list(Notice.objects.beside(affected))


def for_page(stage: str, document: int, at):
    return Notice.objects.open_for({"stage": stage, "document": document}, at).with_latest()


on_page = Prepared(for_page, stage="(stage)", document=-1, at=LATER_THAN_ALL)
