"""The list of documents is filtered by the words that it shows."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kbhelp import live
from tests.making import edited, make_entry, make_guide, make_publisher, make_table, published
from tests.test_desk_reviews import asked

pytestmark = pytest.mark.django_db
TOMORROW = timezone.now() + timedelta(days=1)


@pytest.fixture
def documents(client):
    client.force_login(make_publisher())
    make_guide(slug="draft")
    asked(make_guide(slug="review"))
    live.publish(make_guide(slug="planned"), at=TOMORROW)
    published(make_guide(slug="live"))
    edited(published(make_guide(slug="changed")), title="고친 제목")
    live.withdraw(published(make_guide(slug="leaving")), at=TOMORROW)
    live.withdraw(published(make_guide(slug="withdrawn")))


def listed(client, state) -> set[str]:
    response = client.get(reverse("admin:guides_guide_changelist"), {"state": state})
    return {document.slug for document in response.context["cl"].result_list}


@pytest.mark.usefixtures("documents")
@pytest.mark.parametrize(
    "state, slugs",
    [
        ("draft", {"draft", "review", "planned"}),
        ("review", {"review"}),
        ("planned", {"planned", "leaving"}),
        ("live", {"live", "changed", "leaving"}),
        ("changed", {"changed"}),
        ("withdrawn", {"withdrawn"}),
    ],
)
def test_a_list_shows_those_in_a_state(client, state, slugs):
    assert listed(client, state) == slugs


@pytest.mark.usefixtures("documents")
def test_a_state_that_is_none_shows_all(client):
    assert len(listed(client, "nonsense")) == 7


@pytest.mark.parametrize("make", [make_table, make_entry])
def test_every_kind_has_the_filter(client, make):
    client.force_login(make_publisher())
    document = published(make(slug="live"))
    make(slug="draft")
    options = type(document)._meta
    changelist = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    response = client.get(changelist, {"state": "live"})
    assert [one.slug for one in response.context["cl"].result_list] == ["live"]
