"""The desk shows what differs between two editions, and between an edition and the draft."""

import re

import pytest

from kbhelp.editing.models import ReviewRequest
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
from tests.test_desk_dates import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


def differences(client, document, query=""):
    page = client.get(url(document, "differences") + query)
    return page, [field.label for field in page.context["found"].fields]


def test_without_a_choice_what_readers_see_is_compared_with_the_draft(writer):
    guide = edited(published(make_guide(title="처음 제목")), title="다른 제목")
    page, labels = differences(writer, guide)
    text = " ".join(page.content.decode().split())
    assert labels == ["제목"]
    assert "<h2>1판 → 지금 초안</h2>" in text
    assert '<del><span class="said">뺌 </span>처음<span class="said"> 끝</span></del> 제목' in text
    assert '<ins><span class="said">넣음 </span>다른<span class="said"> 끝</span></ins> 제목' in text


def test_any_two_editions_are_compared(writer):
    guide = published(make_guide(title="하나"))
    published(edited(guide, title="둘"))
    published(edited(guide, summary="셋의 답입니다."))
    assert differences(writer, guide, "?before=1&after=2")[1] == ["제목"]
    assert differences(writer, guide, "?before=2&after=3")[1] == ["한 줄 답"]
    assert differences(writer, guide, "?before=3&after=1")[1] == ["제목", "한 줄 답"]


def chosen(page) -> list[str]:
    """What the two lists of the page show as chosen."""
    return re.findall(r"<option [^>]*selected>([^<]*)", page.content.decode())


def test_the_lists_show_what_is_compared_and_name_what_readers_see(writer):
    draft = make_guide()
    assert chosen(differences(writer, draft)[0]) == ["아직 공개한 것 없음", "지금 초안"]
    guide = published(make_guide())
    assert chosen(differences(writer, guide)[0]) == ["1판 (공개 중)", "지금 초안"]
    published(edited(guide, title="둘"))
    assert chosen(differences(writer, guide, "?before=1&after=2")[0]) == ["1판", "2판 (공개 중)"]


def test_what_is_the_same_is_said_to_be(writer):
    page, labels = differences(writer, published(make_guide()))
    assert "다른 곳이 없습니다." in page.content.decode()
    assert labels == []


@pytest.mark.parametrize("make", [make_guide, make_table, make_checklist, make_entry])
def test_what_was_never_live_is_new_from_beginning_to_end(writer, make):
    page, labels = differences(writer, make())
    assert "아직 공개한 것 없음 → 지금 초안" in page.content.decode()
    assert labels[0] == "제목"


def test_rows_say_what_became_of_them(writer):
    table = published(make_table(rows=3))
    first, second, _third = table.rows.all()
    first.normal = "다른 <b>이름"
    first.save()
    second.delete()
    page, _ = differences(writer, edited(table))
    assert [(row.name, row.what) for row in page.context["found"].rows] == [
        ("항목 1", ["고침"]),
        ("항목 2", ["뺌"]),
    ]
    assert "<b>" not in page.content.decode()


@pytest.mark.parametrize("query", ["?before=7", "?after=0", "?before=abc", f"?after={'9' * 30}"])
def test_an_edition_that_is_none_is_said_to_be_none(writer, query):
    response = writer.get(url(published(make_guide()), "differences") + query, follow=True)
    assert messages_of(response) == ["그런 판이 없습니다. 견줄 판을 다시 고르세요."]


def test_who_may_not_edit_sees_no_differences(client):
    assert client.get(url(make_guide(), "differences")).status_code == 302


def test_a_request_is_shown_against_what_readers_see(client):
    guide = edited(published(make_guide(title="처음")), title="요청한 제목")
    ReviewRequest.ask(guide, by=make_writer())
    edited(guide, summary="나중에 고친 답입니다.")
    client.force_login(make_publisher())
    page = client.get(url(guide, "review"))
    assert [field.label for field in page.context["found"].fields] == ["제목"]
