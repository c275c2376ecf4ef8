"""The diagnosis for programs has at each address what the page has, and its answers lead through to an outcome."""

import html
import random
import re
from urllib.parse import urlencode

import pytest
from django.conf import settings

from kbhelp.notices.models import Notice
from tests.making import make_row, make_table, published

pytestmark = pytest.mark.django_db
URL = "/api/v1/diagnosis/"
BAD = {
    "stage=none": "stage",
    "due=never": "due",
    "screen=x": "screen",
    "said=x": "said",
    "said=1-a.zz": "said",
    "ask=x": "ask",
    "no=x": "no",
    "done=2": "done",
    "1-name=maybe": "1-name",
    "1-=ok": "1-",
    "name=ok": "name",
    "read=1": "read",
    f"q={'a' * 301}": "q",
    "stage=issue&stage=issue": "stage",
}


@pytest.fixture
def table():
    table = make_table(rows=0, slug="rows", title="비교")
    for number, name in enumerate("abcdef"):
        make_row(
            table,
            key=name,
            position=number,
            item=f"항목 {name}",
            failure=f"실패 {name}",
            stage="issue" if number % 2 else "connect",
            risk="removed" if number == 1 else "none",
            error_texts=f"문구 {name} 오류입니다",
            screen="app",
            how_to_check=f"**확인** {name}",
            remedy=f"1. 고치기 {name}",
            confidence="abc"[number % 3],
        )
    return published(table)


def said(client, query="") -> dict:
    response = client.get(f"{URL}?{query}" if query else URL)
    assert response.status_code == 200
    return response.json()


def words(text: str) -> str:
    """Without marks and spaces, which page and Markdown each set their own way."""
    return re.sub(r"[\W_]+", "", html.unescape(re.sub(r"<[^>]+>|\(tel:[^)]+\)", "", text)))


def shown_of(client, query) -> str:
    return words(client.get(f"/diagnose/?{query}").content.decode())


def of_the_page(client, query) -> dict:
    return client.get(f"/diagnose/?{query}").context["screen"]


def test_each_address_has_the_same_screen_as_the_page_wherever_answers_lead(client, table, settings):
    settings.API_A_MINUTE = 0
    choose, ends = random.Random(15), set()
    for _ in range(25):
        query = ""
        for _ in range(12):
            data, page = said(client, query), of_the_page(client, query)
            assert (data["screen"], data["title"]) == (page["name"], page["title"])
            assert data["url"] == f"{settings.SITE_URL}/diagnose/{'?' if query else ''}{query}"
            if data["outcome"]:
                assert words(data["outcome"]["lead"]) in shown_of(client, query)
                shown = [row["name"] for row in page["remedies"]]
                assert [row["row"] for row in data["outcome"]["remedies"]] == shown
                break
            query = choose.choice(data["question"]["answers"])["query"]
        ends.add(data["screen"])
    assert ends == {"outcome"}


@pytest.mark.parametrize("row", ["", "a", "b"])
@pytest.mark.parametrize("answer", ["bad", "tried", "ok"])
def test_for_today_the_lead_is_the_pages_and_its_ways_stand_first(client, table, row, answer):
    said_of = f"{table.pk}-{row}={answer}" if row else "said=none"
    query = f"due=today&stage=issue&{said_of}&done=1"
    outcome, page = said(client, query)["outcome"], shown_of(client, query)
    assert outcome["is_for_today"] is True and outcome["lead"].endswith("고치는 것은 그다음입니다.")
    in_order = [outcome["lead"], outcome["today"][0], *filter(None, [outcome["then"]])]
    places = [page.find(words(one)) for one in in_order]
    assert -1 not in places and places == sorted(places)
    assert bool(outcome["then"]) == bool(outcome["remedies"])


def test_the_first_question_for_today_asks_what_it_asks_behind_the_ways_for_today(client, table):
    data, page = said(client, "due=today"), shown_of(client, "due=today")
    assert data["title"] == "화면에 무엇이 나오나요?"
    question = data["question"]
    assert question["is_for_today"] is True and "tel:" in "".join(question["today"])
    places = [page.find(words(one)) for one in [*question["today"], data["title"]]]
    assert -1 not in places and places == sorted(places)


@pytest.mark.parametrize("query", ["", "due=week", "due=today&stage=issue&said=none", "due=today&ask=due"])
def test_no_other_question_says_ways_for_today_as_on_the_page(client, table, query):
    question = said(client, query)["question"]
    assert (question["is_for_today"], question["today"]) == (False, [])
    assert 'id="today"' not in client.get(f"/diagnose/?{query}").content.decode()


def test_a_text_that_was_typed_leads_where_the_page_leads(client, table):
    first = said(client)
    query = f"{first['question']['typed_with']}&{urlencode({'q': '문구 b 오류입니다'})}".strip("&")
    assert said(client, query)["said"] == of_the_page(client, query)["said_label"] == "‘문구 b 오류입니다’"


def test_a_remedy_says_its_risk_how_sure_it_is_and_where_it_stands(client, table):
    outcome = said(client, f"stage=issue&{table.pk}-b=bad&done=1")["outcome"]
    safe, risky = outcome["remedies"]
    assert [safe["is_found"], risky["is_found"]] == [False, True]
    assert (risky["remedy"], risky["how_to_check"]) == ("1. 고치기 b", "**확인** b")
    assert risky["risk"] == {"key": "removed", "label": "인증서가 지워집니다"}
    assert (risky["confidence"]["key"], risky["checked"]) == ("b", None)
    assert risky["soft_word"].startswith("화면과 순서는")
    assert risky["url"] == f"{settings.SITE_URL}/tables/rows/#b"
    assert (risky["document"]["number"], risky["document"]["title"]) == (table.pk, "비교")
    assert said(client, risky["tried"])["outcome"]["is_enough"] is True


def test_a_row_that_readers_no_longer_see_is_left_out_and_said(client, table):
    assert said(client, "999-x=ok")["has_gone"] is True


@pytest.mark.parametrize("query", BAD)
def test_what_an_address_cannot_mean_is_refused_and_named(client, table, query):
    told = client.get(f"{URL}?{query}").json()
    assert (told["status"], told["field"]) == (400, BAD[query])


def test_answers_are_nobodys_but_the_readers(client, table):
    response = client.get(f"{URL}?stage=issue")
    assert response.headers["Cache-Control"] == "private, no-cache"
    again = client.get(f"{URL}?stage=issue", headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "stage, titles", [("issue", {"발급", "모두"}), ("connect", {"모두"}), ("", {"발급", "모두"})]
)
def test_an_outcome_says_what_is_down_where_the_page_does(client, table, stage, titles):
    for title, of in {"발급": "issue", "모두": "any"}.items():
        Notice.objects.create(title=title, institution="bank", stage=of).publish()
    query = urlencode({"stage": stage or "unsure", "said": "none", "done": "1"})
    outcome = said(client, query)["outcome"]
    assert {one["title"] for one in outcome["waiting"]} == titles
    page = client.get(f"/diagnose/?{query}").content.decode()
    assert [title for title in ("발급", "모두") if f'wait__title">{title}<' in page] == [
        title for title in ("발급", "모두") if title in titles
    ]
