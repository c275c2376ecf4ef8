"""Two publishers at the same moment, in real threads on a real database."""

import pytest

from kbhelp import live
from kbhelp.publishing.models import Document, Edition
from tests.making import make_guide
from tests.threads import at_once


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [2, 6])
def test_publications_at_one_moment_give_as_many_editions_and_one_live(count):
    guide = make_guide()
    outcomes = at_once(*[lambda: live.publish(Document.objects.get(pk=guide.pk))] * count)
    assert outcomes == [None] * count
    assert sorted(Edition.objects.values_list("number", flat=True)) == list(range(1, count + 1))
    assert Edition.objects.live().get().number == count
