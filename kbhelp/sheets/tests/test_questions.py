"""Questions from a sheet: looked at line by line, all or nothing, and drafts only."""

from datetime import date

import pytest
from django.urls import reverse

from faq.models import Entry
from kbhelp.audit.models import Act
from kbhelp.publishing.models import Edition
from kbhelp.sheets.resources import MOST, TOO_MANY
from kbhelp.sheets.tests.making import (
    QUESTIONS,
    Q,
    bring,
    confirm,
    csv_of,
    look,
    messages_of,
    problems,
    rows_of_xlsx,
    told,
    xlsx_of,
)
from tests.making import edited, make_entry, make_source, make_user, published

pytestmark = pytest.mark.django_db
WHOLE = ["안 되나요?", "다시 켜세요.", "- 하나\n- 둘", "왜 안 되나요", "발급", "왜죠\n어째서죠"]
WHOLE += ["gov24", "2027-05-23", "why"]


def exported(client, kind="csv", address=QUESTIONS) -> bytes:
    return client.get(f"{address}export/?format={kind}").content


@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_a_line_becomes_a_draft_with_everything_in_it(writer, make):
    response = look(writer, make(Q, WHOLE))
    assert told(response) == [(2, "새로 생김", Q)]
    assert Entry.objects.count() == 0
    said = confirm(writer, response)
    assert messages_of(said) == ["표에서 가져왔습니다. 새로 생김 1줄. 발행해야 독자에게 보입니다."]
    entry = Entry.objects.get()
    assert (entry.title, entry.summary, entry.body) == tuple(WHOLE[:3])
    assert (entry.category.slug, entry.stage, entry.slug) == ("reason", "issue", "why")
    assert (entry.asked_as, entry.review_on) == ("왜죠\n어째서죠", date(2027, 5, 23))
    assert [source.key for source in entry.sources.all()] == ["gov24"]


def test_it_is_saved_as_a_form_is(writer):
    bring(writer, csv_of(Q[:1], ["새 질문"]))
    entry = Entry.objects.get()
    assert (entry.live, entry.owner.username, entry.changed_by.username, entry.version) == (
        None,
        "writer",
        "writer",
        1,
    )
    assert entry.review_on is not None  # as an empty form has it
    assert Act.objects.get().said == "새로 만듦. 표에서 가져옴"


def test_several_lines_of_one_title_get_addresses_of_their_own(writer):
    response = look(
        writer, csv_of(["질문", "주소 이름"], ["같은 말", ""], ["같은 말", ""], ["셋", "gateun-mal"])
    )
    confirm(writer, response)
    assert [entry.slug for entry in Entry.objects.order_by("pk")] == [
        "gateun-mal-2",
        "gateun-mal-3",
        "gateun-mal",
    ]


def test_a_known_address_changes_that_draft_and_nothing_that_readers_see(writer):
    entry = published(make_entry(slug="why", title="옛 질문"))
    make_entry(slug="other")
    before, version = Edition.objects.count(), entry.version
    response = look(writer, csv_of(["주소 이름", "질문"], ["why", "새 질문"]))
    assert told(response) == [(2, "바뀜", ["질문"])]
    confirm(writer, response)
    entry.refresh_from_db()
    assert (entry.title, entry.live.title, entry.body) == ("새 질문", "옛 질문", "설명입니다.")
    assert (entry.version, Edition.objects.count(), Entry.objects.count()) == (version + 1, before, 2)
    assert Act.objects.get(number=str(entry.pk)).said == "고친 칸: 제목. 표에서 가져옴"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_exported_comes_back_and_changes_nothing(writer, kind):
    make_entry(title="=1+1", body="- 하나\n- 둘", summary="'-그대로", asked_as="+하나\n@둘")
    make_entry(title="'=둘", body="'''=", stage="connect")
    published(make_entry()).sources.add(make_source("kb", name="국민; 은행"))
    response = look(writer, exported(writer, kind))
    assert told(response) == [(2, "그대로", []), (3, "그대로", []), (4, "그대로", [])]
    assert "seen" in response.context and "이대로 가져오기" not in response.content.decode()


@pytest.mark.parametrize("number", [0, 1, 3])
def test_an_export_has_a_line_for_each_question(writer, number):
    for _ in range(number):
        make_entry()
    rows = rows_of_xlsx(exported(writer, "xlsx"))
    assert rows[0] == Q
    assert len(rows) == number + 1


def test_no_cell_of_an_export_is_a_formula(writer):
    make_entry(title="=HYPERLINK(1)", summary="+1", body=" @a", asked_as="-1")
    for cells in (rows_of_xlsx(exported(writer, "xlsx"))[1], exported(writer).decode("utf-8-sig").split(",")):
        assert not [cell for cell in cells if str(cell).lstrip(' "').startswith(("=", "+", "-", "@"))]


def test_a_text_that_excel_would_cut_is_offered_as_csv(writer):
    make_entry(body="가" * 40_000)
    response = writer.get(f"{QUESTIONS}export/?format=xlsx", follow=True)
    assert messages_of(response) == ["엑셀의 한 칸에 담을 수 없는 긴 글이 있습니다. CSV로 내려받으세요."]
    assert told(look(writer, exported(writer))) == [(2, "그대로", [])]


def test_one_wrong_cell_keeps_every_line_out_and_is_named(writer):
    response = look(writer, csv_of(Q, WHOLE, ["", *WHOLE[1:3], "몰라", *WHOLE[4:8], "Why!"]))
    (title, category, slug) = sorted(problems(response), key=lambda one: one[2])
    assert title[:3] == (3, "질문", "A3")
    assert category == (
        3,
        "분류",
        "D3",
        "질문 분류 목록에 없습니다: ‘몰라’. 고를 수 있는 것: 왜 안 되나요",
    )
    assert slug[:3] == (3, "주소 이름", "I3")
    assert "seen" not in response.context
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    "heading, cell, wrong",
    [
        ("질문", "가" * 121, "120"),
        ("한 줄 답", "가" * 201, "200"),
        ("한 줄 답", "\ue123", "기호"),
        ("단계", "언젠가", "고를 수 없는 말입니다: ‘언젠가’. 고를 수 있는 것: "),
        ("출처", "gov24; 없는 곳", "출처 목록에 없습니다: ‘없는 곳’."),
        ("다시 확인할 날", "내일", "날짜를 읽지 못했습니다."),
        ("다시 확인할 날", "1999-01-01", "2000년부터"),
        ("주소 이름", "한글", "가능합니다"),
    ],
)
def test_what_the_form_refuses_is_refused_with_its_cell(writer, heading, cell, wrong):
    heads = list(dict.fromkeys(["질문", heading]))
    cells = [cell] if heading == "질문" else ["질문입니다", cell]
    ((line, said, place, message),) = problems(look(writer, csv_of(heads, cells)))
    assert (line, said, place) == (2, heading, "A2" if heading == "질문" else "B2")
    assert wrong in message


def test_an_address_that_readers_know_belongs_to_its_document(writer):
    renamed = published(make_entry(slug="old"))
    published(edited(renamed, slug="new"))
    ((_, heading, _, message),) = problems(look(writer, csv_of(["질문", "주소 이름"], ["가", "old"])))
    assert (heading, message) == ("주소 이름", "다른 글이 썼거나 쓰기로 한 주소입니다. 다른 이름을 적으세요.")


def test_one_address_stands_in_one_line(writer):
    response = look(writer, csv_of(["질문", "주소 이름"], ["가", "a"], ["나", "b"], ["다", "a"]))
    assert problems(response) == [
        (4, "주소 이름", "B4", "위의 2번째 줄에도 같은 것이 있습니다. 하나만 남기세요.")
    ]


def test_sources_are_known_by_key_or_name_and_two_of_a_name_by_key_alone(writer):
    make_source("kb", name="은행")
    bring(writer, csv_of(["질문", "출처"], ["가", "정부24；kb"]))
    assert sorted(source.key for source in Entry.objects.get().sources.all()) == ["gov24", "kb"]
    make_source("kb2", name="은행")
    ((_, _, cell, message),) = problems(look(writer, csv_of(["질문", "출처"], ["나", "은행"])))
    assert (cell, message) == ("B2", "출처 목록에 같은 이름이 여럿입니다: ‘은행’. 짧은 이름으로 적으세요.")


def test_a_column_that_is_not_there_leaves_its_field_and_an_empty_cell_empties_it(writer):
    entry = make_entry(slug="why", asked_as="다른 말")
    bring(writer, csv_of(["질문", "본문", "주소 이름"], [entry.title, "", "why"]))
    entry.refresh_from_db()
    assert (entry.body, entry.asked_as, entry.summary) == ("", "다른 말", entry.summary)


def test_headings_may_be_the_words_of_the_form(writer):
    bring(writer, csv_of(["제목", "분류"], ["가", "reason"]))
    assert Entry.objects.get().category.slug == "reason"


def test_one_column_has_one_heading(writer):
    found = problems(look(writer, csv_of(["제목", "질문"], ["가", "나"])))
    assert found == [(1, "질문", "B1", "‘질문’ 제목이 이미 있습니다. 하나만 남기세요.")]


def test_who_has_such_a_question_is_told_before_there_are_two(writer):
    make_entry(title="같은 질문")
    ((_, (line,)),) = look(writer, csv_of(["질문"], ["같은 질문"])).context["groups"]
    assert line.note.startswith("같은 질문이 이미 있습니다.")


def test_who_may_not_write_gets_nothing(client, data_dir):
    client.force_login(make_user("newcomer"))
    answers = [client.get(QUESTIONS), client.get(f"{QUESTIONS}export/"), look(client, csv_of(Q, WHOLE))]
    assert [one.status_code for one in answers] == [403, 403, 403]
    assert client.post(f"{QUESTIONS}import/").status_code == 403
    client.logout()
    assert look(client, csv_of(Q, WHOLE)).status_code == 302


def test_the_list_of_questions_leads_there(writer):
    page = writer.get(reverse("admin:faq_entry_changelist")).content.decode()
    assert f'<a href="{QUESTIONS}">표에서 가져오기</a>' in page
    assert f'<a href="{QUESTIONS}#export">표로 내보내기</a>' in page


@pytest.mark.parametrize("number", [1, 3])
def test_lines_that_change_nothing_cost_nothing(writer, django_assert_max_num_queries, number):
    for _ in range(number):
        make_entry()
    sheet = exported(writer)
    with django_assert_max_num_queries(14):
        assert len(told(look(writer, sheet))) == number


def test_no_more_lines_are_written_at_once_than_others_can_wait_for(writer):
    make_entry(slug="why", title="그대로")
    lines = [["그대로", "why"], *[[f"{number}", ""] for number in range(MOST + 1)]]
    response = look(writer, csv_of(["질문", "주소 이름"], *lines))
    assert problems(response) == [(None, "", "", TOO_MANY)]
    assert len(told(look(writer, csv_of(["질문", "주소 이름"], *lines[:-1])))) == MOST + 1


def test_a_new_question_is_shown_with_its_texts_and_a_changed_one_with_its_changed_lines(writer):
    make_entry(slug="why", title="질문", body="하나\n둘\n셋")
    sheet = csv_of(["질문", "본문", "주소 이름"], ["질문", "하나\n넷\n셋", "why"], ["새 것", "<b>글", ""])
    page = look(writer, sheet).content.decode()
    assert "<dd>&lt;b&gt;글</dd>" in page
    assert [text in page for text in ("넷", "둘", "셋")] == [True, True, False]
