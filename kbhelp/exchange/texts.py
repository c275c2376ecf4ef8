"""A file as text: UTF-8, one kind of line end, nothing that cannot be seen; everything else is said with its line."""

import codecs
import re
from pathlib import Path

from django.utils.translation import gettext as _

MAX_BYTES = 2_000_000  # ten times what the longest text of a page may be
# Control characters but tab and line feed, and the line ends of other worlds, which a database, a feed or YAML refuse.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
OTHER_ENCODINGS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


class Unreadable(ValueError):
    """The file cannot be read as text; `line` is counted from 1."""

    def __init__(self, message: str, line: int = 1):
        super().__init__(message)
        self.line = line


def read_text(path: Path) -> str:
    """The text of a file with plain line ends, without a byte order mark. Raises Unreadable."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Unreadable(_("cannot be read: {reason}").format(reason=error.strerror)) from error
    if len(data) > MAX_BYTES:
        raise Unreadable(_("larger than {most} bytes").format(most=f"{MAX_BYTES:,}"))
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = _("holds the control character {name}; delete it")
        raise Unreadable(message.format(name=f"U+{ord(found[0]):04X}"), line)
    return text


def _decoded(data: bytes) -> str:
    for mark, name in OTHER_ENCODINGS.items():
        if data.startswith(mark):
            raise Unreadable(_("not UTF-8 but {name}; save it as UTF-8").format(name=name))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(_guess(data), line) from error


def _guess(data: bytes) -> str:
    try:
        is_korean = re.search("[가-힣]", data.decode("cp949"))
    except UnicodeDecodeError:
        is_korean = False
    if is_korean:
        return _("not UTF-8, perhaps CP949 as Korean Windows writes it; save it as UTF-8")
    return _("not UTF-8; save it as UTF-8")
