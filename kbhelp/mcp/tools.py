"""The tools: what each is for, what it takes, and what it does. Arguments are looked at before the site is asked."""

from typing import NamedTuple

from kbhelp.mcp import answers
from kbhelp.mcp.site import Refused, Site

TYPES = {"string": str, "integer": int}
LONGEST_QUESTION, LONGEST_WORD, LONGEST_QUERY = 200, 100, 16_000
LONGEST_CURSOR = 300
LARGEST = 2**31 - 1
PASSING_ON = (
    "Tell first what is down (`waiting`). Say with it the address, the unofficial sentence and when it was checked. "
    "Give no other phone number."
)


class Tool(NamedTuple):
    name: str
    title: str
    description: str
    schema: dict
    run: object  # (site, arguments) → (data, text)


class Wrong(Exception):
    """What was asked for cannot be: `field` names the argument."""

    def __init__(self, message: str, field: str = "", code: str = "bad_value"):
        super().__init__(message)
        self.message, self.field, self.code = message, field, code


def schema(required: list[str], **properties: dict) -> dict:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def text(description: str, longest: int) -> dict:
    return {"type": "string", "description": description, "minLength": 1, "maxLength": longest}


def search(site: Site, asked: dict):
    return answers.found(site.search(**{"q" if name == "query" else name: asked[name] for name in asked}))


def get_document(site: Site, asked: dict):
    if "number" in asked and len(asked) == 1:
        return answers.whole(site.document_by_number(asked["number"]))
    if asked.keys() == {"kind", "slug"}:
        return answers.whole(site.document(asked["kind"], asked["slug"]))
    raise Wrong("give kind and slug, or number alone", "slug", "missing_field")


def diagnose(site: Site, asked: dict):
    return answers.screen(site.diagnosis(asked.get("query", "")))


def open_notices(site: Site, asked: dict):
    return answers.notices(site.notices())


TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "search",
            "도움말에서 찾기",
            "Finds what the help desk says to a question or to an error message, in Korean. Where nothing answers "
            f"it says {answers.UNKNOWN}: pass that on with the phones, and do not guess. {PASSING_ON}",
            schema(
                ["query"],
                query=text("a question or an error message, in Korean", LONGEST_QUESTION),
                kind=text(
                    "only this kind of answer: a `unit` of the hits of the site's /api/v1/search/",
                    LONGEST_WORD,
                ),
                stage=text("only this stage: a key among `stages` of the site's /api/v1/", LONGEST_WORD),
            ),
            search,
        ),
        Tool(
            "get_document",
            "글 하나 읽기",
            f"One document whole, by kind and slug or by number, as search and resources name it. {PASSING_ON}",
            schema(
                [],
                kind=text("kind of the document: guide, faq, table, checklist", LONGEST_WORD),
                slug=text("the last part of its address", LONGEST_WORD),
                number={"type": "integer", "description": "its number", "minimum": 1, "maximum": LARGEST},
            ),
            get_document,
        ),
        Tool(
            "diagnose",
            "원인 찾기",
            "The next question of the diagnosis with its answers, or the outcome with its remedies, safe ones first. "
            "Begin without a query; ask again with the query of the answer that the person chose. Choose nothing for "
            "the person. "
            f"{PASSING_ON}",
            schema(
                [],
                query=text(
                    "the query of the chosen answer, as it was given; "
                    "due=today, due=week or due=later may be joined to it",
                    LONGEST_QUERY,
                ),
            ),
            diagnose,
        ),
        Tool(
            "open_notices",
            "지금 장애와 점검",
            f"What is known to be down or under maintenance at this moment. {PASSING_ON}",
            schema([]),
            open_notices,
        ),
    )
}


def call(site: Site, name: str, given) -> tuple[dict, str]:
    """Data and text. Wrong, Refused or NoAnswer."""
    if name not in TOOLS:
        raise Wrong(f"unknown tool; there are {', '.join(TOOLS)}", "name", "unknown_tool")
    asked = looked_at(TOOLS[name].schema, given or {})
    try:
        return TOOLS[name].run(site, asked)
    except Refused as refused:
        if refused.code in {"not_found", "gone"}:
            raise
        raise Wrong(
            refused.detail, "query" if refused.field == "q" else refused.field, refused.code
        ) from refused


def looked_at(wanted: dict, given: dict) -> dict:
    for name in given:
        if name not in wanted["properties"]:
            raise Wrong("unknown argument", str(name)[:40], "unknown_field")
    for name in wanted["required"]:
        if name not in given:
            raise Wrong("missing argument", name, "missing_field")
    for name, value in given.items():
        look_at(name, value, wanted["properties"][name])
    return given


def look_at(name: str, value, rule: dict):
    kind = rule["type"]
    if not isinstance(value, TYPES[kind]) or isinstance(value, bool):
        raise Wrong(f"{name} is of type {kind}", name)
    if kind == "integer":
        if not rule["minimum"] <= value <= rule["maximum"]:
            raise Wrong(f"{name} is from {rule['minimum']} to {rule['maximum']}", name)
        return
    if len(value) > rule["maxLength"]:
        raise Wrong(f"{name} has at most {rule['maxLength']} characters", name, "too_long")
    if not value.strip():
        raise Wrong(f"{name} is empty", name)
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise Wrong(f"{name} is no text", name)


def read(site: Site, uri: str) -> str:
    """A resource: one document as text."""
    place = answers.place_of(uri) if len(uri) <= LONGEST_QUESTION * 3 else None
    if place is None:
        raise Wrong(f"resources are {answers.TEMPLATE}", "uri", "unknown_resource")
    return answers.whole(site.document(*place))[1]


def listed(site: Site, cursor: str) -> tuple[list[dict], str | None]:
    """Documents as resources, and where the list goes on."""
    return answers.listed(site.documents(limit="100", **({"cursor": cursor} if cursor else {})))
