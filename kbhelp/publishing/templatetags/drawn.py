"""{% drawn template page %}: a partial that says what stands in the page's edition and in the profile, and no more.
{% everywhere template area %}: one that is the same on every page, but for the area that it marks.
"""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from kbhelp import profile
from kbhelp.addresses import absolute
from kbhelp.publishing.drawn import drawn as kept
from kbhelp.publishing.kinds import areas

register = template.Library()


@register.simple_tag
def drawn(name, page):
    return of_edition(name, page, is_embedded=False)


@register.simple_tag
def embedded(page):
    """As its kind shows itself inside another document."""
    return of_edition(page["template"], page, is_embedded=True)


@register.simple_tag
def everywhere(name, area=""):
    context = {"profile": profile.current(), "areas": areas(), "area": area}
    return mark_safe(kept.once((name, area), lambda: render_to_string(name, context)))


def of_edition(name: str, page: dict, is_embedded: bool) -> str:
    """Drawn without the context of the page around it, on which it may not depend."""
    context = {"profile": profile.current(), "page": page, "is_embedded": is_embedded}
    context["canonical"] = absolute(page["url"])
    key = f"{name} embedded" if is_embedded else name
    return mark_safe(kept.html(key, page, lambda: render_to_string(name, context)))
