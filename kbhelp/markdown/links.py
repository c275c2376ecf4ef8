"""Pass: where links may point. An allow-list for people, before nh3 applies its own."""

import re
from ipaddress import AddressValueError, IPv4Address
from urllib.parse import urlsplit

from django.conf import settings

from kbhelp.markdown.lines import with_lines
from kbhelp.markdown.numbers import DIALLED

MAX_ADDRESS = 2_000
MAX_HOST = 253
WEB = re.compile(r"https?://[^/?#@\s\\]+(?:[/?#]|$)", re.IGNORECASE)  # no user name before the host
LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")  # what stands between the dots of a host
OTHER = re.compile(rf"mailto:[^\s@]+@[^\s@]+$|tel:{DIALLED.pattern}$", re.IGNORECASE)
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
            f"쓸 수 없는 링크 주소입니다: ‘{address[:80]}’. 우리 글은 /guides/…/처럼 /로, 이 글의 제목은 #으로, "
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
    if WEB.match(address):
        return _leads_to_a_host(address)
    return any(pattern.match(address) for pattern in (OTHER, INSIDE))


def _leads_to_a_host(address: str) -> bool:
    """nh3 would take an address that no browser can open out of its link without a word."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        is_named_right = parts.port != 0 and bool(host.encode("ascii").decode("idna"))
    except ValueError:  # a port above 65535, brackets, a label that is no punycode
        return False
    is_own = host == urlsplit(settings.SITE_URL).hostname
    return is_named_right and (is_own or _is_name(host) or _is_ip_address(host))


def _is_name(host: str) -> bool:
    """A name of the internet: several labels, the last of which begins with a letter."""
    labels = host.removesuffix(".").split(".")
    are_labels = len(host) <= MAX_HOST and all(map(LABEL.fullmatch, labels))
    return are_labels and len(labels) > 1 and len(labels[-1]) > 1 and labels[-1][0].isalpha()


def _is_ip_address(host: str) -> bool:
    try:
        return bool(IPv4Address(host))
    except AddressValueError:
        return False


def _is_empty(opening, closing) -> bool:
    return opening.type == "link_open" and closing.type == "link_close"
