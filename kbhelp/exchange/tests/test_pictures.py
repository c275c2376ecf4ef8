"""Pictures go with the documents that show them, and nothing else comes in beside them."""

import struct
import zlib
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, PngImagePlugin

from guides.models import Guide
from kbhelp.exchange.folder import export_folder, import_folder
from kbhelp.exchange.tests.making import GUIDE, TABLE, make_folder, problems_of
from kbhelp.publishing.images import accept
from tests.making import make_guide, published

pytestmark = pytest.mark.django_db


HTML = b"<script>alert(1)</script>"


def encoded(kind="PNG", colour=0, size=(40, 30), **options) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, kind, **options)
    return file.getvalue()


def named(data: bytes, extension="png") -> str:
    digest = sha256(data).hexdigest()
    return f"media/images/{digest[:2]}/{digest[2:]}.{extension}"


def with_picture(path: str) -> str:
    return GUIDE.replace("본문입니다.", f"본문입니다.\n\n![설명](/{path})")


def stored(settings) -> set[str]:
    root = Path(settings.MEDIA_ROOT)
    return {f"media/{path.relative_to(root)}" for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("kind", "extension"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp"), ("GIF", "png")]
)
def test_a_picture_comes_to_another_site_byte_for_byte(tmp_path, settings, kind, extension):
    settings.MEDIA_ROOT = tmp_path / "first"
    image = accept(SimpleUploadedFile("x", encoded(kind)))
    published(make_guide(slug="a", body=f"![설명]({image.url})"))
    export_folder(tmp_path / "folder")
    path = image.url.removeprefix("/")
    assert path.endswith(extension)
    settings.MEDIA_ROOT = tmp_path / "second"
    Guide.objects.get()._meta.model.objects.update(
        title="다른 제목"
    )  # so that the import has something to do
    import_folder(tmp_path / "folder")
    assert stored(settings) == {path}
    assert (tmp_path / "second" / image.name).read_bytes() == (tmp_path / "first" / image.name).read_bytes()


def test_pictures_of_drafts_and_rows_and_every_field_are_exported(tmp_path):
    images = [accept(SimpleUploadedFile("x", encoded(colour=colour))) for colour in range(4)]
    marks = [f"![설명]({image.url})" for image in images]
    make_guide(slug="a", body=f"{marks[0]} {marks[1]}", still_stuck=marks[2])
    make_guide(slug="b", body=marks[0])
    table = make_folder(
        tmp_path / "one",
        {"tables/t.md": TABLE.replace("통신사 앱에서", f"보기 {marks[3]}")},
    )
    import_folder(table)
    export_folder(tmp_path / "two")
    found = {f"/{path.relative_to(tmp_path / 'two')}" for path in (tmp_path / "two/media").rglob("*.png")}
    assert found == {image.url for image in images}


def test_a_picture_that_is_nowhere_is_a_problem_at_its_line(tmp_path):
    path = named(encoded())
    row = TABLE.replace("통신사에 물어보세요.\n\n", f"통신사에 물어보세요.\n\n      ![설명](/{path})\n\n")
    draft = with_picture(path).replace("state: live", "state: draft")
    said = problems_of(make_folder(tmp_path, {"guides/a.md": draft, "tables/t.md": row}))
    assert said == [
        f"guides/a.md:14: {path}: this picture is missing",
        f"tables/t.md:17: {path}: this picture is missing",
    ]


def test_a_picture_that_the_site_has_need_not_come_along(tmp_path):
    image = accept(SimpleUploadedFile("x", encoded()))
    assert import_folder(make_folder(tmp_path, {"guides/a.md": with_picture(image.url[1:])})) == 1


def test_a_picture_that_nobody_has_is_said_when_exporting(tmp_path):
    path, said = named(encoded()), []
    make_guide(slug="a", body=f"![설명](/{path})")
    export_folder(tmp_path, note=said.append)
    assert said == [f"missing, a picture that nobody has: guides/a.md: {path}"]


def png_with_text() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", HTML.decode())
    return encoded(pnginfo=text)


def png_with_chunk() -> bytes:
    picture, chunk = encoded(), b"juNk" + HTML
    return (
        picture[:33]
        + struct.pack(">I", len(HTML))
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + picture[33:]
    )


def jpeg_with_place() -> bytes:
    place = Image.Exif()
    place[ExifTags.Base.Make] = "휴대폰"
    return encoded("JPEG", exif=place)


def moving() -> bytes:
    file, other = BytesIO(), Image.new("RGB", (4, 4), 9)
    Image.new("RGB", (4, 4)).save(file, "WEBP", save_all=True, append_images=[other])
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (HTML, "png"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "png"),
        (encoded("JPEG"), "png"),
        (encoded("PNG"), "jpg"),
        (encoded("GIF"), "png"),
        (encoded("TIFF"), "png"),
        (encoded("PNG")[:-20], "png"),
        (encoded("PNG") + HTML, "png"),
        (encoded("PNG") + HTML + encoded("PNG")[-12:], "png"),
        (encoded("JPEG") + HTML, "jpg"),
        (encoded("WEBP") + HTML, "webp"),
        (png_with_text(), "png"),
        (png_with_chunk(), "png"),
        (jpeg_with_place(), "jpg"),
        (moving(), "webp"),
        (encoded(size=(16_001, 1)), "png"),
    ],
)
def test_only_pictures_that_a_site_has_stored_come_in(tmp_path, settings, data, extension):
    """A name that is the digest of its content proves nothing yet: anybody can work one out."""
    path = named(data, extension)
    said = problems_of(make_folder(tmp_path / "folder", {"guides/a.md": with_picture(path), path: data}))
    assert said == [
        f"guides/a.md:14: {path}: its content is not what its name promises; upload it in the editor"
    ]
    assert stored(settings) == set()


def test_a_picture_under_the_name_of_another_does_not_come_in(tmp_path, settings):
    path = named(encoded(colour=1))
    said = problems_of(
        make_folder(tmp_path / "folder", {"guides/a.md": with_picture(path), path: encoded(colour=2)})
    )
    assert (len(said), stored(settings)) == (1, set())


@pytest.mark.parametrize(
    "name", ["../../evil.png", "x.png", "images/ab/cd.png", "images/../settings.png", "images/ab/x.gif"]
)
def test_other_names_of_pictures_lead_nowhere(tmp_path, settings, name):
    said = problems_of(make_folder(tmp_path / "folder", {"guides/a.md": with_picture(f"media/{name}")}))
    assert said == [f"guides/a.md:14: media/{name}: this picture is missing"]
    assert stored(settings) == set()


def test_a_picture_that_leads_out_of_the_folder_is_not_read(tmp_path):
    data = encoded()
    (tmp_path / "secret.png").write_bytes(data)
    root = make_folder(tmp_path / "folder", {"guides/a.md": with_picture(named(data))})
    (root / named(data)).parent.mkdir(parents=True)
    (root / named(data)).symlink_to(tmp_path / "secret.png")
    assert problems_of(root) == [
        f"guides/a.md:14: {named(data)}: this picture is missing",
        f"{named(data)}:1: a link that leads out of the folder",
    ]


def test_a_full_disk_is_said_and_nothing_is_imported(tmp_path, settings):
    data = encoded()
    root = make_folder(tmp_path / "folder", {"guides/a.md": with_picture(named(data)), named(data): data})
    Path(settings.MEDIA_ROOT).write_text("a file where the folder should be")
    said = problems_of(root)
    assert (
        said[0].startswith(f"{named(data)}:1: 지금은 그림을 저장할 수 없습니다."),
        Guide.objects.count(),
    ) == (True, 0)
