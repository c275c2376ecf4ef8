"""Copies follow the site: what is published, withdrawn, announced or due, and what breaks."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from kbhelp import live
from kbhelp.notices.models import Notice
from kbhelp.pagecache import watch as watching
from kbhelp.pagecache.tests.making import Pages, always, ask, make_layer
from tests.making import make_guide, make_table, published

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def held(layer) -> set[str]:
    return {path for _, path in layer.shelf.copies}


def test_a_publication_is_seen_with_the_next_look():
    guide = published(make_guide(slug="a", title="먼저"))
    layer = make_layer()
    assert "먼저" in ask(layer, "/guides/a/").body.decode()
    guide.title = "나중"
    guide.save()
    published(guide)
    assert "나중" not in ask(layer, "/guides/a/").body.decode()
    layer.watch.look()
    assert "나중" in ask(layer, "/guides/a/").body.decode()


def test_what_a_person_sends_is_seen_at_once_by_the_same_process():
    guide = published(make_guide(slug="a", title="먼저"))
    layer = make_layer()
    ask(layer, "/guides/a/")
    guide.title = "나중"
    guide.save()
    published(guide)
    ask(layer, "/vote/", method="POST")
    assert "나중" in ask(layer, "/guides/a/").body.decode()


def test_a_withdrawal_takes_exactly_the_copies_that_show_the_document():
    table = published(make_table(slug="t"))
    published(make_guide(slug="a", body=f"본문\n\n[[{table.EMBED_LABEL}:t]]"))
    other = published(make_guide(slug="b"))
    layer = make_layer()
    for path in ("/guides/a/", "/guides/b/", "/tables/t/", "/about/", "/checklists/", "/feed/"):
        assert ask(layer, path).status == 200
    live.withdraw(table)
    layer.watch.look()
    assert held(layer) == {"/guides/b/", "/about/"}
    live.withdraw(other)
    layer.watch.look()
    assert held(layer) == {"/about/"}


def test_past_its_date_a_document_is_not_served_even_if_nobody_looked(monkeypatch):
    guide = published(make_guide(slug="a"))
    live.withdraw(guide, at=timezone.now() + HOUR)
    layer = make_layer()
    assert ask(layer, "/guides/a/").status == 200
    monkeypatch.setattr(time, "time", always(time.time() + 3601))
    monkeypatch.setattr(timezone, "now", always(timezone.now() + HOUR))
    assert ask(layer, "/guides/a/").status == 410


def test_a_notice_stands_on_every_page_when_it_begins_and_goes_when_it_ends(monkeypatch):
    now = timezone.now()
    Notice.objects.create(
        title="점검합니다", institution="bank", begins_at=now + HOUR, ends_at=now + 2 * HOUR
    ).publish()
    layer = make_layer()
    assert "점검합니다" not in ask(layer, "/").body.decode()
    for later, is_seen in ((HOUR, True), (2 * HOUR, False)):
        monkeypatch.setattr(timezone, "now", always(now + later))
        layer.watch.look()
        assert ("점검합니다" in ask(layer, "/").body.decode()) == is_seen


def test_a_new_day_makes_pages_anew(monkeypatch):
    layer = make_layer(Pages())
    ask(layer)
    monkeypatch.setattr(timezone, "now", always(timezone.now() + timedelta(days=1)))
    layer.watch.look()
    assert ask(layer).body == b"page 2"


class Slow(Pages):
    """Holds each page until it is told to go on."""

    def __init__(self):
        super().__init__()
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self, environ, start_response):
        self.begun.set()
        assert self.go_on.wait(10)
        return super().__call__(environ, start_response)


def asked_by(layer, number: int) -> tuple[list, list]:
    answers = []
    readers = [threading.Thread(target=lambda: answers.append(ask(layer).body)) for _ in range(number)]
    for reader in readers:
        reader.start()
    return readers, answers


def move(layer):
    """As if something had been published and seen."""
    layer.watch.known = layer.watch.state = watching.State(0, time.monotonic(), timezone.now() + HOUR)


def test_a_page_is_made_once_however_many_ask_at_once():
    slow = Slow()
    layer = make_layer(slow)
    readers, answers = asked_by(layer, 20)
    slow.go_on.set()
    for reader in readers:
        reader.join(10)
    assert (slow.made, set(answers)) == (1, {b"page 1"})


def test_after_a_change_the_last_copy_is_served_while_one_makes_the_new_one():
    slow = Slow()
    slow.go_on.set()
    layer = make_layer(slow)
    ask(layer)
    slow.go_on.clear()
    slow.begun.clear()
    move(layer)
    (maker,), made = asked_by(layer, 1)
    assert slow.begun.wait(10)
    assert [ask(layer).body for _ in range(5)] == [b"page 1"] * 5
    slow.go_on.set()
    maker.join(10)
    assert made == [b"page 2"] == [ask(layer).body]


def test_the_last_copy_is_served_no_longer_than_a_second_after_the_change_was_seen(monkeypatch):
    slow = Slow()
    slow.go_on.set()
    layer = make_layer(slow)
    ask(layer)
    slow.go_on.clear()
    slow.begun.clear()
    move(layer)
    (maker,), _ = asked_by(layer, 1)
    assert slow.begun.wait(10)
    layer.watch.state.__dict__["seen_at"] -= 1.1
    (waiting,), answers = asked_by(layer, 1)
    waiting.join(0.3)
    assert waiting.is_alive()
    slow.go_on.set()
    waiting.join(10)
    maker.join(10)
    assert answers == [b"page 2"]


def test_where_making_a_page_takes_longer_than_a_second_its_last_copy_is_served_with_its_age(monkeypatch):
    slow = Slow()
    slow.go_on.set()
    layer = make_layer(slow)
    ask(layer)
    slow.go_on.clear()
    slow.begun.clear()
    move(layer)
    (maker,), _ = asked_by(layer, 1)
    assert slow.begun.wait(10)
    monkeypatch.setattr(time, "monotonic", always(time.monotonic() + 1.1))
    answer = ask(layer)
    slow.go_on.set()
    maker.join(10)
    assert (answer.body, answer.headers["age"]) == (b"page 1", "0")


def test_a_page_made_while_a_publication_commits_counts_as_old_afterwards():
    slow = Slow()
    layer = make_layer(slow)
    (maker,), _ = asked_by(layer, 1)
    assert slow.begun.wait(10)
    move(layer)
    slow.go_on.set()
    maker.join(10)
    assert ask(layer).body == b"page 2"


def test_a_page_that_breaks_is_answered_by_its_last_copy_with_its_age_and_tried_again_after_a_second(
    monkeypatch,
):
    pages = Pages()
    layer = make_layer(pages)
    ask(layer)
    pages.status = "500 Server Error"
    move(layer)
    answers = [ask(layer) for _ in range(5)]
    assert {(answer.status, answer.body, answer.headers["age"]) for answer in answers} == {
        (200, b"page 1", "0")
    }
    assert pages.made == 2
    pages.status = "200 OK"
    monkeypatch.setattr(time, "monotonic", always(time.monotonic() + 1.1))
    answer = ask(layer)
    assert (answer.body, "age" in answer.headers) == (b"page 3", False)


def test_while_the_database_is_away_copies_stay_and_say_how_old_they_are(monkeypatch):
    pages = Pages()
    layer = make_layer(pages)
    ask(layer)

    def away(self):
        raise DatabaseError("away")

    with monkeypatch.context() as broken:
        broken.setattr(watching.Watch, "_look", away)
        with pytest.raises(DatabaseError):
            layer.watch.look()
        assert ask(layer).headers["age"] == "0"
        assert [ask(layer, "/other/").body for _ in range(2)] == [b"page 2", b"page 3"]
    layer.watch.look()
    answer = ask(layer)
    assert (answer.body, "age" in answer.headers) == (b"page 1", False)


def test_pages_take_no_more_room_than_they_are_given_and_the_least_used_go_first():
    layer = make_layer(Pages(body=b"x" * 20_000), room=200_000)
    for number in range(30):
        layer.watch.second = number
        ask(layer, f"/{number}/")
        ask(layer, "/0/")
    assert "/0/" in held(layer) and "/29/" in held(layer) and "/1/" not in held(layer)
    assert layer.shelf.taken[True] == sum(copy.size for copy in layer.shelf.copies.values()) <= 200_000


def test_addresses_that_never_were_push_no_page_out():
    pages = Pages()
    layer = make_layer(pages, room=200_000)
    ask(layer, "/page/")
    pages.status = "404 Not Found"
    for number in range(200):
        ask(layer, f"/none-{number}/")
    assert "/page/" in held(layer)
    assert len(held(layer)) < 20


def test_a_page_larger_than_all_the_room_is_answered_and_not_kept():
    layer = make_layer(Pages(body=b"x" * 20_000), room=10_000)
    assert ask(layer).status == 200
    assert held(layer) == set()
