"""Remarks as work items."""

import re

import pytest
from django.urls import reverse

from kbhelp.audit.models import Act
from kbhelp.feedback.models import Remark, Vote, cast
from kbhelp.feedback.reader import Reader
from tests.making import (
    edited,
    make_entry,
    make_guide,
    make_publisher,
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
    assert Act.objects.count() == 3


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


def test_a_low_rated_page_needs_enough_voices_and_a_live_edition():
    bad, few, good = (published(make_guide(stage="issue")) for _ in range(3))
    for reader in range(10):
        vote(bad.live, "no", reader)
        vote(good.live, "yes", reader)
    for reader in range(9):
        vote(few.live, "no", reader)
    assert [row["edition"] for row in Vote.objects.low_rated()] == [bad.live.pk]
    published(edited(bad, title="고친 글"))
    assert list(Vote.objects.low_rated()) == []
