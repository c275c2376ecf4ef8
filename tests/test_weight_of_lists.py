"""Lists of a thousand documents ask as much as lists of ten, and read and say no more than lists of a hundred."""

from datetime import date

import pytest

from faq.models import Entry
from guides.models import Guide
from kbhelp.publishing.models import Document, Picture, Source
from tests.dbreads import reads
from tests.growing import GrowingSite
from tests.making import make_publisher

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


DESK = ["/admin/", "/admin/reports/stale/", "/admin/work/drafts/", "/admin/work/due/", "/admin/work/broken/"]
DESK += [
    f"/admin/{kind}/" for kind in ("guides/guide", "faq/entry", "publishing/picture", "publishing/source")
]


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


def test_the_desk_asks_as_much_of_a_thousand_documents_as_of_ten(client, no_looks):
    site = GrowingSite()
    client.force_login(make_publisher())
    asked = []
    for number in (10, 1_000):
        site.grow(number)
        known_to_the_desk(number)
        asked.append(questions_in(weights_of(client, DESK)))
    assert client.get("/admin/guides/guide/").context["cl"].result_count > 1_000
    assert asked[0] == asked[1]


def known_to_the_desk(number: int):
    """What `grow` made as rows of all documents alone becomes guides and questions too; pictures and sources join."""
    Document.objects.update(review_on=date(2026, 1, 1))
    for model, beside in ((Guide, {"topic": "name"}), (Entry, {})):
        known = model.objects.values("pk")
        for document in Document.objects.filter(kind=model.KIND).exclude(pk__in=known):
            model(document_ptr=document, **beside).save_base(raw=True)
    Picture.objects.bulk_create(
        (Picture(name=f"images/ab/{n}.png") for n in range(number)), ignore_conflicts=True
    )
    Source.objects.bulk_create(
        (Source(key=f"s{n}", name=f"출처 {n}") for n in range(number)), ignore_conflicts=True
    )
