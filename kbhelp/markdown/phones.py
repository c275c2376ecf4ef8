"""Pass: phone numbers dial. Nothing is done within links, code and headings, whose words are the names of places."""

from collections import deque

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it.token import Token

from kbhelp.markdown.numbers import phones_in


def dial(tokens, report) -> list:
    before = None
    for token in tokens:
        if token.type == "inline" and before.type != "heading_open":
            token.children = _with_links(token.children, report)
        before = token
    return tokens


def dialling(text: str) -> SafeString:
    """A plain text as HTML in which its phone numbers are links."""
    parts, end = [], 0
    for start, stop in phones_in(text):
        parts += [
            conditional_escape(text[end:start]),
            format_html('<a href="tel:{0}">{0}</a>', text[start:stop]),
        ]
        end = stop
    return mark_safe("".join([*parts, conditional_escape(text[end:])]))  # each part is escaped


def _with_links(children, report) -> list:
    """All words are looked at together: a number in bold is still counted by the word behind it."""
    places = deque(phones_in("".join(map(_words, children))))
    if not places:
        return children
    kept, at, depth = [], 0, 0
    for child in children:
        end = at + len(_words(child))
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        while places and places[0][0] < at:
            places.popleft()
        here = []
        while places and places[0][1] <= end:
            here.append(places.popleft())
        is_open = child.type == "text" and not depth
        kept += _cut(child, [(start - at, stop - at) for start, stop in here], report) if is_open else [child]
        at = end
    return kept


def _words(child) -> str:
    if child.type in ("text", "code_inline"):
        return child.content
    return "\n" if child.type in ("softbreak", "hardbreak", "image") else ""


def _cut(child, places, report) -> list:
    kept, end = [], 0
    for start, stop in places:
        number = child.content[start:stop]
        if report.has_room(number):
            kept += [*_text(child.content[end:start]), *_link(number)]
            end = stop
    return [*kept, *_text(child.content[end:])]


def _text(words: str) -> list[Token]:
    return [Token("text", "", 0, content=words)] if words else []


def _link(number: str) -> list[Token]:
    opening = Token("link_open", "a", 1, attrs={"href": f"tel:{number}"})
    return [opening, *_text(number), Token("link_close", "a", -1)]
