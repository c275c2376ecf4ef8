"""The list of sources: what live editions name, each once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kbhelp import live
from kbhelp.publishing.sources import Source
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


def test_a_source_that_readers_are_shown_cannot_be_deleted(client, admin_user):
    source = published(make_guide(title="보이는 글")).sources.get()
    client.force_login(admin_user)
    address = f"/admin/publishing/source/{source.pk}/delete/"
    page = client.post(address, {"post": "yes"}, follow=True).content.decode()
    assert "‘보이는 글’ 글이 독자에게 이 출처를 밝히고 있어 지울 수 없습니다." in page
    assert Source.objects.filter(pk=source.pk).exists()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_before_a_source_is_deleted_every_draft_that_names_it_is_said(client, admin_user, number):
    source = make_source(key="unused")
    for count in range(number):
        make_guide(title=f"초안 {count}").sources.add(source)
    client.force_login(admin_user)
    address = f"/admin/publishing/source/{source.pk}/delete/"
    page = client.get(address).content.decode()
    assert [f"‘초안 {count}’ 초안의 출처에서 빠집니다." in page for count in range(2)] == [
        count < number for count in range(2)
    ]
    client.post(address, {"post": "yes"})
    assert not Source.objects.filter(pk=source.pk).exists()
