"""What was sealed cannot change without being noticed, however it is done."""

import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from kbhelp.audit import seals
from kbhelp.audit.acts import Act
from kbhelp.audit.seals import Seal
from tests.making import make_writer
from tests.threads import at_once

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def acts(number: int, ago=timedelta(hours=1)) -> list[Act]:
    return Act.objects.bulk_create(
        Act(kind="change", user_name="writer", said=f"고친 칸: {n}", at=timezone.now() - ago)
        for n in range(number)
    )


def sql(statement: str, *values):
    """As somebody does who holds the database."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def chain():
    for number in (3, 1, 4):
        acts(number)
        seals.seal()
    return list(Seal.objects.all())


def found(known="") -> list[str]:
    return list(seals.problems(known))


def test_what_was_done_is_sealed_in_batches(chain, caplog):
    assert [one.count for one in chain] == [3, 1, 4]
    assert found() == []
    assert seals.seal() is None
    acts(1)
    with caplog.at_level(logging.INFO, "kbhelp.audit"):
        made = seals.seal()
    assert f"{made.number}:{made.digest}" in caplog.text  # the log of another machine has it


def test_an_act_of_the_last_minute_waits():
    acts(1, ago=timedelta(seconds=10))
    assert seals.seal() is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_act SET said = 'x' WHERE id = %s",
        "UPDATE audit_act SET user_name = 'other' WHERE id = %s",
        "UPDATE audit_act SET at = at + INTERVAL '1 second' WHERE id = %s",
        "UPDATE audit_act SET session = 'x' WHERE id = %s",
        "DELETE FROM audit_act WHERE id = %s",
    ],
)
def test_an_act_that_was_changed_or_taken_away_is_noticed(chain, change):
    if connection.vendor == "sqlite":
        change = change.replace("at + INTERVAL '1 second'", "datetime(at, '+1 second')")
    sql(change, chain[1].through)
    assert found() == [
        f"audit: of acts {chain[1].after + 1} to {chain[1].through} something was changed, taken away or added"
    ]


def test_an_act_that_was_put_in_later_is_noticed():
    first = acts(3)
    sql("DELETE FROM audit_act WHERE id = %s", first[1].pk)
    seals.seal()
    Act.objects.bulk_create([Act(pk=first[1].pk, kind="export", user_name="x")])
    assert len(found()) == 1


def test_a_batch_whose_seal_was_made_anew_shows_in_all_that_follow(chain):
    sql("UPDATE audit_act SET said = 'x' WHERE id = %s", chain[0].through)
    digest, _ = seals.digest_of("", seals.rows(chain[0].acts()))
    Seal.objects.filter(number=1).update(digest=digest)
    assert len(found()) == 1


def test_a_chain_that_was_made_anew_is_noticed_by_an_earlier_seal(chain):
    known = str(chain[1])
    assert found(known) == []
    sql("UPDATE audit_act SET said = 'x' WHERE id = %s", chain[0].through)
    Seal.objects.all().delete()
    seals.seal()
    assert found() == []
    assert found(known) == ["audit: seal 2 is not what it was"]
    assert found("없는 것") == ["audit: seal 없는 것 is not what it was"]


def test_a_seal_that_was_taken_away_is_noticed(chain):
    Seal.objects.filter(number=2).delete()
    assert "audit: seal 3 does not follow the one before" in found()


def test_what_is_two_years_old_is_forgotten_and_the_chain_holds(settings):
    acts(3, ago=timedelta(days=settings.AUDIT_DAYS + 1))
    seals.seal()
    acts(2)
    seals.seal()
    assert seals.forget() == 3
    assert Act.objects.count() == 2
    assert found() == []
    assert seals.forget() == 0


def test_a_clock_that_once_went_wrong_lets_nothing_young_be_forgotten(settings):
    acts(2)
    seals.seal()
    acts(1, ago=timedelta(days=settings.AUDIT_DAYS + 400))
    seals.seal()
    acts(1)
    seals.seal()
    assert seals.forget() == 0
    assert (Act.objects.count(), found()) == (4, [])


def test_what_is_younger_cannot_be_passed_off_as_forgotten(chain):
    sql("DELETE FROM audit_act WHERE id <= %s", chain[0].through)
    assert len(found()) == 1


def test_verify_says_it_and_takes_a_seal_of_earlier(chain):
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    call_command("verify", seal=str(chain[2]), stdout=out)
    assert "0 problem(s)" in out.getvalue()
    sql("UPDATE audit_act SET said = 'x' WHERE id = %s", chain[2].through)
    with pytest.raises(CommandError, match=r"1 problem\(s\)"):
        call_command("verify", stdout=out)
    assert "something was changed" in out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_two_machines_that_seal_at_once_make_one_seal():
    acts(20)
    assert at_once(*[seals.seal] * 4) == [None] * 4
    assert Seal.objects.count() == 1
    assert found() == []


def test_a_name_with_every_letter_is_sealed_alike_on_both_databases():
    writer = make_writer()
    Act.objects.create(
        kind="add", user=writer, user_name='각🙂\u2028"\\', said="가", at=NOW - timedelta(hours=1)
    )
    assert seals.seal().digest == seals.digest_of("", seals.rows(Act.objects.all()))[0]
