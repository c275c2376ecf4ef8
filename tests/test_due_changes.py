"""A date that cannot be kept is set aside and reported; readers and the other dates go on."""

import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from kbhelp import live
from kbhelp.due_changes import DueChanges
from kbhelp.publishing.models import Document, Edition, SiteVersion
from tests.making import make_guide, make_publisher, published

SOON = timedelta(days=1)
LATER = timedelta(days=2)


def broken(document):
    """Its waiting edition lacks what a page is made of, as after a fault that nobody foresaw."""
    Edition.objects.waiting().filter(document=document).update(rendered={"renderer": 1})
    return document


def planned(**fields):
    guide = make_guide(**fields)
    live.publish(guide, at=timezone.now() + SOON)
    return guide


@pytest.mark.django_db
def test_an_edition_that_cannot_be_made_public_is_set_aside_and_the_others_come(caplog):
    bad, good = broken(planned()), planned()
    live.carry_out_due(timezone.now() + LATER)
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.live, good.live.number) == (None, 1)
    assert (
        bad.set_aside == "1판을 예약한 때에 공개하지 못했습니다. 화면이나 검색에 쓸 내용을 만들지 못했습니다."
    )
    assert SiteVersion.objects.get().next_due is None  # nobody tries again every second


@pytest.mark.django_db
def test_the_desk_says_what_was_set_aside_until_it_is_published(client):
    bad = broken(planned(title="예약한 글"))
    live.carry_out_due(timezone.now() + LATER)
    client.force_login(make_publisher())
    home = {work["name"]: work for work in client.get("/admin/").context["works"]}
    assert [item["title"] for item in home["set-aside"]["items"]] == ["예약한 글"]
    assert "예약한 때에 공개하지 못했습니다" in client.get(bad.desk_url()).content.decode()
    assert "예약을 지키지 못함" in client.get("/admin/guides/guide/").content.decode()
    live.publish(bad)
    assert Document.objects.get(pk=bad.pk).set_aside == ""


@pytest.mark.django_db
def test_what_is_about_to_be_withdrawn_is_no_fault_of_the_index(capsys):
    guide = published(make_guide())
    Document.objects.filter(pk=guide.pk).update(withdraw_at=timezone.now())
    call_command("rebuild_search", check=True)
    assert "extra" not in capsys.readouterr().out


@pytest.mark.django_db
def test_a_withdrawal_that_cannot_be_finished_hides_the_document_and_is_tried_once(client):
    guide = published(make_guide())
    live.withdraw(guide, at=timezone.now() + SOON)
    index = "search_word"
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {index} RENAME TO hidden")
    live.carry_out_due(timezone.now() + LATER)
    guide.refresh_from_db()
    assert "내리는 일을 마치지 못했습니다" in guide.set_aside
    assert not guide.is_live(timezone.now() + LATER)
    assert SiteVersion.objects.get().next_due is None


def locked(*args):
    raise OperationalError("database is locked")


def tries_again(monkeypatch, document, verb: str):
    """Three times in vain, then with success; the desk says so in between."""
    with monkeypatch.context() as busy:
        busy.setattr(f"kbhelp.live.due.{verb}", locked)
        for minutes in range(3):
            at = timezone.now() + LATER + timedelta(minutes=minutes)
            assert live.carry_out_due(at) == 0
            assert SiteVersion.objects.get().next_due == at + timedelta(minutes=1)
    document.refresh_from_db()
    assert document.set_aside == "예약한 때에 마치지 못해 1분마다 다시 해 보고 있습니다."
    assert live.carry_out_due(timezone.now() + LATER) == 1
    document.refresh_from_db()
    assert (document.set_aside, SiteVersion.objects.get().next_due) == ("", None)


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["put_live", "prepared_units"])
def test_a_publication_that_a_busy_database_does_not_take_comes_a_minute_later(monkeypatch, caplog, verb):
    guide = planned()
    tries_again(monkeypatch, guide, verb)
    assert (guide.live.number, len(caplog.records)) == (1, 1)


@pytest.mark.django_db
def test_a_withdrawal_that_a_busy_database_does_not_take_is_finished_a_minute_later(monkeypatch, caplog):
    guide = published(make_guide())
    live.withdraw(guide, at=timezone.now() + SOON)
    tries_again(monkeypatch, guide, "take_down")
    assert (guide.live, guide.withdraw_at, len(caplog.records)) == (None, None, 1)


@pytest.mark.django_db
def test_the_other_dates_do_not_wait_for_one_that_is_tried_again(monkeypatch):
    stuck, other = planned(), planned()
    put_live = "kbhelp.live.due.put_live"
    real = live.due.put_live
    with monkeypatch.context() as busy:
        busy.setattr(
            put_live,
            lambda edition, *rest: (locked if edition.document_id == stuck.pk else real)(edition, *rest),
        )
        assert live.carry_out_due(timezone.now() + LATER) == 1
    other.refresh_from_db()
    assert other.live.number == 1


@pytest.mark.django_db
def test_that_nothing_could_be_carried_out_is_logged_once_and_looked_at_each_minute(monkeypatch, caplog):
    now = [1000.0]
    monkeypatch.setattr("kbhelp.due_changes.time.monotonic", lambda: now[0])
    SiteVersion.objects.update_or_create(pk=1, defaults={"next_due": timezone.now() - SOON})
    asked, tries = DueChanges(lambda request: "the page"), []

    def try_in_vain():
        tries.append(now[0])
        locked()

    with monkeypatch.context() as busy:
        busy.setattr("kbhelp.due_changes.carry_out_due", try_in_vain)
        for _ in range(150):
            asked(type("Request", (), {"path": "/"}))
            now[0] += 1
    assert (tries, len(caplog.records)) == ([1000.0, 1060.0, 1120.0], 1)
    now[0] += 60
    asked(type("Request", (), {"path": "/"}))
    assert (SiteVersion.objects.get().next_due, asked.due.has_failed) == (None, False)


@pytest.mark.django_db(transaction=True)
def test_a_readers_page_neither_waits_for_what_is_due_nor_fails_with_it(client, settings):
    settings.DUE_CHANGES_IN_BACKGROUND = True
    guide = planned()
    Edition.objects.filter(document=guide).update(publish_at=timezone.now() - SOON)
    SiteVersion.objects.update(next_due=timezone.now() - SOON)
    asked = DueChanges(lambda request: "the page")
    with live.turn():  # another process holds the line
        began = time.monotonic()
        assert asked.__call__(type("Request", (), {"path": "/"})) == "the page"
        assert time.monotonic() - began < 5
    with asked.due.working:  # until the thread has done its work
        guide.refresh_from_db()
    assert guide.live.number == 1
