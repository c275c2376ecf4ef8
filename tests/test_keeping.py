"""The server's part in losing nothing: forms that come back, what the browser may forget, who has a document open."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kbhelp.editing.models import Presence
from kbhelp.kept_forms import RESUMED
from kbhelp.publishing.models import Document
from tests.making import make_guide, make_publisher, make_table, make_writer
from tests.test_desk import change_url, form_of

pytestmark = pytest.mark.django_db
NAME = "1234567890"


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


def send(client, document, button="_continue", **fields):
    return client.post(
        change_url(document), form_of(client, document) | {button: "1", "kept_as": NAME} | fields
    )


# A form that comes back


def test_what_was_kept_comes_back_whole_and_is_not_saved(writer):
    guide = make_guide(title="저장된 제목")
    response = send(writer, guide, "_resume", title="적던 제목", note="적던 까닭", body="적던 본문")
    form = response.context["adminform"].form
    assert [form[name].value() for name in ("title", "note", "body")] == [
        "적던 제목",
        "적던 까닭",
        "적던 본문",
    ]
    assert RESUMED in response.content.decode()
    assert Document.objects.get(pk=guide.pk).title == "저장된 제목"


@pytest.mark.parametrize("added", [0, 1, 6, 30])
def test_rows_come_back_with_it(writer, added):
    table = make_table(rows=2)
    sent = form_of(writer, table) | {"rows-TOTAL_FORMS": str(2 + added), "_resume": "1"}
    for number in range(2, 2 + added):
        sent |= {f"rows-{number}-item": f"더한 줄 {number}", f"rows-{number}-position": str(number)}
    response = writer.post(change_url(table), sent)
    rows = response.context["inline_admin_formsets"][0].formset
    assert [row["item"].value() for row in rows.forms[2:]] == [f"더한 줄 {n}" for n in range(2, 2 + added)]
    assert table.rows.count() == 2


def test_what_came_back_still_meets_what_another_saved_meanwhile(writer):
    guide = make_guide(title="처음")
    kept = form_of(writer, guide) | {"title": "적던 제목"}
    other = Client()
    other.force_login(make_publisher())
    send(other, guide, title="남이 저장한 제목")
    came_back = writer.post(change_url(guide), kept | {"_resume": "1"})
    seen = came_back.context["adminform"].form["seen"].value()
    refused = writer.post(change_url(guide), kept | {"seen": seen, "_continue": "1"})
    assert "먼저 저장했습니다" in refused.content.decode()
    assert Document.objects.get(pk=guide.pk).title == "남이 저장한 제목"


def test_a_new_document_comes_back_too(writer):
    sent = form_of(writer, make_guide()) | {"title": "새 글", "seen": "", "_resume": "1"}
    response = writer.post("/admin/guides/guide/add/", sent)
    assert response.context["adminform"].form["title"].value() == "새 글"
    assert Document.objects.filter(title="새 글").count() == 0


# What the browser may forget


@pytest.mark.parametrize("button", ["_continue", "_save", "_review", "_publish"])
def test_the_browser_hears_which_form_was_saved(client, button):
    client.force_login(make_publisher())
    assert send(client, make_guide(), button).cookies["saved-form"].value == NAME


@pytest.mark.parametrize("button", ["_resume", "_preview"])
def test_it_hears_nothing_when_nothing_was_saved(writer, button):
    assert "saved-form" not in send(writer, make_guide(), button).cookies
    assert "saved-form" not in send(writer, make_guide(), title="").cookies


@pytest.mark.parametrize("name", ["", "kurz", "a b c d e f g h", "'; Domain=x; a='", "가" * 10, "a" * 41])
def test_a_name_of_another_form_is_not_repeated(writer, name):
    assert "saved-form" not in send(writer, make_guide(), kept_as=name).cookies


# Signed in, and who else is here


def test_an_open_form_asks_whether_its_editor_is_signed_in(client):
    assert client.get("/admin/session/").json()["user"] is None
    writer = make_writer()
    client.force_login(writer)
    found = client.get("/admin/session/").json()
    assert (found["user"], len(found["token"])) == (writer.pk, 64)


def test_the_token_that_it_hears_is_good_for_the_form():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_writer())
    guide = make_guide()
    sent = form_of(client, guide) | {"title": "저장할 제목", "_continue": "1"}
    stale = client.post(change_url(guide), sent | {"csrfmiddlewaretoken": "a" * 64})
    assert (stale.status_code, "뒤로 가서 다시 저장하세요" in stale.content.decode()) == (403, True)
    token = client.get("/admin/session/").json()["token"]
    client.post(change_url(guide), sent | {"csrfmiddlewaretoken": token})
    assert Document.objects.get(pk=guide.pk).title == "저장할 제목"


@pytest.mark.parametrize(
    "of, said",
    [("", "이 창을 닫고"), ("own", "이 창을 닫고"), ("9999", "다른 이름으로"), ("<x>", "다른 이름으로")],
)
def test_who_signed_in_for_a_form_hears_whether_it_may_go_now(client, of, said):
    writer = make_writer()
    client.force_login(writer)
    page = client.get("/admin/signed-in/", {"for": writer.pk if of == "own" else of}).content.decode()
    assert said in page
    assert "<x>" not in page


def here(client, document) -> list[str]:
    return client.post(f"/admin/presence/{document.pk}/").json()["others"]


def test_each_sees_who_else_has_the_document_open(writer):
    guide, another = make_guide(), make_guide(slug="another")
    other = Client()
    other.force_login(make_publisher())
    assert here(writer, guide) == []
    assert here(other, guide) == ["writer"]
    assert here(writer, guide) == ["publisher"]
    assert here(writer, another) == []


def test_who_went_away_is_forgotten_after_a_minute(writer):
    guide = make_guide()
    other = make_publisher()
    Presence.note(guide.pk, other)
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=61))
    assert here(writer, guide) == []
    Presence.objects.update(seen_at=timezone.now() - timedelta(days=2))
    here(writer, guide)
    assert Presence.objects.filter(user=other).count() == 0


@pytest.mark.parametrize("address", ["/admin/session/", "/admin/presence/{}/"])
def test_an_open_page_alone_keeps_nobody_signed_in(writer, settings, address):
    address = address.format(make_guide().pk)
    writer.get("/admin/")
    idle_for(writer, settings.SESSION_IDLE_SECONDS - 5)
    writer.post(address)
    writer.get(address)
    assert writer.session["seen"] <= timezone.now().timestamp() - settings.SESSION_IDLE_SECONDS + 6
    idle_for(writer, settings.SESSION_IDLE_SECONDS + 5)
    assert writer.get("/admin/session/").json()["user"] is None


def idle_for(client, seconds):
    session = client.session
    session["seen"] = int(timezone.now().timestamp()) - seconds
    session.save()


def test_an_error_at_the_desk_names_no_phone_of_the_bank(writer):
    for address in ("/admin/nothing/here/", "/admin/guides/guide/1/editions/9/"):
        page = writer.get(address).content.decode()
        assert ("편집실 첫 화면으로 가기" in page, "tel:" in page) == (True, False)
