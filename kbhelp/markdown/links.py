"""Pass: where links may point. An allow-list for people, before nh3 applies its own."""

import re

from kbhelp.markdown.lines import with_lines

MAX_ADDRESS = 2_000
WEB = re.compile(r"https?://[^/?#@\s\\]+(?:[/?#]|$)", re.IGNORECASE)  # no user name before the host
OTHER = re.compile(r"mailto:[^\s@]+@[^\s@]+$|tel:\+?[0-9-]+$", re.IGNORECASE)
INSIDE = re.compile(r"#.|/(?![/\\]|%5c)", re.IGNORECASE | re.DOTALL)
OUTSIDE = "noopener noreferrer nofollow"


def check(tokens, report) -> list:
    """Refused links leave their text behind."""
    for token in tokens:
        if token.type != "inline":
            continue
        token.children = _accepted(token, report)
        if any(_is_empty(*pair) for pair in zip(token.children, token.children[1:], strict=False)):
            report.add(token.map[0], "글자가 없는 링크가 있습니다. [ ] 안에 어디로 가는지 적으세요.")
    return tokens


def _accepted(inline, report) -> list:
    kept, refused = [], []
    for child, line in with_lines(inline):
        if child.type == "link_open":
            refused.append(not _accept(child, line, report))
            if refused[-1]:
                continue
        elif child.type == "link_close" and refused.pop():
            continue
        kept.append(child)
    return kept


def _accept(link, line: int, report) -> bool:
    address = link.attrs.pop("href", "")
    link.attrs.clear()  # titles of links are invisible to most readers
    if not is_allowed(address):
        report.add(
            line,
            f"링크 주소 ‘{address[:80]}’는 쓸 수 없습니다. 우리 글은 /guides/…/처럼 /로, 이 글의 제목은 #으로, "
            "다른 사이트는 https://로 시작해야 합니다.",
        )
        return False
    if not report.has_room(address):
        report.add(line, "같은 주소를 너무 많이 가리켰습니다. 글을 나누거나 링크를 줄이세요.")
        return False
    link.attrs["href"] = address
    if WEB.match(address):
        link.attrs["rel"] = OUTSIDE
    return True


def is_allowed(address: str) -> bool:
    if len(address) > MAX_ADDRESS:
        return False
    return any(pattern.match(address) for pattern in (WEB, OTHER, INSIDE))


def _is_empty(opening, closing) -> bool:
    return opening.type == "link_open" and closing.type == "link_close"
