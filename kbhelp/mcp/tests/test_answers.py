"""What an assistant is told is what readers see: the same hits, never without source, day, certainty and address."""

import json
from pathlib import Path

import pytest
from django.conf import settings

import kbhelp.search.tests
from kbhelp.api.tests.test_searching import on_the_page
from kbhelp.exchange.folder import import_folder
from kbhelp.mcp import answers
from kbhelp.search.korean import analyser
from kbhelp.search.vocabulary import glossary, terms
from tests.making import make_entry, make_guide, make_row, make_table, published

pytestmark = pytest.mark.django_db
JUDGED = json.loads((Path(kbhelp.search.tests.__file__).parent / "judged.json").read_text(encoding="utf-8"))
ROOT = "/api/v1/"


@pytest.fixture(autouse=True)
def no_limit(settings):
    settings.API_A_MINUTE = 0


def api(client, path: str, **query) -> dict:
    response = client.get(f"{ROOT}{path}", query)
    assert response.status_code == 200, response.content.decode()
    return response.json()


def found(client, query: str) -> tuple[dict, str]:
    return answers.found(api(client, "search/", q=query), api(client, ""))


def make_site():
    table = make_table(rows=0, slug="rows", title="비교")
    make_row(table, item="휴대폰 명의", remedy="통신사에 물어보세요.", stage="issue")
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


def test_what_nothing_answers_is_not_known_with_the_first_phone_and_nothing_near_as_an_answer(client):
    make_site()
    data, text = found(client, "김치찌개 끓이기")
    phones = api(client, "")["phones"]
    assert (data["answered"], data["said"], data["answers"]) == (False, "모름", [])
    assert data["phone"] == {"name": phones[0]["name"], "number": phones[0]["number"]}
    assert text.startswith(f"모름: 맞는 글이 없습니다. {phones[0]['name']} {phones[0]['number']}\n")
    assert all(hit.keys() == {"title", "url"} for hit in data["near"])


def test_a_desk_without_a_phone_says_that_it_does_not_know_all_the_same(client):
    index = api(client, "") | {"phones": []}
    data, text = answers.found(api(client, "search/", q="김치찌개"), index)
    assert (data["phone"], text.split("\n")[0]) == (None, "모름: 맞는 글이 없습니다.")


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


def test_open_notices_are_told_or_that_there_are_none(client):
    data, text = answers.notices(api(client, "notices/"))
    assert (data["notices"], text.split("\n")[0]) == ([], "지금 알려진 장애나 점검이 없습니다.")
    assert data["unofficial"] in text and data["url"] in text


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
