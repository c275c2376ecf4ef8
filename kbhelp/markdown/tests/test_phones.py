"""Phone numbers in a text dial, and nothing else does."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbhelp import profile
from kbhelp.markdown import render
from kbhelp.markdown.phones import dialling

TEL = re.compile(r'<a href="tel:([^"]*)">([^<]*)</a>')


def html(text: str) -> str:
    return "".join(block["html"] for block in render(text).blocks)


def dialled(text: str) -> list[str]:
    return [number for number, _ in TEL.findall(html(text))]


@pytest.mark.parametrize(
    "text, numbers",
    [
        ("112나 1332에 직접 전화하세요.", ["112", "1332"]),
        ("경찰 112, KISA 118", ["112", "118"]),
        ("(112)·‘1332’", ["112", "1332"]),
        ("**118**에 물어보세요", ["118"]),
        ("국번 없이 112.", ["112"]),
        ("1588-9999를 직접 누르세요", ["1588-9999"]),
        ("은행1588-9999번으로", ["1588-9999"]),
        ("구청 02-123-4567, 다른 곳 1577-1000", ["02-123-4567", "1577-1000"]),
        ("112 명의도용 신고", ["112"]),
        ("- 첫째 112\n- 둘째 118", ["112", "118"]),
        ("| 어디 | 번호 |\n| --- | --- |\n| 경찰 | 112 |", ["112"]),
        ("[다른 글](/guides/) 다음 112", ["112"]),
    ],
)
def test_a_phone_number_dials(text, numbers):
    assert dialled(text) == numbers


@pytest.mark.parametrize(
    "after", "개 명 번 원 판 쪽 % 가지 건 호 년 살 분 회 단계 kg MB 만원 호실 판이 명이 픽셀".split()
)
@pytest.mark.parametrize("between", ["", " "])
def test_a_short_number_that_is_counted_does_not(after, between):
    assert dialled(f"모두112{between}{after} 있어요. 지금 112{between}{after} 있어요.") == []


@pytest.mark.parametrize(
    "text",
    [
        "오류 112",
        "오류 코드: 112가 나와요",
        "E-112와 112-E",
        "v112, 1.112, 112.5",
        "Chrome 112, 크롬 112",
        "112:30",
        "112~118쪽",
        "112/118",
        "제112조",
        "세종대로112로",
        "1,112원과 112,000원",
        "112 000",
        "#112",
        "2026-11-26과 1592-1598년",
        "1500-2000원",
        "1588-9999원",
        "1588-9999-1과 123-1588-9999",
        "KB1588-9999",
        "010-1234-5678",
        "https://www.gov.kr/112/1588-9999",
        "**112**개",
        "112\n개",
    ],
)
def test_what_only_looks_like_one_does_not(text):
    assert dialled(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "`112`",
        "```\n112\n```",
        "## 112에 전화하기\n\n글",
        "[112](/guides/)",
        "[경찰 112](https://www.gov.kr/)",
    ],
)
def test_code_headings_and_links_stay_as_they_are(text):
    assert dialled(text) == []


def test_what_an_editor_made_a_link_is_one_link():
    assert html("[112](tel:112)에").strip() == '<p><a href="tel:112">112</a>에</p>'


@pytest.mark.parametrize(
    "address", ["tel:-", "tel:1", "tel:--112", "tel:112-", "tel:1588--9999", "tel:" + "1" * 30]
)
def test_an_address_that_cannot_be_dialled_is_refused(address):
    assert "<a" not in html(f"[전화]({address})")


def test_words_headings_and_anchors_are_as_without_links():
    made = render("## 112에 알리기\n\n112나 1588-9999에 전화하세요.")
    assert [(heading["text"], heading["anchor"]) for heading in made.headings] == [
        ("112에 알리기", "h-112에-알리기")
    ]
    assert made.text == "112에 알리기\n112나 1588-9999에 전화하세요."


def test_the_numbers_are_those_of_the_profile(monkeypatch):
    phones = [
        {"key": "fire", "name": "소방서", "number": "119"},
        {"key": "odd", "name": "이상", "number": "없음"},
    ]
    now = profile.current() | {"phones": phones}
    monkeypatch.setattr(profile, "current", lambda: now)
    assert dialled("119나 112에, 없음") == ["119"]


def test_a_plain_field_dials_and_stays_plain():
    assert dialling("<b>112</b>나 1332 &") == (
        '&lt;b&gt;<a href="tel:112">112</a>&lt;/b&gt;나 <a href="tel:1332">1332</a> &amp;'
    )


PIECES = st.sampled_from(
    [
        "112",
        "1332",
        "118",
        "1588-9999",
        "02-123-4567",
        "010-1234-5678",
        " ",
        "개",
        "에",
        "나 ",
        "\n",
        "*",
        "**",
        "`",
    ]
    + ["[", "](/guides/)", "](tel:112)", "<", "&", '"', "-", ".", "가", "a", "|", "# ", "오류 ", "![", "\\"]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_whatever_is_typed_every_link_dials_what_it_shows_and_none_stands_in_another(text):
    made = html(text)
    depth = 0
    for tag in re.findall(r"</?a\b", made):
        depth += 1 if tag == "<a" else -1
        assert depth in (0, 1)
    ours = [(number, shown) for number, shown in TEL.findall(made) if "](tel:" not in text]
    assert all(number == shown and not number.startswith("010") for number, shown in ours)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_a_plain_field_keeps_its_words(text):
    assert unescape(re.sub(r"<a href=\"tel:[0-9-]+\">|</a>", "", dialling(text))) == text
