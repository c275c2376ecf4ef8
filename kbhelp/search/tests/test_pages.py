"""The search page, with and without script; and what is kept of a query."""

import re
from urllib.parse import quote_plus, urlencode

import pytest

from kbhelp import live
from kbhelp.search import counting
from kbhelp.search.index.storage import tables
from kbhelp.search.korean import analyser
from tests.making import edited, make_category, make_entry, make_guide, make_row, make_table, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded():
    analyser.load(wait=True)


def text_of(response) -> str:
    return response.content.decode()


def test_a_published_guide_is_found_and_a_draft_is_not(client):
    published(make_guide(title="신분증 촬영이 안 될 때"))
    make_guide(title="신분증 초안")
    page = text_of(client.get("/search/", {"q": "신분증"}))
    assert ("신분증 촬영이 안 될 때" in page, "신분증 초안" in page) == (True, False)


def test_a_new_edition_is_found_at_once_and_a_withdrawn_one_no_more(client):
    guide = published(make_guide(title="처음 제목 낙타"))
    published(edited(guide, title="새 제목 코끼리"))
    assert "새 제목 코끼리" in text_of(client.get("/search/", {"q": "코끼리"}))
    assert "처음 제목" not in text_of(client.get("/search/", {"q": "낙타"}))
    live.withdraw(guide)
    assert "새 제목" not in text_of(client.get("/search/", {"q": "코끼리"}))


def test_a_section_leads_to_its_anchor_and_stands_once_with_its_guide(client):
    published(
        make_guide(
            slug="one", title="안내", body="## 유심을 바꿨을 때\n\n유심을 새로 끼우세요.\n\n## 다른 일\n\n글"
        )
    )
    page = text_of(client.get("/search/", {"q": "유심 바꿨을 때"}))
    assert page.count("/guides/one/#h-") == 1


def test_a_guide_is_found_by_other_ways_of_asking_that_stand_nowhere_on_its_page(client):
    published(
        make_guide(
            title="의심스러운 전화", slug="call", asked_as="검찰청이라며 돈을 보내래요\n계좌가 위험하대요"
        )
    )
    assert "/guides/call/" in text_of(client.get("/search/", {"q": "검찰청"}))
    assert "검찰청" not in text_of(client.get("/guides/call/"))


def test_a_message_on_the_screen_shows_its_cause_above_all(client):
    table = make_table(rows=0, slug="rows")
    make_row(table, key="n1", failure="가족 이름", error_texts="입력하신 정보가 일치하지 않습니다")
    published(table)
    context = client.get("/search/", {"q": "입력하신 정보가 일치하지않습니다"}).context
    assert context["cause"].url == "/tables/rows/#n1"


def test_a_row_shows_its_cause_and_its_remedy_and_no_glued_cells(client):
    table = make_table(rows=0, slug="rows")
    make_row(
        table,
        key="n1",
        item="통신사",
        normal="알뜰폰을 고름",
        failure="큰 통신사를 고름",
        remedy="목록에서 알뜰폰을 고르세요.",
    )
    published(table)
    page = text_of(client.get("/search/", {"q": "통신사를 잘못 고름"}))
    assert "통신사: 큰 통신사를 고름" in page
    assert re.search(
        r"<b>이렇게 하세요</b>\s+목록에서 (<mark>)?알뜰폰을", page.replace("<mark>고르</mark>", "고르")
    )
    assert "알뜰폰을 고름" not in page


@pytest.mark.parametrize("query", ["신분증", "화성 탐사선"])
def test_found_or_not_the_page_leads_on(client, query):
    published(make_guide(title="신분증 촬영"))
    page = text_of(client.get("/search/", {"q": query}))
    further = page[page.index('id="further"') :]
    assert all(
        way in further
        for way in (
            f"/diagnose/?q={quote_plus(query)}",
            '"/call-note/"',
            "tel:1588-9999",
            "오늘 꼭 해야 한다면",
        )
    )


def test_the_stage_of_the_best_answer_and_the_words_are_known_to_the_diagnosis(client):
    published(make_guide(title="목록에 없을 때", stage="connect"))
    page = text_of(client.get("/search/", {"q": "목록에 없음"}))
    known = urlencode({"stage": "connect", "q": "목록에 없음"}).replace("&", "&amp;")
    assert f'href="/diagnose/?{known}"' in page[page.index('id="further"') :]


def test_a_page_has_one_landmark_of_search_in_its_main_part(client):
    for address in ("/", "/search/", "/faq/"):
        page = text_of(client.get(address))
        assert (page.count("<search>"), page.count('role="search"')) == (1, 0), address


def test_who_is_perhaps_answered_is_shown_the_nearest_titles(client):
    published(make_guide(title="신분증 촬영이 안 될 때", slug="photo"))
    page = client.get("/search/", {"q": "신분증 촬영 탐사선"})
    assert "맞는 글을 찾지 못했습니다" in text_of(page)
    assert [hit.url for hit in page.context["near"]] == ["/guides/photo/"]
    assert client.get("/search/", {"q": "화성 탐사선"}).context["near"] == []


def test_of_a_question_without_an_answer_words_are_offered_that_have_one(client):
    published(make_guide(title="신분증 촬영이 안 될 때", slug="photo"))
    page = client.get("/search/", {"q": "신분증 탐사선 발사가 늦어져요"})
    assert page.context["result"].near_words == ["신분증"]
    assert '<a href="/search/?q=%EC%8B%A0%EB%B6%84%EC%A6%9D">신분증</a>' in text_of(page)


def test_the_query_is_never_in_the_title_and_the_page_is_not_indexed(client):
    page = text_of(client.get("/search/", {"q": "비밀스러운말"}))
    assert "<title>검색" in page
    assert '<meta name="robots" content="noindex">' in page


def test_the_query_is_escaped(client):
    assert "<b>굵게" not in text_of(client.get("/search/", {"q": "<b>굵게"}))


def test_while_typing_the_same_page_is_sent_and_nothing_is_counted(client):
    published(make_guide(title="신분증 촬영"))
    typed = text_of(client.get("/search/", {"q": "신분증"}, headers={"HX-Request": "true"}))
    assert counting.write() == 0
    assert typed == text_of(client.get("/search/", {"q": "신분증"}))


def test_enter_counts_although_the_script_asks(client):
    client.get("/search/", {"q": "신분증"}, headers={"HX-Request": "true", "Search-Meant": "true"})
    assert counting.write() == 1


def test_another_site_cannot_count(client):
    assert client.post("/search/opened/?q=x", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


@pytest.mark.parametrize(
    "query", [{"q": "인증", "kind": "x", "stage": "y"}, {"q": ""}, {}, {"q": "가" * 5000}]
)
def test_unknown_filters_and_odd_lengths_are_answered(client, query):
    assert client.get("/search/", query).status_code == 200


def test_broken_percent_encoding_is_answered(client):
    assert client.get("/search/?q=%E3%81%zz%ff").status_code == 200


def test_the_question_list_shows_the_best_answer_first_and_what_was_understood(client):
    category = make_category()
    published(make_entry(title="와이파이가 없을 때", category=category, home_position=1))
    published(make_entry(title="공용 와이파이에서 만들어도 되나요", category=category, home_position=2))
    response = client.get("/faq/", {"q": "공용 dhkdlvkdl"})
    groups = response.context["groups"]
    assert [page["title"] for page in groups[0]["entries"]][0] == "공용 와이파이에서 만들어도 되나요"
    assert "‘공용 와이파이’ 검색 결과입니다" in text_of(response)


def test_a_question_that_is_not_there_leads_to_the_whole_search_and_on(client):
    published(make_entry())
    page = text_of(client.get("/faq/", {"q": "쀍뛟"}))
    assert 'href="/search/?q=%EC%80%8D%EB%9B%9F"' in page
    assert 'href="/diagnose/"' in page and 'href="tel:1588-9999"' in page


def test_the_question_list_searches_the_same_way(client):
    published(make_entry(title="공용 와이파이에서 만들어도 되나요"))
    published(make_entry(title="돈이 드나요"))
    groups = client.get("/faq/", {"q": "dhkdlvkdl"}).context["groups"]
    assert [page["title"] for group in groups for page in group["entries"]] == [
        "공용 와이파이에서 만들어도 되나요"
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/search/?q=인증서", "/faq/?q=인증서"])
def test_an_error_inside_search_gives_the_page_without_results_and_is_logged(client, caplog, address):
    store = tables()
    store.run("ALTER TABLE {p}_word RENAME TO hidden_word")
    try:
        response = client.get(address)
    finally:
        store.run("ALTER TABLE hidden_word RENAME TO {p}_word")
    assert response.status_code == 200
    assert [record.message for record in caplog.records] == ["a search failed"]
    assert "지금은 검색이 되지 않습니다" in response.content.decode()
    assert counting.write() == 0


def test_an_address_in_cp949_is_read(client):
    published(make_guide(title="신분증 촬영"))
    address = "/search/?q=" + quote_plus("신분증 촬영".encode("cp949"))
    assert client.get(address).context["query"] == "신분증 촬영"


def test_an_address_in_no_encoding_gets_a_page(client):
    assert client.get("/search/?q=%ff%fe%80").status_code == 200
