"""All that a reader can reach: links, the map, and every value of every filter are followed until nothing is new."""

import json
import re
from html import unescape
from urllib.parse import urldefrag, urljoin

from django.conf import settings
from django.test import Client

from tests.routes import public_routes

ORIGIN = "http://testserver"
LINK = re.compile(r'(?:href|src|action|srcset)="([^"]*)"|<loc>([^<]*)</loc>')
OF_API = re.compile(r'"(?:api_url|next)":"([^"]*)"')
CHOICES = re.compile(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', re.DOTALL)
VALUE = re.compile(r'<option[^>]*value="([^"]*)"')
PICTURES = {"image/png", "image/jpeg", "image/webp", "image/x-icon"}
MOST = 1_000  # a crawl that finds more goes in circles


def said(url: str, client: Client | None = None) -> str:
    """Everything that one answer says: its status, headers and text; but the second until which a proxy may keep it."""
    response = (client or Client()).get(url)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    body = b"" if response.headers.get("Content-Type") in PICTURES else body
    headers = sorted(item for item in response.headers.items() if item[0] != "X-Accel-Expires")
    return f"{response.status_code}\n{headers}\n{body.decode('utf-8', 'replace')}"


def crawl() -> dict[str, str]:
    """What each address says, by address."""
    client, found = Client(), {}
    waiting = [f"/{route.pattern}" for route in public_routes() if not route.takes_arguments]
    while waiting:
        url = waiting.pop()
        if url not in found:
            found[url] = said(url, client)
            waiting += addresses_in(found[url], url)
            assert len(found) < MOST, "the crawl goes in circles"
    return found


def addresses_in(page: str, url: str) -> list[str]:
    links = [unescape(link or place) for link, place in LINK.findall(page)]
    links += [json.loads(f'"{link}"').removeprefix(settings.SITE_URL) for link in OF_API.findall(page)]
    filters = [
        f"?{name}={value}" for name, options in CHOICES.findall(page) for value in VALUE.findall(options)
    ]
    found = {urldefrag(urljoin(ORIGIN + url, target)).url for target in links + filters}
    own = [address.removeprefix(ORIGIN) for address in found if address.startswith(f"{ORIGIN}/")]
    return [address for address in own if not address.startswith(("/static/", "/admin/", "/desk/"))]
