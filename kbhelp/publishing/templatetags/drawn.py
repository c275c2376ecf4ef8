"""{% drawn template page %}: a partial that says what stands in the page's edition and in the profile, and no more."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from kbhelp import profile
from kbhelp.publishing.drawn import drawn as kept

register = template.Library()


@register.simple_tag
def drawn(name, page):
    return of_edition(name, page, is_embedded=False)


@register.simple_tag
def embedded(page):
    """As its kind shows itself inside another document."""
    return of_edition(page["template"], page, is_embedded=True)


def of_edition(name: str, page: dict, is_embedded: bool) -> str:
    """Drawn without the context of the page around it, on which it may not depend."""
    context = {"profile": profile.current(), "page": page, "is_embedded": is_embedded}
    key = f"{name} embedded" if is_embedded else name
    return mark_safe(kept.html(key, page, lambda: render_to_string(name, context)))
