"""Structured data of a page, chosen by what the page is."""

from django import template
from django.urls import reverse

from kbhelp.publishing.kinds import kinds
from kbhelp.site.structured_data import article_data, question_data, site_data, structured, trail_data

register = template.Library()


@register.simple_tag
def structured_page(page: dict) -> list[str]:
    """The JSON-LD texts of one document's page."""
    kind = kinds()[page["kind"]]
    area = [(kind.AREA.label, reverse(kind.AREA.url_name))] if kind.AREA else []
    trail = trail_data([("첫 화면", "/"), *area, (page["title"], page["url"])])
    is_question = kind.SCHEMA_TYPE == "FAQPage"
    about = question_data([page]) if is_question else article_data(page, kind.SCHEMA_TYPE)
    return [structured(trail), structured(about)]


@register.simple_tag
def structured_questions(groups: list[dict]) -> str:
    return structured(question_data([page for group in groups for page in group["entries"]]))


@register.simple_tag
def structured_site() -> str:
    return structured(site_data())
