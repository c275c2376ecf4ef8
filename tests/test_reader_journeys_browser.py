"""Twenty readers on a phone: how far each has to go for an answer, and that nobody is left without a way on."""

from statistics import median

from tests.journeys import JOURNEYS, go

PHONE = {"width": 360, "height": 740}


def test_readers_are_answered_within_two_taps_and_never_left_without_a_way_on(open_page, on_site):
    page = open_page(viewport=PHONE)
    ways = {journey["who"]: go(page, journey) for journey in JOURNEYS}
    assert len(ways) == 20
    assert [who for who, way in ways.items() if way.taps is None] == []
    assert median(way.taps for way in ways.values()) <= 2
    assert [who for who, way in ways.items() if not way.ways_on] == []
