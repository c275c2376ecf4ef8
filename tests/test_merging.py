"""Two people changed one text: what one of them changed merges by itself, what both changed waits for a choice."""

import json

import pytest

from kbhelp.notices.tests.making import make_notice
from tests.making import edited, make_guide, make_publisher, make_source, make_table, make_writer
from tests.test_desk import fields_of, form_of
from tests.test_desk_conflicts import said, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


def conflicts(response) -> list[str]:
    form, formsets = response.context["adminform"].form, response.context["inline_admin_formsets"]
    found = [*form.conflicts, *(one for each in formsets for one in each.formset.conflicts)]
    return [one.label for one in found]


def both_changed(client, **theirs):
    """A guide of which I changed title and body, and another what is given."""
    guide = make_guide(title="처음", body="## 머리\n\n처음 글", summary="처음 답")
    mine = form_of(client, guide) | {"title": "내 제목", "body": "## 머리\r\n\r\n내 글"}
    edited(guide, **theirs)
    return guide, save(client, guide, mine)


def text_of(guide) -> tuple:
    guide.refresh_from_db()
    return guide.title, guide.summary, guide.body


def test_fields_that_one_side_changed_merge_by_themselves(writer):
    guide, refused = both_changed(writer, summary="남의 답")
    assert conflicts(refused) == []
    assert save(writer, guide, fields_of(refused)).status_code == 302
    assert text_of(guide) == ("내 제목", "남의 답", "## 머리\n\n내 글")


def test_a_field_that_both_changed_is_never_saved_without_a_choice(writer):
    guide, refused = both_changed(writer, title="남의 제목", body="## 머리\n\n남의 글")
    for _ in range(3):
        assert conflicts(refused) == ["제목", "본문"]
        refused = save(writer, guide, fields_of(refused))
        assert "아직 고르지 않은 칸이 있습니다." in said(refused)
    assert text_of(guide) == ("남의 제목", "처음 답", "## 머리\n\n남의 글")


def test_each_such_field_is_chosen_by_itself(writer):
    guide, refused = both_changed(writer, title="남의 제목", body="## 머리\n\n남의 글")
    one = save(writer, guide, fields_of(refused) | {"merge-title": "theirs"})
    assert conflicts(one) == ["본문"]
    by_hand = {"body": "## 머리\r\n\r\n내 글과 남의 글", "merge-body": "mine"}
    assert save(writer, guide, fields_of(one) | by_hand).status_code == 302
    assert text_of(guide) == ("남의 제목", "처음 답", "## 머리\n\n내 글과 남의 글")


def test_base_theirs_and_mine_stand_on_the_page_marked_by_words(writer):
    _, refused = both_changed(writer, title="남의 제목")
    page = refused.content.decode()
    assert 'name="merge-title" value="theirs"' in page
    assert "desk/conflicts" in page
    [conflict] = refused.context["adminform"].form.conflicts
    assert [(line.before, line.after) for line in (*conflict.theirs, *conflict.mine)] == [
        ([("gone", "처음")], [("new", "남의 제목")]),
        ([("gone", "처음")], [("new", "내 제목")]),
    ]


def test_a_third_save_meanwhile_asks_again(writer):
    guide, refused = both_changed(writer, title="남의 제목")
    edited(guide, title="또 남의 제목")
    again = save(writer, guide, fields_of(refused) | {"merge-title": "mine"})
    assert conflicts(again) == ["제목"]
    assert text_of(guide)[0] == "또 남의 제목"


def test_the_same_change_of_both_is_no_conflict(writer):
    guide, refused = both_changed(writer, title="내 제목")
    assert conflicts(refused) == []
    assert save(writer, guide, fields_of(refused)).status_code == 302


def test_what_is_chosen_from_a_list_is_shown_by_its_name(writer):
    sources = [make_source(key=f"quelle-{number}", name=f"출처 {number}") for number in range(3)]
    guide = make_guide()
    guide.sources.set(sources[:1])
    mine = form_of(writer, guide) | {"sources": [sources[1].pk]}
    guide.sources.set([sources[2]])
    edited(guide)
    refused = save(writer, guide, mine)
    [conflict] = refused.context["adminform"].form.conflicts
    assert ["".join(text for _, text in line.after) for line in conflict.theirs] == ["출처 2"]
    assert save(writer, guide, fields_of(refused) | {"merge-sources": "theirs"}).status_code == 302
    assert list(guide.sources.all()) == [sources[2]]


@pytest.mark.parametrize("base", ["", "x", "[]", json.dumps({"title": 3, "body": {"": 4}}), "[" * 9000])
def test_a_form_whose_beginning_is_unknown_asks_about_all_that_differs(writer, base):
    guide = make_guide(title="처음", summary="답")
    mine = form_of(writer, guide) | {"title": "내 제목", "base": base}
    edited(guide, summary="남의 답")
    assert conflicts(save(writer, guide, mine)) == ["제목", "한 줄 답"]


# Rows


def change_row(table, number: int, **values):
    rows = table.rows.all()
    rows.filter(pk=rows[number].pk).update(**values)
    edited(table)


@pytest.mark.parametrize("rows", [1, 6])
def test_cells_of_one_row_merge_and_those_of_both_wait(writer, rows):
    table = make_table(rows=rows)
    key = table.rows.first().key
    mine = form_of(writer, table) | {"rows-0-item": "내 항목", "rows-0-normal": "내 정상"}
    change_row(table, 0, normal="남의 정상", failure="남의 실패")
    refused = save(writer, table, mine)
    assert conflicts(refused) == ["‘항목 1’ · 정상"]
    assert "넣어 두었습니다: ‘항목 1’ · 실패" in said(refused)
    again = save(writer, table, fields_of(refused))
    assert conflicts(again) == ["‘항목 1’ · 정상"]
    assert save(writer, table, fields_of(again) | {f"merge-rows-{key}-normal": "theirs"}).status_code == 302
    row = table.rows.first()
    assert (row.item, row.normal, row.failure) == ("내 항목", "남의 정상", "남의 실패")


def test_a_row_that_i_delete_and_another_changed_is_not_gone_at_once(writer):
    table = make_table(rows=2)
    mine = form_of(writer, table) | {"rows-0-DELETE": "on"}
    change_row(table, 0, normal="남의 정상")
    refused = save(writer, table, mine)
    assert "아직 지우지 않았습니다: ‘항목 1’." in said(refused)
    assert table.rows.count() == 2
    assert save(writer, table, fields_of(refused) | {"rows-0-DELETE": "on"}).status_code == 302
    assert [row.item for row in table.rows.all()] == ["항목 2"]


def test_updates_of_a_notice_merge_too(client):
    client.force_login(make_publisher())
    notice = make_notice(title="처음")
    mine = form_of(client, notice) | {"title": "내 제목"}
    notice.title = "남의 제목"
    notice.version += 1
    notice.save()
    refused = save(client, notice, mine)
    assert conflicts(refused) == ["제목"]
    assert save(client, notice, fields_of(refused) | {"merge-title": "mine"}).status_code == 302
    notice.refresh_from_db()
    assert notice.title == "내 제목"
