"""Searching while typing: with a script that may fail, be late, or see half a syllable."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest


def asked(page) -> list[str]:
    """Queries sent for fragments, as they happen."""
    sent = []

    def note(request):
        if "/search/" in request.url and request.headers.get("hx-request"):
            sent.append(parse_qs(urlsplit(request.url).query).get("q", [""])[0])

    page.on("request", note)
    return sent


def test_results_come_while_typing_and_are_announced(page):
    page.goto("/search/")
    page.type("#q", "신분증 촬영", delay=20)
    page.wait_for_selector("#results a:has-text('신분증')")
    assert "개를 찾았습니다" in page.inner_text("#count")
    assert "q=" in page.url
    assert page.input_value("#q") == "신분증 촬영"


def test_a_syllable_being_put_together_is_not_asked_for(page):
    page.goto("/search/")
    sent = asked(page)
    page.focus("#q")
    session = page.context.new_cdp_session(page)
    for text in ("ㅅ", "시", "신", "신ㅂ", "신부", "신분"):
        session.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        )
        page.wait_for_timeout(250 if text in ("ㅅ", "신ㅂ") else 30)
    session.send("Input.insertText", {"text": "신분"})
    page.wait_for_selector("#results a")
    assert sent
    assert not any(query[-1:] in ("ㅅ", "ㅂ") for query in sent)


def test_initials_are_asked_for_as_they_are(page):
    page.goto("/search/")
    page.type("#q", "ㅅㅂㅈ")
    page.wait_for_selector("#results a:has-text('신분증')")


def test_a_late_answer_does_not_replace_a_newer_one(page):
    page.goto("/search/")
    held = []

    def hold(route):
        if quote("알뜰") in route.request.url:
            held.append(route)
        else:
            route.continue_()

    page.route("**/search/?*", hold)
    with page.expect_request(lambda request: quote("알뜰") in request.url):
        page.fill("#q", "알뜰")
    page.fill("#q", "신분증 촬영")
    page.wait_for_selector("#results a:has-text('신분증')")
    for route in held:
        route.continue_()
    page.wait_for_timeout(600)
    assert held and "신분증" in page.inner_text("#results")


def test_without_script_the_same_form_answers(open_page):
    page = open_page(js=False)
    page.goto("/")
    page.fill("input[name=q]", "알뜰폰 통신사")
    page.press("input[name=q]", "Enter")
    assert "알뜰폰" in page.inner_text("#results")
    page.click("#results a >> nth=0")
    assert "알뜰폰" in page.inner_text("main")


def test_enter_says_that_the_search_was_meant_and_typing_does_not(page):
    asked = []
    page.on("request", lambda request: "q=" in request.url and asked.append(request.headers))
    page.goto("/search/")
    with page.expect_response("**/search/?q=*"):
        page.fill("#q", "신분증")
    with page.expect_response(lambda answer: "search-meant" in answer.request.headers):
        page.press("#q", "Enter")
    assert [asked[0].get("search-meant"), asked[-1].get("search-meant")] == [None, "true"]
    page.problems.clear()  # Enter replaces what the changed field had asked a moment before


def test_a_word_that_many_confuse_leads_to_what_tells_them_apart(page):
    page.goto("/search/?q=금융인증서")
    page.click("text=‘국민·금융·공동인증서, 내 것은 무엇인가요’")
    assert page.url.endswith("/guides/which-certificate/")


@pytest.mark.parametrize("is_kept", [True, False], ids=["kept by the browser", "fetched anew"])
def test_back_leads_to_the_whole_page_with_its_results(open_page, keeping_browser, is_kept):
    page = open_page(browser=keeping_browser) if is_kept else open_page()
    page.goto("/search/")
    page.evaluate("addEventListener('pageshow', (event) => { window.wasKept = event.persisted })")
    page.type("#q", "신분증 촬영", delay=20)
    page.wait_for_selector("#results a:has-text('신분증')")
    page.wait_for_url("**/search/?q=*")
    page.goto("/about/")
    # After its own answer, which would be lost on the way.
    page.evaluate("void setTimeout(() => history.back())")
    page.wait_for_url("**/search/?q=*", wait_until="commit")  # a page that was kept does not load
    page.wait_for_selector("#results a:has-text('신분증')")
    assert page.evaluate("window.wasKept === true") == is_kept
    assert page.locator("h1").inner_text() == "검색"
    assert "개를 찾았습니다" in page.inner_text("#count")


def test_going_back_from_a_place_in_the_page_shows_the_whole_page(page):
    page.goto("/search/")
    page.type("#q", "신분증 촬영", delay=20)
    page.wait_for_url("**/search/?q=*")
    page.evaluate("location.hash = 'main'")
    page.go_back()
    page.wait_for_selector("#results a:has-text('신분증')")
    assert page.locator("h1").inner_text() == "검색"
    assert page.locator("header").count() == 1


def test_no_copy_of_a_page_with_somebodys_words_is_kept_for_the_script(page):
    page.goto("/search/")
    page.type("#q", "신분증 촬영", delay=20)
    page.wait_for_url("**/search/?q=*")
    page.evaluate("location.hash = 'main'")
    page.go_back()
    page.wait_for_selector("#results a")
    assert page.evaluate("[sessionStorage['htmx-history-cache'], localStorage.length]") == [None, 0]


def test_a_result_that_is_opened_is_counted_once(page):
    sent = []
    page.context.on(
        "request", lambda request: "/search/opened/" in request.url and sent.append(request.method)
    )
    page.goto("/search/?q=신분증 촬영")
    page.click("#results a[ping]")
    page.wait_for_url("**/guides/**")
    page.wait_for_timeout(300)
    assert sent == ["POST"]
