"""What an assistant is told is what readers see: the same hits, never without source, day, certainty and address."""

import json
from pathlib import Path

import pytest
from django.conf import settings

import kbhelp.search.tests
from kbhelp.api.tests.test_searching import on_the_page
from kbhelp.exchange.folder import import_folder
from kbhelp.mcp import answers
from kbhelp.notices.models import Notice
from kbhelp.search.korean import analyser
from kbhelp.search.vocabulary import glossary, terms
from tests.making import make_entry, make_guide, make_row, make_source, make_table, published

pytestmark = pytest.mark.django_db
JUDGED = json.loads((Path(kbhelp.search.tests.__file__).parent / "judged.json").read_text(encoding="utf-8"))
ROOT = "/api/v1/"
NEAR = "택배가 안 와요"  # comes near a page, which is no answer to it


@pytest.fixture(autouse=True)
def no_limit(settings):
    settings.API_A_MINUTE = 0


def api(client, path: str, **query) -> dict:
    response = client.get(f"{ROOT}{path}", query)
    assert response.status_code == 200, response.content.decode()
    return response.json()


def found(client, query: str) -> tuple[dict, str]:
    return answers.found(api(client, "search/", q=query))


def make_site():
    table = make_table(rows=0, slug="rows", title="비교")
    screens = {"error_texts": "본인확인에 실패했습니다", "screen": "identity"}
    make_row(table, item="휴대폰 명의", remedy="통신사에 물어보세요.", stage="issue", **screens)
    for document in (
        table,
        make_guide(slug="name", title="명의 바꾸기", stage="connect"),
        make_entry(slug="what", title="명의란"),
    ):
        published(document)


def as_on_the_page(data: dict) -> list[tuple]:
    return [
        (hit["url"].removeprefix(settings.SITE_URL), hit["title"], hit["answer"], hit["score"])
        for hit in data["answers"]
    ]


def test_each_judged_question_is_answered_as_on_the_page(client):
    analyser.load(wait=True)
    terms.look_again()
    import_folder(settings.BASE_DIR / "content")
    glossary.write_shipped()
    different, unknown, bare = [], 0, []
    for one in JUDGED:
        data, text = found(client, one["query"])
        unknown += not data["answered"]
        if as_on_the_page(data) != on_the_page(client, one["query"]):
            different.append(one["query"])
        if data["answered"] == text.startswith(answers.UNKNOWN) or data["unofficial"] not in text:
            bare.append(one["query"])
    assert (different, bare) == ([], [])
    assert 0 < unknown < len(JUDGED) / 2


def test_each_hit_says_where_it_stands_who_says_it_and_when_it_was_looked_at(client):
    make_site()
    data, text = found(client, "명의 바꾸기")
    first = data["answers"][0]
    assert first["url"] == f"{settings.SITE_URL}/guides/name/"
    assert first["resource"] == "kbhelp://documents/guide/name"
    assert [source["name"] for source in first["sources"]] == ["정부24"]
    assert (first["checked"], bool(first["updated"])) == (None, True)
    for said in (first["url"], "출처: 정부24", answers.NOBODY, data["unofficial"], data["url"]):
        assert said in text
    assert (data["certainty"], data["said"]) in answers.CERTAINTY.items()


def test_what_nothing_answers_is_not_known_with_whom_to_call(client):
    make_site()
    data, text = found(client, "김치찌개 끓이기")
    assert (data["answered"], data["said"], data["answers"]) == (False, "모름", [])
    assert [phone["number"] for phone in data["phones"]] == ["1588-9999"]
    assert text.startswith(f"모름: 맞는 글이 없습니다. {data['phones'][0]['name']} 1588-9999\n")


def test_what_comes_near_is_named_with_its_address_alone(client):
    import_folder(settings.BASE_DIR / "content")
    answer = api(client, "search/", q=NEAR)
    data, text = answers.found(answer)
    assert (data["answered"], text.split(":")[0]) == (False, answers.UNKNOWN)
    assert data["near"] == [{"title": hit["title"], "url": hit["url"]} for hit in answer["near"]] != []
    assert not any(hit["answer"] in text for hit in answer["near"])


@pytest.mark.parametrize(
    ("phones", "said"),
    [([], ""), ([("가", "1"), ("나", "02-2")], " 가 1, 나 02-2")],
)
def test_a_desk_says_that_it_does_not_know_with_as_many_phones_as_it_names(client, phones, said):
    named = [{"key": "x", "name": name, "number": number} for name, number in phones]
    data, text = answers.found(api(client, "search/", q="김치찌개") | {"phones": named})
    assert (data["phones"], text.split("\n")[0]) == (named, f"모름: 맞는 글이 없습니다.{said}")


def test_a_document_is_its_markdown_with_what_stands_behind_it(client):
    make_site()
    document = api(client, "documents/guide/name/")
    data, text = answers.whole(document)
    assert data["text"] == document["markdown"] and text.startswith(document["markdown"].strip())
    assert data["url"] == f"{settings.SITE_URL}/guides/name/"
    for said in (
        "출처: 정부24",
        f"확인한 날: {answers.NOBODY}",
        f"이 답의 주소: {data['url']}",
        data["unofficial"],
    ):
        assert said in text


def test_rows_of_a_table_say_how_sure_each_is(client):
    make_site()
    data, text = answers.whole(api(client, "documents/table/rows/"))
    assert [row["item"] for row in data["rows"]] == ["휴대폰 명의"]
    assert data["rows"][0]["confidence_label"] in text
    assert data["confidence"][0]["label"] in text.split("행마다 확신: ")[1]


def test_the_diagnosis_gives_the_query_of_each_answer_until_it_has_an_outcome(client):
    make_site()
    data, text = answers.screen(api(client, "diagnosis/"))
    grouped = [one for one in data["question"]["answers"] if one["group"]]
    assert grouped
    for one in grouped:
        assert f"- {one['group']}: {one['text']} → query: {one['query']}\n" in text
    for _ in range(10):
        if data["outcome"]:
            break
        queries = [one["query"] for one in data["question"]["answers"]]
        query = next((one for one in queries if one.endswith("=bad")), queries[0])
        assert f"query: {query}\n" in text
        data, text = answers.screen(client.get(f"{ROOT}diagnosis/?{query}").json())
    assert data["outcome"]["lead"] in text
    (remedy,) = data["outcome"]["remedies"]
    for said in (
        remedy["remedy"],
        f"확신: {remedy['confidence']['label']}",
        remedy["url"],
        data["unofficial"],
    ):
        assert said in text


def test_a_danger_and_a_doubt_are_told_before_what_to_do_and_first_what_is_only_looked_at(client):
    table, of_all = make_table(rows=0, slug="rows"), {"stage": "issue", "how_to_check": "보세요."}
    make_row(table, item="가벼운 것", normal="맞음", remedy="고치세요.", confidence="a", **of_all)
    risky = make_row(table, position=1, item="지우는 것", risk="removed", source=make_source(), **of_all)
    published(table)
    query = f"stage=issue&{table.pk}-{risky.key}=bad&done=1"
    data, text = answers.screen(client.get(f"{ROOT}diagnosis/?{query}").json())
    effort = data["outcome"]["remedies"][1]["effort"]["label"]
    _, first, second, *_ = text.split("\n\n")
    assert first.split("\n")[:5] == [
        "먼저 확인: 가벼운 것 (맞는 상태: 맞음)",
        "위험: 위험 없음",
        "보세요.",
        "맞으면 다음 방법으로 가세요. 이것과 다르면 이렇게 고치세요.",
        "고치세요.",
    ]
    assert second.split("\n")[:8] == [
        "지우는 것: 가족 이름",
        "위험: 인증서가 지워집니다",
        "보세요.",
        "화면과 순서는 다를 수 있습니다. 다르면 공식 안내를 따르세요.",
        "통신사에 물어보세요.",
        f"누구와 하나요: {effort}",
        "확신: 다를 수 있음",
        "출처: 정부24 https://www.gov.kr/",
    ]


def test_the_text_of_an_outcome_names_every_way_on_that_its_data_has(client):
    make_site()
    row = make_row(make_table(rows=0, slug="more"), item="다른 것", success="됩니다.", stage="issue")
    published(row.table)
    name = f"{row.table_id}-{row.key}"
    for due in ("today", "week", "later"):
        data, text = answers.screen(
            api(client, "diagnosis/", stage="issue", done="1", due=due, **{name: "bad"})
        )
        outcome = data["outcome"]
        ways = [f"- {way}" for way in outcome["today"]]
        at = text.index("\n오늘 할 수 있는 다른 방법\n" + "\n".join(ways))
        assert ways and (at < text.index("다른 것: ")) == outcome["is_for_today"] == (due == "today")
        for remedy in outcome["remedies"]:
            assert f"해 봤지만 안 됨 → query: {remedy['tried']}" in text
            assert f"누구와 하나요: {remedy['effort']['label']}" in text
            assert remedy["success"] in text
        for one in (*outcome["others"], *outcome["unchecked"], *outcome["tried"]):
            assert one["item"] in text
        assert (outcome["more"] is None) or f"질문에 더 답하기 → query: {outcome['more']}" in text


def test_the_text_of_a_question_says_why_how_to_look_and_that_a_text_may_be_sent(client):
    make_site()
    first = answers.screen(api(client, "diagnosis/"))
    rows = answers.screen(api(client, "diagnosis/", stage="issue", said="none", due="later"))
    assert "q= 뒤에 그 문구" in first[1] and "뒤에 그 문구" not in rows[1]
    for data, text in (first, rows):
        assert (data["question"]["why"] or "") in text
        for one in data["question"]["how_to_check"]:
            assert not one["text"] or f"{one['item']}: {one['text']}" in text


def test_a_hit_says_how_it_is_read_and_how_well_it_matches_without_the_word_for_how_sure_it_is(client):
    make_site()
    data, text = found(client, "명의 바꾸기")
    assert text.startswith(f"찾은 정도: {data['said']} ") and "\n확신:" not in text
    assert "읽기: get_document kind=guide slug=name (kbhelp://documents/guide/name)" in text


def test_without_an_open_notice_that_is_told(client):
    data, text = answers.notices(api(client, "notices/"))
    assert (data["notices"], text.split("\n")[0]) == ([], "지금 알려진 장애나 점검이 없습니다.")
    assert data["unofficial"] in text and data["url"] in text


def test_open_notices_are_told_each_with_its_updates_the_newest_first(client):
    for title, updates in {"한 번": ["봅니다."], "두 번": ["찾고 있습니다.", "찾았습니다."]}.items():
        notice = Notice.objects.create(title=title, institution="bank")
        for said in updates:
            notice.updates.create(text=said)
        notice.publish()
    data, text = answers.notices(api(client, "notices/"))
    lines = text.split("\n")
    assert {notice["title"]: len(notice["updates"]) for notice in data["notices"]} == {"한 번": 1, "두 번": 2}
    for notice in data["notices"]:
        at = lines.index(
            f"{notice['kind']['label']}: {notice['title']} ({notice['begins_at']} ~ {notice['ends_at']})"
        )
        told = [f"- {one['at']} {one['state']['label']}: {one['text']}" for one in notice["updates"]]
        assert lines[at + 1 : at + 1 + len(told)] == told
        assert lines[at + 1 + len(told)] == f"주소: {notice['url']}"
    (twice,) = [notice for notice in data["notices"] if notice["title"] == "두 번"]
    assert [one["text"] for one in twice["updates"]] == ["찾았습니다.", "찾고 있습니다."]


@pytest.mark.parametrize("q", ["본인확인에 실패했습니다", "김치찌개 끓이기"])
def test_an_assistant_is_told_what_is_down_before_every_answer(client, q):
    make_site()
    notice = Notice.objects.create(title="멈췄습니다", institution="bank")
    notice.updates.create(text="봅니다.")
    notice.publish()
    data, text = found(client, q)
    assert text.startswith("지금은 기다리세요: 멈췄습니다 봅니다. ")
    assert data["waiting"][0]["url"] in text.split("\n")[0]
    screen = api(client, "diagnosis/", stage="issue", said="none", done="1")
    lines = answers.screen(screen)[1].split("\n")
    assert lines[1].startswith("지금은 기다리세요: 멈췄습니다") and lines[2] == screen["outcome"]["lead"]


def test_a_list_of_documents_becomes_resources_that_lead_to_them(client):
    make_site()
    resources, onward = answers.listed(api(client, "documents/", limit="2"))
    assert len(resources) == 2 and onward
    for one in resources:
        kind, slug = answers.place_of(one["uri"])
        assert api(client, f"documents/{kind}/{slug}/")["title"] == one["title"]


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "file:///etc/passwd",
        "kbhelp://documents/",
        "kbhelp://documents/guide",
        "kbhelp://documents/guide/",
        "kbhelp://documents/guide/a/b",
        "kbhelp://documents/guide/a?b",
        "kbhelp://other/guide/a",
    ],
)
def test_what_is_no_address_of_a_document_is_told_apart(uri):
    assert answers.place_of(uri) is None
