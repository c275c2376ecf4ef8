"""The client of /api/v1/: what the site says, or why it says nothing. Each question is a connection of its own."""

import json
import re
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import quote, urlencode, urlsplit

from kbhelp.mcp.given import Given

ROOT = "/api/v1/"
SECONDS = 10.0  # for a whole answer; the longest question takes a tenth of one
BYTES = 4_000_000  # of an answer; the longest document has a tenth
MOST_MOVES = 3  # a document's addresses of before lead to today's
AS_IT_IS = "!$%&'()*+,/:;=?@~"  # in a query that somebody else has put together
NAME = re.compile(r"[-\w]{1,100}", re.ASCII)  # of a kind, and of a document in an address
ADDRESSES = re.compile(r"[0-9A-Fa-f.:]+(, ?[0-9A-Fa-f.:]+)*")
LONGEST_ADDRESSES = 400
LONGEST_PHONES = 300

NOT_FOUND = "그런 글이나 주소가 없습니다."
BUSY, AWAY = "busy", "away"
SAID = {
    BUSY: "지금은 질문이 너무 많습니다. 잠시 뒤에 다시 해 주세요.",
    AWAY: "지금은 사이트에서 답을 받지 못했습니다. 모르는 것으로 하고, 잠시 뒤에 다시 해 주세요.",
}


class Refused(Exception):
    """The site has answered that it will not: its code, its Korean sentence, and the field that was wrong."""

    def __init__(self, code: str, detail: str, field: str = ""):
        super().__init__(code)
        self.code, self.detail, self.field = code, detail, field


class NoAnswer(Exception):
    """BUSY or AWAY. `phones`: where the person can ask meanwhile, or nothing."""

    def __init__(self, why: str, phones: str = ""):
        super().__init__(why)
        self.why = why
        self.detail = f"{SAID[why]} 급하면 전화로 물어보세요: {phones}" if phones else SAID[why]


class Phones:
    """Those that the site named last for what is urgent, kept for while it is away."""

    def __init__(self):
        self.said = ""

    def hear(self, answer: dict) -> dict:
        """Returns the answer. What is too long is not cut: half a number would be another one."""
        with suppress(KeyError, TypeError):
            said = ", ".join(f"{one['name']} {one['number']}" for one in answer["phones"])
            self.said = said if len(said) <= LONGEST_PHONES else ""
        return answer


class Site:
    def __init__(
        self, given: Given, seconds: float = SECONDS, reader: str = "", phones: Phones | None = None
    ):
        """`reader`: the addresses through which the question came, which the site counts by."""
        self.place, self.public, self.seconds, self.reader = given.site, given.public, seconds, reader
        self.phones = phones or Phones()

    def search(self, **asked: str) -> dict:
        return self.phones.hear(self.ask("search/", asked))

    def documents(self, **asked: str) -> dict:
        return self.ask("documents/", asked)

    def document(self, kind: str, slug: str) -> dict:
        if not (NAME.fullmatch(kind) and NAME.fullmatch(slug)):
            raise Refused("not_found", NOT_FOUND)
        return self.ask(f"documents/{kind}/{slug}/")

    def document_by_number(self, number: int) -> dict:
        return self.ask(f"documents/{number}/")

    def diagnosis(self, query: str) -> dict:
        return self.ask("diagnosis/", query)

    def notices(self) -> dict:
        return self.ask("notices/")

    def ask(self, path: str, asked: dict[str, str] | str = "") -> dict:
        query = quote(asked, safe=AS_IT_IS) if isinstance(asked, str) else urlencode(asked)
        target = f"{ROOT}{path}?{query}" if query else f"{ROOT}{path}"
        end = time.monotonic() + self.seconds
        for _ in range(MOST_MOVES):
            status, moved, body = self._get(target, end)
            if status not in {301, 302, 307, 308}:
                return read(status, body)
            target = self._followed(moved)
        raise NoAnswer(AWAY)

    def _followed(self, moved: str) -> str:
        """To another page of the API alone."""
        try:
            found = urlsplit(moved)
        except ValueError as error:
            raise NoAnswer(AWAY) from error
        here = {"", self.place.netloc, self.public.netloc}
        if found.netloc not in here or not found.path.startswith(ROOT) or found.query:
            raise NoAnswer(AWAY)
        return found.path

    def _get(self, target: str, end: float) -> tuple[int, str, bytes]:
        kind = HTTPSConnection if self.place.scheme == "https" else HTTPConnection
        connection = kind(self.place.hostname, self.place.port, timeout=self.seconds)
        try:
            connection.request("GET", target, headers=self._headers())
            response = connection.getresponse()
            return response.status, response.getheader("Location", ""), whole(connection, response, end)
        except (OSError, HTTPException, ValueError) as error:
            raise NoAnswer(AWAY) from error
        finally:
            connection.close()

    def _headers(self) -> dict[str, str]:
        """As a proxy does, so that the site answers under its own name."""
        forwarded = {"X-Forwarded-For": self.reader} if self.reader else {}
        return forwarded | {
            "Host": self.public.netloc,
            "X-Forwarded-Proto": self.public.scheme,
            "Accept": "application/json",
            "User-Agent": "kbhelp-mcp",
        }


def through(before: str, peer: str) -> str:
    """Who asked, as proxies write it; what is no list of addresses is left out."""
    is_list = len(before) <= LONGEST_ADDRESSES and ADDRESSES.fullmatch(before)
    return ", ".join(filter(None, [before if is_list else "", peer]))


def whole(connection: HTTPConnection, response: HTTPResponse, end: float) -> bytes:
    """The body, in time and no longer than it may be."""
    found = b""
    while True:
        left = end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if connection.sock:
            connection.sock.settimeout(left)
        part = response.read1(65_536)
        if not part:
            return found
        found += part
        if len(found) > BYTES:
            raise ValueError("too long")


def read(status: int, body: bytes) -> dict:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NoAnswer(AWAY) from error
    if status == 429:
        raise NoAnswer(BUSY)
    if status >= 500 or not isinstance(said, dict):
        raise NoAnswer(AWAY)
    if status >= 400:
        raise Refused(str(said.get("code", "")), str(said.get("detail", "")), str(said.get("field", "")))
    return said
