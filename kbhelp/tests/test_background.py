"""What runs beside the requests: again and again, whatever happens, and once more at the end."""

import threading
from itertools import count

import pytest

from kbhelp.background import Repeated

pytestmark = pytest.mark.django_db


def test_it_is_called_again_and_again_and_once_more_at_the_end():
    numbers, third = count(1), threading.Event()

    def act():
        if next(numbers) == 3:
            third.set()

    repeated = Repeated(act, every=0.01)
    repeated.start()
    assert third.wait(10)
    repeated.end()
    assert not repeated.is_alive()
    after = next(numbers)
    repeated.join()
    assert next(numbers) == after + 1


def test_a_failure_stops_nothing_and_is_logged_once_until_it_works_again(caplog):
    outcomes = iter([1, 0, 0, 1, 0, 1])
    repeated = Repeated(lambda: 1 / next(outcomes), every=1)
    for _ in range(6):
        repeated.call()
    said = [record.getMessage().partition("> ")[2] for record in caplog.records]
    assert said == ["failed and is tried again", "works again"] * 2
