"""An edition of the site's own words, for whoever looks at it at the desk."""

from django import template

from kbhelp.site.models import SiteProfile

register = template.Library()


@register.filter
def words(page: dict) -> list[tuple[str, list[str]]]:
    """(what editors call it, its lines) of each word that says something; a page's text by its plain words."""
    found = []
    for name in SiteProfile.CONTENT_FIELDS:
        value = page[name]["text"] if name in SiteProfile.MARKDOWN_FIELDS else page[name]
        lines = value if isinstance(value, list) else value.splitlines()
        if lines:
            found.append((SiteProfile._meta.get_field(name).verbose_name, lines))
    return found
