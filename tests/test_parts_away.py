"""A part of the site is away or full: cells of the table “When things break” (docs/security.md) that need no running
site; the others stand in test_when_things_break.py, test_database_file.py and test_nginx.py.
"""

import re
import sqlite3
from contextlib import contextmanager
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError, OperationalError, connection
from django.test import Client
from PIL import Image

from kbhelp import live
from kbhelp.feedback.tests.making import send
from kbhelp.middleware.staff_sessions import is_unwritten
from kbhelp.publishing.models import Document, SiteVersion
from kbhelp.search.index import writer
from kbhelp.site import health
from tests.making import make_guide, make_publisher, published
from tests.test_desk import change_url, form_of

pytestmark = pytest.mark.django_db
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
BROKEN = {
    "full": (sqlite3.SQLITE_FULL, "database or disk is full"),
    "locked": (sqlite3.SQLITE_BUSY, "database is locked"),
}


def no_write(reason: str):
    """The database reads and takes nothing."""
    code, sentence = BROKEN[reason]
    cause = sqlite3.OperationalError(sentence)
    cause.sqlite_errorcode = code
    return refused(WRITES, sentence, cause)


def no_database():
    """The database takes no statement, whoever sends it."""
    return refused(re.compile(""), "away")


@contextmanager
def refused(statements: re.Pattern, sentence: str, cause=None):
    def refuse(execute, sql, params, many, context):
        if statements.match(sql):
            raise OperationalError(sentence) from cause
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def reader():
    return Client(raise_request_exception=False)


@pytest.fixture
def desk():
    client = Client(raise_request_exception=False)
    client.force_login(make_publisher())
    return client


@pytest.fixture
def guide():
    return published(make_guide(slug="here", title="인증서 발급", body="인증서를 발급하는 길입니다."))


@pytest.mark.parametrize("reason", BROKEN)
@pytest.mark.parametrize(
    "path", ["/", "/guides/here/", "/search/?q=인증서", "/diagnose/", "/faq/", "/admin/login/"]
)
def test_what_only_reads_is_answered_while_nothing_can_be_written(reader, guide, reason, path):
    with no_write(reason):
        assert reader.get(path).status_code == 200


@pytest.mark.parametrize("reason", BROKEN)
def test_a_vote_that_cannot_be_written_down_is_told_and_its_text_kept(reader, guide, reason):
    with no_write(reason):
        answer = send(reader, guide.live, "no", text="막혔어요")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "막혔어요</textarea>" in answer.content.decode()


@pytest.mark.parametrize("reason", BROKEN)
def test_the_desk_is_shown_though_nobody_can_write_down_who_was_seen(desk, guide, reason):
    with no_write(reason):
        assert {desk.get(path).status_code for path in ("/admin/", change_url(guide))} == {200}
    assert desk.get("/admin/").status_code == 200  # the session was not lost


def interrupted(error: DatabaseError) -> SessionInterrupted:
    """As Django raises it where a session could not be saved because of `error`."""
    try:
        try:
            try:
                raise error
            except DatabaseError:
                raise UpdateError  # noqa: B904 – as Django does
        except UpdateError:
            raise SessionInterrupted  # noqa: B904
    except SessionInterrupted as found:
        return found


def test_a_session_that_was_ended_meanwhile_is_no_session_that_could_not_be_written():
    assert is_unwritten(interrupted(OperationalError("database or disk is full")))
    assert not is_unwritten(interrupted(DatabaseError("Forced update did not affect any rows.")))


@pytest.mark.parametrize("reason", BROKEN)
def test_a_form_that_cannot_be_saved_is_a_sentence_and_changes_nothing(desk, guide, reason):
    """What was typed is kept by the browser, which was not told that it was saved (test_keeping_browser.py)."""
    form = form_of(desk, guide) | {"title": "새 제목", "_save": "1"}
    with no_write(reason):
        answer = desk.post(change_url(guide), form)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "지금은 저장하지 못했습니다" in answer.content.decode()
    assert "saved" not in answer.cookies
    assert Document.objects.get(pk=guide.pk).title == "인증서 발급"


@pytest.mark.parametrize("reason", BROKEN)
def test_signing_in_is_asked_to_come_again(reader, reason):
    """A session is a row; without room for one nobody can be let in."""
    make_publisher("someone")
    with no_write(reason):
        answer = reader.post("/admin/login/", {"username": "someone", "password": "아주 긴 비밀번호 하나"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")


def test_a_full_disk_is_said_to_whoever_watches(reader, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: SimpleNamespace(free=0))
    answer = reader.get("/readyz").json()
    assert (answer["status"], answer["parts"]["disk"]) == ("failing", "failing")


@pytest.mark.parametrize(
    "path", ["/", "/guides/here/", "/search/?q=인증서", "/faq/", "/sitemap.xml", "/feed/"]
)
def test_without_the_database_pages_say_so_in_korean_and_when_to_come_again(reader, guide, path):
    with no_database():
        answer = reader.get(path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "지금은 내용을 불러오지 못합니다" in answer.content.decode()
    assert "1588" in answer.content.decode()


def test_without_the_database_a_vote_is_told_and_its_text_kept(reader, guide):
    edition = guide.live.pk
    with no_database():
        answer = send(reader, edition, "no", text="막혔어요")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "막혔어요</textarea>" in answer.content.decode()


def test_without_the_database_nobody_is_told_that_the_site_is_ready(reader, monkeypatch):
    def away(*given):
        raise DatabaseError("away")

    monkeypatch.setattr(SiteVersion.objects, "exists", away)
    assert reader.get("/readyz").status_code == 503


def test_an_index_without_rows_breaks_no_page(reader, guide, desk):
    writer.remove(guide.pk)
    assert live.index_differences()
    paths = ["/", "/guides/here/", "/search/?q=인증서"]
    assert [reader.get(path).status_code for path in paths] == [200, 200, 200]
    assert desk.get("/admin/").status_code == 200
    assert reader.get("/readyz").json()["parts"]["search"] == "degraded"


def test_an_index_that_cannot_be_asked_gives_a_page_with_a_notice(reader, guide, desk, monkeypatch):
    def broken(*given, **named):
        raise RuntimeError("broken")

    monkeypatch.setattr("kbhelp.search.query.engine.search", broken)
    page = reader.get("/search/?q=인증서")
    assert (page.status_code, "지금은 검색이 되지 않습니다" in page.content.decode()) == (200, True)
    assert reader.get("/guides/here/").status_code == 200
    assert desk.get("/admin/").status_code == 200


@pytest.fixture
def no_media(settings, tmp_path):
    (tmp_path / "gone").write_text("a file where the folder was")
    settings.MEDIA_ROOT = tmp_path / "gone"


def test_without_the_folder_of_pictures_pages_are_read_and_a_new_picture_is_refused(
    reader, desk, guide, no_media
):
    assert reader.get("/guides/here/").status_code == 200
    assert reader.get(f"/media/images/ab/{'0' * 62}.png").status_code == 404
    file = BytesIO()
    Image.new("RGB", (20, 20)).save(file, "PNG")
    file.name = "a.png"
    file.seek(0)
    answer = desk.post("/desk/upload/", {"image": file})
    assert (answer.status_code, answer.json()["error"][:5]) == (503, "지금은 그")
    assert reader.get("/readyz").json()["parts"]["media"] == "degraded"
