"""The WSGI environ of a request (PEP 3333)."""

import sys
from io import BufferedReader
from urllib.parse import urlsplit

from django.conf import settings

PROBED = {"/readyz", "/metrics"}  # a monitor asks by the address of the machine, which is no name of the site


class File:
    """`wsgi.file_wrapper`: a file with a lasting name is sent by the server from the disk, and no thread reads it."""

    def __init__(self, file, block_size=65_536):
        self.file, self.block_size = file, block_size
        is_lasting = isinstance(file, BufferedReader) and isinstance(file.name, str)
        self.path = file.name if is_lasting else None

    def __iter__(self):
        return iter(lambda: self.file.read(self.block_size), b"")

    def close(self):
        self.file.close()


def environ_of(scope, body) -> dict:
    host, _, port = scope.server.rpartition(":")
    environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode("utf-8", "surrogateescape").decode("latin-1"),
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": File,
    }
    headers = headers_of(scope)
    if scope.path in PROBED:
        headers["HTTP_HOST"] = urlsplit(settings.SITE_URL).netloc
    return environ | headers


def headers_of(scope) -> dict[str, str]:
    """As HTTP_ variables. A name with an underscore would look like one with hyphens, as proxies set: it goes."""
    found = {}
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        variable = name.upper().replace("-", "_")
        if variable not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            variable = f"HTTP_{variable}"
        joined = "; " if name == "cookie" else ","
        found[variable] = f"{found[variable]}{joined}{value}" if variable in found else value
    if scope.authority:
        found["HTTP_HOST"] = scope.authority
    return found
