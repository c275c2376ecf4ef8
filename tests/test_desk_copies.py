"""A copy of a document to go on from, and the address at which a colleague without an account sees a draft."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kbhelp import live
from kbhelp.editing import copies
from kbhelp.publishing.models import Document
from tests.making import (
    edited,
    make_checklist,
    make_entry,
    make_guide,
    make_publisher,
    make_table,
    make_writer,
    published,
)
from tests.test_desk import messages_of
from tests.test_desk_dates import history, url

pytestmark = pytest.mark.django_db
OWN = {"title", "slug", "written_on", "checked_on", "review_on", "home_position"}


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


def copy_of(document) -> Document:
    return Document.objects.exclude(pk=document.pk).get(title=f"{document.title} (사본)").concrete()


@pytest.mark.parametrize("make", [make_guide, make_table, make_checklist, make_entry])
def test_a_copy_is_a_draft_with_the_same_content(writer, make):
    document = published(make(written_on=date(2026, 11, 1)))
    response = writer.post(url(document, "duplicate"), follow=True)
    assert messages_of(response) == ["복제했습니다. 새 초안입니다. 제목과 주소를 알맞게 고치세요."]
    copy = copy_of(document)
    assert (copy.live, copy.written_on, copy.owner.username, copy.editions.count()) == (
        None,
        timezone.localdate(),
        "writer",
        0,
    )
    before, after = document.concrete().snapshot(), copy.snapshot()
    assert without_keys(after, document.PARTS) == without_keys(before, document.PARTS)
    assert after["slug"] != before["slug"]
    assert history(copy) == [f"writer: ‘{document}’에서 복제함"]


def without_keys(snapshot: dict, parts) -> dict:
    kept = {name: value for name, value in snapshot.items() if name not in OWN}
    if parts:
        kept[parts] = [
            {name: row[name] for name in row if name not in ("key", "written_on")} for row in kept[parts]
        ]
    return kept


@pytest.mark.parametrize("rows", [0, 1, 6])
def test_its_rows_have_names_of_their_own(writer, rows):
    table = make_table(rows=rows)
    writer.post(url(table, "duplicate"))
    keys = {row.key for one in (table, copy_of(table)) for row in one.rows.all()}
    assert len(keys) == 2 * rows


def test_its_row_waits_for_the_row_of_the_copy(writer):
    table = make_table(rows=2)
    first, second = table.rows.all()
    second.follows, second.follows_when = first.key, "ok"
    second.save()
    copy = copies.duplicate(table, None)
    asked_first, follower = copy.rows.all()
    assert (follower.follows, follower.follows_when) == (asked_first.key, "ok")
    live.publish(copy)


def test_a_copy_of_a_copy_and_of_the_longest_title(writer):
    guide = make_guide(title="가" * 120)
    first = copies.duplicate(guide, make_publisher())
    second = copies.duplicate(guide, None)
    assert (len(first.title), first.slug != second.slug) == (120, True)
    live.publish(copies.duplicate(published(make_guide()), None))


def test_several_are_copied_from_the_list(writer):
    guides = [make_guide(), make_guide(slug="second")]
    chosen = {"action": "duplicate_chosen", "_selected_action": [guide.pk for guide in guides]}
    response = writer.post("/admin/guides/guide/", chosen, follow=True)
    assert messages_of(response) == ["2편을 복제했습니다. 제목 끝에 ‘(사본)’이 붙은 초안입니다."]
    assert Document.objects.filter(title__endswith="(사본)").count() == 2


# The address of a draft


@pytest.fixture
def guide():
    return edited(published(make_guide(title="공개한 제목")), title="초안의 제목")


def address_of(client, document) -> str:
    link = client.post(url(document, "share")).context["link"]
    assert link.startswith("http://127.0.0.1:8000/preview/")
    return link.removeprefix("http://127.0.0.1:8000")


def test_a_colleague_sees_the_draft_as_it_is_now(writer, guide):
    address = address_of(writer, guide)
    colleague = Client()
    edited(guide, title="더 고친 제목")
    response = colleague.get(address)
    page = response.content.decode()
    assert ("<h1>더 고친 제목</h1>" in page, "아직 공개하지 않은 글입니다" in page) == (True, True)
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("private, no-store", "noindex, nofollow")
    assert not response.cookies
    assert history(guide)[0] == "writer: 미리보기 링크를 만듦"


def test_after_seven_days_it_says_so(writer, guide, monkeypatch):
    address = address_of(writer, guide)
    later = timezone.now() + timedelta(days=7, seconds=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    response = Client().get(address)
    assert (response.status_code, "때가 지났습니다" in response.content.decode()) == (410, True)
    assert "초안의 제목" not in response.content.decode()


def test_an_address_that_nobody_made_is_none(writer, guide):
    address = address_of(writer, guide)
    another = make_guide(slug="another")
    forged = copies.signing.Signer(salt="another use").sign_object([another.pk, 9_999_999_999])
    for token in ("x", forged, address.split("/")[2][:-2] + "xx"):
        assert Client().get(f"/preview/{token}/").status_code == 404


def test_a_draft_with_faults_is_shown_without_its_editors_complaints(writer, guide):
    edited(guide, body="[없는 글](/guides/nothing/)")
    page = Client().get(address_of(writer, guide)).content.decode()
    assert "발행하기 전에 고칠 것" not in page


def test_what_was_deleted_is_gone(writer):
    guide = make_guide()
    address = address_of(writer, guide)
    guide.delete()
    answer = Client().get(address)
    assert (answer.status_code, "미리 보던 글이 없어졌습니다" in answer.content.decode()) == (404, True)
    assert answer.headers["Cache-Control"] == "private, no-store"
