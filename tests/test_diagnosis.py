"""The diagnosis as readers get it: from live tables alone, safe first, never broken by an address."""

import pytest

from guides.diagnosis.texts import mark_of
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


OWN = {"stage", "said", "screen", "ask", "done", "more", "q", "no", "unsure"}


def ask(client, table, **query):
    answers = {f"{table.pk}-{key}": query.pop(key) for key in list(query) if key not in OWN}
    return client.get("/diagnose/", {"stage": "issue"} | query | answers)


def test_a_question_is_in_the_rows_own_words_and_shows_how_to_find_out(client):
    words = {
        "question": "휴대폰이 누구 이름인가요?",
        "answer_bad": "가족 이름이에요",
        "answer_ok": "내 이름이에요",
    }
    page = text_of(ask(client, table_with(a=words), said="none"))
    assert all(text in page for text in [*words.values(), "잘 모르겠어요", "통신사 앱에서 봅니다."])


def test_a_row_that_nobody_gave_words_is_asked_as_the_table_says_it(client):
    page = text_of(
        ask(client, table_with(a={"normal": "한 대에서만", "failure": "여러 대에서"}), said="none")
    )
    assert all(text in page for text in ("항목 a, 어느 쪽인가요?", "한 대에서만", "여러 대에서"))


def test_the_texts_of_rows_are_offered_first_below_their_screen(client):
    text = "본인확인에 실패했습니다"
    table = table_with(a={"error_texts": text, "screen": "identity"})
    page = text_of(client.get("/diagnose/"))
    assert f'name="said" value="{table.pk}-a.{mark_of(text)}"' in page
    assert page.index("이름·통신사를 넣는 본인확인 화면") < page.index(text)


def test_what_was_typed_stands_in_its_field_again_and_nowhere_else(client):
    table_with(a={"error_texts": "본인확인에 실패했습니다", "screen": "identity"})
    page = text_of(client.get("/diagnose/", {"q": '본인확인 실패 "><b>'}))
    assert 'value="본인확인 실패 &quot;&gt;&lt;b&gt;"' in page
    assert page.count("&lt;b&gt;") == 1


def test_what_is_typed_in_other_words_is_found_as_the_search_finds_it(client):
    table = table_with(
        sms={
            "item": "인증번호 받기",
            "failure": "인증번호 문자가 오지 않음",
            "answer_bad": "문자가 오지 않아요",
        },
        photo={"item": "신분증 촬영", "failure": "신분증 사진이 흐림"},
    )
    page = text_of(client.get("/diagnose/", {"q": "문자가 안 와요"}))
    assert f'name="{table.pk}-sms" value="bad"' in page
    assert f'name="{table.pk}-photo"' not in page


def test_drafts_and_withdrawn_tables_ask_nothing(client):
    table = edited(table_with(a={}), title="고친 제목")
    make_row(table, key="draft", item="아직 초안", stage="issue")
    assert "아직 초안" not in text_of(ask(client, table, a="ok", done="1"))
    live.withdraw(table)
    page = text_of(ask(client, table, a="ok"))
    assert ("항목 a" in page, "그 답은 뺐습니다" in page) == (False, True)


def test_without_any_table_it_names_nothing_and_leads_elsewhere(client):
    page = text_of(client.get("/diagnose/", {"stage": "issue", "said": "none"}))
    assert ("원인을 찾지 못했습니다" in page, 'href="/checklists/"' in page) == (True, True)


def test_stop_is_said_before_the_cause_and_the_consequence_before_any_step(client):
    table = table_with(a={"risk": "removed", "remedy": "예전 것을 지우세요."})
    page = text_of(ask(client, table, a="bad"))
    places = [
        page.index(text)
        for text in (
            "멈추고 이것부터 보세요: 항목 a",
            "한 번만 더 해 보세요",
            "이 방법은 인증서가 지워집니다.",
            "예전 것을 지우세요.",
        )
    ]
    assert places == sorted(places)


def test_before_a_dangerous_remedy_stands_what_to_look_at_first(client):
    table = table_with(
        a={"risk": "removed", "remedy": "예전 것을 지우세요."}, b={"how_to_check": "앱의 판을 보세요."}
    )
    page = text_of(ask(client, table, a="bad", done="1"))
    assert (
        page.index("되돌릴 수 없는 일을 하기 전에")
        < page.index("앱의 판을 보세요.")
        < page.index("예전 것을 지우세요.")
    )


@pytest.mark.parametrize("answer", ["ok", "bad", "skip", "unsure"])
def test_every_outcome_ends_with_what_can_be_done_today(client, answer):
    page = text_of(ask(client, table_with(a={}), a=answer, done="1"))
    assert "오늘 꼭 해야 한다면" in page
    assert 'href="tel:1588-9999"' in page[page.index("오늘 꼭 해야 한다면") :]


def test_after_a_remedy_in_vain_the_note_stands_open(client):
    table = table_with(a={}, b={})
    page = text_of(ask(client, table, a="tried"))
    assert "오늘은 여기에서 멈추세요" in page
    assert "data-note open" in page
    assert "data-note open" not in text_of(ask(client, table, a="bad"))


def test_an_outcome_first_says_to_wait_while_something_is_down(client):
    Notice.objects.create(title="은행 앱 점검", institution="bank", stage="issue").publish()
    table = table_with(a={})
    page = text_of(ask(client, table, a="bad"))
    assert page.index("지금은 기다리세요") < page.index("<h1")
    assert "지금은 기다리세요" not in text_of(ask(client, table))


def test_each_remedy_asks_for_its_outcome(client):
    table = table_with(a={}, b={})
    page = text_of(ask(client, table, a="bad", b="bad", done="1"))
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
        "q=" + "a" * 1_000_000,
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


def test_a_row_that_waits_for_one_that_is_not_there_cannot_be_published():
    table = make_table(rows=0)
    make_row(table, key="a", item="첫 줄", follows="gone", follows_when="bad")
    make_row(table, key="b", item="둘째 줄", follows="a")
    said = [str(problem) for problem in table.missing(table.snapshot())]
    assert said == [
        "‘첫 줄’ 줄이 기다리는 ‘gone’ 줄이 이 표에 없습니다.",
        "‘둘째 줄’ 줄의 ‘먼저 물을 줄’과 ‘그 줄의 답’을 함께 적으세요.",
    ]
