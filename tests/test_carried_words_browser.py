"""What was typed into a search is known to the diagnosis: nobody types it twice, and no empty result is an end."""

import pytest

TEXT = "[KB스타뱅킹] 이미 발급된 인증서가 있습니다 (E-2031)"
WAY = "적으신 말로 원인 찾기"


@pytest.mark.parametrize("js", [True, False])
def test_a_pasted_text_leads_past_the_first_question(open_page, js):
    page = open_page(js=js)
    page.goto("/")
    page.get_by_label("무엇이 안 되나요?").fill(TEXT)
    page.get_by_role("button", name="검색").click()
    page.get_by_role("link", name=WAY).click()
    assert "질문 2번째" in page.locator("[data-progress]").inner_text()
    assert page.locator("h1").inner_text().startswith("휴대폰을 바꾸셨나요?")


@pytest.mark.parametrize("path", ["/search/", "/faq/"])
def test_a_search_without_a_result_goes_on_with_what_was_typed(page, path):
    page.goto(f"{path}?q=쀍뛟")
    page.get_by_role("link", name=WAY).click()
    assert page.locator("h1").inner_text() == "어디에서 막혔나요?"


def test_words_that_come_near_a_cause_ask_whether_it_is_meant(page):
    page.goto("/search/?q=문자가 안 와요")
    page.get_by_role("link", name=WAY).click()
    page.get_by_role("heading", name="혹시 이것인가요?").wait_for()
    assert page.get_by_label("화면에 나온 문구 적기").input_value() == "문자가 안 와요"


def test_hostile_words_stay_words(page):
    page.goto('/search/?q="><b id=x>&due=today%26said=none')
    page.get_by_role("link", name=WAY).click()
    assert page.locator("#x").count() == 0
