"""Remarks as work items, and the report of votes."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from kbhelp.feedback.models import Remark, Vote, cast
from kbhelp.feedback.reader import Reader
from tests.making import (
    edited,
    make_entry,
    make_guide,
    make_publisher,
    make_row,
    make_table,
    make_user,
    make_writer,
    published,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/feedback/remark/"
REPORT = "/admin/feedback/remark/report/"


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


def vote(edition, answer="yes", reader=1, **options):
    return cast(Reader(f"203.0.113.{reader}", "Android Chrome"), edition=edition, answer=answer, **options)


def make_remark(text="화면이 달라요", **options):
    edition = published(make_guide(stage="issue", title="만들기가 안 될 때")).live
    return vote(edition, "no", text=text, reason="screen", **options).remark


def table_of(page) -> list[list[str]]:
    rows = re.findall(r"<tr>(.+?)</tr>", page.content.decode(), re.DOTALL)[1:]
    return [
        [re.sub(r"<.+?>", "", cell) for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row)] for row in rows
    ]


def test_the_list_shows_each_remark_with_its_page(writer):
    remark = make_remark()
    page = writer.get(LIST).content.decode()
    address = reverse("admin:guides_guide_change", args=[remark.vote.edition.document_id])
    assert f'<a href="{address}">만들기가 안 될 때</a>' in page
    assert re.findall(r'class="field-state[^>]*>(.+?)<', page) == ["열림"]


def test_remarks_are_found_by_the_kind_of_their_page(writer):
    make_remark("안내에 대한 말")
    vote(published(make_entry()).live, "no", text="질문에 대한 말")
    page = writer.get(LIST, {"kind": "faq"}).content.decode()
    assert re.findall(r"<a [^>]*>(.+?에 대한 말)</a>", page) == ["질문에 대한 말"]


def test_an_action_moves_remarks_from_state_to_state_and_is_recorded(writer):
    remarks = [make_remark(), make_remark()]
    data = {"action": "to_planned", "_selected_action": [remark.pk for remark in remarks]}
    writer.post(LIST, data)
    writer.post(LIST, data | {"action": "to_done", "_selected_action": [remarks[0].pk]})
    assert [Remark.objects.get(pk=remark.pk).state for remark in remarks] == ["done", "planned"]
    assert LogEntry.objects.count() == 3


def test_what_the_reader_said_cannot_be_edited(writer):
    remark = make_remark("처음 말")
    forged = {
        "state": "planned",
        "text": "고친 말",
        "reason": "hard",
        "answer": "yes",
        "voted_on": "2020-01-01",
    }
    writer.post(f"{LIST}{remark.pk}/change/", forged)
    remark.refresh_from_db()
    assert (remark.state, remark.text, remark.reason, remark.vote.answer) == (
        "planned",
        "처음 말",
        "screen",
        "no",
    )


def test_a_remark_links_to_the_editions_of_its_page(writer):
    remark = make_remark()
    address = reverse("admin:guides_guide_editions", args=[remark.vote.edition.document_id])
    assert f'<a href="{address}">1판</a>' in writer.get(f"{LIST}{remark.pk}/change/").content.decode()


@pytest.mark.parametrize("name", ["add", "1/delete"])
def test_a_writer_neither_adds_nor_deletes_remarks(writer, name):
    make_remark()
    address = f"{LIST}{name.replace('1', str(Remark.objects.get().pk))}/"
    assert writer.post(address, {"post": "yes"}).status_code == 403
    assert Remark.objects.count() == 1


def test_a_publisher_may_delete_a_remark_and_the_vote_stays(client):
    client.force_login(make_publisher())
    client.post(f"{LIST}{make_remark().pk}/delete/", {"post": "yes"})
    assert (Remark.objects.count(), Vote.objects.count()) == (0, 1)


def test_staff_without_the_role_see_neither_list_nor_report(client):
    client.force_login(make_user("outsider"))
    assert [client.get(address).status_code for address in (LIST, REPORT)] == [403, 403]


def test_the_report_counts_by_edition_and_remedy_and_puts_what_helps_least_first(writer):
    table = make_table(rows=0, title="비교표")
    make_row(table, item="알뜰폰", key="carrier")
    table = published(table).live
    guide = published(make_guide(stage="issue", title="안내"))
    for reader, answer in enumerate(["yes", "yes", "no"]):
        vote(guide.live, answer, reader)
    for reader, answer in enumerate(["not_yet", "no", "no", "yes"]):
        vote(table, answer, reader, row="carrier")
    vote(published(edited(guide, title="안내 둘")).live, "yes")
    assert table_of(writer.get(REPORT)) == [
        ["비교표", "1판", "알뜰폰", "발급됐나요?", "해결 방법의 대답은 10명부터 보입니다."],
        ["안내", "1판", "–", "발급됐나요?", "2", "1", "0", "3명 중 67%"],
        ["안내 둘", "2판", "–", "발급됐나요?", "1", "0", "0", "1명 중 100%"],
    ]


@pytest.mark.parametrize(("answers", "shown"), [(9, False), (10, True)])
def test_what_became_of_a_remedy_is_shown_from_ten_answers_on(writer, answers, shown):
    table = make_table(stage="issue")
    edition = published(table).live
    for reader in range(answers):
        vote(edition, reader=reader, row=str(table.rows.get().key))
    assert (table_of(writer.get(REPORT))[0][-1] == "10명 중 100%") == shown


def test_the_report_looks_back_as_far_as_was_chosen(writer):
    edition = published(make_guide(stage="issue")).live
    for days in (100, 10, 0):
        vote(edition, at=timezone.now() - timedelta(days=days))
    counts = [
        table_of(writer.get(REPORT, {"days": days}))[0][-1] for days in ("7", "30", "90", "all", "forged")
    ]
    assert counts == ["1명 중 100%", "2명 중 100%", "2명 중 100%", "3명 중 100%", "2명 중 100%"]


def test_the_report_asks_as_many_queries_for_one_line_as_for_three(writer, django_assert_num_queries):
    editions = [published(make_guide(stage="issue")).live for _ in range(3)]
    vote(editions[0])
    writer.get(REPORT)
    with django_assert_num_queries(7):
        writer.get(REPORT)
    for edition in editions:
        vote(edition, reader=2)
    with django_assert_num_queries(7):
        writer.get(REPORT)


def test_a_low_rated_page_needs_enough_voices_and_a_live_edition():
    bad, few, good = (published(make_guide(stage="issue")) for _ in range(3))
    for reader in range(5):
        vote(bad.live, "no", reader)
        vote(good.live, "yes", reader)
    vote(few.live, "no")
    assert [row["edition"] for row in Vote.objects.low_rated()] == [bad.live.pk]
    published(edited(bad, title="고친 글"))
    assert list(Vote.objects.low_rated()) == []
