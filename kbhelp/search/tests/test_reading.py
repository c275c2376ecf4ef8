"""How a query is read: words cut, glued, mistyped or typed in the other mode, and what says nothing at all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kbhelp.search.korean import analyser
from kbhelp.search.models import Term
from kbhelp.search.query.engine import search
from kbhelp.search.tests.making import found, make_unit
from kbhelp.search.vocabulary import shipped, terms, ways

pytestmark = pytest.mark.django_db

TITLES = [
    "일시불 결제를 할부로 바꾸기",
    "부가세 신고 기간",
    "세금 환급금을 받는 방법",
    "줌 화상 회의에 들어가기",
    "배송 조회하기",
    "고객센터 1588-9999에 전화하기",
    "인증번호 문자가 오지 않을 때",
    "OTP를 새로 받기",
    "VPN 접속이 안 될 때",
    "와이파이가 자꾸 끊길 때",
    "그날 새로 가입한 분",
]


@pytest.fixture(autouse=True)
def index():
    analyser.load(wait=True)
    terms.look_again()
    for title in TITLES:
        make_unit(title)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("일시불을할부로", "일시불 결제를 할부로 바꾸기"),
        ("환그금", "세금 환급금을 받는 방법"),
        ("부가새 신고", "부가세 신고 기간"),
        ("줌", "줌 화상 회의에 들어가기"),
        ("택베 조회", "배송 조회하기"),
        ("#인증번호", "인증번호 문자가 오지 않을 때"),
        ("15889999", "고객센터 1588-9999에 전화하기"),
        ("1588-9999", "고객센터 1588-9999에 전화하기"),
        ("ㅐ세를 새로", "OTP를 새로 받기"),
        ("페ㅜ 접속", "VPN 접속이 안 될 때"),
        ("쟈랴", "와이파이가 자꾸 끊길 때"),
        ("와이파이 끊김", "와이파이가 자꾸 끊길 때"),
    ],
)
def test_the_right_answer_stands_first(query, title):
    assert found(query)[:1] == [title]


def test_a_number_written_without_dashes_is_found_by_one_with_them():
    make_unit("분실 신고는 16449999로 하세요")
    assert found("1644-9999")[:1] == ["분실 신고는 16449999로 하세요"]


@pytest.mark.parametrize("query", ["누구세요", "ㅇㅇ", "ㅋㅋㅋ ㅋㅋ", "안녕하세요", "그건 뭐예요"])
def test_what_says_nothing_is_answered_by_nothing(query):
    make_unit("누구나 가입할 수 있나요")
    make_unit("예약하는 법")
    assert search(query).is_unsure


def test_a_title_of_such_words_is_still_found_by_all_of_it():
    make_unit("언제 어디서나")
    assert not search("언제 어디서나").is_unsure


def test_a_change_that_was_written_before_another_and_comes_to_be_seen_after_it_is_read():
    """As a transaction of PostgreSQL that ends late, or a machine whose clock is behind."""
    last, other = Term.objects.order_by("-changed_at", "-pk")[:2]
    Term.objects.filter(pk=last.pk).update(changed_at=timezone.now() + timedelta(minutes=5))
    terms.look_again()
    terms.synonyms(analyser.current())
    other.name, other.same = "쯩따기", "증서 발급"
    other.save()
    terms.look_again()
    assert ("증서", "발급") in terms.synonyms(analyser.current()).of(("쯩따기",))


def test_a_way_of_saying_ends_in_a_verb_as_people_type_it():
    Term.objects.create(name="덜 내다", same="요금을 줄이다\n전화하다")
    terms.look_again()
    forms = terms.synonyms(analyser.current()).of(("덜", "내다"))
    assert {("요금", "줄이다"), ("전화",)} <= forms.keys()


def test_a_verb_made_of_one_syllable_is_no_way_of_saying():
    assert ways.forms_of("일하다", analyser.current()) == ()


@pytest.mark.parametrize("word", ["끊기", "모르는", "넣기"])
def test_forms_of_verbs_are_not_taught_as_nouns(word):
    assert word not in analyser.broken_words(analyser.for_writing().morphemes, [word])


def test_a_brand_nobody_writes_here_tells_little_against_an_answer():
    make_unit("음식 쿠폰을 쓰는 법")
    assert not search("배민 음식 쿠폰").is_unsure


@pytest.mark.parametrize("desk", ["content", "examples/it-desk"])
def test_what_was_read_of_the_shipped_words_is_what_they_are_read_as_now(settings, desk):
    """If this fails: manage.py read_vocabulary, with KBHELP_CONTENT."""
    settings.CONTENT = settings.BASE_DIR / desk
    held = {folder: ways.held_for(analyser.KIWI, folder) for folder in shipped.folders()}
    assert all(held.values())
    assert held == ways.read_shipped(analyser.Kiwi())
