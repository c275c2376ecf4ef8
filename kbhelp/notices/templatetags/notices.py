"""{% open_notices affected as notices %}: what concerns the page, one query; without `affected` everything open."""

from django import template
from django.utils import timezone

from kbhelp.notices.models import Notice
from kbhelp.prepared_sql import LATER_THAN_ALL, Prepared

register = template.Library()


@register.simple_tag
def open_notices(affected=None):
    """`affected`: a page dict, a stage, or nothing (the home page).

    A preview shows its page alone: it is drawn inside a transaction that is undone and may ask nothing more.
    """
    page = affected if isinstance(affected, dict) else {"stage": affected}
    if page.get("is_preview"):
        return []
    at, stage, document = timezone.now(), page["stage"], page.get("document")
    if document:
        return on_page.ask(stage=stage, document=document, at=at)
    return of_stage.ask(page_or_stage=stage, at=at) if affected else anywhere.ask(at=at)


def of_page(stage: str, document: int, at):
    return Notice.objects.beside({"stage": stage, "document": document}, at)


on_page = Prepared(of_page, stage="(stage)", document=-1, at=LATER_THAN_ALL)
of_stage = Prepared(Notice.objects.beside, page_or_stage="(stage)", at=LATER_THAN_ALL)
anywhere = Prepared(Notice.objects.beside, at=LATER_THAN_ALL)
