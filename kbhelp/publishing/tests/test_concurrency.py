"""Two publishers at the same moment, in real threads on a real database."""

import threading

import pytest
from django.db import close_old_connections, connection

from kbhelp import live
from kbhelp.publishing.models import Document, Edition
from tests.making import make_guide


def together(count, act):
    """Run `act` in that many threads, started at one barrier; returns what each raised (None where nothing)."""
    barrier, outcomes = threading.Barrier(count), [None] * count

    def run(number):
        close_old_connections()
        try:
            barrier.wait()
            act()
        except Exception as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [2, 6])
def test_publications_at_one_moment_give_as_many_editions_and_one_live(count):
    guide = make_guide()
    outcomes = together(count, lambda: live.publish(Document.objects.get(pk=guide.pk)))
    assert outcomes == [None] * count
    assert sorted(Edition.objects.values_list("number", flat=True)) == list(range(1, count + 1))
    assert Edition.objects.live().get().number == count
