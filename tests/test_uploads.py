"""The editor's two endpoints as a browser reaches them: who is let in, what is refused, and how files come back."""

import json
from html.parser import HTMLParser
from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.making import make_user, make_writer

pytestmark = pytest.mark.django_db
HTML = b"<!doctype html><script>alert(document.domain)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


def picture(kind="PNG", size=(40, 30)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "navy").save(file, kind)
    return file.getvalue()


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


def send(client, data: bytes, name="그림.png", kind="image/png"):
    return client.post("/desk/upload/", {"image": SimpleUploadedFile(name, data, kind)})


def stored(settings) -> list:
    return [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def code_of(response) -> str:
    return response.json()["image_code"]


def address_of(response) -> str:
    return code_of(response).partition("](")[2].removesuffix(")")


def is_korean(sentence: str) -> bool:
    return sentence.endswith(".") and any("가" <= letter <= "힣" for letter in sentence)


# Who is let in


def outsiders() -> dict:
    inactive = make_writer("inactive")
    clients = {
        "reader": None,
        "member": User.objects.create_user("member"),
        "staff of no group": make_user("newcomer"),
        "inactive writer": inactive,
    }
    clients = {name: signed_in(user) for name, user in clients.items()}
    User.objects.filter(pk=inactive.pk).update(is_active=False)
    return clients


def signed_in(user) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def test_nobody_but_writers_can_upload_and_nothing_is_written(settings):
    for name, client in outsiders().items():
        response = send(client, picture())
        assert (name, response.status_code, response["Content-Type"]) == (name, 403, "application/json")
        assert is_korean(response.json()["error"])
    assert stored(settings) == []


def test_nobody_but_writers_can_have_texts_rendered():
    for name, client in outsiders().items():
        response = client.post("/desk/markdown/", {"content": "**글**"})
        assert (name, response.status_code, response["Content-Type"]) == (name, 403, "application/json")
        assert "strong" not in response.content.decode()


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options"])
@pytest.mark.parametrize("url", ["/desk/upload/", "/desk/markdown/"])
def test_both_endpoints_take_post_alone(writer, method, url):
    assert getattr(writer, method)(url).status_code == 405


def test_the_endpoints_that_markdownx_ships_are_not_there(writer):
    for url in ("/markdownx/upload/", "/markdownx/markdownify/"):
        assert writer.post(url).status_code == 404


# What is stored


@pytest.mark.parametrize(
    "kind, name", [("PNG", "a.png"), ("JPEG", "b.jpg"), ("GIF", "c.gif"), ("WEBP", "d.webp")]
)
def test_a_picture_comes_back_as_a_picture_that_can_run_nothing(writer, kind, name):
    response = send(writer, picture(kind), name)
    assert response.status_code == 200
    found = Client().get(address_of(response))
    assert found["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["Content-Type"].startswith("image/")
    assert Image.open(BytesIO(b"".join(found.streaming_content))).size == (40, 30)


@pytest.mark.parametrize(
    "name, kind",
    [
        ("evil.html", "image/gif"),
        ("evil.svg", "image/svg+xml"),
        ("evil.png.html", "text/html"),
        ("../../evil.js", "application/javascript"),
        ("/etc/cron.d/evil", "image/png"),
        ("evil.html\x00.png", "image/png"),
        ("evil\r\nX-Evil: 1.png", "image/png"),
        ("가" * 300 + ".png", "image/png"),
        (".htaccess", "image/png"),
        ('"><script>alert(1)</script>.png', "image/png"),
    ],
    ids=lambda value: None,
)
def test_neither_the_name_nor_the_kind_that_a_browser_sends_counts(writer, settings, name, kind):
    response = send(writer, picture("GIF"), name, kind)
    assert response.status_code == 200
    assert "evil" not in code_of(response)
    (file,) = stored(settings)
    assert file.suffix == ".png"
    assert address_of(response) == f"/media/{file.relative_to(settings.MEDIA_ROOT)}"


WRONG = {
    "a page as a picture": (HTML, "evil.html", "image/gif"),
    "a page behind the first bytes of a GIF": (b"GIF89a" + HTML, "evil.gif", "image/gif"),
    "an SVG": (SVG, "evil.svg", "image/svg+xml"),
    "an SVG as a PNG": (SVG, "evil.png", "image/png"),
    "a script": (b"alert(1)", "evil.js", "image/png"),
    "nothing": (b"", "empty.png", "image/png"),
    "half a picture": (picture()[:60], "half.png", "image/png"),
    "a picture of 400 million points": (
        picture()[:16] + b"\x00\x00\x4e\x20" * 2 + picture()[24:],
        "bomb.png",
        "image/png",
    ),
    "a document": (b"%PDF-1.7", "a.pdf", "application/pdf"),
    "an archive": (b"PK\x03\x04", "a.png", "image/png"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_no_picture_is_refused_in_a_korean_sentence(writer, settings, what):
    response = send(writer, *WRONG[what])
    assert 400 <= response.status_code < 500
    assert is_korean(response.json()["error"])
    assert stored(settings) == []


@pytest.mark.parametrize("data", [{}, {"image": "글"}, {"image": ""}, {"file": "글"}])
def test_an_upload_without_a_file_is_refused_in_a_korean_sentence(writer, settings, data):
    response = writer.post("/desk/upload/", data)
    assert response.status_code == 400
    assert is_korean(response.json()["error"])
    assert stored(settings) == []


@pytest.mark.parametrize(
    "body",
    [b"", b"nonsense", b"--x\r\n", b"--x\r\nContent-Disposition: form-data; name=image; filename=a\r\n\r\n"],
)
def test_a_broken_form_is_refused(writer, settings, body):
    response = writer.generic("POST", "/desk/upload/", body, content_type="multipart/form-data; boundary=x")
    assert 400 <= response.status_code < 500
    assert stored(settings) == []


def test_of_a_picture_with_a_page_behind_it_only_the_picture_is_kept(writer, settings):
    assert send(writer, picture() + HTML, "both.html").status_code == 200
    (file,) = stored(settings)
    assert b"script" not in file.read_bytes()


# Rendering for the preview

ATTACKS = [
    "<script>alert(1)</script>",
    "[글](javascript:alert(1))",
    "<img src=x onerror=alert(1)>",
    "![](data:text/html,x)",
]
BOMBS = {mark: mark * 10_000 + "글" for mark in (">", "- ", "[", "![", "*", "<b>", "::: 주의\n", "|", "[[")}


class Frame(HTMLParser):
    """The page inside the frame that the endpoint answers with, as a browser takes it."""

    def handle_starttag(self, tag, attributes):
        if tag == "iframe":
            self.page = dict(attributes)["srcdoc"]


def inner_page(response) -> str:
    frame = Frame()
    frame.feed(response.content.decode())
    return frame.page


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_preview_holds_no_script(writer, attack):
    page = inner_page(writer.post("/desk/markdown/", {"content": f"{attack}\n\n**굵게**"}))
    assert "<strong>굵게</strong>" in page
    assert not any(
        danger in page for danger in ("<script>alert", 'href="javascript', "<img src=x", 'src="data:')
    )


@pytest.mark.parametrize("mark", BOMBS)
def test_a_markdown_bomb_is_answered(writer, mark):
    response = writer.post("/desk/markdown/", {"content": BOMBS[mark]})
    assert response.status_code == 200
    assert len(response.content) > 0


def test_a_text_beyond_the_cap_is_refused_in_korean(writer):
    response = writer.post("/desk/markdown/", {"content": "가" * 100_000})
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert is_korean(response.content.decode())


def test_five_megabytes_of_text_are_answered_without_being_rendered(writer):
    response = writer.post("/desk/markdown/", {"content": "a" * 5_000_000})
    assert (response.status_code, "너무" in response.content.decode()) == (200, True)
    assert writer.post("/desk/markdown/", {"content": "a" * 12_000_000}).status_code == 413


@pytest.mark.parametrize(
    "content", ["\x00", "\ud800".encode("utf-8", "surrogatepass"), "\u202e글", "", "\r\n" * 10]
)
def test_odd_characters_are_answered(writer, content):
    assert writer.post("/desk/markdown/", {"content": content}).status_code == 200


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "application/x-www-form-urlencoded; charset=none"]
)
def test_a_form_of_another_kind_is_answered(writer, kind):
    body = json.dumps({"content": "**글**"})
    assert writer.generic("POST", "/desk/markdown/", body, content_type=kind).status_code in (200, 400, 415)
