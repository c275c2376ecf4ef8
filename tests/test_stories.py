"""The numbers of the diagnosis: what readers of the stories are asked, and whether they are told their cause."""

from statistics import median

import pytest

from tests.readers import content_rows, stories, told

ROWS = content_rows()
FILES = ["open", "closed"]
every_file = pytest.mark.parametrize("name", FILES)


def all_told(name):
    return [told(story, ROWS) for story in stories(name)]


def share(found) -> float:
    found = list(found)
    return sum(found) / len(found)


@every_file
def test_each_story_is_of_a_row_that_there_is_and_says_only_what_a_reader_knows(name):
    keys = {row["key"] for row in ROWS}
    told_of = stories(name)
    assert len(told_of) >= 30
    assert {story["likely"] for story in told_of} | {
        key for story in told_of for key in story["facts"]
    } <= keys
    assert len({story["id"] for story in told_of}) == len(told_of)


@every_file
def test_few_screens_come_before_the_first_remedy(name):
    counts = [len(reader.screens) for reader in all_told(name)]
    assert median(counts) <= 3
    assert max(counts) <= 4


@every_file
def test_the_cause_is_named(name):
    readers = all_told(name)
    assert share(reader.ranked[:1] == [reader.story["likely"]] for reader in readers) >= 0.75
    assert share(reader.story["likely"] in reader.ranked[:3] for reader in readers) >= 0.95


@every_file
def test_no_reader_is_first_told_to_do_something_dangerous(name):
    assert {reader.first_risk for reader in all_told(name)} == {"none"}


@every_file
def test_who_saw_no_text_is_asked_no_more_and_told_nearly_as_well(name):
    """Harder than life: every reader has forgotten what the screen said."""
    readers = [told(story | {"screen": ""}, ROWS) for story in stories(name)]
    assert max(len(reader.screens) for reader in readers) <= 4
    assert share(reader.story["likely"] in reader.ranked[:3] for reader in readers) >= 0.6
    assert {reader.first_risk for reader in readers} == {"none"}
