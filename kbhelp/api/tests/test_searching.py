"""The API finds what the page finds, hit for hit, and says how sure it is."""

import json
from pathlib import Path

import pytest
from django.conf import settings

import kbhelp.search.tests
from kbhelp.notices.models import Notice
from kbhelp.search import counting
from kbhelp.search.index.prepared import prepare
from kbhelp.search.index.units import Unit
from kbhelp.search.index.writer import write
from tests.making import make_entry, make_guide, make_row, make_source, make_table, published

pytestmark = pytest.mark.django_db
SETS = Path(kbhelp.search.tests.__file__).parent / "sets"
URL = "/api/v1/search/"


def found(client, q, **narrowed) -> dict:
    response = client.get(URL, {"q": q} | narrowed)
    assert response.status_code == 200
    return response.json()


def on_the_page(client, q, **narrowed) -> list[tuple]:
    """(address, title, answer, score) of all that the page shows, in its order."""
    shown = client.get("/search/", {"q": q} | narrowed).context
    best = [shown[name] for name in ("cause", "answer") if name in shown]
    hits = [*best, *(hit for hit, _ in shown["hits"])]
    return [
        (hit.url, hit.title, "".join(text for text, _ in hit.answer), round(hit.score, 4)) for hit in hits
    ]


def through_the_api(answer: dict) -> list[tuple]:
    return [
        (hit["url"].removeprefix(settings.SITE_URL), hit["title"], hit["answer"], hit["score"])
        for hit in answer["hits"]
    ]


@pytest.mark.parametrize("name", ["first", "second"])
def test_each_judged_question_finds_the_same_here_as_on_the_page(client, settings, name):
    settings.API_A_MINUTE = 0
    documents, queries = (
        json.loads((SETS / name / f"{part}.json").read_text(encoding="utf-8")) for part in ("docs", "queries")
    )
    for number, one in enumerate(documents, 1_000_000):
        url = f"/faq/{one['id']}/"
        write(
            number, prepare([Unit(key=one["id"], title=one["title"], body=one["body"], url=url, kind="faq")])
        )
    different, answered = [], 0
    for query in (one["query"] for one in queries):
        answer = found(client, query)
        answered += answer["answered"]
        if through_the_api(answer) != on_the_page(client, query):
            different.append(query)
    assert different == []
    assert answered > len(queries) / 2


def make_site():
    table = make_table(rows=0, slug="rows", title="비교")
    make_row(
        table,
        item="휴대폰 명의",
        remedy="통신사에 물어보세요.",
        error_texts="본인확인에 실패했습니다",
        stage="issue",
    )
    for document in (
        table,
        make_guide(slug="name", title="명의 바꾸기", stage="connect"),
        make_entry(title="명의란"),
    ):
        published(document)


@pytest.mark.parametrize(
    "narrowed", [{}, {"kind": "guide"}, {"stage": "issue"}, {"kind": "row", "stage": "connect"}]
)
def test_narrowed_as_on_the_page(client, narrowed):
    make_site()
    answer = found(client, "명의", **narrowed)
    assert through_the_api(answer) == on_the_page(client, "명의", **narrowed)


def test_a_message_from_a_screen_has_its_cause_first_with_the_document_behind_it(client):
    make_site()
    answer = found(client, "본인확인에 실패했습니다")
    first = answer["hits"][0]
    assert (first["title"], first["is_cause"], first["is_message"]) == ("휴대폰 명의: 가족 이름", True, True)
    assert first["url"].startswith(f"{settings.SITE_URL}/tables/rows/#")
    assert (first["document"]["title"], first["document"]["unofficial"]) == ("비교", answer["unofficial"])
    assert [source["name"] for source in first["document"]["sources"]] == ["정부24"]
    assert first["reasons"]


def test_a_row_says_its_danger_how_sure_it_is_and_its_own_source_before_anybody_follows_it(client):
    table = make_table(rows=0, slug="rows", title="비교")
    remedy, source = "인증서를 지우고 다시 받으세요.", make_source()
    make_row(table, item="오래된 인증서", remedy=remedy, risk="removed", confidence="b", source=source)
    published(table)
    hit = found(client, "오래된 인증서", kind="row")["hits"][0]
    assert hit["answer"].startswith("인증서를 지우고")
    assert hit["risk"] == {"key": "removed", "label": "인증서가 지워집니다"}
    assert (hit["effort"]["key"], hit["confidence"]["key"]) == ("self", "b")
    assert hit["soft_word"].startswith("화면과 순서는")
    assert (hit["source"]["name"], hit["checked"]) == ("정부24", None)


def test_what_is_no_row_has_neither_danger_nor_a_source_of_its_own(client):
    make_site()
    hit = found(client, "명의 바꾸기", kind="guide")["hits"][0]
    names = ("risk", "effort", "confidence", "soft_word", "source", "written", "checked")
    assert [hit[name] for name in names] == [None] * len(names)


def test_what_is_not_known_is_said_with_the_phone(client):
    make_site()
    answer = found(client, "김치찌개 끓이기")
    assert (answer["answered"], answer["certainty"], answer["hits"]) == (False, "none", [])
    assert answer["said"] == "맞는 글을 찾지 못했습니다."
    assert "tel:1588-9999" in answer["urgent"]
    assert [(phone["key"], phone["number"]) for phone in answer["phones"]] == [("bank", "1588-9999")]


def test_an_answer_says_where_people_find_the_same(client):
    make_site()
    narrowed = {"kind": "guide", "stage": "connect"}
    answer = found(client, " 명의 바꾸기 ", **narrowed)
    path = answer["url"].removeprefix(settings.SITE_URL)
    shown = client.get(path).context
    assert (shown["query"], shown["kind"], shown["stage"]) == ("명의 바꾸기", "guide", "connect")
    assert len(answer["hits"]) == shown["count"] == 1


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("", "missing_field", "q"),
        ("q=%20%20", "missing_field", "q"),
        ("q=", "bad_value", "q"),
        (f"q={'a' * 201}", "too_long", "q"),
        ("q=a&q=b", "repeated_field", "q"),
        ("q=%B8%ED", "bad_value", "q"),
        ("q=a&kind=x", "bad_value", "kind"),
        ("q=a&stage=any", "bad_value", "stage"),
        ("q=a&page=2", "unknown_field", "page"),
    ],
)
def test_what_cannot_be_searched_is_refused_and_the_field_named(client, query, code, field):
    told = client.get(f"{URL}?{query}").json()
    assert (told["status"], told["code"], told["field"]) == (400, code, field)


def test_a_query_is_taken_escaped_or_as_it_is(client):
    make_site()
    escaped = client.get(f"{URL}?q=%EB%AA%85%EC%9D%98").json()
    assert escaped["query"] == "명의"
    assert client.get(URL, QUERY_STRING="q=명의".encode().decode("latin-1")).json() == escaped


def test_a_search_is_counted_masked_as_on_the_page_and_kept_by_nobody_else(client):
    make_site()
    response = client.get(URL, {"q": "명의 010-1234-5678"})
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "1234" not in str(counting._tally)
    assert "명의" in str(counting._tally)


def test_an_error_inside_search_is_said_and_logged_without_the_query(client, monkeypatch, caplog):
    monkeypatch.setattr("kbhelp.search.query.engine.search", lambda *asked, **options: 1 / 0)
    response = client.get(URL, {"q": "비밀스러운 말"})
    assert (response.status_code, response.json()["code"]) == (503, "unavailable")
    assert response.headers["Retry-After"] == "10"
    assert "비밀" not in caplog.text


@pytest.mark.parametrize("q", ["본인확인에 실패했습니다", "김치찌개 끓이기"])
def test_what_is_down_is_said_with_every_answer_and_with_none(client, q):
    make_site()
    assert found(client, q)["waiting"] == []
    for title, updates in {"점검입니다": [], "멈췄습니다": ["봅니다.", "찾았습니다."]}.items():
        notice = Notice.objects.create(title=title, institution="bank")
        for text in updates:
            notice.updates.create(text=text)
        notice.publish()
    Notice.objects.create(title="아직 초안", institution="bank")
    waiting = found(client, q)["waiting"]
    assert {one["title"]: one["text"] for one in waiting} == {"점검입니다": None, "멈췄습니다": "찾았습니다."}
    assert {one["lead"] for one in waiting} == {"지금은 기다리세요"}
    assert [client.get(one["url"].removeprefix(settings.SITE_URL)).status_code for one in waiting] == [
        200,
        200,
    ]
