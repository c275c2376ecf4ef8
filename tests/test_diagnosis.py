"""The diagnosis as readers get it: from live tables alone, safe first, never broken by an address."""

import pytest

from kbhelp import live
from kbhelp.notices.models import Notice
from tests.making import edited, make_guide, make_row, make_table, published

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


def table_with(**rows):
    table = make_table(rows=0, slug="rows")
    for position, (key, fields) in enumerate(rows.items()):
        make_row(table, key=key, position=position, **{"item": f"항목 {key}", "stage": "issue"} | fields)
    return published(table)


def ask(client, table, **query):
    answers = {
        f"{table.pk}-{key}": query.pop(key) for key in list(query) if key not in {"stage", "ask", "done"}
    }
    return client.get("/diagnose/", {"stage": "issue"} | query | answers)


def test_a_question_shows_the_rows_own_words(client):
    table = table_with(a={"normal": "한 대에서만", "failure": "여러 대에서"})
    page = text_of(ask(client, table))
    assert all(words in page for words in ("항목 a, 어느 쪽인가요?", "한 대에서만", "여러 대에서"))
    assert "통신사 앱에서 봅니다." not in page
    assert "통신사 앱에서 봅니다." in text_of(ask(client, table, a="unsure"))


def test_drafts_and_withdrawn_tables_ask_nothing(client):
    table = edited(table_with(a={}), title="고친 제목")
    make_row(table, key="draft", item="아직 초안", stage="issue")
    assert "아직 초안" not in text_of(ask(client, table, a="ok", done="1"))
    live.withdraw(table)
    page = text_of(ask(client, table, a="ok"))
    assert ("항목 a" in page, "그 답은 뺐습니다" in page) == (False, True)


def test_without_any_table_it_says_so_and_leads_elsewhere(client):
    page = text_of(client.get("/diagnose/", {"stage": "issue"}))
    assert ("지금은 물어볼 것이 없습니다" in page, 'href="/checklists/"' in page) == (True, True)


def test_the_consequence_is_said_before_any_step(client):
    table = table_with(a={"risk": "removed", "remedy": "예전 것을 지우세요."})
    page = text_of(ask(client, table, a="bad"))
    assert page.index("이 방법은 인증서가 지워집니다.") < page.index("예전 것을 지우세요.")


@pytest.mark.parametrize("answer", ["ok", "bad", "skip"])
def test_every_outcome_ends_with_what_can_be_done_today(client, answer):
    page = text_of(ask(client, table_with(a={}), a=answer))
    assert "오늘 꼭 해야 한다면" in page
    assert 'href="tel:1588-9999"' in page[page.index("오늘 꼭 해야 한다면") :]


def test_an_outcome_first_says_to_wait_while_something_is_down(client):
    Notice.objects.create(title="은행 앱 점검", institution="bank", stage="issue").publish()
    table = table_with(a={})
    page = text_of(ask(client, table, a="bad"))
    assert page.index("지금은 기다리세요") < page.index("<h1")
    assert "지금은 기다리세요" not in text_of(ask(client, table))


def test_each_remedy_asks_for_its_outcome(client):
    table = table_with(a={}, b={})
    page = text_of(ask(client, table, a="bad", b="bad"))
    assert page.count("발급됐나요?") == 2
    assert f'name="edition" value="{table.live.pk}"' in page


def test_a_reader_unsure_of_the_certificate_is_led_to_the_guide_that_tells_them_apart(client):
    assert "/guides/which-certificate/" not in text_of(client.get("/diagnose/"))
    published(make_guide(slug="which-certificate"))
    assert "/guides/which-certificate/" in text_of(client.get("/diagnose/"))


@pytest.mark.parametrize(
    "query",
    [
        "stage=%00&ask=%00",
        "stage=issue&1-x=%00",
        "&".join(f"{n}-x=ok" for n in range(9_000)),
        "a" * 1_000_000,
    ],
)
def test_forged_addresses_are_answered_like_the_plain_one(client, query):
    table_with(a={})
    response = client.get("/diagnose/", QUERY_STRING=query)
    assert response.status_code == 200
    assert "<h1" in text_of(response)


def test_no_answers_reach_the_words_of_a_page_unescaped(client):
    page = text_of(client.get("/diagnose/", {"stage": "issue", "1-x": '"><script>', '"><script>': "ok"}))
    assert '"><script>' not in page


def test_machines_are_told_to_leave_it(client):
    assert '<meta name="robots" content="noindex">' in text_of(client.get("/diagnose/"))
    assert "/diagnose/" not in text_of(client.get("/sitemap.xml"))


def test_home_leads_to_it(client):
    page = text_of(client.get("/"))
    assert all(f'href="/diagnose/{query}"' in page for query in ("", "?stage=issue", "?stage=connect"))
