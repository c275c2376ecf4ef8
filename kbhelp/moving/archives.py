"""The folder of an export as one zip file, and a zip file as a folder: nothing in it is believed before it is counted.

Python's zipfile reads the whole directory of an archive at once and would follow any name, so that both are looked at
before it does.
"""

import errno
import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from kbhelp.exchange import manifest
from kbhelp.exchange.exporting import Contents
from kbhelp.exchange.files import Problem
from kbhelp.exchange.planning import ImportRefused

MAX_FILES = 5_000
MAX_BYTES = 200_000_000  # unpacked
MAX_RATIO = 200  # of what is unpacked to what was sent; text with long tables is packed some twenty times
MAX_DIRECTORY = 1_500_000  # bytes of the list of files, some 300 for each
PIECE = 1_000_000
END = struct.Struct("<4s4H2LH")  # the record that ends every archive
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ENCRYPTED, NAMED_IN_UTF8 = 0x1, 0x800
WINDOWS_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
BROKEN = (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, zlib.error)
BROKEN += (FileExistsError, NotADirectoryError)  # one entry is the folder of another
DAMAGED = "압축 파일이 아니거나 깨졌습니다. 다시 압축해서 올리세요."
BUSY = "지금은 서버에서 풀 수 없습니다. 잠시 뒤에 다시 올리세요."


def pack(contents: Contents, target):
    """Write what an export holds, with its manifest, into an open binary file."""
    digests = contents.digests()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=False) as archive:
        for path in sorted(digests):
            archive.writestr(path, contents.content(path))
        archive.writestr(manifest.NAME, manifest.text_of(digests))


def unpack(source: Path, target: Path) -> Path:
    """The folder that the archive holds, below `target`. Raises ImportRefused; `target` is then to be thrown away."""
    check_end(source)
    try:
        with zipfile.ZipFile(source) as archive:
            entries = {named(entry): entry for entry in archive.infolist()}
            if problems := _problems(archive.infolist()):
                raise ImportRefused(sorted(problems))
            for name, entry in entries.items():
                if not entry.is_dir():
                    _write(archive, entry, name, target)
    except BROKEN as error:
        raise refused(DAMAGED) from error
    except OSError as error:  # EINVAL: a place before the beginning of the file
        raise refused(DAMAGED if error.errno == errno.EINVAL else BUSY) from error
    return _only_folder(target)


def refused(message: str, path: str = "압축 파일") -> ImportRefused:
    return ImportRefused([Problem(path, 1, message)])


def named(entry: zipfile.ZipInfo) -> str:
    """Its name as whoever packed it read it: zipfile takes what is not marked as UTF-8 for a code page of 1981."""
    if entry.flag_bits & NAMED_IN_UTF8:
        return entry.orig_filename
    data = entry.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.orig_filename


def check_end(source: Path):
    """That the list of files is no larger than ours would be; zipfile reads as much as this record says."""
    with source.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - END.size - 0xFFFF - 20))
        tail = file.read()
    at = len(tail) - END.size
    if tail[at : at + 4] != b"PK\5\6" or tail[-2:] != b"\0\0":
        at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) < at + END.size:
        raise refused("zip 파일이 아닙니다. 내보내기로 받은 것과 같은 zip 파일을 올리세요.")
    _, _, _, _, files, directory, _, _ = END.unpack_from(tail, at)
    if files > MAX_FILES or directory > MAX_DIRECTORY or tail[max(0, at - 20) : at][:4] == b"PK\6\7":
        raise refused(f"파일이 {MAX_FILES:,}개보다 많습니다. 나누어 압축하세요.")


def _problems(entries: list[zipfile.ZipInfo]) -> list[Problem]:
    if len(entries) > MAX_FILES:
        return [Problem("압축 파일", 1, f"파일이 {MAX_FILES:,}개보다 많습니다. 나누어 압축하세요.")]
    unpacked, packed = (sum(getattr(one, size) for one in entries) for size in ("file_size", "compress_size"))
    if unpacked > MAX_BYTES or unpacked > PIECE + packed * MAX_RATIO:
        return [
            Problem("압축 파일", 1, f"풀면 {unpacked:,}바이트나 되어 풀지 않았습니다. 나누어 압축하세요.")
        ]
    problems, seen = [], {}
    for entry in entries:
        name = named(entry)
        alike = unicodedata.normalize("NFC", name.rstrip("/")).casefold()
        wrong = _wrong_name(name) or _wrong_kind(entry, name)
        if not wrong and alike in seen:
            wrong = f"이름이 같은 파일이 있습니다: ‘{shown(seen[alike])}’. 하나만 남기세요."
        seen[alike] = name
        if wrong:
            problems.append(Problem(shown(name), 1, wrong))
    return problems


def shown(name: str) -> str:
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)[:200]


def _wrong_name(name: str) -> str | None:
    """What would lie outside the folder, or is a name with a meaning of its own somewhere."""
    parts = name.removesuffix("/").split("/")
    if "\\" in name:
        return "이름에 \\ 가 있습니다. 다른 프로그램으로 다시 압축하세요."
    if not name.isprintable() or ":" in name or any(part in ("", ".", "..") for part in parts):
        return "폴더 밖을 가리키거나 쓸 수 없는 이름입니다."
    if any(WINDOWS_DEVICE.fullmatch(part) for part in parts):
        return "윈도우의 장치 이름입니다. 다른 이름으로 바꾸세요."
    if len(parts) > 6 or any(len(part.encode()) > 200 for part in parts):
        return "이름이 너무 길거나 폴더가 너무 깊습니다."
    return None


def _wrong_kind(entry: zipfile.ZipInfo, name: str) -> str | None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "바로 가기이거나 보통 파일이 아닙니다. 파일을 그대로 넣으세요."
    if entry.flag_bits & ENCRYPTED:
        return "암호가 걸려 있습니다. 암호 없이 압축하세요."
    if entry.compress_type not in METHODS:
        return "읽지 못하는 방식으로 압축했습니다. 보통 zip으로 압축하세요."
    if name.lower().endswith(".zip"):
        return "압축 파일 안의 압축 파일입니다. 먼저 푸세요."
    return None


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, target: Path):
    path = target / PurePosixPath(name)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with archive.open(entry) as packed, path.open("xb") as file:
            while piece := packed.read(PIECE):
                file.write(piece)
    except BROKEN as error:
        raise refused("내용이 깨졌습니다. 다시 압축해서 올리세요.", shown(name)) from error


def _only_folder(target: Path) -> Path:
    """Whoever packs a folder by its name has one more around it; what systems leave beside it does not count."""
    inside = [path for path in target.iterdir() if not path.name.startswith((".", "__MACOSX"))]
    is_around = len(inside) == 1 and inside[0].is_dir() and (inside[0] / manifest.NAME).is_file()
    return inside[0] if is_around else target
