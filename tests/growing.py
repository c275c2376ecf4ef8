"""A site that grows: so many of everything that lists show."""

from datetime import timedelta

from django.utils import timezone

from kbhelp.notices.models import Notice
from kbhelp.publishing.sources import Citation
from kbhelp.search.models import Term
from tests.making import (
    copied,
    count_rows,
    make_category,
    make_checklist,
    make_entry,
    make_guide,
    make_table,
    published,
)

LONG = "본문입니다. 다음 줄도 있습니다.\n\n" * 60  # some 3 kB: longer ones cost PostgreSQL minutes to store


class GrowingSite:
    """So many of each kind in two groups, and so many terms, sources and notices."""

    def __init__(self):
        groups = [make_category(slug, f"갈래 {slug}") for slug in ("reason", "money")]
        made = [make_guide(stage=stage, body=LONG, home_position=1) for stage in ("issue", "connect")]
        made += [make_entry(category=group, body=LONG, home_position=2) for group in groups]
        made += [make(body=LONG, home_position=3) for make in (make_checklist, make_table)]
        self.first = [published(one) for one in made]
        self.number = 1
        neighbour = make_guide(slug="guide")
        neighbour.related.set(self.first)
        published(neighbour)

    def grow(self, number: int):
        more = range(self.number, number)
        for one in self.first:
            copied(one, len(more))
        Term.objects.bulk_create(
            Term(name=f"낱말 {n:04}", definition=f"뜻 {n}", not_same="다른 말", document=self.first[0])
            for n in range(self.number * 2, number * 2)
        )
        Citation.objects.bulk_create(
            Citation(
                edition=self.first[0].live,
                key=f"s-{n}",
                name=f"기관 {n:04}",
                url="https://example.com/",
                is_live=True,
                newest_of=f"s-{n}",
            )
            for n in more
        )
        now = timezone.now()
        Notice.objects.bulk_create(
            Notice(title=f"점검 {n}", begins_at=now - timedelta(days=9), ends_at=now, published_at=now)
            for n in more
        )
        self.number = number
        count_rows()
