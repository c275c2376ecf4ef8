"""An archive is unpacked within limits and to nowhere else; what is wrong with it is said, and nothing is imported."""

import struct
import zipfile

import pytest

from kbhelp.exchange.planning import ImportRefused
from kbhelp.moving import archives


def packed(path, *entries):
    """A zip of (name or ZipInfo, content)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def said(path, tmp_path) -> list[tuple[str, str]]:
    room = tmp_path / "inner" / "room"
    room.mkdir(parents=True)
    with pytest.raises(ImportRefused) as refusal:
        archives.unpack(path, room)
    assert {one.name for one in tmp_path.iterdir()} <= {"inner", path.name}
    assert [one.name for one in room.parent.iterdir()] == ["room"]
    return [(problem.path, problem.message.split(".")[0]) for problem in refusal.value.problems]


OUTSIDE = "폴더 밖을 가리키거나 쓸 수 없는 이름입니다"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../evil.md", OUTSIDE),
        ("faq/../../evil.md", OUTSIDE),
        ("/etc/evil.md", OUTSIDE),
        ("C:/evil.md", OUTSIDE),
        ("faq//evil.md", OUTSIDE),
        ("faq/./evil.md", OUTSIDE),
        ("faq\\evil.md", "이름에 \\ 가 있습니다"),
        ("faq/CON.md", "윈도우의 장치 이름입니다"),
        ("faq/lpt1", "윈도우의 장치 이름입니다"),
        ("faq/more.ZIP", "압축 파일 안의 압축 파일입니다"),
        ("a/b/c/d/e/f/g.md", "이름이 너무 길거나 폴더가 너무 깊습니다"),
        (f"faq/{'가' * 100}.md", "이름이 너무 길거나 폴더가 너무 깊습니다"),
    ],
)
def test_names_that_lead_elsewhere_are_refused(tmp_path, name, message):
    assert said(packed(tmp_path / "a.zip", (name, "x"), ("faq/b.md", "y")), tmp_path) == [(name, message)]


def test_what_is_no_plain_file_is_refused(tmp_path):
    link = zipfile.ZipInfo("faq/link.md")
    link.external_attr = 0o120777 << 16
    found = said(packed(tmp_path / "a.zip", (link, "/etc/passwd")), tmp_path)
    assert found == [("faq/link.md", "바로 가기이거나 보통 파일이 아닙니다")]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("second", ["faq/a.md", "FAQ/A.md", "faq/a.md/"])
def test_two_files_of_one_name_are_refused(tmp_path, second):
    found = said(packed(tmp_path / "a.zip", ("faq/a.md", "x"), (second, "")), tmp_path)
    assert found == [(second, "이름이 같은 파일이 있습니다: ‘faq/a")]


@pytest.mark.parametrize("name", ["faq/a.md", "faq/inner/a.md"])
def test_a_file_where_another_needs_a_folder_is_refused(tmp_path, name):
    found = said(packed(tmp_path / "a.zip", ("faq", "x"), (name, "y")), tmp_path)
    assert found == [(name, "내용이 깨졌습니다")]


def test_a_bomb_is_not_unpacked(tmp_path):
    found = said(packed(tmp_path / "a.zip", ("faq/a.md", bytes(archives.MAX_BYTES // 4))), tmp_path)
    assert found == [("압축 파일", "풀면 50,000,000바이트나 되어 풀지 않았습니다")]


def test_too_many_files_are_refused(tmp_path, monkeypatch):
    path = packed(tmp_path / "a.zip", *((f"faq/{n}.md", "") for n in range(4)))
    monkeypatch.setattr(archives, "MAX_FILES", 3)
    assert said(path, tmp_path) == [("압축 파일", "파일이 3개보다 많습니다")]


def test_a_list_of_files_that_is_too_long_is_not_read(tmp_path):
    data = bytearray(packed(tmp_path / "a.zip", ("faq/a.md", "x")).read_bytes())
    data[-10:-6] = struct.pack("<L", archives.MAX_DIRECTORY + 1)
    (tmp_path / "a.zip").write_bytes(data)
    assert said(tmp_path / "a.zip", tmp_path) == [("압축 파일", "파일이 5,000개보다 많습니다")]


def test_an_archive_with_a_password_is_refused(tmp_path):
    data = bytearray(packed(tmp_path / "a.zip", ("faq/a.md", "x")).read_bytes())
    data[data.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert said(tmp_path / "a.zip", tmp_path) == [("faq/a.md", "암호가 걸려 있습니다")]


def test_a_wrong_checksum_names_the_file(tmp_path):
    data = bytearray(packed(tmp_path / "a.zip", ("faq/a.md", "x")).read_bytes())
    data[data.index(b"PK\1\2") + 16] ^= 0xFF
    data[14] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(data)
    assert said(tmp_path / "a.zip", tmp_path) == [("faq/a.md", "내용이 깨졌습니다")]


@pytest.mark.parametrize("data", [b"", b"PK", b"no archive", b"PK\5\6" + bytes(18)[:10]])
def test_what_is_no_archive_is_said(tmp_path, data):
    (tmp_path / "a.zip").write_bytes(data)
    assert said(tmp_path / "a.zip", tmp_path) == [("압축 파일", "zip 파일이 아닙니다")]


def test_half_an_archive_is_said(tmp_path):
    path = packed(tmp_path / "a.zip", ("faq/a.md", "x" * 1000))
    path.write_bytes(path.read_bytes()[40:])
    assert said(path, tmp_path)[0][1] in {"압축 파일이 아니거나 깨졌습니다", "내용이 깨졌습니다"}


def test_korean_names_are_read_as_korean_windows_writes_them(tmp_path):
    path = packed(tmp_path / "a.zip", ("faq/XXXX.md", "x"))
    path.write_bytes(path.read_bytes().replace(b"XXXX", "안내".encode("cp949")))
    root = archives.unpack(path, tmp_path / "room")
    assert [one.name for one in (root / "faq").iterdir()] == ["안내.md"]


def test_a_folder_packed_by_its_name_is_looked_into(tmp_path):
    entries = [("export/SHA256SUMS", ""), ("export/faq/a.md", "x"), ("__MACOSX/._a.md", "")]
    root = archives.unpack(packed(tmp_path / "a.zip", *entries), tmp_path / "room")
    assert root == tmp_path / "room" / "export"
