"""A new text begins with headings and hints; nobody but its editor ever sees a hint."""

import pytest
from django.urls import reverse

from faq.models import Entry
from guides.models import Checklist, ComparisonTable, Guide
from kbhelp.publishing.checks import problems_of
from kbhelp.publishing.hints import HINT, without_hints
from kbhelp.publishing.references import References
from kbhelp.publishing.rendering import draft_of
from tests.making import make_category, make_entry, make_publisher, make_source
from tests.test_desk import fields_of

KINDS = [Guide, Entry, ComparisonTable, Checklist]
ADD = reverse("admin:faq_entry_add")


@pytest.mark.parametrize("model", KINDS)
def test_what_nobody_wrote_over_is_nothing(model):
    assert any(HINT.fullmatch(line) for line in model.BEGINS_WITH.splitlines())
    assert without_hints(model.BEGINS_WITH, model.BEGINS_WITH) == ""
    assert without_hints(model.BEGINS_WITH.replace("\n", "\r\n"), model.BEGINS_WITH) == ""


def test_headings_stay_where_something_was_written_below_them():
    text = Guide.BEGINS_WITH.replace(
        "〈첫째로 할 일을 적으세요. 누를 단추의 이름은 굵게 적습니다.〉", "앱을 여세요."
    )
    assert without_hints(text, Guide.BEGINS_WITH) == "## 이렇게 하세요\n\n1. 앱을 여세요."


def test_headings_and_brackets_of_the_editor_stay():
    text = "## 내 제목\n\n〈심청전〉\n\n## 이렇게 하세요"
    assert without_hints(text, Guide.BEGINS_WITH) == text


@pytest.fixture
def desk(client, db):
    client.force_login(make_publisher())
    return client


def new(client, verb: str) -> dict:
    chosen = {"category": make_category().pk, "sources": [make_source().pk]}
    return fields_of(client.get(ADD)) | chosen | {"title": "제목", "summary": "답입니다.", verb: "1"}


def test_a_draft_keeps_its_hints_and_publishing_takes_them_out(desk):
    desk.post(ADD, new(desk, "_continue"))
    entry = Entry.objects.get()
    assert entry.body.split() == Entry.BEGINS_WITH.split()
    form = fields_of(desk.get(f"/admin/faq/entry/{entry.pk}/change/")) | {"_publish": "1"}
    desk.post(f"/admin/faq/entry/{entry.pk}/change/", form)
    entry.refresh_from_db()
    assert (entry.body, entry.live.snapshot["body"]) == ("", "")


@pytest.mark.parametrize("verb", ["_preview", "_check"])
def test_neither_a_preview_nor_the_checks_speak_of_them(desk, verb):
    assert "〈" not in desk.post(ADD, new(desk, verb)).content.decode()


@pytest.mark.django_db
def test_a_hint_that_came_another_way_stops_the_publication_at_its_line():
    entry = make_entry(body="처음\n\n" + Entry.BEGINS_WITH.splitlines()[2])
    assert [(one.field, one.line) for one in problems_of(draft_of(entry, References()))] == [("body", 3)]
