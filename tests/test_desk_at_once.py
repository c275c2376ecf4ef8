"""Two people at the desk at the same moment, in real threads on a real database."""

import pytest
from django.db import close_old_connections
from django.test import Client

from kbhelp import live
from kbhelp.audit.models import Act
from kbhelp.publishing.checks import PublishRefused
from kbhelp.publishing.editions import restore
from kbhelp.publishing.models import Document, Edition
from tests.making import edited, make_guide, make_user, published
from tests.test_desk_dates import in_days, url
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def superuser(name="superuser"):
    client = Client()
    client.force_login(make_user(name, is_superuser=True))
    return client


def test_editions_are_brought_back_while_others_publish_and_no_draft_is_lost():
    guide = published(make_guide(title="처음"))
    edited(guide, title="초안")
    first = guide.editions.get()

    def publish():
        try:
            live.publish(Document.objects.get(pk=guide.pk))
        except PublishRefused as refusal:
            assert "그사이 다른 사람이 이 글을 고쳤습니다." in str(refusal)

    acts = [lambda: restore(Edition.objects.get(pk=first.pk), by=None)] * 3 + [publish] * 2
    assert at_once(*acts) == [None] * 5
    numbers = sorted(guide.editions.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert "초안" in guide.editions.values_list("title", flat=True)


@pytest.mark.parametrize("_", range(3))
def test_a_draft_is_either_deleted_or_published(_):
    guide, client = make_guide(), superuser()
    refused = []

    def publish():
        close_old_connections()
        try:
            live.publish(Document.objects.get(pk=guide.pk))
        except (PublishRefused, Document.DoesNotExist) as refusal:
            refused.append(refusal)

    def delete():
        client.post(url(guide, "delete"), {"post": "yes"})

    assert at_once(publish, delete) == [None, None]
    assert (Document.objects.count(), Edition.objects.count()) == ((0, 0) if refused else (1, 1))


def test_of_two_who_cancel_at_one_moment_one_did_it():
    guide = make_guide()
    live.publish(guide, at=in_days(2))
    clients = [superuser("one"), superuser("two")]
    assert at_once(*[lambda: clients.pop().post(url(guide, "cancel"), {"edition": 1})] * 2) == [
        None,
        None,
    ]
    assert not guide.editions.waiting().exists()
    assert [entry.said[-7:] for entry in Act.objects.all()] == ["예약을 취소함"]
