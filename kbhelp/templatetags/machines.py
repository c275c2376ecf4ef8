"""Structured data of a page, chosen by what the page is."""

from django import template

from kbhelp import machines

register = template.Library()


@register.simple_tag
def structured_page(page: dict, area_name: str, area_path: str) -> list[str]:
    """The JSON-LD texts of one document's page."""
    trail = machines.trail_data([("첫 화면", "/"), (area_name, area_path), (page["title"], page["url"])])
    about = machines.question_data([page]) if page["kind"] == "faq" else machines.article_data(page)
    return [machines.structured(trail), machines.structured(about)]


@register.simple_tag
def structured_questions(groups: list[dict]) -> str:
    return machines.structured(machines.question_data([page for group in groups for page in group["pages"]]))


@register.simple_tag
def structured_site() -> str:
    return machines.structured(machines.site_data())
