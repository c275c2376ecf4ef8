"""Pass: links within the site lead somewhere. ``#지우기 전에`` finds the heading, whatever its anchor is called."""

from urllib.parse import quote, unquote

from django.conf import settings

from kbhelp.markdown.headings import anchor_of, of
from kbhelp.markdown.lines import with_lines

NOTHING = (
    "‘{}’ 링크를 따라가도 독자가 볼 수 있는 것이 없습니다. 주소를 확인하고, 우리 글이면 먼저 발행하세요."
)
NO_HEADING = "‘{}’ 링크가 가리키는 제목이 없습니다. 제목에 있는 말을 그대로 적으세요. 예: #지우기-전에"


def check(tokens, report) -> list:
    own = {heading["anchor"] for heading in of(tokens)}
    for token in tokens:
        if token.type == "inline":
            for child, line in with_lines(token):
                if child.type == "link_open":
                    _lead(child, line, own, report)
    return tokens


def _lead(link, line: int, own: set, report):
    """Check one link, and write the anchor as the page has it."""
    address = link.attrs["href"].removeprefix(settings.SITE_URL)  # copied from the address bar
    if not address.startswith(("/", "#")):
        return
    link.attrs["href"] = address
    link.attrs.pop("rel", None)
    path, sign, anchor = address.partition("#")
    path, anchor = unquote(path.partition("?")[0]), unquote(anchor)
    found = _named(anchor, own) if not path else None
    if not found and report.locate:
        there = report.locate(path)
        if there is None:
            report.add(line, NOTHING.format(unquote(address)[:80]))
            return
        found = _named(anchor, there)
        if sign and not found:
            report.add(line, NO_HEADING.format(unquote(address)[:80]))
    if found:
        link.attrs["href"] = address.partition("#")[0] + "#" + quote(found)


def _named(anchor: str, there) -> str | None:
    """The anchor as it is called there."""
    names = (anchor, anchor_of(anchor)) if anchor else ()
    return next((name for name in names if name in there), None)
