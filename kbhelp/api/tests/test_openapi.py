"""The OpenAPI document is valid and true: every answer is as it says, and no answer says more."""

import json
import re
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from kbhelp.api.openapi import document
from kbhelp.api.problems import CODES
from kbhelp.notices.models import Notice
from tests.making import make_checklist, make_entry, make_guide, make_row, make_source, make_table, published
from tests.routes import public_routes
from tests.site import ROOT

# Of OpenAPI 3.1, by its own authors (Apache-2.0): https://spec.openapis.org/oas/3.1/schema/2022-10-07
OPENAPI = ROOT / "tests/vendor/openapi-3.1.schema.json"
PROBLEM = {"$ref": "#/components/schemas/Problem"}
pytestmark = pytest.mark.django_db


FORMATS = FormatChecker(formats=())
FORMATS.checks("uri")(
    lambda value: not isinstance(value, str) or value.isascii()
)  # of RFC 3986; others are `iri`


def strict(value):
    """Whatever has named properties has no others, so that a field that nobody described is found."""
    if isinstance(value, list):
        return [strict(one) for one in value]
    if not isinstance(value, dict):
        return value
    inner = {name: strict(one) for name, one in value.items()}
    is_closed = "properties" in value and isinstance(value.get("required"), list)
    return ({"additionalProperties": False} if is_closed else {}) | inner


def errors(schema: dict, answer) -> list[str]:
    whole = {"components": strict(document()["components"])} | strict(schema)
    return [
        f"{error.json_path}: {error.message[:200]}"
        for error in Draft202012Validator(whole, format_checker=FORMATS).iter_errors(answer)
    ]


def make_site():
    table = make_table(rows=0, slug="rows")
    for number, risk in enumerate(["none", "removed"]):
        make_row(
            table,
            item=f"항목 {number}",
            position=number,
            stage="issue",
            risk=risk,
            error_texts="실패했습니다",
            source=make_source(),
        )
    published(table)
    published(
        make_guide(
            slug="one",
            title="명의",
            body="[[비교표:rows]]\n\n## 주소가 우리말인 절\n\n읽어 보세요.",
            stage="issue",
        )
    )
    published(make_checklist(slug="check"))
    entry = make_entry(slug="ask")
    entry.related.add(table)
    published(entry)
    notice = Notice.objects.create(title="점검", institution="bank")
    notice.updates.create(text="확인하고 있습니다.")
    notice.publish()


ASKED = {
    "/api/v1/": ["/api/v1/"],
    "/api/v1/documents/": [
        "/api/v1/documents/",
        "/api/v1/documents/?limit=1",
        "/api/v1/documents/?topic=none",
    ],
    "/api/v1/documents/{kind}/{slug}/": [
        f"/api/v1/documents/{name}/" for name in ("guide/one", "table/rows", "checklist/check", "faq/ask")
    ],
    "/api/v1/search/": [
        f"/api/v1/search/?q={words}" for words in ("명의", "실패했습니다", "없는+것", "주소가+우리말인+절")
    ],
    "/api/v1/notices/": ["/api/v1/notices/"],
    "/api/v1/openapi.json": ["/api/v1/openapi.json"],
    "/api/v1/diagnosis/": [
        f"/api/v1/diagnosis/?{query}"
        for query in (
            "",
            "1-a=skip",
            "due=today",
            "ask=due",
            "said=other",
            "stage=issue&said=none",
            "stage=issue&done=1",
            "q=실패",
            "q=없음",
        )
    ],
}


@pytest.mark.parametrize("path", ASKED)
def test_answers_are_as_described_and_say_no_more(client, path):
    make_site()
    schema = document()["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    for url in ASKED[path]:
        assert (url, errors(schema, client.get(url).json())) == (url, [])


def test_an_outcome_is_as_described(client):
    make_site()
    answers = client.get("/api/v1/diagnosis/?stage=issue&said=none").json()["question"]["answers"]
    query = next(answer["query"] for answer in answers if answer["query"].endswith("=bad"))
    outcome = client.get(f"/api/v1/diagnosis/?{query}&done=1").json()
    assert outcome["outcome"]["remedies"]
    assert errors({"$ref": "#/components/schemas/Screen"}, outcome) == []


def test_errors_are_as_described(client):
    for url in ("?kinds=x", "?kind=x", "?cursor=x", "guide/none/", "none"):
        told = client.get(f"/api/v1/documents/{url}").json()
        assert errors(PROBLEM, told) == []
    assert document()["x-problems"].keys() == CODES.keys()


def test_what_nobody_described_is_found():
    problem = {"type": "https://x.example/", "status": 400, "code": "not_found", "detail": "…"}
    assert errors(PROBLEM, problem) == []
    assert len(errors(PROBLEM, problem | {"more": 1})) == 1


def test_the_document_is_valid_and_names_every_route(client):
    described = client.get("/api/v1/openapi.json").json()
    assert list(Draft202012Validator(json.loads(OPENAPI.read_text())).iter_errors(described)) == []
    routes = {f"/{route.pattern}" for route in public_routes() if route.pattern.startswith("api/")}
    assert set(described["paths"]) == {re.sub(r"<\w+:(\w+)>", r"{\1}", route) for route in routes}


NAMES = "kind stage topic changed_since limit cursor q said screen no unsure ask done due 1-a none".split()
ODD = [
    "",
    "0",
    "1",
    "-1",
    "guide",
    "issue",
    "ok",
    "2026-11-28",
    "9999-12-31T23:59:59Z",
    "1-a.1-b",
    "\x00",
    "%",
    "가" * 90,
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(sorted(ASKED)[1:]),
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(ODD) | st.text(max_size=20)), max_size=3),
)
def test_whatever_is_asked_the_answer_is_one_of_those_described(client, path, query):
    url = path.format(kind="guide", slug="none", number=1)
    response = client.get(f"{url}?{urlencode(query, errors='replace')}")
    described = document()["paths"][path]["get"]["responses"]
    assert str(response.status_code) in described
    schema = (
        described["200"]["content"]["application/json"]["schema"] if response.status_code == 200 else PROBLEM
    )
    assert errors(schema, response.json()) == []


def test_its_examples_are_as_described():
    schemas = document()["components"]["schemas"]
    shown = [(name, example) for name, schema in schemas.items() for example in schema.get("examples", [])]
    assert {name for name, _ in shown} >= {"Document", "DocumentList", "Problem", "Search", "Notices"}
    assert [errors({"$ref": f"#/components/schemas/{name}"}, example) for name, example in shown] == [
        []
    ] * len(shown)


KEYWORDS = set(
    "$ref additionalProperties anyOf const default description enum example examples format items maxItems maxLength "
    "maxProperties maximum minLength minimum oneOf pattern patternProperties properties required type".split()
)


def unknown_in(schema: dict) -> set[str]:
    """Keywords that nobody knows, as a comma without quotes in YAML makes them."""
    named = [one for name in ("properties", "patternProperties") for one in schema.get(name, {}).values()]
    listed = [one for name in ("oneOf", "anyOf") for one in schema.get(name, [])]
    items = [schema["items"]] if "items" in schema else []
    return (schema.keys() - KEYWORDS).union(*map(unknown_in, [*named, *listed, *items]))


def test_no_schema_has_a_keyword_that_nobody_knows():
    assert {
        name: unknown_in(one) for name, one in document()["components"]["schemas"].items() if unknown_in(one)
    } == {}


def test_every_operation_names_each_status_that_may_meet_any_question():
    anywhere = {"400", "405", "408", "413", "429", "500", "503"}
    operations = {path: set(one["get"]["responses"]) for path, one in document()["paths"].items()}
    assert {path: anywhere - said for path, said in operations.items() if anywhere - said} == {}
