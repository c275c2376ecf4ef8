"""The profile's texts as HTML: {{ profile.urgent|said }} inside a paragraph, {{ section.body|prose }} as blocks."""

from functools import lru_cache

from django import template
from django.utils.safestring import mark_safe

from kbhelp import profile
from kbhelp.markdown import render

register = template.Library()


@register.filter
def prose(text: str) -> str:
    return mark_safe(_html(profile.with_phones(text)))  # from the one sanitiser


@register.filter
def said(text: str) -> str:
    """Without the paragraph around it."""
    return mark_safe(prose(text).strip().removeprefix("<p>").removesuffix("</p>"))


@lru_cache(maxsize=256)  # by the text itself: a changed text is another
def _html(text: str) -> str:
    return "".join(block["html"] for block in render(text).blocks)
