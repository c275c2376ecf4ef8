"""A body that is too large is refused before anything reads it, and nothing of it reaches the disk."""

import http.client
import socket

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from tests.making import make_writer
from tests.site import LIGHT, Site

MB = 1_000_000


class Unreadable:
    """A body that must not be touched."""

    def read(self, *_):
        raise AssertionError("the body was read")

    readline = read


def send(client, url, length, **extra):
    body = {"wsgi.input": Unreadable(), "CONTENT_LENGTH": str(length)}
    return client.post(url, content_type="multipart/form-data; boundary=x", **body | extra)


@pytest.fixture
def reader(db):
    """With a token of the right form, which makes the CSRF check go on to read the body."""
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrf"] = "a" * 32
    return client


@pytest.fixture
def writer(reader):
    reader.force_login(make_writer())
    return reader


@pytest.mark.parametrize(
    "url", ["/", "/guides/", "/nothing/", "/admin/login/", "/admin/guides/guide/", "/static/x.css"]
)
def test_more_than_a_megabyte_is_refused_unread(reader, url):
    response = send(reader, url, MB + 1)
    assert (response.status_code, response["Connection"]) == (413, "close")
    assert not response.cookies


@pytest.mark.parametrize("url", ["/admin/login/", "/desk/markdown/"])
def test_a_megabyte_is_read(reader, url):
    with pytest.raises(AssertionError, match="the body was read"):
        send(reader, url, MB)


@pytest.mark.parametrize("length", ["150000000", "9" * 40, "-1", "1e9", "0x10", "1,000", "many"])
def test_a_length_that_is_huge_or_no_number_is_refused(reader, length):
    assert send(reader, "/admin/login/", length).status_code == 413


@pytest.mark.parametrize("coding", ["chunked", "gzip, chunked", "identity"])
def test_a_body_of_unknown_length_is_refused(writer, coding):
    for url in ("/admin/login/", "/desk/upload/"):
        assert send(writer, url, "", HTTP_TRANSFER_ENCODING=coding).status_code == 413


def test_the_refusal_is_in_korean(reader):
    assert "너무" in send(reader, "/guides/", 2 * MB).content.decode()


LARGE = ["/desk/upload/", "/desk/markdown/", "/admin/guides/guide/add/", "/admin/faq/entry/7/change/"]


@pytest.mark.parametrize("url", LARGE)
def test_staff_may_send_a_picture_or_a_form_of_up_to_twelve_megabytes(writer, url):
    with pytest.raises(AssertionError, match="the body was read"):
        send(writer, url, 12 * MB)
    assert send(writer, url, 12 * MB + 1).status_code == 413


@pytest.mark.parametrize("url", LARGE)
def test_readers_may_not_send_so_much_and_it_stays_unread(reader, url):
    response = send(reader, url, 2 * MB)
    assert (response.status_code, response["Connection"]) == (403, "close")
    says = response.json()["error"] if url.startswith("/desk/") else response.content.decode()
    assert "로그인이 끝" in says


def test_a_signed_in_reader_may_not_send_a_large_picture(reader):
    reader.force_login(User.objects.create_user("member"))
    assert send(reader, "/desk/upload/", 2 * MB).status_code == 403


@pytest.mark.parametrize(
    "url", ["/desk/upload", "/desk/upload//", "/DESK/UPLOAD/", "/desk/upload/x", "/desk//upload/"]
)
def test_no_other_spelling_gets_the_larger_limit(writer, url):
    assert send(writer, url, 2 * MB).status_code == 413


def test_thousands_of_fields_are_refused(writer):
    token = writer.cookies["csrf"].value
    response = writer.post(
        "/desk/markdown/",
        {f"f{n}": "" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)},
        headers={"X-CSRFToken": token},
    )
    assert response.status_code == 413


# On the real server


@pytest.fixture(scope="module")
def site(tmp_path_factory, after_first_start):
    """A running site whose temporary files would show in a folder of its own."""
    folder = tmp_path_factory.mktemp("limits")
    temporary = folder / "tmp"
    temporary.mkdir()
    data = after_first_start(folder / "data")
    site = Site(data, TMPDIR=str(temporary), **LIGHT).wait_until_serving()
    site.temporary = temporary
    yield site
    site.stop()


def files_ever_made(site) -> int:
    """A number that moves whenever a temporary file is made or deleted."""
    return site.temporary.stat().st_mtime_ns


def answer(site, request: str, body=b"") -> str:
    """What a client gets that sends no more than this; its connection stays open until it is answered."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as connection:
        connection.sendall(request.replace("\n", "\r\n").encode() + body)
        return connection.recv(65536).decode("utf-8", "replace")


TOKEN = "a" * 32
HUGE = f"POST {{}} HTTP/1.1\nHost: 127.0.0.1\nCookie: csrf={TOKEN}\nContent-Length: 150000000\n\n"


@pytest.mark.xdist_group("limits")
@pytest.mark.parametrize("url", ["/", "/admin/login/", "/desk/upload/", "/desk/markdown/"])
@pytest.mark.parametrize("sent", [0, 3 * MB])
def test_150_megabytes_are_refused_before_they_have_come_and_leave_nothing(site, url, sent):
    before = files_ever_made(site)
    found = answer(site, HUGE.format(url), b"x" * sent)
    assert found.startswith("HTTP/1.1 413 ")
    assert "content-security-policy: default-src 'none'" in found
    assert files_ever_made(site) == before


@pytest.mark.xdist_group("limits")
def test_a_chunked_body_is_refused_before_it_has_come(site):
    request = "POST /admin/login/ HTTP/1.1\nHost: 127.0.0.1\nTransfer-Encoding: chunked\n\n"
    assert answer(site, request, b"5\r\nhello\r\n").startswith("HTTP/1.1 413 ")


@pytest.mark.xdist_group("limits")
def test_an_upload_by_staff_does_show_in_the_folder_of_temporary_files(on_site):
    """Without this the tests above would also pass if they watched the wrong folder."""
    client = Client()
    client.force_login(make_writer("uploading"))
    before = files_ever_made(on_site)
    connection = http.client.HTTPConnection("127.0.0.1", on_site.port, timeout=20)
    headers = {
        "Content-Type": "multipart/form-data; boundary=x",
        "X-CSRFToken": TOKEN,
        "Cookie": f"csrf={TOKEN}; session={client.cookies['session'].value}",
    }
    part = '--x\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n\r\n'
    connection.request("POST", "/desk/upload/", part.encode() + b"x" * 3 * MB + b"\r\n--x--\r\n", headers)
    assert connection.getresponse().status == 422
    assert files_ever_made(on_site) != before
