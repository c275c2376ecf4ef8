"""Uploaded pictures: decoded from an allow-list, encoded anew, stored under a name that the content gives.

Nothing of the uploaded file survives but its pixels: no metadata, no profile, nothing hidden behind the picture.
Animations are reduced to their first picture: movement that cannot be stopped shuts readers out (KWCAG 2.2, 6.2.2),
and steps are shown better one by one. GIF becomes PNG, which keeps every pixel and is smaller.
"""

import os
import re
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import ExifTags, Image, ImageOps

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 20_000_000
MAX_SIDE = 16_000  # WebP ends at 16,383
MAX_WIDTH = 2_000
MAX_KEPT_PIXELS = 8_000_000  # of what is stored: a long picture of a screen becomes narrower
MAX_KEPT_BYTES = 4 * 1024 * 1024  # of PNG; what is more is no drawing, and is stored as a photo is
OPTIMIZED_PIXELS = 2_000_000  # above, the last few percent of a PNG cost many seconds
MAX_SCANS = 100  # of a JPEG; each is as much work as the whole picture, and a program writes about ten
WAIT_SECONDS = 5
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
WRITTEN_AS = {  # MPO: a JPEG of phones that carry a second picture behind the first
    "PNG": ("png", "PNG", {}),
    "GIF": ("png", "PNG", {}),
    "JPEG": ("jpg", "JPEG", {"quality": 85, "optimize": True, "progressive": True}),
    "MPO": ("jpg", "JPEG", {"quality": 85, "optimize": True, "progressive": True}),
    "WEBP": ("webp", "WEBP", {"quality": 85, "method": 4}),
}
NAME = re.compile(
    r"images/([0-9a-f]{2})/([0-9a-f]{62})\.(png|jpg|webp)"
)  # the digest of what is stored under it
ENCODED_AS = {extension: encoder for extension, encoder, _ in WRITTEN_AS.values()}
# What decoders say of the pixels themselves; anything more was written beside them.
OF_PIXELS = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
OF_PIXELS |= {"loop", "background", "timestamp", "duration"}
TURNED = (5, 6, 7, 8)  # orientations that exchange width and height

ALLOWED = "PNG, JPEG, GIF, WebP 그림만 올릴 수 있습니다."
BROKEN = "그림 파일이 깨졌거나 끝까지 올라오지 않았습니다. 그림을 다시 저장해 올리세요."
NOT_OURS = "이 사이트가 저장한 그림이 아닙니다. 편집창에서 올려 주세요."
NOT_STORED = "지금은 그림을 저장할 수 없습니다. 적던 글은 그대로 있으니 관리자에게 알리세요."
TOO_LARGE = (
    f"그림이 너무 큽니다. 가로×세로 {MAX_PIXELS // 10_000:,}만 화소까지 올릴 수 있으니 줄여서 올리세요."
)


_at_work = Lock()


class ImageRefused(ValueError):
    """The file is no picture we take; the message is a Korean sentence for the editor."""


class ImageNotStored(ImageRefused):
    """The picture is good, but the disk did not take it: the server's fault, not the editor's."""


@dataclass(frozen=True)
class StoredImage:
    name: str  # images/ab/cdef….png, below the media folder
    url: str
    width: int
    height: int


def accept(file, *, storage=None) -> StoredImage:
    """Store the picture in an uploaded file. Raises ImageRefused; what it stored never changes again."""
    storage = storage or default_storage
    with _alone():
        picture, kind = _pixels(_content(file))
        data, extension = _encoded(picture, kind)
    digest = sha256(data).hexdigest()
    name = f"images/{digest[:2]}/{digest[2:]}.{extension}"
    _write(storage, name, data)
    return StoredImage(name, storage.url(name), *picture.size)


@contextmanager
def _alone():
    """One picture at a time in a process: each may take some hundred megabytes and a core."""
    if not _at_work.acquire(timeout=WAIT_SECONDS):
        raise ImageNotStored("지금 다른 그림을 처리하고 있습니다. 잠시 뒤에 다시 올리세요.")
    try:
        yield
    finally:
        _at_work.release()


def _encoded(picture: Image.Image, kind: str) -> tuple[bytes, str]:
    extension, encoder, options = WRITTEN_AS[kind]
    if encoder == "PNG":
        options = {"optimize": picture.width * picture.height <= OPTIMIZED_PIXELS}
    output = BytesIO()
    picture.save(output, encoder, **options)
    if encoder == "PNG" and output.tell() > MAX_KEPT_BYTES:
        output.close()
        return _encoded(picture, "WEBP" if picture.mode == "RGBA" else "JPEG")
    return output.getvalue(), extension


def is_ours(data: bytes, name: str) -> bool:
    """Whether `accept` could have stored these bytes under this name: its digest, and nothing in it but pixels."""
    match = NAME.fullmatch(name)
    if match is None or sha256(data).hexdigest() != match[1] + match[2]:
        return False
    with _alone():
        return _is_plain(data, match[3])


def keep(data: bytes, name: str, *, storage=None):
    """Store, byte for byte, a picture that `accept` has stored on another site. Raises ImageRefused."""
    storage = storage or default_storage
    if not is_ours(data, name):
        raise ImageRefused(NOT_OURS)
    _write(storage, name, data)


def _is_plain(data: bytes, extension: str) -> bool:
    """A whole picture of that kind, one and not many, with nothing written beside its pixels or behind them."""
    try:
        with Image.open(BytesIO(data), formats=[ENCODED_AS[extension]]) as opened:
            if opened.width * opened.height > MAX_PIXELS or max(opened.size) > MAX_SIDE:
                return False
            opened.load()
            beside = (
                opened.info.keys() - OF_PIXELS or opened.getexif() or getattr(opened, "private_chunks", None)
            )
            return getattr(opened, "n_frames", 1) == 1 and not beside and _ends_rightly(data, extension)
    except Exception:  # decoders raise whatever they stumble over
        return False


def _ends_rightly(data: bytes, extension: str) -> bool:
    if extension == "webp":
        return int.from_bytes(data[4:8], "little") + 8 == len(data)
    end = {"png": b"IEND\xaeB`\x82", "jpg": b"\xff\xd9"}[extension]
    return data.endswith(end) and (extension == "jpg" or data.count(end) == 1)


def _content(file) -> bytes:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ImageRefused(f"파일이 너무 큽니다. {MAX_BYTES // 1024**2}MB까지 올릴 수 있습니다.")
    if not data:
        raise ImageRefused("빈 파일입니다. 그림 파일을 고르세요.")
    if data.startswith(b"\xff\xd8") and data.count(b"\xff\xda") > MAX_SCANS:
        raise ImageRefused(BROKEN)
    if data[4:8] == b"ftyp":
        raise ImageRefused(f"{ALLOWED} 아이폰 사진(HEIC)은 JPEG로 저장해 올리세요.")
    return data


def _pixels(data: bytes) -> tuple[Image.Image, str]:
    """The picture, upright, at most MAX_WIDTH wide, without anything but pixels; and what it was."""
    try:
        opened = Image.open(BytesIO(data), formats=FORMATS)  # reads the header only
    except Image.DecompressionBombError as bomb:
        raise ImageRefused(TOO_LARGE) from bomb
    except Exception as error:
        known = data.startswith((b"\x89PNG", b"\xff\xd8", b"GIF8")) or data[8:12] == b"WEBP"
        raise ImageRefused(BROKEN if known else ALLOWED) from error
    with opened:
        if opened.width * opened.height > MAX_PIXELS or max(opened.size) > MAX_SIDE:
            raise ImageRefused(TOO_LARGE)
        try:
            picture = _plain(_upright(opened))
        except Exception as error:  # decoders raise whatever they stumble over
            raise ImageRefused(BROKEN) from error
        return picture, opened.format


def _upright(opened: Image.Image) -> Image.Image:
    """Scaled before it is turned, so that no second large picture is ever in memory."""
    opened.draft(None, (MAX_WIDTH, MAX_WIDTH))  # a JPEG decodes at a half or a quarter where that is enough
    orientation = opened.getexif().get(ExifTags.Base.Orientation, 1)
    picture = _in_plain_mode(opened)
    width = picture.height if orientation in TURNED else picture.width
    factor = min(MAX_WIDTH / width, (MAX_KEPT_PIXELS / (picture.width * picture.height)) ** 0.5)
    if factor < 1:
        size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    picture.getexif()[ExifTags.Base.Orientation] = orientation
    return ImageOps.exif_transpose(picture)


def _in_plain_mode(opened: Image.Image) -> Image.Image:
    if opened.mode.startswith("I"):  # 16 bits of grey; convert() would cut instead of scaling
        return opened.point(lambda value: value * (1 / 256)).convert("L")
    opaque = "L" if opened.mode in ("1", "L") else "RGB"
    mode = "RGBA" if opened.has_transparency_data else opaque
    return opened if opened.mode == mode else opened.convert(mode)


def _plain(picture: Image.Image) -> Image.Image:
    """A copy of the pixels alone: encoders write comments and profiles that they find in `info`."""
    copy = Image.new(picture.mode, picture.size)
    copy.paste(picture)
    return copy


def _write(storage, name: str, data: bytes):
    try:
        if storage.exists(name):
            return
        try:
            path = Path(storage.path(name))
        except NotImplementedError:  # a remote storage: it shows an object when it is complete
            storage.save(name, ContentFile(data))
        else:
            write_aside(path, data, settings.FILE_UPLOAD_PERMISSIONS or 0o640)
    except OSError as error:
        raise ImageNotStored(NOT_STORED) from error


def write_aside(path: Path, data: bytes, mode: int):
    """Under its name there is the whole file or the one before, whenever the power fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(aside, mode)
        os.replace(aside, path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
