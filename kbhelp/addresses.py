"""Addresses of the web as browsers read them (url.spec.whatwg.org): one parser for all who ask where one leads; and
this site's own, as they are said elsewhere.

To Python `https://evil.example\\@help.example/` is a page of help.example; to every browser it is one of evil.example.
"""

import re
import unicodedata
from typing import NamedTuple

import ada_url
from django.conf import settings
from django.core.exceptions import ValidationError

TYPED_HOST = re.compile(r"https?://([^/?#\\@\s]+)(?:[/?#]|$)", re.IGNORECASE)  # no user name before it
# What readers take for the address of a site: with its beginning, or a name as sites have it and nothing else.
SAID = re.compile(r"(?:https?:|www\.)[^\s\"'<>()“”‘’]+", re.IGNORECASE)
SITE = r"(?:[\w-]{1,63}\.){1,4}(?:com|net|org|kr|한국|info|biz|gov|edu|io|me|co|jp|cn|us|app|dev|site|shop|example)"
NAME_OF_SITE = re.compile(rf"{SITE}(?:/\S*)?", re.IGNORECASE)
UNCLEAR = (
    "브라우저마다 다른 곳으로 읽을 수 있는 주소입니다. "
    "사용자 이름(@)이나 역슬래시(\\) 없이 https://기관.kr/처럼 적으세요."
)


class Web(NamedTuple):
    scheme: str
    host: str  # lower case, without a port; of other scripts in Punycode
    port: str  # empty where the scheme says it
    has_user: bool


def absolute(path: str, query: str = "") -> str:
    """A page of this site by its configured address, whatever host was asked."""
    return f"{settings.SITE_URL}{path}?{query}" if query else f"{settings.SITE_URL}{path}"


def web_address(text: str) -> Web | None:
    """None where no browser would open it as a page of the web."""
    try:
        url = ada_url.URL(text)
    except ValueError:
        return None
    if url.protocol not in ("http:", "https:"):
        return None
    return Web(url.protocol[:-1], url.hostname, url.port, bool(url.username or url.password))


def host_of(text: str) -> str:
    """Of a web address, else nothing."""
    web = web_address(text)
    return web.host if web else ""


def official_host(text: str) -> str:
    """The host of a secure address that says nothing but where it leads, else nothing."""
    web = web_address(text)
    is_clear = web is not None and web.scheme == "https" and not web.port and is_plain(text)
    return web.host if is_clear else ""


def is_plain(text: str) -> bool:
    """Whether the host stands there as browsers read it, with no name of a user and no sign that changes its place."""
    typed, web = TYPED_HOST.match(text), web_address(text)
    if typed is None or web is None or web.has_user:
        return False
    host = re.sub(r":\d*\Z", "", typed[1]).lower()
    return host in (web.host, ada_url.idna.decode(web.host))


def plain_address(text: str):
    """A validator: what it takes leads every browser where people read that it leads."""
    if not is_plain(text):
        raise ValidationError(UNCLEAR)


def other_site(words: str, address: str) -> str:
    """The address of another site that the words of a link say, else nothing."""
    words = unicodedata.normalize("NFKC", words).strip()
    whole = NAME_OF_SITE.fullmatch(words)
    said = [whole[0]] if whole else SAID.findall(words)
    there = _without_www(host_of(address))
    return next((one for one in said if _without_www(_host_said(one)) != there), "")


def _host_said(words: str) -> str:
    return host_of(words if re.match("https?:", words, re.IGNORECASE) else f"https://{words}")


def _without_www(host: str) -> str:
    return host.removesuffix(".").removeprefix("www.")
