"""What a result shows: the answer first, marks on what was typed, and the cause of a message from a screen."""

import pytest

from kbhelp.search.korean import analyser
from kbhelp.search.query.engine import search
from kbhelp.search.tests.making import make_unit
from kbhelp.search.vocabulary import terms

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def index():
    analyser.load(wait=True)
    terms.look_again()
    make_unit("인증서 비밀번호를 잊었을 때", body="KB스타뱅킹에서 비밀번호를 다시 정하세요.")
    make_unit("새 휴대폰으로 바꿨을 때", body="새 휴대폰에서 인증서를 한 번만 발급하세요.")
    make_unit("인증번호 문자가 오지 않을 때", body="스팸함과 차단 앱을 확인하세요.")
    make_unit("환불은 언제 들어오나요", body="취소한 날부터 사흘 안에 들어옵니다.")


def said(pieces) -> str:
    return "".join(text for text, _ in pieces)


def marked(pieces) -> set[str]:
    return {text for text, is_match in pieces if is_match}


def test_the_first_line_of_a_text_is_the_answer_whatever_was_asked_for():
    make_unit("막힌 통신사", body="알뜰폰을 고르세요.\n고지서에 적힌 회사가 통신사입니다.")
    hit = search("막힌 통신사 고지서").hits[0]
    assert (said(hit.answer), said(hit.passage)) == (
        "알뜰폰을 고르세요.",
        "고지서에 적힌 회사가 통신사입니다.",
    )


def test_what_is_shown_never_runs_from_one_line_into_the_next():
    make_unit("비교하는 표", body="답입니다.\n기간 · 삼 년 · 일 년\n보관 · 클라우드\n끝")
    assert said(search("비교하는 표 클라우드").hits[0].passage) == "보관 · 클라우드"


def test_a_long_answer_ends_with_a_sentence():
    sentence = "통신사에서 가입한 사람의 이름을 물어보고 신분증의 이름과 비교하세요. "
    make_unit("이름이 다를 때", body=sentence * 8)
    shown = said(search("이름이 다를 때").hits[0].answer)
    assert shown == (sentence * 3).strip()


def test_matches_are_marked_in_the_answer():
    assert marked(search("스팸함").hits[0].answer) == {"스팸함"}


def test_only_what_was_typed_is_marked_and_no_other_word_for_it():
    make_unit("새로 발급할 때", body="휴대폰에서 발급하세요. 핸드폰은 한 대만 쓰세요.")
    assert marked(search("핸드폰 발급").hits[0].answer) == {"핸드폰", "발급"}


def test_a_mistyped_word_is_marked_as_it_was_understood():
    assert marked(search("스팸힘 차단").hits[0].answer) == {"스팸함", "차단"}


def test_the_inside_is_not_marked_for_a_question_that_says_not():
    make_unit("앱이 느릴 때", body="휴대폰 안에서 앱을 지우고 다시 깔아 보세요.")
    assert marked(search("앱이 안 지워져요").hits[0].answer) == {"앱", "지우"}


def test_a_message_from_the_screen_finds_its_row_despite_spaces_and_endings():
    make_unit("명의: 가족 이름", kind="row", key="row:1:n1", error_texts=["본인확인에 실패했습니다"])
    for typed in ["본인확인에 실패했습니다", "본인 확인에 실패 했습니다.", "본인확인 실패했어요"]:
        hit = search(typed).hits[0]
        assert (hit.key, hit.matched_error_text) == ("row:1:n1", True), typed


@pytest.mark.parametrize(
    "pasted",
    [
        "[KB스타뱅킹] 이미 발급된 인증서가 있습니다.",
        "[KB스타뱅킹] 이미 발급된 인증서가 있습니다. 기존 인증서를 폐기한 뒤 진행해 주세요. (확인)",
        "아까부터 이런 글이 자꾸 나와요 이미발급된 인증서가 있습니다 이게 무슨 말이에요",
        "환불 신청을 하려는데 문자도 오고 새 휴대폰에서 비밀번호를 넣었더니 손주가 보고 하는 말이 화면에 작은 글씨로"
        " 오류가 났다고 적혀 있다고 합니다 읽어 보면 이미 발급된 인증서가 있습니다",
    ],
)
def test_a_message_inside_of_a_longer_text_is_the_cause(pasted):
    make_unit("두 대에서 쓰려 함", kind="row", key="row:1:n6", error_texts=["이미 발급된 인증서가 있습니다"])
    result = search(pasted)
    assert (result.hits[0].key, result.hits[0].matched_error_text, result.is_unsure) == (
        "row:1:n6",
        True,
        False,
    )


def test_of_two_messages_in_one_text_the_longer_is_the_cause():
    make_unit("하나", kind="row", key="row:1:a", error_texts=["인증서가 없습니다"])
    make_unit("둘", kind="row", key="row:1:b", error_texts=["등록된 기기에 인증서가 없습니다"])
    assert search("(오류) 등록된 기기에 인증서가 없습니다 다시").hits[0].key == "row:1:b"


def test_a_few_words_of_a_message_are_no_message():
    make_unit("두 대에서 쓰려 함", kind="row", key="row:1:n6", error_texts=["이미 발급된 인증서가 있습니다"])
    assert not search("새 휴대폰 인증서").hits[0].matched_error_text
