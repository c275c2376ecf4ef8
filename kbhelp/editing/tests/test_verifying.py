"""출처와 맞춰 보기 at the desk: who may, what is written down, what stops it, and what readers see of it."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kbhelp.publishing.models import Document, Verification
from tests.making import (
    edited,
    make_checklist,
    make_entry,
    make_guide,
    make_source,
    make_table,
    make_user,
    make_writer,
    published,
)
from tests.test_desk import change_url, form_of, messages_of
from tests.test_desk_dates import history, url

pytestmark = pytest.mark.django_db
NOT_YET = "공식 안내 확인 전"


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


def seen(client, document) -> str:
    return client.get(url(document, "verify")).context["seen"]


def filled(client, document, **fields) -> dict:
    return {"seen": seen(client, document), "sources": ["gov24"], "compared": "1", "what": "all"} | fields


def errors_of(response) -> list[str]:
    return [error for errors in response.context["form"].errors.values() for error in errors]


def main_of(client, document) -> str:
    page = client.get(document.live_url()).content.decode()
    text = re.sub(r"<[^>]+>", " ", re.search(r"<main.*</main>", page, re.DOTALL)[0])
    return " ".join(text.split())


@pytest.mark.parametrize("make", [make_guide, make_table, make_checklist, make_entry])
def test_an_act_is_written_down_with_who_and_is_shown_after_the_next_edition(writer, make):
    document = published(make())
    response = writer.post(url(document, "verify"), filled(writer, document), follow=True)
    assert messages_of(response) == [
        "출처와 맞춰 본 것을 기록했습니다. 독자에게는 다음에 발행할 때 ‘확인한 날’로 보입니다."
    ]
    act = Verification.objects.filter(part="").get()
    assert (act.by.username, [source["key"] for source in act.sources]) == ("writer", ["gov24"])
    assert history(document)[0] == "writer: 출처와 맞춰 봄(글 전체)"
    assert "확인한 날" not in main_of(Client(), document)
    published(document)
    today = timezone.localdate()
    said = main_of(Client(), Document.objects.get(pk=document.pk))
    assert f"확인한 날 {today.year}년 {today.month}월 {today.day}일" in said


def test_the_page_leads_to_every_source_and_shows_the_draft(writer):
    table = make_table(rows=1, title="아직 초안인 표")
    table.rows.update(source=make_source("kbstar", name="KB국민은행", url="https://www.kbstar.com/"))
    page = writer.get(url(table, "verify")).content.decode()
    assert "출처를 열어 이 글과 맞춰 보았습니다" in page
    assert 'href="https://www.gov.kr/"' in page
    assert 'href="https://www.kbstar.com/"' in page
    assert "아직 초안인 표" in writer.get(f"{url(table, 'verify')}?look").content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"sources": []}, "열어 본 출처를 하나 이상 고르세요."),
        ({"compared": ""}, "출처를 열어 맞춰 보았을 때만 기록할 수 있습니다."),
        ({"what": "some"}, "맞춰 본 줄을 하나 이상 고르세요."),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_written(writer, fields, said):
    table = make_table()
    response = writer.post(url(table, "verify"), filled(writer, table, **fields))
    assert errors_of(response) == [said]
    assert not Verification.objects.exists()


@pytest.mark.parametrize(
    "fields", [{"sources": ["other"]}, {"what": "some", "parts": ["other"]}, {"what": "x"}]
)
def test_what_the_page_did_not_offer_is_refused_with_a_sentence(writer, fields):
    table = make_table()
    response = writer.post(url(table, "verify"), filled(writer, table, **fields))
    assert errors_of(response)
    assert not Verification.objects.exists()


@pytest.mark.parametrize("chosen", [[0], [0, 2]])
def test_only_the_rows_that_were_chosen_are_checked(writer, chosen):
    table = make_table(rows=3)
    keys = [row.key for row in table.rows.all()]
    parts = [keys[number] for number in chosen]
    writer.post(url(table, "verify"), filled(writer, table, what="some", parts=parts))
    rows = table.concrete().snapshot()["rows"]
    assert [number for number, row in enumerate(rows) if row["checked_on"]] == chosen
    assert table.concrete().snapshot()["checked_on"] is None
    published(table)
    said = main_of(Client(), table)
    assert (said.count("확인한 날"), said.count(NOT_YET)) == (len(chosen), 3 - len(chosen) + 1)


def test_a_text_that_was_changed_meanwhile_is_refused_and_the_choices_stay(writer):
    document = make_entry()
    data = filled(writer, document)
    edited(document, body="다른 사람이 고친 글")
    response = writer.post(url(document, "verify"), data)
    assert messages_of(response) == [
        "맞춰 보시는 사이에 글이 바뀌어 기록하지 않았습니다. 바뀐 글을 다시 맞춰 보세요. 고르신 것은 그대로 있습니다."
    ]
    assert not Verification.objects.exists()
    assert response.content.decode().count(" checked>") == 2


def test_a_text_without_a_source_cannot_be_compared(writer):
    document = make_entry()
    data = filled(writer, document)
    document.sources.clear()
    assert "이 글에는 출처가 없습니다" in writer.get(url(document, "verify")).content.decode()
    assert errors_of(writer.post(url(document, "verify"), data))
    assert not Verification.objects.exists()


def test_who_may_not_write_may_not_check(client):
    document = make_entry()
    client.force_login(make_user("nobody"))
    assert client.get(url(document, "verify")).status_code == 403
    assert client.post(url(document, "verify"), {"compared": "1"}).status_code == 403


def test_the_desk_says_where_a_text_stands(writer):
    document = published(make_entry())

    def said():
        page = writer.get(url(document, "change")).content.decode()
        shown = re.search(r"field-checked.*?readonly\">(.*?)</div>", page, re.DOTALL)
        return re.sub(r"<[^>]+>", "", shown[1]).strip()

    assert said() == "아직 맞춰 보지 않음"
    writer.post(url(document, "verify"), filled(writer, document))
    today = timezone.localdate()
    assert said() == f"{today.year}년 {today.month}월 {today.day}일"
    edited(Document.objects.get(pk=document.pk).concrete(), body="고친 글")
    assert said() == "맞춰 본 뒤에 글이 바뀜"


def test_the_first_page_lists_what_nobody_compared_and_leads_to_the_work(writer):
    document = published(make_entry(title="안 본 글"))
    page = writer.get(reverse("admin:index"))
    work = next(one for one in page.context["works"] if one["name"] == "unchecked")
    assert (work["count"], work["items"][0]["title"]) == (1, "안 본 글")
    assert work["items"][0]["url"] == url(document, "verify")
    writer.post(url(document, "verify"), filled(writer, document))
    page = writer.get(reverse("admin:index"))
    assert next(one for one in page.context["works"] if one["name"] == "unchecked")["count"] == 0


def test_an_open_form_that_is_saved_after_a_check_keeps_it_where_nothing_was_changed(writer):
    document = make_entry()
    form = form_of(writer, document)
    writer.post(url(document, "verify"), filled(writer, document))
    writer.post(change_url(document), form | {"home_position": "3", "_continue": "1"})
    assert Document.objects.get(pk=document.pk).checked_on == timezone.localdate()


@pytest.mark.parametrize("name", ["checked_on", "checked"])
def test_no_form_makes_a_check(writer, name):
    document = make_entry()
    writer.post(change_url(document), form_of(writer, document) | {name: "2026-11-01", "_continue": "1"})
    assert Document.objects.get(pk=document.pk).checked_on is None
