"""nh3 with the site's own tags and attributes: the last hand on every piece of rendered HTML."""

import nh3
from django.conf import settings

from kbhelp.markdown.links import OUTSIDE

TEXT = {
    "p",
    "h2",
    "h3",
    "strong",
    "em",
    "s",
    "a",
    "code",
    "pre",
    "blockquote",
    "hr",
    "br",
    "div",
    "aside",
    "details",
    "summary",
}
LISTS = {"ul", "ol", "li"}
TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
PICTURES = {"img", "figure", "figcaption"}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "h2": {"id"},
    "h3": {"id"},
    "div": {"aria-label"},
}
VALUES = {
    "a": {"rel": {OUTSIDE}},
    "img": {"loading": {"lazy"}, "decoding": {"async"}},
    "th": {"scope": {"col"}},
    "div": {"tabindex": {"0"}, "role": {"region"}},
    "aside": {"role": {"note"}},
}
ALIGN = {"align-left", "align-center", "align-right"}
CLASSES = {
    "aside": {"callout", "callout--warn", "callout--note"},
    "p": {"callout__title"},
    "ol": {"steps"},
    "div": {"table-scroll", "fold__body", "prose"},
    "details": {"fold", "fold--text"},
    "th": ALIGN,
    "td": ALIGN,
}


def _own_pictures_only(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src" and not value.startswith(settings.MEDIA_URL):
        return None
    return value


def _same_origin_only(address: str) -> str | None:
    """nh3 counts ``//host`` as relative; a browser does not."""
    return None if address.lstrip().replace("\\", "/").startswith("//") else address


_cleaner = nh3.Cleaner(
    tags=TEXT | LISTS | TABLES | PICTURES,
    clean_content_tags={"script", "style"},
    attributes=ATTRIBUTES,
    attribute_filter=_own_pictures_only,
    tag_attribute_values=VALUES,
    allowed_classes=CLASSES,
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative=_same_origin_only,
    id_prefix="h-",
    link_rel=None,
)


def clean(html: str) -> str:
    return _cleaner.clean(html)
