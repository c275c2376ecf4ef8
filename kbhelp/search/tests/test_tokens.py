"""Whatever a page says can be searched: decimals, versions, addresses, dates, codes, signs."""

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from kbhelp.publishing.checks import PublishRefused
from kbhelp.search.korean import analyser
from kbhelp.search.query.engine import search
from kbhelp.search.tests.making import found, make_unit
from kbhelp.text import clean
from tests.making import make_guide, published

pytestmark = pytest.mark.django_db

TOKENS = [
    "1.1", "3.5%", "v2.1.3", "2026.11.25", "2026. 11. 25.", "2026-11-25", "192.168.0.1", "10:30", "1,234,567원",
    "E5001", "E-1023", "KB5034441", "0x80070035", "ERR_CONNECTION_RESET", "a_b", "C++", "C#", ".NET", "AT&T", "R&D",
    "1588-9999", "5G", "Wi-Fi", "50%", "3/4", "24/7", "#인증번호", "@kbstar", "www.gov.kr", "a.b.c", "1.5배",
    "１．１", "Ａ２Ｂ", "2.0.1-beta", "10.0", "①", "㎏", "½", "²", "x²", "℃", "ㄱ.ㄴ", "café", "naïve", "Ünlü",
    "नमस्ते", "ไทย", "日本語", "привет", "ß", "ǅ", "İstanbul", "🇰🇷", "𝟙𝟚", "१२३", "٣.٥", "Ⅳ", "a\u0301b", "9" * 60,
    "가" * 150, "abc" * 900,
]  # fmt: skip
SENTENCE = "버전 {} 으로 바꾼 뒤에 확인하세요"


@pytest.fixture(autouse=True)
def ready():
    analyser.load(wait=True)
    make_unit("인증서 비밀번호를 잊었을 때", body="다시 정하세요.")


@pytest.mark.parametrize("token", TOKENS, ids=range(len(TOKENS)))
def test_a_token_of_a_text_is_searched_without_an_error(token):
    make_unit("글의 제목", body=SENTENCE.format(token), asked_as=[token, SENTENCE.format(token)])
    for query in (
        token,
        SENTENCE.format(token),
        f"{token} {token}",
        f"'{token}'",
        f'"{token}',
        token[:1],
        token[1:],
    ):
        search(query)


@pytest.mark.parametrize(
    "token",
    ["1.1", "3.5%", "v2.1.3", "2026.11.25", "192.168.0.1", "E5001", "0x80070035", "ERR_CONNECTION_RESET", "a_b",
     "１．１", "www.gov.kr", "1588-9999", "café", "привет", "日本語"],
)  # fmt: skip
@pytest.mark.parametrize("place", ["title", "body"])
def test_a_token_of_a_text_leads_to_it(token, place):
    title = SENTENCE.format(token) if place == "title" else "설치 안내"
    make_unit(title, body=SENTENCE.format(token))
    assert found(token)[:1] == [clean(title)]
    assert clean(title) in found(SENTENCE.format(token))


def test_a_long_text_which_keeps_no_other_thread_waiting_is_read_as_a_short_one(monkeypatch):
    text = "버전을 바꾼 뒤에 인증서 비밀번호를 다시 정하고 확인하세요. " * 20
    words = analyser.for_writing()(text)
    monkeypatch.setattr(analyser, "LONG", len(text))
    assert words == analyser.for_writing()(text)
    assert len(words) > 100


LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Co", "Cf"))
WORDS = st.one_of(
    st.text(LETTERS, min_size=1, max_size=12),
    st.text("0123456789.,-_%+#/:@", min_size=1, max_size=12),
    st.text("abcABC012.-_", min_size=1, max_size=12),
    st.sampled_from(TOKENS),
    st.text("가나인증서번호 1.", min_size=1, max_size=12),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, min_size=1, max_size=8))
@example(words=["\\"])
def test_every_word_of_a_published_text_can_be_searched(words):
    body = f"글 {' '.join(words)}".replace("[[", "[")[:500]
    try:
        published(make_guide(title="나온 글", body=body))
    except PublishRefused:  # a number of a person, say, or a sign that readers would see
        assume(False)
    for word in [*words, " ".join(words)]:
        search(word)
