"""What kinds of documents say of themselves."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from faq.models import Entry
from guides.models import Checklist, ComparisonTable, Guide
from kbhelp.publishing.kinds import areas, kinds, kinds_with
from kbhelp.search.kinds import SearchKind, search_kinds, units_that
from kbhelp.site.models import SiteProfile


def test_kinds_stand_in_one_order_wherever_several_stand_together():
    assert list(kinds().values()) == [Guide, Entry, ComparisonTable, Checklist, SiteProfile]
    assert [area.label for area in areas()] == ["안내", "자주 묻는 질문", "점검표와 비교표"]
    assert kinds_with("PAGE_URL", "IN_LLMS") == [Guide, Entry]


def test_search_offers_what_models_say_of_their_units():
    labels = ["안내", "자주 묻는 질문", "정상과 실패 비교", "점검표", "낱말"]
    assert [kind.label for kind in search_kinds()] == labels
    assert units_that("is_one_answer") == {"guide", "section"}


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("KIND", "guide"),
        ("FOLDER", "guides"),
        ("EMBED_LABEL", "안내"),
        ("SEARCH", SearchKind("guide", "다른 이름", units=("another",))),
        ("SEARCH", SearchKind("another", "다른 이름", units=("section",))),
    ],
)
def test_two_kinds_of_one_name_are_refused_before_the_site_starts(monkeypatch, attribute, value):
    monkeypatch.setattr(Entry, attribute, value)
    with pytest.raises(SystemCheckError, match="publishing.E001"):
        call_command("check")


@pytest.mark.parametrize(
    "prose", [(("body", ""),), (*Guide.PROSE, ("chip", "")), (*Guide.PROSE, ("body", ""))]
)
def test_a_field_that_a_page_or_its_markdown_would_leave_out_is_refused_too(monkeypatch, prose):
    monkeypatch.setattr(Guide, "PROSE", prose)
    with pytest.raises(SystemCheckError, match="publishing.E002"):
        call_command("check")
