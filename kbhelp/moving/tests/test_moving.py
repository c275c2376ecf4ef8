"""All content as a zip, and back: looked at before anything is written, and looked at again if it changed meanwhile."""

import io
import os
import time
import zipfile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from faq.models import Entry
from guides.models import Guide
from kbhelp.exchange.tests.making import GUIDE, SOURCES
from kbhelp.moving import waiting
from kbhelp.publishing.models import Document, Edition
from tests.making import edited, make_entry, make_guide, make_publisher, make_writer, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(tmp_path, settings):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def publisher(client):
    client.force_login(make_publisher())
    return client


def exported(client) -> dict[str, str]:
    response = client.get("/admin/moving/export/")
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def archive_of(files: dict[str, str]) -> SimpleUploadedFile:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return SimpleUploadedFile("a.zip", data.getvalue())


def look(client, files):
    return client.post("/admin/moving/preview/", {"archive": archive_of(files)})


def confirm(client, response):
    return client.post("/admin/moving/import/", {"seen": response.context["seen"]}, follow=True)


def told(response) -> list[tuple[str, str, list[str]]]:
    return [(one.path, one.what, one.effects) for one in response.context["changes"].documents]


def test_everything_is_exported_with_a_manifest(publisher):
    published(make_guide(slug="a"))
    edited(published(make_entry(slug="b")), title="고친 제목")
    response = publisher.get("/admin/moving/export/")
    assert response["Content-Disposition"].startswith('attachment; filename="kbhelp-')
    names = {"SHA256SUMS", "sources.yaml", "categories.yaml", "guides/a.md", "faq/b.md", "faq/b.draft.md"}
    assert exported(publisher).keys() == names


def test_an_export_comes_back_unchanged(publisher):
    published(make_guide(slug="a"))
    edited(published(make_entry(slug="b")), title="고친 제목")
    response = look(publisher, exported(publisher))
    assert [(path, what) for path, what, _ in told(response)] == [
        ("faq/b.md, faq/b.draft.md", "그대로"),
        ("guides/a.md", "그대로"),
    ]
    assert "seen" in response.context and "이대로 가져오기" not in response.content.decode()


def test_what_would_change_is_shown_and_nothing_written_before_it_is_confirmed(publisher):
    guide = published(make_guide(slug="a", title="옛 제목"))
    files = exported(publisher)
    files["guides/a.md"] = files["guides/a.md"].replace("옛 제목", "새 제목")
    files["guides/b.md"] = GUIDE.replace("[gov24]", "[]").replace("state: live", "state: draft")
    editions = Edition.objects.count()
    response = look(publisher, files)
    assert told(response) == [
        ("guides/a.md", "바뀜", ["확인하면 바로 독자에게 보입니다."]),
        ("guides/b.md", "새 글", ["초안이 됩니다. 독자에게는 보이지 않습니다."]),
    ]
    [found] = response.context["changes"].documents[0].differences
    assert [field.label for field in found.fields] == ["제목"]
    assert (Document.objects.count(), Edition.objects.count()) == (1, editions)
    done = confirm(publisher, response)
    assert "판 1개를 만들었습니다" in done.content.decode()
    assert Document.objects.get(pk=guide.pk).live.title == "새 제목"
    assert Guide.objects.get(slug="b").live is None
    assert list(waiting.folder().iterdir()) == []


def test_problems_are_said_with_file_and_line(publisher):
    response = look(publisher, {"guides/a.md": GUIDE, "faq/b.md": "없음"})
    assert response.status_code == 422
    assert [(one.path, one.line) for one in response.context["problems"]] == [
        ("faq/b.md", 1),
        ("guides/a.md", 8),
    ]
    assert (Document.objects.count(), list(waiting.folder().iterdir())) == (0, [])


def test_what_changed_meanwhile_is_looked_at_again(publisher):
    guide = published(make_guide(slug="a", title="옛 제목"))
    files = exported(publisher)
    files["guides/a.md"] = files["guides/a.md"].replace("옛 제목", "새 제목")
    response = look(publisher, files)
    published(edited(guide, title="다른 사람이 쓴 제목"))
    again = confirm(publisher, response)
    assert Document.objects.get(pk=guide.pk).live.title == "다른 사람이 쓴 제목"
    assert "바뀌었습니다. 아무것도 가져오지 않았습니다." in again.content.decode()
    confirm(publisher, again)
    assert Document.objects.get(pk=guide.pk).live.title == "새 제목"


def test_another_archive_takes_the_place_of_the_first(publisher):
    files = {"sources.yaml": SOURCES, "guides/a.md": GUIDE}
    first = look(publisher, files)
    look(publisher, files | {"guides/b.md": GUIDE})
    assert "다시 올리세요" in confirm(publisher, first).content.decode()
    assert (Document.objects.count(), len(list(waiting.folder().iterdir()))) == (0, 1)


def test_after_an_hour_it_is_gone(publisher):
    response = look(publisher, {"sources.yaml": SOURCES, "guides/a.md": GUIDE})
    [path] = waiting.folder().iterdir()
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    os.utime(path, (time.time() - 3601,) * 2)
    assert "다시 올리세요" in confirm(publisher, response).content.decode()
    assert (Document.objects.count(), path.exists()) == (0, False)


def test_the_operators_command_forgets_it_too(publisher):
    look(publisher, {"sources.yaml": SOURCES, "guides/a.md": GUIDE})
    [path] = waiting.folder().iterdir()
    call_command("prune")
    assert path.exists()
    os.utime(path, (time.time() - 3601,) * 2)
    call_command("prune")
    assert not path.exists()


def test_an_archive_belongs_to_who_sent_it(publisher, client):
    response = look(publisher, {"sources.yaml": SOURCES, "guides/a.md": GUIDE})
    client.force_login(make_publisher("other"))
    assert "다시 올리세요" in confirm(client, response).content.decode()
    assert Document.objects.count() == 0


@pytest.mark.parametrize("seen", ["", "x", "a:b:c"])
def test_an_import_without_a_look_does_nothing(publisher, seen):
    look(publisher, {"sources.yaml": SOURCES, "guides/a.md": GUIDE})
    publisher.post("/admin/moving/import/", {"seen": seen})
    assert Document.objects.count() == 0


def test_writers_neither_export_nor_import(client):
    client.force_login(make_writer())
    statuses = [client.get(f"/admin/moving/{page}").status_code for page in ("", "export/")]
    assert [*statuses, look(client, {}).status_code] == [403, 403, 403]
    assert "내보내기·가져오기" not in client.get("/admin/").content.decode()


def test_where_two_must_look_nobody_passes_by_the_second(publisher, settings):
    settings.FOUR_EYES = True
    assert look(publisher, {"sources.yaml": SOURCES, "guides/a.md": GUIDE}).status_code == 403
    assert "두 사람이" in publisher.get("/admin/moving/").content.decode()


def test_larger_archives_than_forms_come_through_from_publishers_alone(publisher):
    def send(length: int) -> int:
        sized = {"CONTENT_LENGTH": str(length)}
        return publisher.post("/admin/moving/preview/", b"", "application/octet-stream", **sized).status_code

    assert [send(settings.ARCHIVE_BODY_LIMIT), send(settings.ARCHIVE_BODY_LIMIT + 1)] == [302, 413]
    publisher.force_login(make_writer())
    assert send(settings.ARCHIVE_BODY_LIMIT) == 403
    assert Entry.objects.count() == 0
