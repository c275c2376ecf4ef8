"""The address that a title proposes."""

import pytest

from faq.models import Entry
from kbhelp.publishing.slugs import proposed_slug
from tests.making import edited, make_entry, make_guide, published

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "title, slug",
    [
        ("본인확인이 안 되나요?", "boninhwagini-an-doenayo"),
        ("PASS 인증서 3가지", "pass-injeungseo-3gaji"),
        ("?!", "faq"),
        ("", "faq"),
        ("가" * 120, "ga" * 30),
        ("인증서가 " * 20, "injeungseoga-injeungseoga-injeungseoga-injeungseoga"),
    ],
)
def test_a_title_becomes_an_address_in_whole_words(title, slug):
    assert proposed_slug(Entry(), title) == slug


def test_it_is_never_that_of_another_now_once_or_from_a_date_on():
    make_entry(slug="jilmun")
    published(edited(published(make_entry(slug="jilmun-2")), slug="new"))
    edited(published(make_entry(slug="elsewhere")), slug="jilmun-5")
    assert proposed_slug(Entry(), "질문") == "jilmun-3"


def test_that_of_another_kind_and_its_own_are_free():
    make_guide(slug="jilmun")
    own = make_entry(slug="jilmun")
    assert proposed_slug(own, "질문") == "jilmun"
