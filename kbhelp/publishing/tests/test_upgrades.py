"""What was stored in the shape of its time is read in today's."""

import copy
import json
import re

import pytest
from django.db import connection

from kbhelp.publishing import upgrades
from kbhelp.publishing.models import Edition
from tests.making import make_checklist, make_entry, make_guide, make_table, published
from tests.test_architecture import MODULES

# As editions of those times hold them, cut to what the steps look at.
GUIDE_0 = {
    "title": "새 휴대폰",
    "slug": "new-phone",
    "body": "첫 줄\r\n둘째 줄",
    "still_stuck": "물어보세요.\r\n",
}
TABLE_0 = {
    "title": "정상과 실패",
    "rows": [{"key": "name", "remedy": "첫 줄\r둘째 줄", "error_texts": ["오류\r\n"]}],
}
RENDERED_0 = {
    "body": {"blocks": [{"html": "<p>글</p>"}], "headings": [], "text": "글", "sections": [], "problems": []},
    "rows": {"name": {"remedy": {"blocks": [], "headings": [], "text": "", "sections": [], "problems": []}}},
    "related": [3, 5],
    "reading_minutes": 2,
}
GUIDE_1 = GUIDE_0 | {"body": "첫 줄\n둘째 줄", "still_stuck": "물어보세요.\n", "asked_as": []}
TABLE_1 = {
    "title": "정상과 실패",
    "rows": [{"key": "name", "remedy": "첫 줄\n둘째 줄", "error_texts": ["오류\n"]}],
}
NOT_ASKED = {
    "screen": "",
    "weight": "sometimes",
    "question": "",
    "answer_bad": "",
    "answer_ok": "",
    "answer_na": "",
    "follows": "",
    "follows_when": "",
}
ASKED_3 = TABLE_1 | {"rows": [NOT_ASKED | TABLE_1["rows"][0]]}
RENDERED_1 = {
    "body": {"blocks": [{"html": "<p>글</p>"}], "headings": [], "text": "글", "sections": []},
    "rows": {"name": {"remedy": {"blocks": [], "headings": [], "text": "", "sections": []}}},
    "related": [3, 5],
    "reading_minutes": 2,
}
GUIDE_2 = GUIDE_1 | {"written_on": None, "checked_on": None}
DATED_1 = {
    "title": "표",
    "checked_on": "2026-11-23",
    "rows": [{"key": "a", "checked_on": "2026-11-20"}, {"key": "b", "checked_on": None}],
}
DATED_2 = {
    "title": "표",
    "written_on": "2026-11-23",
    "checked_on": None,
    "rows": [
        {"key": "a", "confidence": "b", "written_on": "2026-11-20", "checked_on": None},
        {"key": "b", "confidence": "b", "written_on": None, "checked_on": None},
    ],
}
SITE_3 = {"title": "도움말", "official_hosts": ["example.kr"]}
SITE_4 = SITE_3 | {"colour": "", "mark": "", "share_picture": ""}
SITE_5 = SITE_4 | {
    "typed_self": "비밀번호와 인증번호는 본인이 직접 입력합니다.",
    "note_never": "이름, 전화번호, 주민등록번호, 계좌번호, 인증번호는 적지 마세요.",
}
STEPS = [
    (upgrades.snapshot_0_to_1, GUIDE_0, GUIDE_1),
    (upgrades.snapshot_0_to_1, TABLE_0, TABLE_1),
    (upgrades.snapshot_0_to_1, GUIDE_1, GUIDE_1),
    (upgrades.snapshot_1_to_2, GUIDE_1, GUIDE_2),
    (upgrades.snapshot_1_to_2, DATED_1, DATED_2),
    (upgrades.snapshot_2_to_3, TABLE_1, ASKED_3),
    (upgrades.snapshot_2_to_3, GUIDE_1, GUIDE_1),
    (upgrades.snapshot_3_to_4, SITE_3, SITE_4),
    (upgrades.snapshot_3_to_4, SITE_4, SITE_4),
    (upgrades.snapshot_3_to_4, GUIDE_2, GUIDE_2),
    (upgrades.snapshot_4_to_5, SITE_4, SITE_5),
    (upgrades.snapshot_4_to_5, SITE_5, SITE_5),
    (upgrades.snapshot_4_to_5, GUIDE_2, GUIDE_2),
    (upgrades.rendered_0_to_1, RENDERED_0, RENDERED_1),
]


@pytest.mark.parametrize(("step", "before", "after"), STEPS)
def test_a_step_leads_to_the_next_shape_and_leaves_what_it_was_given(step, before, after):
    given = copy.deepcopy(before)
    assert step(given) == after
    assert given == before


def test_every_step_has_a_stored_example():
    assert {step for step, _, _ in STEPS} == {*upgrades.SNAPSHOT, *upgrades.RENDERED}


# Queries ask for these keys past the door, as the database holds them (`snapshot__slug`). A step that changed one of
# them would need a column for it first.
ASKED_IN_QUERIES = {"slug", "sources", "category"}
IN_QUERIES = {
    "slug": "new-phone",
    "sources": [
        {"key": "kbstar", "name": "KB국민은행", "url": "https://www.kbstar.com/", "verified_on": None}
    ],
    "category": {"slug": "reason", "name": "왜 안 되나요", "position": 1},
}


def test_queries_ask_for_no_other_keys_past_the_door():
    code = (path.read_text(encoding="utf-8") for path in MODULES.values())
    assert {
        key for text in code for key in re.findall(r"(?:snapshot|rendered)__([a-z]+(?:_[a-z]+)*)", text)
    } <= ASKED_IN_QUERIES


@pytest.mark.parametrize("step", upgrades.SNAPSHOT)
def test_no_step_changes_what_queries_ask_for(step):
    after = step(copy.deepcopy(GUIDE_0 | IN_QUERIES))
    assert {key: after[key] for key in ASKED_IN_QUERIES} == IN_QUERIES


def add_one(data: dict) -> dict:
    return data | {"number": data["number"] + 1}


@pytest.mark.parametrize(("schema", "number"), [({}, 2), ({"schema": 1}, 1), ({"schema": 2}, 0)])
def test_only_the_steps_that_are_missing_are_taken(schema, number):
    assert upgrades.upgraded(schema | {"number": 0}, (add_one, add_one)) == {"number": number}


def test_what_newer_code_stored_is_refused():
    with pytest.raises(upgrades.NewerShape, match="shape 2, .* up to 1"):
        upgrades.upgraded({"schema": 2, "number": 0}, (add_one,))


def stored(edition: Edition) -> dict:
    """The JSON in the database, as it lies there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT snapshot, rendered FROM publishing_edition WHERE id = %s", [edition.pk])
        return dict(zip(("snapshot", "rendered"), map(json.loads, cursor.fetchone()), strict=True))


@pytest.mark.django_db
@pytest.mark.parametrize("make", [make_guide, make_table, make_checklist, make_entry])
def test_an_edition_is_stored_with_its_numbers_and_read_without_them(make):
    edition = published(make()).live
    assert stored(edition)["snapshot"] == edition.snapshot | {"schema": len(upgrades.SNAPSHOT)}
    assert stored(edition)["rendered"] == edition.rendered | {"schema": len(upgrades.RENDERED)}
    assert edition.snapshot == edition.document.concrete().snapshot()


@pytest.mark.django_db
def test_an_edition_of_old_is_read_in_todays_shape_by_every_kind_of_query():
    edition = published(make_guide(slug="old")).live
    with connection.cursor() as cursor:
        sql = "UPDATE publishing_edition SET snapshot = %s, rendered = %s WHERE id = %s"
        cursor.execute(sql, [json.dumps(GUIDE_0), json.dumps(RENDERED_0), edition.pk])
    edition.refresh_from_db()
    assert (edition.snapshot, edition.rendered) == (GUIDE_2, RENDERED_1)
    assert Edition.objects.values_list("snapshot", "rendered").get() == (GUIDE_2, RENDERED_1)
    assert Edition.objects.filter(snapshot__slug="new-phone").values_list("snapshot__title").get() == (
        "새 휴대폰",
    )
