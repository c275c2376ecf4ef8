"""A link leads where its words say that it leads."""

import pytest

from kbhelp.markdown import render


@pytest.mark.parametrize(
    "text",
    [
        "[https://www.gov.kr/](https://evil.example/)",
        "[**www.gov.kr**](https://evil.example/)",
        "[www.gov.kr](/guides/a/)",
        "[www.gov.kr][1]\n\n[1]: https://evil.example/",
        "[정부24 `https://www.gov.kr`](https://evil.example/)",
    ],
)
def test_words_that_are_the_address_of_another_site_are_a_problem_and_no_link(text):
    result = render(text)
    assert "다른 사이트입니다" in result.problems[0].message
    assert "<a" not in result.blocks[0]["html"]


@pytest.mark.parametrize(
    "text",
    ["[https://www.gov.kr/](https://www.gov.kr/a)", "[gov.kr](https://www.gov.kr/)", "<https://예시.한국/>"],
)
def test_words_that_are_the_address_it_leads_to_are_fine(text):
    assert render(text).problems == []


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example\\@www.gov.kr/",
        "https://user:pw@www.gov.kr/",
        "https:www.gov.kr",
        "https:///www.gov.kr/",
    ],
)
def test_an_address_that_browsers_read_otherwise_is_no_link(address):
    for text in (f"[글]({address})", f"<{address}>", f"[글][1]\n\n[1]: {address}"):
        html = render(text).blocks[0]["html"]
        assert "<a" not in html, text


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u2066", "\ufeff"])
def test_no_sign_that_turns_or_hides_letters_comes_from_an_address(sign):
    for address in (
        f"https://www.gov.kr/a{sign}b",
        "https://www.gov.kr/a" + "".join(f"%{b:02X}" for b in sign.encode()),
    ):
        html = "".join(block["html"] for block in render(f"<{address}> [글]({address})").blocks)
        assert sign not in html
