"""What the environment says of the process, read once at its start."""

import os
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

LOCAL_HOSTS = ["127.0.0.1:*", "localhost:*", "[::1]:*"]
LOCAL_ORIGINS = ["http://127.0.0.1:*", "http://localhost:*", "http://[::1]:*"]
DEFAULT_SITE = "http://127.0.0.1:8000"


class Given(NamedTuple):
    """`site` is where the API is asked, `public` the address under which the site answers."""

    host: str
    port: int
    site: SplitResult
    public: SplitResult
    hosts: list[str]
    origins: list[str]


def read(variables=os.environ) -> Given:
    asked, outside = variables.get("KBHELP_MCP_SITE"), variables.get("KBHELP_SITE_URL")
    port = variables.get("KBHELP_MCP_PORT") or "8010"
    if not (port.isascii() and port.isdecimal() and 0 < int(port) < 65_536):
        raise SystemExit("KBHELP_MCP_PORT is a number from 1 to 65535")
    public = address("KBHELP_SITE_URL", outside) if outside else None
    site = address("KBHELP_MCP_SITE", asked) if asked else public or urlsplit(DEFAULT_SITE)
    return Given(
        host=variables.get("KBHELP_MCP_HOST") or "127.0.0.1",
        port=int(port),
        site=site,
        public=public or site,
        hosts=LOCAL_HOSTS + names(variables.get("KBHELP_MCP_HOSTS", "")),
        origins=LOCAL_ORIGINS + names(variables.get("KBHELP_MCP_ORIGINS", "")),
    )


def names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def address(name: str, text: str) -> SplitResult:
    """A scheme, a host and perhaps a port, and nothing behind them."""
    try:
        found = urlsplit(text.rstrip("/"))
        is_one = found.scheme in {"http", "https"} and found.hostname and found.port != 0
    except ValueError:
        is_one = False
    if not is_one or found.path or found.query or found.fragment or "@" in found.netloc:
        raise SystemExit(f"{name} is an address like {DEFAULT_SITE}")
    return found
