"""Pass: pictures are the site's own and each says in words what it shows."""

import re
from functools import lru_cache

from django.conf import settings
from django.core.files.storage import default_storage
from PIL import Image

from kbhelp.markdown.lines import with_lines
from kbhelp.markdown.rendered import PLACEHOLDER_ALT
from kbhelp.markdown.words import words

PICTURE = re.compile(r"\A(?:[\w-]+/)*[\w-]+\.(?:png|jpe?g|gif|webp)", re.ASCII | re.IGNORECASE)


def keep_own(tokens, report) -> list:
    for token in tokens:
        if token.type == "inline":
            token.children = [child for child, line in with_lines(token) if _is_kept(child, line, report)]
    return tokens


def _is_kept(child, line: int, report) -> bool:
    if child.type != "image":
        return True
    if "label" in child.meta:
        child.attrs.pop("title", None)  # written once for all that refer to it: it could multiply
    if not is_own(child.attrs["src"]) or not report.has_room(child.attrs["src"]):
        report.add(line, "다른 사이트의 그림은 보이지 않습니다. 그림을 편집창에 끌어다 놓아 올리세요.")
        return False
    if report.locate and report.locate(child.attrs["src"]) is None:
        report.add(line, "이 그림의 파일이 없습니다. 그림을 편집창에 끌어다 놓아 다시 올리세요.")
    _describe(child, line, report)
    return True


def is_own(address: str) -> bool:
    name = address.removeprefix(settings.MEDIA_URL)
    return name != address and PICTURE.fullmatch(name) is not None


def _describe(image, line: int, report):
    alt = words(image.children).strip()
    if not alt or alt == PLACEHOLDER_ALT:
        report.add(line, "그림 설명이 없습니다. ![ ] 안에 그림이 보여 주는 것을 글로 적으세요.")
    image.attrs["loading"] = "lazy"
    image.attrs["decoding"] = "async"
    size = picture_size(image.attrs["src"].removeprefix(settings.MEDIA_URL))
    if size:
        image.attrs["width"], image.attrs["height"] = size


def picture_size(name: str) -> tuple[int, int] | None:
    try:
        return _size(name)
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


@lru_cache(maxsize=1_000)  # names are hashes of the content: a size never changes; failures are not kept
def _size(name: str) -> tuple[int, int]:
    with default_storage.open(name) as file, Image.open(file) as picture:
        return picture.size
