"""What the diagnosis asks, in which order, and what it says in the end: row snapshots in, a screen out."""

from urllib.parse import urlencode

import pytest

from guides.diagnosis import rows_of, screen_of


def row(key, stage="issue", **fields):
    fields = {"item": f"항목 {key}", "risk": "none", "effort": "self"} | fields
    return {"key": key, "stage": stage} | fields


def page(number=7, *points, related=()):
    return {"document": number, "points": points, "related": list(related), "url": "/tables/t/"}


ROWS = rows_of(
    [
        page(7, row("device"), row("name", "prepare"), row("server", "any")),
        page(8, row("window", "connect"), row("app", "prepare")),
    ]
)


def screen(rows=ROWS, **query):
    return screen_of(urlencode({name.replace("_", "-"): value for name, value in query.items()}), rows)


def answers(rows=ROWS, **given):
    """The query for answers given by row key."""
    return {row["name"]: given[row["key"]] for row in rows if row["key"] in given}


def order_of(stage):
    """The rows in the order in which they are asked, each answered 정상."""
    query, asked = {"stage": stage}, []
    while (now := screen_of(urlencode(query), ROWS))["name"] == "row":
        asked.append(now["row"]["key"])
        query[now["row"]["name"]] = "ok"
    return asked


def test_the_stage_is_asked_first():
    assert screen()["name"] == "stage"
    assert screen(**{"7-name": "bad"})["name"] == "stage"


@pytest.mark.parametrize(
    ("stage", "order"),
    [
        ("issue", ["name", "app", "device", "server"]),
        ("connect", ["name", "app", "window", "server"]),
        ("unsure", ["name", "app", "device", "window", "server"]),
    ],
)
def test_what_to_prepare_is_asked_first_then_the_stage_in_table_order(stage, order):
    assert order_of(stage) == order


def test_each_question_says_which_of_how_many_it_is():
    now = screen(stage="issue", **answers(name="ok"))
    assert (now["number"], now["count"], now["row"]["key"]) == (2, 4, "app")


def test_who_is_unsure_is_asked_again_with_how_to_check():
    now = screen(stage="issue", **answers(name="unsure"))
    assert (now["row"]["key"], now["is_explained"]) == ("name", True)
    assert screen(stage="issue", **answers(name="skip"))["row"]["key"] == "app"


def test_a_changed_answer_keeps_the_others():
    now = screen(stage="issue", ask="7-name", **answers(name="ok", app="bad", device="ok"))
    assert (now["row"]["key"], now["is_change"]) == ("name", True)
    assert now["asked_fields"] == [("stage", "issue"), ("7-device", "ok"), ("8-app", "bad")]


def test_a_changed_stage_keeps_the_answers():
    now = screen(stage="issue", ask="stage", **answers(name="ok", device="bad"))
    assert (now["name"], now["asked_fields"]) == ("stage", [("7-device", "bad"), ("7-name", "ok")])
    assert screen(stage="connect", **answers(name="ok", device="bad"))["has_failed"] is False


def test_remedies_stand_by_risk_then_by_effort():
    rows = rows_of(
        [
            page(
                1,
                row("removed", risk="removed"),
                row("lockout", risk="lockout"),
                row("bank", effort="bank"),
                row("carrier", effort="carrier"),
                row("self"),
            )
        ]
    )
    given = dict.fromkeys((each["name"] for each in rows), "bad")
    found = screen_of(urlencode({"stage": "issue"} | given), rows)["failed"]
    assert [each["key"] for each in found] == ["self", "carrier", "bank", "lockout", "removed"]


def test_what_was_left_out_stands_apart_from_what_was_never_asked():
    now = screen(stage="issue", done="1", **answers(name="skip", app="unsure", device="bad"))
    assert [each["key"] for each in now["failed"]] == ["device"]
    assert [each["key"] for each in now["unchecked"]] == ["app", "name"]
    assert [each["key"] for each in now["unasked"]] == ["server"]


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ({}, "아직 확인한 것이 없습니다"),
        ({"name": "skip"}, "아직 확인한 것이 없습니다"),
        ({"name": "ok", "app": "skip"}, "확인한 것은 모두 정상입니다"),
        ({"name": "ok", "app": "bad"}, "고칠 것 1가지를 찾았습니다"),
        (dict.fromkeys(["name", "app", "device", "server"], "ok"), "모두 정상입니다"),
    ],
)
def test_the_title_says_no_more_than_was_answered(given, title):
    assert screen(stage="issue", done="1", **answers(**given))["title"] == title


def test_the_shared_address_shows_the_same_outcome():
    now = screen(stage="issue", **answers(name="ok", app="bad", device="skip", server="ok"))
    assert screen_of(now["query"], ROWS)["failed"] == now["failed"]


def test_an_answer_to_a_row_that_is_gone_is_left_out_and_said():
    now = screen(stage="issue", **{"7-name": "ok", "7-former": "bad"})
    assert (now["state"].has_gone, now["state"].answers) == (True, {"7-name": "ok"})


@pytest.mark.parametrize(
    "query",
    [
        "stage=nothing&7-name=perhaps&ask=9-none&done=yes",
        "stage=%00&7-name=%00&7-name%00=ok&ask=%00",
        "stage=%ff%fe&%ff=ok",
        "&&==&=ok&stage",
        "x=" + "a" * 1_000_000,
        "&".join(f"p{number}=ok" for number in range(50_000)),
    ],
)
def test_what_no_reader_can_have_answered_is_ignored(query):
    now = screen_of(query, ROWS)
    assert (now["name"], now["fields"], now["state"].has_gone) == ("stage", [], False)


def test_guides_beside_the_tables_of_what_failed_are_offered_once():
    cards = [{"kind": "guide", "url": "/guides/a/"}, {"kind": "table", "url": "/tables/b/"}]
    rows = rows_of([page(1, row("a"), row("b"), related=cards)])
    now = screen_of(urlencode({"stage": "issue", "1-a": "bad", "1-b": "bad"}), rows)
    assert [card["url"] for card in now["related"]] == ["/guides/a/"]
