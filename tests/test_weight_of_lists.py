"""Lists of a thousand documents ask as much as lists of ten, and read and say no more than lists of a hundred."""

import pytest

from kbhelp import due_changes
from tests.dbreads import reads
from tests.growing import GrowingSite

pytestmark = pytest.mark.django_db

# Address → most that it may read and say, in thousands of bytes, however many documents there are.
BOUNDS = {
    "/": (700, 100),
    "/guides/": (12, 40),
    "/guides/?group=name": (12, 40),
    "/guides/?stage=issue": (12, 40),
    "/guides/?stage=issue&page=2": (12, 40),
    "/guides/guide/": (80, 60),
    "/checklists/": (12, 40),
    "/checklists/?kind=checklist&page=3": (12, 40),
    "/faq/": (12, 40),
    "/faq/?stage=any": (12, 40),
    "/faq/?group=reason": (2300, 400),
    "/faq/?group=reason&page=2": (2300, 400),
    "/terms/": (40, 60),
    "/terms/?page=2": (40, 60),
    "/sources/": (40, 60),
    "/notices/": (12, 40),
    "/llms.txt": (40, 40),
    "/sitemap.xml": (1, 10),
    "/sitemap-documents.xml": (40, 60),
    "/sitemap-documents.xml?p=2": (40, 60),
    "/feed/": (20, 40),
}
FIRST_PAGES = [address for address in BOUNDS if "p=" not in address and "page=" not in address]


def weights_of(client, addresses=BOUNDS) -> dict[str, tuple[int, int, int]]:
    """By address: questions, bytes read, bytes said."""
    found = {}
    for address in addresses:
        client.get(address)  # what a process asks once
        with reads() as read:
            response = client.get(address)
        assert response.status_code == 200, address
        found[address] = (read.questions, read.bytes, len(response.content))
    return found


@pytest.fixture
def no_looks(monkeypatch):
    """What a process asks once a second belongs to no page."""
    monkeypatch.setattr(due_changes, "LOOK_SECONDS", 1e9)


def test_a_thousand_documents_weigh_no_more_than_a_hundred(client, no_looks):
    site = GrowingSite()
    site.grow(10)
    asked_of_ten = questions_in(weights_of(client, FIRST_PAGES))
    site.grow(100)
    few = weights_of(client)
    assert (
        heavier(few, {address: (0, 1000 * read, 1000 * said) for address, (read, said) in BOUNDS.items()})
        == {}
    )
    site.grow(1000)
    many = weights_of(client)
    assert questions_in(few) == questions_in(many) == questions_in(few) | asked_of_ten
    grown = {address: (0, read * 1.05 + 200, said * 1.05 + 4000) for address, (_, read, said) in few.items()}
    assert heavier(many, grown) == {}


def questions_in(weights: dict) -> dict[str, int]:
    return {address: asked for address, (asked, _, _) in weights.items()}


def heavier(weights: dict, bounds: dict) -> dict:
    """Where more bytes were read or said than the bounds allow."""
    return {
        address: (weights[address][1:], bounds[address][1:])
        for address in weights
        if weights[address][1] > bounds[address][1] or weights[address][2] > bounds[address][2]
    }
