"""Every text and date is cleaned or refused on its way in, whatever the door."""

import unicodedata
from datetime import date

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from kbhelp.text import many_lines, one_line
from kbhelp.typed import (
    NOTHING_TO_SEE,
    AddressField,
    DayField,
    LineField,
    LineInput,
    LinesField,
    LinesInput,
    MarkdownField,
    Stored,
    TypedAdmin,
)

DIRTY = [
    ("인\x0b증", "인 증", "인\n증"),
    ("인\x00증\x7f서", "인증서", "인증서"),
    ("인\u200b증\ufeff서\u2060\xad", "인증서", "인증서"),
    ("인\u202e증\u2066서\u2069", "인증서", "인증서"),
    ("국민\xa0인증서\u3000안내\u2003끝", "국민 인증서 안내 끝", "국민 인증서 안내 끝"),
    ("가\u3164나\u2800다", "가 나 다", "가 나 다"),
    ("하나\r\n둘\r셋\n넷\u2028다섯", "하나 둘 셋 넷 다섯", "하나\n둘\n셋\n넷\n다섯"),
    (unicodedata.normalize("NFD", "국민인증서"), "국민인증서", "국민인증서"),
    ("\uf0b7 항목 \uf0e0 \U000f02b1", "• 항목 → ①", "• 항목 → ①"),
    ("탭\t뒤", "탭 뒤", "탭\t뒤"),
    ("끝\ufffe\uffff\ufdd0\ud800", "끝", "끝"),
    ("태그\U000e0041\U000e0042", "태그", "태그"),
]
UNHARMED = [
    "KB국민인증서 안내, ㅇㅈㅅ ㅠㅠ 뷁 ~^^",
    "👩‍👩‍👧‍👦 👩🏽‍💻 ❤️‍🔥 🏳️‍🌈 👍🏽 🇰🇷 1️⃣ ☎️",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "Café naïve Ω É 漢字 日本語 العربية",
    "“따옴표” ‘작은’ 「제목」 — … · ※ ○ ■ ① ㎡ ℃ ￦ １２３ ＡＢＣ",
    "2026년 11월 23일, 1.5배, a_b, C++",
]


@pytest.mark.parametrize(("given_text", "line", "lines"), DIRTY)
def test_a_text_is_rid_of_what_cannot_be_seen(given_text, line, lines):
    assert (one_line(given_text), many_lines(given_text)) == (line, lines)


@pytest.mark.parametrize("text", UNHARMED)
def test_what_people_write_is_unharmed(text):
    assert (one_line(text), many_lines(text)) == (text, text)


def test_every_line_of_a_text_stays_a_line_and_keeps_its_indentation():
    assert many_lines("가\r\n\r\n  - 나  \r\n") == "가\n\n  - 나  \n"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert many_lines(many_lines(text)) == many_lines(text)
    assert one_line(one_line(text)) == one_line(text)


# Signs of other scripts that count as formats and are seen.
SEEN = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"


def test_of_controls_formats_and_spaces_only_plain_ones_are_left():
    """Beyond the first plane only musical and shorthand formats are left, which nobody types."""
    unseen = {
        chr(code)
        for code in range(0x10000)
        if unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
    }
    left = {character for character in unseen if many_lines(f"가{character}나") == f"가{character}나"}
    assert left == {" ", "\t", "\n", *SEEN}


def fields():
    """Every field of ours that a form may show."""
    for model in apps.get_models():
        if not model.__module__.startswith(("django.", "markdownx.", "allauth.")):
            for field in model._meta.local_fields:
                if field.editable and not field.choices and not field.primary_key:
                    yield pytest.param(field, id=str(field))


# Readers' words are masked, queries counted as they come; editions and what hangs on them are copies.
NOT_TYPED = (
    "audit.",
    "feedback.",
    "search.QueryDay.",
    "search.ChoiceDay.",
    "search.AskedWay.",
    "search.RemovedTerm.",
    *(f"publishing.{copy}." for copy in ("Edition", "Citation", "Mention", "SlugHistory", "Verification")),
    *(f"publishing.{number}." for number in ("LiveCount", "LiveSpan")),
)
BY_THE_CLOCK = (
    "editing.ReviewRequest.asked_at",
    "editing.ReviewRequest.decided_at",
    "editing.Comment.at",
    "editing.Presence.seen_at",
    "publishing.SiteVersion.next_due",
)


@pytest.mark.parametrize("field", list(fields()))
def test_every_text_and_date_that_editors_type_goes_through_these_fields(field):
    is_text_or_date = isinstance(field, models.CharField | models.TextField | models.DateField)
    if is_text_or_date and not isinstance(field, models.SlugField) and str(field) not in BY_THE_CLOCK:
        assert isinstance(field, Stored) or str(field).startswith(NOT_TYPED)


def test_migrations_know_them_as_djangos_own():
    field = LineField("제목", max_length=5)
    assert field.deconstruct()[1:] == (
        "django.db.models.CharField",
        [],
        {"verbose_name": "제목", "max_length": 5},
    )


@pytest.mark.parametrize("field", [LineField(max_length=20), LinesField(), MarkdownField()])
def test_a_file_or_an_api_is_cleaned_by_the_models_field(field):
    assert field.clean(f"\u200b{unicodedata.normalize('NFD', '국민')}\x00", None) == "국민"


def test_a_length_is_that_of_the_clean_text():
    decomposed = unicodedata.normalize("NFD", "국민인증서")
    assert LineField(max_length=5).clean(decomposed, None) == "국민인증서"
    assert LineField(max_length=5).formfield().clean(decomposed) == "국민인증서"
    with pytest.raises(ValidationError, match="5"):
        LineField(max_length=5).formfield().clean("여섯글자입니다")


@pytest.mark.parametrize("invisible", ["\u200b", "\x07\u2060", "\u202e\u202c", "\xad \u200b"])
def test_a_text_of_invisible_characters_is_refused_with_a_sentence(invisible):
    for made in (LineInput(), LinesInput(required=False), LineField(max_length=9).formfield()):
        with pytest.raises(ValidationError, match=NOTHING_TO_SEE):
            made.clean(invisible)
    with pytest.raises(ValidationError):
        LineField(max_length=9).clean(invisible, None)


@pytest.mark.parametrize("blank", ["", "  ", "\u3164", "\u2800"])
def test_a_blank_text_is_an_empty_one(blank):
    assert LineField(max_length=9, blank=True).clean(blank, None) == ""


@pytest.mark.parametrize("field", [LineField(max_length=20), LinesField()])
def test_a_symbol_that_nobody_knows_is_refused_with_its_place(field):
    with pytest.raises(ValidationError, match="‘준비물 ’ 뒤에"):
        field.clean("준비물 \ue123", None)
    with pytest.raises(ValidationError, match="맨 앞에"):
        field.clean("\ue123 준비물", None)


def test_an_address_is_cleaned():
    assert AddressField().clean("\u200bhttps://www.gov.kr/\u202e", None) == "https://www.gov.kr/"


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2100-01-01", "9999-12-31"])
def test_a_day_beyond_our_time_is_refused_with_a_sentence(day):
    for clean in (lambda value: DayField().clean(value, None), DayField().formfield().clean):
        with pytest.raises(ValidationError, match="2000년부터 2099년까지"):
            clean(day)


def test_days_of_our_time_are_taken():
    assert [DayField().clean(day, None) for day in ("2000-01-01", "2099-12-31")] == [
        date(2000, 1, 1),
        date(2099, 12, 31),
    ]


def test_every_class_of_the_desk_searches_for_what_is_stored():
    assert [type(each) for each in admin.site._registry.values() if not isinstance(each, TypedAdmin)] == []
