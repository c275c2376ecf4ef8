"""Who is asking, as coarsely as counting allows: never stored, only its keyed hash of the day (DailySalt.sign)."""

import ipaddress
from dataclasses import dataclass

from django.conf import settings

# The first word found decides; what builds on another engine stands before it.
SYSTEMS = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "CrOS", "Linux")
BROWSERS = (
    "KAKAOTALK", "NAVER", "DaumApps", "Whale", "SamsungBrowser", "Edg", "OPR", "Firefox", "FxiOS", "CriOS",
    "Chrome", "Safari",
)  # fmt: skip
IPV6_PREFIX = 64  # what one household or phone gets; below it addresses cost nothing


@dataclass(frozen=True)
class Reader:
    network: str  # the IPv4 address, or the IPv6 network of one connection
    agent: str  # system and browser family, without versions


def reader_of(request) -> Reader:
    return Reader(network_of(address_of(request.META)), coarse(request.headers.get("User-Agent", "")))


def address_of(meta) -> str:
    """The peer's address; X-Forwarded-For is believed only when a proxy named in TRUSTED_PROXIES sent it.

    Then the last hop that is not such a proxy counts: everything to its left was written by the reader.
    """
    address = meta.get("REMOTE_ADDR", "")
    if not is_trusted(address):
        return address
    hops = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")
    for hop in (hop.strip() for hop in reversed(hops)):
        if _parsed(hop) is None:
            return address
        address = hop
        if not is_trusted(hop):
            return hop
    return address


def is_trusted(address: str) -> bool:
    parsed = _parsed(address)
    if parsed is None:
        return False
    return any(parsed in ipaddress.ip_network(proxy, strict=False) for proxy in settings.TRUSTED_PROXIES)


def network_of(address: str) -> str:
    parsed = _parsed(address)
    if parsed is None or parsed.version == 4:
        return str(parsed or "")
    return str(ipaddress.ip_network((parsed, IPV6_PREFIX), strict=False))


def coarse(agent: str) -> str:
    found = (next((word for word in words if word in agent), "?") for words in (SYSTEMS, BROWSERS))
    return " ".join(found)


def _parsed(address: str):
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed
