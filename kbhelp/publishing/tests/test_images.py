"""What editors upload is decoded, encoded anew and named by the server; everything else is refused (R03)."""

import random
import re
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, PngImagePlugin

from kbhelp.publishing import images
from kbhelp.publishing.images import (
    MAX_BYTES,
    MAX_KEPT_PIXELS,
    ImageNotStored,
    ImageRefused,
    accept,
    is_ours,
)

HTML = b"<script>alert(1)</script>"
NAME = re.compile(r"images/[0-9a-f]{2}/[0-9a-f]{62}\.(png|jpg|webp)")


def make_file(kind="PNG", size=(40, 30), mode="RGB", color=0, **options) -> bytes:
    file = BytesIO()
    Image.new(mode, size, color).save(file, kind, **options)
    return file.getvalue()


def upload(data: bytes, name="x.png", kind="image/png"):
    return accept(SimpleUploadedFile(name, data, kind))


def stored(image, settings) -> bytes:
    return Path(settings.MEDIA_ROOT, image.name).read_bytes()


def opened(image, settings) -> Image.Image:
    return Image.open(BytesIO(stored(image, settings)))


def everything(settings) -> list[str]:
    return [path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_claiming(width: int, height: int) -> bytes:
    """A few bytes that promise a picture of any size."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    pixels = png_chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + png_chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "kind, extension", [("PNG", "png"), ("JPEG", "jpg"), ("GIF", "png"), ("WEBP", "webp")]
)
def test_pictures_keep_their_size_and_get_a_name_from_their_content(settings, kind, extension):
    image = upload(make_file(kind), name="../../evil.html", kind="text/html")
    assert NAME.fullmatch(image.name)[1] == extension
    assert image.url == settings.MEDIA_URL + image.name
    assert (image.width, image.height) == opened(image, settings).size == (40, 30)


def test_the_same_picture_twice_is_one_file(settings):
    assert upload(make_file()) == upload(make_file(), name="other.png")
    assert len(everything(settings)) == 1


def test_pixels_and_transparency_survive(settings):
    picture = opened(upload(make_file(mode="RGBA", color=(200, 10, 20, 128))), settings)
    assert picture.mode == "RGBA"
    assert picture.getpixel((5, 5)) == (200, 10, 20, 128)


def test_sixteen_bit_grey_keeps_its_brightness(settings):
    picture = opened(upload(make_file(mode="I;16", color=0x8080)), settings)
    assert picture.convert("L").getpixel((5, 5)) == 0x80


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_kind_of_png_is_taken(settings, mode):
    assert opened(upload(make_file(mode=mode)), settings).mode in ("L", "RGB", "RGBA")


def test_a_palette_keeps_its_transparent_colour(settings):
    picture = opened(upload(make_file("GIF", mode="P", transparency=0)), settings)
    assert picture.getpixel((5, 5))[3] == 0


def test_print_colours_of_a_jpeg_become_screen_colours(settings):
    assert opened(upload(make_file("JPEG", mode="CMYK")), settings).mode == "RGB"


def test_wide_pictures_become_two_thousand_wide_and_small_ones_stay(settings):
    image = upload(make_file(size=(4000, 1000)))
    assert (image.width, image.height) == opened(image, settings).size == (2000, 500)
    assert upload(make_file(size=(2000, 10))).width == 2000


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_turned_photo_is_stored_upright(settings, kind):
    picture = Image.new("RGB", (60, 20), "white")
    picture.paste("black", (0, 0, 20, 20))  # on the left, which orientation 6 turns to the top
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    file = BytesIO()
    picture.save(file, kind, exif=exif)
    made = opened(upload(file.getvalue()), settings)
    assert made.size == (20, 60)
    assert made.convert("L").getpixel((10, 5)) < 40
    assert made.convert("L").getpixel((10, 50)) > 200


def test_the_width_that_counts_is_the_upright_one(settings):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 8
    image = upload(make_file("JPEG", size=(1000, 4000), exif=exif))
    assert (image.width, image.height) == (2000, 500)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_names_comments_and_profiles_vanish(settings, kind):
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "SECRET-camera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "SECRET-place"
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", "SECRET-xmp")
    text.add_text("Comment", "SECRET-text", zip=False)
    options = {"exif": exif, "icc_profile": b"SECRET-profile" * 20}
    options |= {"PNG": {"pnginfo": text}, "JPEG": {"comment": b"SECRET"}, "WEBP": {"xmp": b"SECRET"}}[kind]
    data = make_file(kind, **options)
    assert b"SECRET" in data
    image = upload(data)
    assert b"SECRET" not in stored(image, settings)
    assert set(opened(image, settings).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"} | {
        "progressive", "progression", "loop", "background", "timestamp", "duration"
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_what_hides_behind_a_picture_is_gone(settings, kind):
    image = upload(make_file(kind) + HTML + b"PK\x03\x04")
    assert HTML not in stored(image, settings)
    assert (image.width, image.height) == (40, 30)


def test_of_an_animation_the_first_picture_is_kept(settings):
    file = BytesIO()
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "green", "blue")]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], duration=50)
    made = opened(upload(file.getvalue()), settings)
    assert getattr(made, "n_frames", 1) == 1
    assert made.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>",
        HTML,
        b"GIF89a/*" + HTML,
        b"GIF89a",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"alert(1)//\x89PNG\r\n\x1a\n",
        make_file("BMP"),
        make_file("TIFF"),
        make_file("ICO", size=(16, 16)),
        make_file("PPM"),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x00\x00\x00\x00WEBP",
        b"\xff\xd8\xff\xe0",
        b"x",
    ],
)
def test_everything_else_is_refused_in_korean_and_nothing_is_written(settings, data):
    with pytest.raises(ImageRefused, match="(그림|파일).*올(릴|려|리)"):
        upload(data)
    assert everything(settings) == []


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_truncated_picture_is_refused(settings, kind):
    file = BytesIO()
    Image.effect_noise((200, 200), 50).convert("RGB").save(file, kind)
    with pytest.raises(ImageRefused, match="다시 저장해"):
        upload(file.getvalue()[: len(file.getvalue()) // 2])
    assert everything(settings) == []


@pytest.mark.parametrize("size", [(30_000, 30_000), (2_000_000_000, 2), (5_000, 4_001), (16_001, 2)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(settings, size):
    with pytest.raises(ImageRefused, match="2,000만 화소"):
        upload(png_claiming(*size))


def test_a_text_that_unpacks_to_gigabytes_is_refused(settings):
    bomb = png_chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(80_000_000), 9))
    whole = make_file()
    with pytest.raises(ImageRefused):
        upload(whole[:33] + bomb + whole[33:])


def test_too_many_bytes_and_none_are_refused(settings):
    with pytest.raises(ImageRefused, match="10MB까지"):
        upload(make_file() + bytes(MAX_BYTES))
    with pytest.raises(ImageRefused, match="빈 파일"):
        upload(b"")


def test_a_disk_that_fails_is_said_and_leaves_nothing_half_written(settings, tmp_path):
    (tmp_path / "images").write_text("a file where the folder should be")
    storage = FileSystemStorage(location=tmp_path)
    with pytest.raises(ImageNotStored, match="지금은 그림을 저장할 수 없습니다"):
        accept(BytesIO(make_file()), storage=storage)
    assert [path.name for path in tmp_path.iterdir()] == ["images"]


def test_only_whole_pictures_are_left_behind(settings):
    upload(make_file("JPEG"))
    upload(make_file("PNG"))
    assert sorted(Path(name).suffix for name in everything(settings)) == [".jpg", ".png"]


def noise(size, mode="P", **options) -> bytes:
    """As hard to compress as a picture can be: every pixel one of sixteen colours by chance."""
    picture = Image.new("P", size)
    picture.frombytes(
        random.Random(7).randbytes(size[0] * size[1]).translate(bytes(n & 15 for n in range(256)))
    )
    picture.putpalette([n * 37 % 256 for n in range(48)])
    file = BytesIO()
    picture.convert(mode).save(file, "PNG", compress_level=1, **options)
    return file.getvalue()


@pytest.mark.parametrize(("options", "extension"), [({}, "jpg"), ({"transparency": 3}, "webp")])
def test_what_would_be_a_huge_png_is_stored_as_a_photo(settings, options, extension):
    """A PNG of 10 MB in 16 colours became one of 47.9 MB, after 40 seconds and nearly 1 GB of memory."""
    image = upload(noise((2_000, 3_900), **options))
    assert (image.name.rpartition(".")[2], opened(image, settings).size) == (extension, (2_000, 3_900))
    assert len(stored(image, settings)) < MAX_BYTES
    assert is_ours(stored(image, settings), image.name)


def test_a_very_long_picture_is_stored_with_fewer_pixels_and_its_shape(settings):
    image = upload(make_file(size=(2_000, 8_000)))
    assert (image.width, image.height) == (1_414, 5_657)
    assert image.width * image.height < MAX_KEPT_PIXELS * 1.001


def test_one_picture_is_worked_on_at_a_time_and_others_are_asked_to_wait(settings, monkeypatch):
    monkeypatch.setattr(images, "WAIT_SECONDS", 0.01)
    with images._alone(), pytest.raises(ImageNotStored, match="잠시 뒤에"):
        upload(make_file())
    assert upload(make_file()).width == 40


def test_a_refused_picture_does_not_keep_the_place(settings, monkeypatch):
    monkeypatch.setattr(images, "WAIT_SECONDS", 0.01)
    for _ in range(2):
        with pytest.raises(ImageRefused, match="그림만"):
            upload(HTML)


def test_a_photo_of_countless_scans_is_refused_before_it_is_decoded(settings):
    data = make_file("JPEG", progressive=True)
    with pytest.raises(ImageRefused, match="깨졌거나"):
        upload(data[:-2] + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x7f" * 100 + data[-2:])
    assert everything(settings) == []
