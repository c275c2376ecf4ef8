"""What Django answered, whole."""

import gzip
from dataclasses import dataclass
from http import HTTPStatus

from kbhelp.middleware.public_pages import KEPT, REVALIDATED
from kbhelp.pagecache.encoding import GZIP, encoding_for

WORTH_COMPRESSING = 200  # bytes


@dataclass
class Response:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def has_failed(self) -> bool:
        return self.status >= 500

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")

    def as_accepted(self, environ) -> "Response":
        """It was asked for without an encoding, so that a copy could be made of it."""
        is_text = self.header("content-type").startswith(("text/", "application/"))
        if (
            encoding_for(environ.get("HTTP_ACCEPT_ENCODING")) == ""
            or not is_text
            or len(self.body) < WORTH_COMPRESSING
        ):
            return self
        body = gzip.compress(self.body, 6, mtime=0)
        varies = filter(None, self.header("vary").split(", "))
        own = {"content-length", "vary"}
        headers = [(name, value) for name, value in self.headers if name.lower() not in own]
        headers += [
            ("Content-Length", str(len(body))),
            ("Vary", ", ".join(dict.fromkeys([*varies, "Accept-Encoding"]))),
            ("Content-Encoding", GZIP),
        ]
        return Response(self.status, headers, body)

    def given(self, environ, start_response) -> list[bytes]:
        start_response(f"{self.status} {HTTPStatus(self.status).phrase}", self.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


def called(application, environ) -> Response:
    """The application's whole answer to a GET without encodings."""
    asked = {name: value for name, value in environ.items() if name != "HTTP_ACCEPT_ENCODING"}
    asked["REQUEST_METHOD"] = "GET"
    said = {}

    def start_response(status, headers, exc_info=None):
        said.update(status=status, headers=headers)

    parts = application(asked, start_response)
    try:
        body = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return Response(int(said["status"][:3]), said["headers"], body)


def is_to_be_kept(response: Response) -> bool:
    """Whether the answer says itself that it is the same for everybody."""
    names = {name.lower() for name, _ in response.headers}
    return (
        response.status in KEPT
        and response.header("cache-control") == REVALIDATED
        and response.header("vary") in {"", "Accept-Encoding"}
        and not names & {"set-cookie", "content-encoding"}
    )
