"""Structured data of a page, chosen by what the page is."""

from django import template

from kbhelp.site.structured_data import article_data, question_data, site_data, structured, trail_data

register = template.Library()


@register.simple_tag
def structured_page(page: dict, area_name: str, area_path: str) -> list[str]:
    """The JSON-LD texts of one document's page."""
    trail = trail_data([("첫 화면", "/"), (area_name, area_path), (page["title"], page["url"])])
    about = question_data([page]) if page["kind"] == "faq" else article_data(page)
    return [structured(trail), structured(about)]


@register.simple_tag
def structured_questions(groups: list[dict]) -> str:
    return structured(question_data([page for group in groups for page in group["pages"]]))


@register.simple_tag
def structured_site() -> str:
    return structured(site_data())
