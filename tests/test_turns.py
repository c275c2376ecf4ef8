"""All who write what readers see stand in one line: nobody deadlocks, and nothing old is brought back."""

import re
from io import StringIO
from itertools import count

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from kbhelp import live
from kbhelp.live import expected_units
from kbhelp.live.pointers import mark_live
from kbhelp.notices.tests.making import make_notice
from kbhelp.publishing.models import Document
from kbhelp.search.index import writer
from kbhelp.search.index.prepared import prepare
from kbhelp.search.index.storage import tables
from kbhelp.search.models import Term
from kbhelp.search.query.engine import search
from tests.making import edited, make_guide, make_user, published
from tests.test_desk import change_url, form_of
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 40


@pytest.fixture(autouse=True)
def clean_index():
    """The tables of the index outlive the flush that follows such a test."""
    call_command("rebuild_search", stdout=StringIO())


@pytest.fixture
def desk():
    """Of a superuser: the flush after such tests takes the roles away, too."""
    client = Client(raise_request_exception=True)
    client.force_login(make_user("root", is_superuser=True))
    return client


def delete_url(term) -> str:
    return change_url(term).replace("/change/", "/delete/")


def send(desk, url: str, data: dict):
    response = desk.post(url, data)
    assert response.status_code == 302, re.findall("(?s)errorlist.*?</ul>", response.content.decode())


def titles(query: str) -> list[str]:
    return [hit.title for hit in search(query).hits]


def index_is_right() -> bool:
    return writer.differences(expected_units()) == []


def test_publishing_while_terms_are_saved_and_deleted(desk):
    guide, words, told = make_guide(title="정상 글"), count(), []

    def publish():
        for _ in range(ROUNDS):
            live.publish(guide)

    def save_terms():
        for number in range(ROUNDS):
            fields = {"same": "정상\n글", "also": "", "not_same": "", "document": guide.pk}
            name = f"낱말 {next(words)}"
            send(desk, "/admin/search/term/add/", fields | {"name": name, "definition": "정상인 글입니다."})
            if number % 2:
                send(desk, delete_url(Term.objects.get(name=name)), {"post": "yes"})
            told.append(name)

    assert at_once(publish, save_terms) == [None, None]
    assert (guide.editions.count(), len(told)) == (ROUNDS, ROUNDS)
    assert index_is_right()


def test_publishing_while_notices_that_name_the_guide_are_published_and_ended(desk):
    guide, notices = make_guide(), [make_notice() for _ in range(ROUNDS)]

    def publish():
        for _ in range(ROUNDS):
            live.publish(guide)

    def announce():
        for notice in notices:
            data = form_of(desk, notice) | {"documents": [guide.pk]}
            send(desk, change_url(notice), data | {"_publish": "1"})
            send(desk, change_url(notice), form_of(desk, notice) | {"title": "고친 안내"})
            send(desk, change_url(notice), form_of(desk, notice) | {"_end": "1"})

    assert at_once(publish, announce) == [None, None]
    for notice in notices:
        notice.refresh_from_db()
        assert (notice.title, notice.phase(), list(notice.documents.all())) == (
            "고친 안내",
            "past",
            [guide.document_ptr],
        )


def test_two_editors_relate_two_guides_to_each_other(desk):
    guides, forms, desks = [published(make_guide()) for _ in range(2)], {}, {}
    for guide, name in zip(guides, ["one", "two"], strict=True):
        forms[guide.pk] = form_of(desk, guide)  # before the threads, which would see each other's contexts
        desks[guide.pk] = Client()
        desks[guide.pk].force_login(make_user(name, is_superuser=True))

    def relate(guide, neighbour):
        seen = int(forms[guide.pk]["seen"])
        for number in range(ROUNDS):
            changes = {"related": [] if number % 2 else [neighbour.pk], "seen": seen + number}
            send(desks[guide.pk], change_url(guide), forms[guide.pk] | changes)

    one, two = guides
    assert at_once(lambda: relate(one, two), lambda: relate(two, one)) == [None, None]
    assert [guide.version for guide in Document.objects.order_by("pk")] == [ROUNDS, ROUNDS]


def test_rebuilding_the_index_while_guides_come_and_go():
    guides = [published(make_guide(title=f"오가는 글 {number}")) for number in range(4)]

    def come_and_go():
        for number in range(ROUNDS):
            guide = guides[number % len(guides)]
            live.withdraw(guide)
            if number % 3:
                live.publish(edited(guide, title=f"오가는 글 {number}번째"))

    def rebuild():
        for _ in range(8):
            call_command("rebuild_search", stdout=StringIO())

    assert at_once(come_and_go, rebuild) == [None, None]
    assert index_is_right()


@pytest.fixture
def meanwhile(monkeypatch):
    """meanwhile(act): when the rebuild has prepared the first document, and before it writes, `act` is done."""
    acts = []

    def prepare_and_act(units):
        found = prepare(units)
        while acts:
            acts.pop()()
        return found

    monkeypatch.setattr("kbhelp.live.index.prepare", prepare_and_act)
    return acts.append


def test_a_rebuild_does_not_bring_back_what_was_withdrawn_meanwhile(meanwhile):
    guide = published(make_guide(title="곧 내려갈 글"))
    meanwhile(lambda: live.withdraw(guide))
    call_command("rebuild_search", stdout=StringIO())
    assert titles("곧 내려갈 글") == []
    assert index_is_right()


def test_a_rebuild_does_not_bring_back_the_edition_before(meanwhile):
    guide = published(make_guide(title="곧 바뀔 글"))
    meanwhile(lambda: published(edited(guide, title="이미 달라진 이야기")))
    call_command("rebuild_search", stdout=StringIO())
    assert titles("이미 달라진 이야기") == ["이미 달라진 이야기"]
    assert index_is_right()


@pytest.mark.parametrize("taken_away", ["definition", "term"])
def test_a_rebuild_does_not_bring_back_a_definition_that_was_taken_away_meanwhile(
    meanwhile, desk, taken_away
):
    send(desk, "/admin/search/term/add/", {"name": "꿀벌표", "definition": "시험의 낱말입니다."})
    term = Term.objects.get()
    assert titles("꿀벌표") == ["꿀벌표"]

    def take_away():
        if taken_away == "term":
            send(desk, delete_url(term), {"post": "yes"})
        else:
            send(desk, change_url(term), form_of(desk, term) | {"definition": ""})

    meanwhile(take_away)
    call_command("rebuild_search", stdout=StringIO())
    assert titles("꿀벌표") == []
    assert index_is_right()


def test_a_rebuild_mends_what_is_missing_what_is_too_much_and_what_was_miscounted():
    guide = published(make_guide(title="비밀번호를 잊었어요"))
    counts = tables().words(["비밀번호"])
    totals = tables().totals()
    tables().run("DELETE FROM {p}_word WHERE word = %s", ["비밀번호"])
    tables().run("UPDATE {p}_total SET units = 77, body_length = 77")
    tables().run("UPDATE {p}_unit SET title = 'x', digest = 'x' WHERE document_id = %s", [guide.pk])
    gone = published(make_guide(title="사라진 글"))
    type(gone).objects.filter(pk=gone.pk).update(live=None)
    mark_live([gone.pk])
    call_command("rebuild_search", stdout=StringIO())
    assert (tables().words(["비밀번호"]), tables().totals()) == (counts, totals)
    assert titles("비밀번호를 잊었어요") == ["비밀번호를 잊었어요"]
    assert titles("사라진 글") == []


def test_nobody_joins_the_line_while_holding_something():
    guide = published(make_guide())
    with pytest.raises(RuntimeError), transaction.atomic():
        live.publish(guide)
    assert guide.editions.count() == 1


def test_search_bears_that_a_unit_vanishes_while_it_looks(monkeypatch):
    """Its questions are several: between two of them a publication may replace what was found."""
    guides = [published(make_guide(title=f"사라지는 글 {number}")) for number in range(2)]
    shown = type(tables()).shown

    def withdraw_then_show(self, ids):
        if guides:
            live.withdraw(guides.pop())
        return shown(self, ids)

    monkeypatch.setattr(type(tables()), "shown", withdraw_then_show)
    assert titles("사라지는 글") == ["사라지는 글 0"]


@pytest.mark.parametrize("number", [0, 1, 3])
def test_an_index_of_another_analyser_is_known_by_what_was_written_first_or_last(settings, number):
    guides = [published(make_guide()) for _ in range(number)]
    assert not live.is_of_another_analyser()
    settings.SEARCH_ANALYSER = "plain"
    assert live.is_of_another_analyser() == bool(number)
    for guide in guides:
        published(guide)
    assert not live.is_of_another_analyser()
    settings.SEARCH_ANALYSER = "kiwi"
    if guides:
        published(guides[0])
    assert live.is_of_another_analyser() == (number > 1)


def test_a_broken_edition_says_nothing_of_the_analyser():
    guide = published(make_guide())
    type(guide.live).objects.filter(pk=guide.live_id).update(rendered={})
    assert not live.is_of_another_analyser()
