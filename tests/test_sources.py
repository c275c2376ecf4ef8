"""The list of sources: what live editions name, each once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kbhelp import live
from tests.making import edited, make_guide, make_source, published

pytestmark = pytest.mark.django_db


def test_a_source_is_listed_once_as_its_newest_edition_names_it(client):
    source = make_source(key="one", name="옛 이름", url="https://www.gov.kr/")
    first, second = make_guide(), make_guide()
    for guide in (first, second):
        guide.sources.set([source])
        published(guide)
    source.__class__.objects.filter(pk=source.pk).update(name="새 이름")
    assert [one.name for one in client.get("/sources/").context["page"]] == ["옛 이름"]
    published(edited(first, title="고친 글"))
    assert [one.name for one in client.get("/sources/").context["page"]] == ["새 이름"]
    live.withdraw(first)
    assert [one.name for one in client.get("/sources/").context["page"]] == ["옛 이름"]
    live.withdraw(second)
    assert list(client.get("/sources/").context["page"]) == []


def test_a_source_of_an_edition_that_waits_is_not_listed(client):
    guide = make_guide()
    guide.sources.set([make_source(key="one")])
    live.publish(guide, at=timezone.now() + timedelta(days=1))
    assert list(client.get("/sources/").context["page"]) == []


def test_official_sources_stand_before_all_others(client):
    guide = make_guide()
    for key, url in [("a", "https://a.example/"), ("b", "https://www.gov.kr/x"), ("c", "http://www.gov.kr/")]:
        guide.sources.add(make_source(key=key, name=f"기관 {key}", url=url))
    published(guide)
    listed = [(one.key, one.is_official) for one in client.get("/sources/").context["page"]]
    assert listed == [("b", True), ("gov24", True), ("a", False), ("c", False)]
