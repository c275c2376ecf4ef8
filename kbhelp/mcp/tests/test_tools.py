"""Arguments are looked at before the site is asked, and what is wrong is told by its name."""

import pytest

from kbhelp.mcp import tools
from kbhelp.mcp.given import read
from kbhelp.mcp.site import Refused, Site
from kbhelp.mcp.tools import TOOLS, Wrong, call, looked_at

NOBODY = Site(read({"KBHELP_MCP_SITE": "http://127.0.0.1:1"}))  # asked for nothing in these tests


@pytest.mark.parametrize(
    ("name", "given", "field", "code"),
    [
        ("delete", {}, "name", "unknown_tool"),
        ("search", {}, "query", "missing_field"),
        ("search", None, "query", "missing_field"),
        ("search", {"query": 3}, "query", "bad_value"),
        ("search", {"query": None}, "query", "bad_value"),
        ("search", {"query": ["명의"]}, "query", "bad_value"),
        ("search", {"query": " \n"}, "query", "bad_value"),
        ("search", {"query": "\ud800"}, "query", "bad_value"),
        ("search", {"query": "가" * 201}, "query", "too_long"),
        ("search", {"query": "명의", "limit": 3}, "limit", "unknown_field"),
        ("search", {"query": "명의", "kind": 1}, "kind", "bad_value"),
        ("get_document", {}, "slug", "missing_field"),
        ("get_document", {"kind": "guide"}, "slug", "missing_field"),
        ("get_document", {"kind": "guide", "slug": "a", "number": 1}, "slug", "missing_field"),
        ("get_document", {"number": True}, "number", "bad_value"),
        ("get_document", {"number": "1"}, "number", "bad_value"),
        ("get_document", {"number": 1.5}, "number", "bad_value"),
        ("get_document", {"number": 0}, "number", "bad_value"),
        ("get_document", {"number": 10**30}, "number", "bad_value"),
        ("diagnose", {"query": "a" * 16_001}, "query", "too_long"),
        ("diagnose", {"query": {}}, "query", "bad_value"),
        ("open_notices", {"all": True}, "all", "unknown_field"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_name_of_the_argument(name, given, field, code):
    with pytest.raises(Wrong) as refused:
        call(NOBODY, name, given)
    assert (refused.value.field, refused.value.code) == (field, code)


def test_no_refusal_repeats_what_was_sent_but_a_name_cut_short():
    for name, given in [("비밀" * 50, {}), ("search", {"query": ["비밀말"]}), ("search", {"비밀" * 50: 1})]:
        with pytest.raises(Wrong) as refused:
            call(NOBODY, name, given)
        assert "비밀" not in refused.value.message
        assert len(refused.value.field) <= 40


@pytest.mark.parametrize(
    "uri", ["kbhelp://documents/guide", "file:///etc/passwd", "kbhelp://documents/" + "a" * 900]
)
def test_a_resource_that_is_no_document_is_refused(uri):
    with pytest.raises(Wrong) as refused:
        tools.read(NOBODY, uri)
    assert refused.value.code == "unknown_resource"


@pytest.mark.parametrize("slug", ["..", ".", "a%2Fb", "a b", "가", "a?b", "a#b"])
def test_a_document_with_an_odd_name_is_not_there_and_nobody_is_asked(slug):
    with pytest.raises(Refused) as refused:
        call(NOBODY, "get_document", {"kind": "guide", "slug": slug})
    assert refused.value.code == "not_found"


def test_every_argument_has_a_bound_and_every_tool_says_how_its_answer_is_passed_on():
    for tool in TOOLS.values():
        assert tool.schema["additionalProperties"] is False
        assert "unofficial" in tool.description
        for rule in tool.schema["properties"].values():
            assert ("maxLength" if rule["type"] == "string" else "maximum") in rule


def test_the_longest_that_is_allowed_is_taken():
    assert looked_at(TOOLS["search"].schema, {"query": "가" * 200}) == {"query": "가" * 200}
