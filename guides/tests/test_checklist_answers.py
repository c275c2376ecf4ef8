"""What a reader marked on a checklist, and what comes of it."""

import pytest

from guides.checklist_answers import marked, progress_of, result_of

ITEMS = [{"key": "name"}, {"key": "app"}, {"key": "kind"}]


def keys(points):
    return [point["key"] for point in points]


def test_nothing_marked_has_no_result():
    assert result_of(marked("", ITEMS)) is None


def test_the_result_tells_problems_from_what_is_not_known():
    result = result_of(marked("app=bad&name=unsure", ITEMS))
    assert (keys(result["problems"]), keys(result["unsure"]), keys(result["unmarked"])) == (
        ["app"],
        ["name"],
        ["kind"],
    )


def test_all_right_is_said_only_of_every_item():
    assert result_of(marked("name=ok&app=ok&kind=ok", ITEMS))["is_all_right"]
    assert not result_of(marked("name=ok&app=ok", ITEMS))["is_all_right"]


def test_the_shared_address_carries_the_marks_and_nothing_else():
    result = result_of(marked("app=bad&secret=words&name=ok", ITEMS))
    assert result["query"] == "name=ok&app=bad"


def test_progress_counts_what_is_marked():
    assert progress_of(marked("name=ok&app=unsure", ITEMS)) == {"count": 3, "marked": 2}


@pytest.mark.parametrize("query", ["name=perhaps", "name=%00", "other=ok", "&=ok&&", "p=ok&" * 50_000])
def test_forged_marks_are_ignored(query):
    assert result_of(marked(query, ITEMS)) is None
