"""Pass: where links may point. An allow-list for people, before nh3 applies its own."""

import re
from ipaddress import AddressValueError, IPv4Address
from urllib.parse import urljoin

from django.conf import settings

from kbhelp.addresses import host_of, is_plain, other_site, web_address
from kbhelp.markdown.lines import with_lines
from kbhelp.markdown.numbers import DIALLED
from kbhelp.markdown.words import words

MAX_ADDRESS = 2_000
MAX_HOST = 253
WEB = re.compile("https?:", re.IGNORECASE)
LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")  # what stands between the dots of a host
OTHER = re.compile(rf"\Amailto:[^\s@]+@[^\s@]+$|\Atel:{DIALLED.pattern}$", re.IGNORECASE)
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
    for number, (child, line) in enumerate(with_lines(inline)):
        if child.type == "link_open":
            said = _words_within(inline.children, number)
            refused.append(not (_accept(child, line, report) and _is_honest(said, child, line, report)))
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


def _words_within(children, opening: int) -> str:
    closing = next(
        at for at in range(opening, len(children)) if children[at].type == "link_close"
    )  # a link holds no other
    return words(children[opening:closing])


def _is_honest(said: str, link, line: int, report) -> bool:
    """Whoever reads an address expects to get there."""
    if other := other_site(said, urljoin(settings.SITE_URL, link.attrs["href"])):
        report.add(
            line,
            f"링크의 글자 ‘{other[:80]}’은 링크가 가는 곳과 다른 사이트입니다. "
            "가는 곳의 이름을 적거나 주소를 고치세요.",
        )
    return not other


def is_allowed(address: str) -> bool:
    if len(address) > MAX_ADDRESS:
        return False
    if WEB.match(address):
        return _leads_to_a_host(address)
    return any(pattern.match(address) for pattern in (OTHER, INSIDE))


def _leads_to_a_host(address: str) -> bool:
    """nh3 would take an address that no browser can open out of its link without a word."""
    web = web_address(address)
    if web is None or web.port == "0" or not is_plain(address) or not _is_readable(web.host):
        return False
    return web.host == host_of(settings.SITE_URL) or _is_name(web.host) or _is_ip_address(web.host)


def _is_readable(host: str) -> bool:
    try:
        return bool(host.encode("ascii").decode("idna"))
    except ValueError:  # a label that is no Punycode
        return False


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
