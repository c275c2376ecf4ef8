"""What personal data looks like in a text, and what only looks like it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbhelp.text import clean, mask, normalise

PERSONAL = [
    ("제 메일은 kim.lee+1@naver.com 입니다", "제 메일은 [이메일] 입니다"),
    ("kim(at)naver.com", "[이메일]"),
    ("kim골뱅이naver.com", "[이메일]"),
    ("kim 골뱅이 naver 닷 com", "[이메일]"),
    ("901010-1234567", "[주민번호]"),
    ("901010 1234567", "[주민번호]"),
    ("9010101234567", "[주민번호]"),
    ("901010-1******", "[주민번호]"),
    ("901010-*******", "[주민번호]"),
    ("외국인 901010-5234567", "외국인 [주민번호]"),
    ("９０１０１０－１２３４５６７", "[주민번호]"),
    ("9010\u200b10-1234567", "[주민번호]"),
    ("1234-5678-9012-3456", "[카드]"),
    ("1234567890123456", "[카드]"),
    ("3782-822463-10005", "[카드]"),
    ("11-12-123456-12", "[운전면허]"),
    ("서울 12-123456-12", "[운전면허]"),
    ("010-1234-5678", "[휴대폰]"),
    ("01012345678", "[휴대폰]"),
    ("010.1234.5678로 연락", "[휴대폰]로 연락"),
    ("011 123 4567", "[휴대폰]"),
    ("+82 10-1234-5678", "[휴대폰]"),
    ("+821012345678", "[휴대폰]"),
    ("02-123-4567", "[전화]"),
    ("(031)123-4567", "[전화]"),
    ("070-1234-5678", "[전화]"),
    ("0505-123-4567", "[전화]"),
    ("여권 M12345678", "여권 [여권]"),
    ("M123A4567", "[여권]"),
    ("123-45-67890", "[사업자]"),
    ("1970년 3월 5일생", "[생년월일]생"),
    ("1970-03-05", "[생년월일]"),
    ("19700305", "[생년월일]"),
    ("123-456789-01-234", "[계좌]"),
    ("110 123 456789", "[계좌]"),
    ("인증번호 482913", "인증번호 [번호]"),
    *((f"010{sign}1234{sign}5678", "[휴대폰]") for sign in "–—−‐‑/.· ~"),
    ("010 – 1234 – 5678", "[휴대폰]"),
    ("+82/10/1234/5678", "[휴대폰]"),
    *((f"02{sign}123{sign}4567", "[전화]") for sign in "–—/·"),
    ("+82-2-123-4567", "[전화]"),
    ("070/1234/5678", "[전화]"),
    ("1234–5678–9012–3456", "[카드]"),
    ("1234/5678/9012/3456", "[카드]"),
    ("901010/1234567", "[주민번호]"),
    ("11–12–123456–12", "[운전면허]"),
    ("123–45–67890", "[사업자]"),
    ("1970–03–05", "[생년월일]"),
    ("123–456789–01–234", "[계좌]"),
    ("메일은 kim@예시.한국 입니다", "메일은 [이메일] 입니다"),
    ("홍길동@예시.한국", "[이메일]"),
    ("홍길동@예시.한국으로", "[이메일]으로"),
    ("kim@naver.com에서", "[이메일]에서"),
    ("kim@xn--vk1b177d.xn--3e0b707e", "[이메일]"),
    ("kim%40naver.com", "[이메일]"),
    ("kim＠naver．com", "[이메일]"),
    ("?user=1&password=hunter2&next=/", "?user=1&[비밀번호]&next=/"),
    ('{"password": "hunter2"}', '{"[비밀번호]"}'),
    ("passwd: hunter2", "[비밀번호]"),
    ("access_token=abc.def", "access_[비밀번호]"),
    ("api_key=a1b2c3", "[비밀번호]"),
    ("비밀번호: hunter2!", "[비밀번호]"),
    ("비번=1234", "[비밀번호]"),
    ("Authorization: Bearer abcdef.ghijkl-mn", "Authorization: [토큰]"),
    ("Basic dXNlcjpwYXNz", "[토큰]"),
    ("eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl", "[토큰]"),
    ("Cookie: a=1; sessionid=abc", "[쿠키]"),
    ("sessionid=abcdef", "[쿠키]"),
    ("csrftoken=abcdef; 그리고", "[쿠키]; 그리고"),
]
KEPT = [
    "1588-9999로 전화했어요",
    "15889999",
    "1899 1234",
    "112, 1332, 118, 110, 129",
    "2026년 11월 23일부터 안 돼요",
    "2026-11-23",
    "2026.11.23",
    "20261123",
    "앱 버전 6.2.10",
    "오류 E5001",
    "오류 코드 40213",
    "1,250,000원이 빠졌어요",
    "수수료 100000원",
    "안드로이드 14에서 5번 시도",
    "정부24에서 3번",
    "0x80070035",
    "오류 0x80070035가 나와요",
    "업데이트 KB5034441 다음부터",
    "080-123-4567",
    "080–1234–5678",
    "09:00~18:00",
    "09:00-18:00",
    "11/23 20:26:11",
    "20:26:11 2026-11-23",
    "2026-11-23 14:30:12.123456",
    "2026-11-23T14:30:00+09:00",
    "2026-11-23~2026-11-25",
    "2026-11-23–2026-11-25",
    "2026–11–23",
    "2026. 11. 23. ~ 2026. 11. 25.",
    "2026/11/23-11/25",
    "20261123-20261125",
    "2025-2026",
    "2026년 11월 23일–25일",
    "비밀번호: 오류가 나요",
    "비밀번호를 바꿨어요",
    "쿠키를 지웠어요",
    "문의@콜센터로 가면",
    "token이 없다고 나와요",
]


@pytest.mark.parametrize(("typed", "stored"), PERSONAL)
def test_personal_data_is_replaced_by_its_kind(typed, stored):
    assert mask(typed) == stored


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_like_it_is_kept(text):
    assert mask(text) == text


def test_several_pieces_are_each_replaced():
    assert mask("010-1234-5678 이고 kim@naver.com, 1588-9999") == "[휴대폰] 이고 [이메일], 1588-9999"


def test_the_text_is_cut_before_it_is_searched():
    assert len(mask("가" * 1000)) == 300


@given(st.text())
def test_masking_takes_every_text_and_leaves_no_long_number(text):
    masked = mask(text)
    assert len(masked) <= 300 + 10 * 50
    assert mask(masked) == masked


@given(st.text(max_size=200))
def test_both_forms_of_hangul_become_the_same(text):
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(unicodedata.normalize("NFC", text))


def test_a_typed_jamo_stays_a_jamo():
    assert normalise("ㅇㅈㅅ ＡＢＣ\u200b") == "ㅇㅈㅅ abc"


def test_control_characters_go():
    assert clean("인\x00증\ud800서\n") == "인증서 "
