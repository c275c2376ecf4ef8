"""Where links and pictures may point: an allow-list, for people before nh3 applies its own."""

import re
from functools import lru_cache

from django.conf import settings
from django.core.files.storage import default_storage
from PIL import Image

from kbhelp.markdown.rendered import PLACEHOLDER_ALT

MAX_ADDRESS = 2_000
WEB = re.compile(r"https?://[^/?#@\s\\]+(?:[/?#]|$)", re.IGNORECASE)  # no user name before the host
OTHER = re.compile(r"mailto:[^\s@]+@[^\s@]+$|tel:\+?[0-9-]+$", re.IGNORECASE)
RELATIVE = re.compile(r"[#?]|/(?![/\\]|%5c)|[^:/?#\\%][^:/?#\\]*(?:[/?#]|$)", re.IGNORECASE)
PICTURE = re.compile(r"(?:[\w-]+/)*[\w-]+\.(?:png|jpe?g|gif|webp)", re.ASCII | re.IGNORECASE)
OUTSIDE = "noopener noreferrer nofollow"


def is_allowed(address: str) -> bool:
    if len(address) > MAX_ADDRESS:
        return False
    return any(pattern.match(address) for pattern in (WEB, OTHER, RELATIVE))


def is_own_picture(address: str) -> bool:
    own = address.startswith(settings.MEDIA_URL)
    return own and PICTURE.fullmatch(address, len(settings.MEDIA_URL)) is not None


def checked_links(children, line: int, report) -> list:
    """Inline tokens whose links all point where they may; refused links leave their text behind."""
    kept, refused = [], []
    for token, at in _with_lines(children, line):
        if token.type == "link_open":
            refused.append(not _accept(token, at, report))
            if refused[-1]:
                continue
        elif token.type == "link_close" and refused.pop():
            continue
        kept.append(token)
    return kept


def _accept(token, line: int, report) -> bool:
    address = token.attrs.pop("href", "")
    token.attrs.clear()  # titles of links are invisible to most readers
    if not is_allowed(address):
        report.add(
            line,
            f"링크 주소 ‘{address[:80]}’는 쓸 수 없습니다. https://, mailto:, tel:, /로 시작해야 합니다.",
        )
        return False
    token.attrs["href"] = address
    if WEB.match(address):
        token.attrs["rel"] = OUTSIDE
    return True


def checked_pictures(children, line: int, report, words) -> list:
    """Inline tokens with own pictures only; `words(tokens)` gives the description as plain text."""
    kept = []
    for token, at in _with_lines(children, line):
        if token.type != "image":
            kept.append(token)
        elif is_own_picture(token.attrs["src"]):
            _describe(token, words(token.children).strip(), at, report)
            kept.append(token)
        else:
            report.add(at, "다른 사이트의 그림은 보이지 않습니다. 그림을 편집창에 끌어다 놓아 올리세요.")
    return kept


def _describe(token, alt: str, line: int, report):
    if not alt or alt == PLACEHOLDER_ALT:
        report.add(line, "그림 설명이 없습니다. ![ ] 안에 그림이 보여 주는 것을 글로 적으세요.")
    token.attrs["loading"] = "lazy"
    token.attrs["decoding"] = "async"
    size = picture_size(token.attrs["src"].removeprefix(settings.MEDIA_URL))
    if size:
        token.attrs["width"], token.attrs["height"] = size


def picture_size(name: str) -> tuple[int, int] | None:
    try:
        return _size(name)
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


@lru_cache(maxsize=1_000)  # names are hashes of the content: a size never changes; failures are not kept
def _size(name: str) -> tuple[int, int]:
    with default_storage.open(name) as file, Image.open(file) as picture:
        return picture.size


def _with_lines(children, line: int):
    for token in children:
        yield token, line
        line += token.type in ("softbreak", "hardbreak")
