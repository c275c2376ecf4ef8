"""What the diagnosis shows for an address: row snapshots in, a screen out."""

from urllib.parse import urlencode

import pytest

from guides.diagnosis import rows_of, screen_of
from guides.tests.making import asked, keys, page, row, rows, said, screen

TEXT, OTHER_TEXT = "본인확인에 실패했습니다", "이미 발급된 인증서가 있습니다"
ROWS = rows(
    row("name", "prepare", screen="identity", error_texts=[TEXT], question="누구 이름인가요?"),
    row("carrier", screen="identity", weight="most"),
    row("phone", weight="often", screen="making", error_texts=[OTHER_TEXT], risk="removed"),
    row("window", "connect", screen="login", weight="rare"),
    row("server", "any"),
)


def test_what_the_screen_says_is_asked_first_and_nothing_else():
    now = screen(ROWS)
    assert (now["name"], now["number"], now["most"]) == ("said", 1, 4)
    assert screen(ROWS, stage="issue")["name"] == "said"


def test_a_text_stands_below_its_screen_and_leads_to_the_question_of_its_row():
    (group,) = [group for group in screen(ROWS)["groups"] if group["key"] == "identity"]
    assert group["texts"] == [(said("name", TEXT), TEXT)]
    now = screen(ROWS, said=said("name", TEXT))
    assert (asked(now), now["title"]) == (["name"], "누구 이름인가요?")


def test_what_is_typed_in_other_words_offers_the_rows_that_speak_of_it():
    now = screen_of("q=문자가 안 와요", ROWS, lambda typed: ["7-server", "9-gone"] if "문자" in typed else [])
    assert [(one.name, one.value, one.text) for one in now["perhaps"]] == [
        ("7-server", "bad", "server: 다름")
    ]
    assert ("again", "1") in now["asked_fields"]


def test_what_is_typed_later_asks_as_well_which_one_is_meant():
    now = screen(ROWS, stage="issue", carrier="ok", q="본인확인 실패예요")
    assert (now["name"], [one.text for one in now["perhaps"]]) == ("said", [TEXT])


def test_of_a_stage_only_its_own_screens_are_offered():
    assert "making" in [group["key"] for group in screen(ROWS, stage="issue")["groups"]]
    assert "making" not in [group["key"] for group in screen(ROWS, stage="connect")["groups"]]


def test_who_saw_no_text_says_with_the_same_tap_where_it_happens():
    assert set(screen(ROWS)["stages"]) == {"issue", "connect", "unsure"}
    assert screen(ROWS, said="none", stage="connect")["name"] == "row"


def test_a_text_that_nobody_knows_asks_where_it_happened():
    assert screen(ROWS, q="전혀 다른 이야기")["name"] == "stage"
    now = screen(ROWS, q="전혀 다른 이야기", stage="issue")
    assert (now["name"], ("said", "other") in now["fields"]) == ("row", True)


def test_a_pasted_text_is_found_inside_what_stands_round_it():
    now = screen(ROWS, q=f"[알림] {TEXT}. (E-21)")
    assert now["asked_fields"] == [("said", said("name", TEXT))]


def test_a_text_that_is_only_like_a_known_one_is_shown_for_the_reader_to_say():
    now = screen(ROWS, q="본인확인 실패예요")
    assert (now["name"], [one.text for one in now["perhaps"]]) == ("said", [TEXT])


def test_a_positive_answer_ends_the_questions():
    now = screen(ROWS, said=said("name", TEXT), name="bad")
    assert (now["name"], now["title"]) == ("outcome", "멈추고 이것부터 보세요: 항목 name")


def test_a_list_of_which_none_applies_answers_each_of_its_rows():
    now = screen(ROWS, said="none", stage="issue", no="7-name.7-phone")
    assert now["state"].answers == {"7-name": "ok", "7-phone": "ok"}
    assert screen(ROWS, said="none", stage="issue", unsure="7-name")["state"].answers == {"7-name": "unsure"}


def test_a_question_says_which_it_is_and_why_it_is_asked():
    now = screen(ROWS, said=said("name", TEXT))
    assert (now["number"], now["why"]) == (2, "고르신 문구가 이럴 때 나옵니다. 맞는지 확인하려고 여쭙니다.")


def test_a_row_without_words_of_its_own_is_asked_as_its_table_says_it():
    now = screen(ROWS, ask="7-window", said="none", stage="connect")
    assert now["title"] == "항목 window, 어느 쪽인가요?"
    assert now["answers"] == [("ok", "window: 맞음"), ("bad", "window: 다름"), ("unsure", "잘 모르겠어요")]


def test_a_changed_answer_keeps_the_others():
    now = screen(ROWS, said="none", stage="issue", ask="7-name", name="ok", phone="unsure")
    assert (asked(now), now["is_change"]) == (["name"], True)
    assert now["asked_fields"] == [("stage", "issue"), ("said", "none"), ("7-phone", "unsure")]


@pytest.mark.parametrize(("ask", "name"), [("said", "said"), ("stage", "stage")])
def test_what_the_screen_said_and_the_stage_can_be_changed(ask, name):
    now = screen(ROWS, said="none", stage="issue", ask=ask, name="ok")
    assert (now["name"], now["is_change"], ("7-name", "ok") in now["asked_fields"]) == (name, True, True)


def test_the_shared_address_shows_the_same_outcome():
    now = screen(ROWS, said="none", stage="issue", name="ok", phone="bad")
    again = screen_of(now["query"], ROWS)
    assert (again["name"], keys(again["found"])) == ("outcome", keys(now["found"]))


def test_an_address_means_the_same_when_rows_and_texts_are_reordered():
    turned = rows_of([page(7, *reversed(ROWS))])
    query = {"said": said("name", TEXT), "name": "unsure", "phone": "ok"}
    before, after = screen(ROWS, **query, done="1"), screen(turned, **query, done="1")
    assert (keys(before["ranked"]), before["said_label"]) == (keys(after["ranked"]), after["said_label"])


def test_older_addresses_of_answers_keep_their_meaning():
    now = screen_of("stage=issue&7-name=bad&7-phone=skip&7-server=ok&done=1", ROWS)
    assert keys(now["found"]) == ["name"]
    assert (keys(now["unchecked"]), keys(now["right"])) == (["phone"], ["server"])
    assert asked(screen_of("stage=issue&ask=7-name&7-name=ok", ROWS)) == ["name"]


@pytest.mark.parametrize("query", [{"former": "bad"}, {"said": "7-former.1c9f02aa"}])
def test_what_is_said_of_a_row_that_is_gone_is_left_out_and_said(query):
    now = screen(ROWS, stage="issue", **query)
    assert (now["name"], now["state"].has_gone, now["state"].answers) == ("said", True, {})


@pytest.mark.parametrize(
    "query",
    [
        "stage=nothing&7-name=perhaps&ask=9-none&done=yes&screen=none&more=yes",
        "stage=%00&7-name=%00&7-name%00=ok&ask=%00&said=%00&screen=%00",
        "stage=%ff%fe&%ff=ok&said=%ff",
        "&&==&=ok&stage&said=.&no=.&unsure=..",
        "x=" + "a" * 1_000_000,
        "no=" + "." * 20_000,
        "&".join(f"p{number}=ok" for number in range(50_000)),
    ],
)
def test_what_no_reader_can_have_answered_is_ignored(query):
    now = screen_of(query, ROWS)
    assert (now["name"], now["fields"], now["state"].has_gone) == ("said", [], False)


def test_without_rows_it_comes_to_an_end_that_names_nothing():
    now = screen_of(urlencode({"said": "none", "stage": "issue"}), [])
    assert (now["name"], now["title"]) == ("outcome", "답하신 것에서는 원인을 찾지 못했습니다")
