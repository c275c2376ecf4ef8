"""Which question comes next, and when enough was asked."""

from guides.tests.making import asked, row, rows, said, screen

TEXT = "본인확인에 실패했습니다"


def issue(of, **answers):
    return screen(of, said="none", stage="issue", **answers)


def outcome_of(of, **answers):
    return issue(of, done="1", **answers)


def path(of, answer: str, **query) -> list[list[str]]:
    """What is asked until the outcome when every question is answered alike."""
    way, query = [], {"said": "none", "stage": "issue"} | query
    while (now := screen(of, **query))["name"] == "row" and len(way) < 30:
        way.append(asked(now))
        query |= dict.fromkeys(way[-1], answer)
    return way


def test_a_cause_that_stands_out_is_asked_alone_and_equals_are_listed():
    alone = rows(row("a", weight="most"), row("b", weight="rare"), row("c", weight="rare"))
    assert asked(issue(alone)) == ["a"]
    assert len(asked(issue(rows(*(row(key) for key in "abcdefgh"))))) > 2


def test_the_commoner_comes_first_whatever_its_place():
    assert asked(issue(rows(*(row(key) for key in "abcdefg"), row("z", weight="often"))))[0] == "z"


def test_no_row_is_asked_twice():
    way = path(rows(*(row(f"r{number}") for number in range(20))), "unsure", more="1")
    listed = [key for keys in way for key in keys]
    assert len(listed) == len(set(listed))


def test_at_most_four_screens_come_before_the_outcome_and_three_more_if_one_goes_on():
    many = rows(*(row(f"r{number}") for number in range(200)))
    assert len(path(many, "ok")) == 3
    assert len(path(many, "ok", more="1")) == 6


def test_a_text_of_one_row_alone_needs_no_question_unless_its_remedy_is_dangerous():
    for risk, name in [("none", "outcome"), ("removed", "row"), ("lockout", "row")]:
        of = rows(row("a", screen="code", error_texts=[TEXT], risk=risk), row("b", screen="card"))
        assert screen(of, said=said("a", TEXT))["name"] == name


def test_a_row_of_another_stage_is_asked_only_when_its_text_was_seen():
    of = rows(row("a"), row("b", "connect", error_texts=[TEXT], risk="removed"))
    assert path(of, "ok") == [["a"]]
    assert asked(screen(of, stage="issue", said=said("b", TEXT))) == ["b"]


def test_a_screen_that_was_chosen_puts_its_rows_first():
    of = rows(row("a", screen="card", weight="often"), row("b", screen="code"), row("c", weight="often"))
    assert asked(screen(of, stage="issue", screen="code"))[0] == "b"


def test_a_row_that_follows_another_waits_for_its_answer():
    first = row("a", weight="most")
    for when, answer, is_asked in [
        ("bad", "ok", False),
        ("not_bad", "ok", True),
        ("not_bad", "na", True),
        ("not_ok", "unsure", True),
        ("not_ok", "ok", False),
    ]:
        of = rows(first, row("b", follows="a", follows_when=when, weight="often"))
        assert asked(issue(of)) == ["a"]
        assert (asked(issue(of, a=answer)) == ["b"]) is is_asked


def test_a_row_that_follows_one_that_is_gone_is_asked_as_any_other():
    of = rows(row("b", follows="gone", follows_when="bad"), row("c"), row("d"))
    assert "b" in asked(issue(of))


def test_an_answer_that_does_not_apply_is_offered_where_the_row_has_words_for_it():
    of = rows(row("a", answer_na="알뜰폰이 아니에요", weight="most"))
    assert ("na", "알뜰폰이 아니에요") in issue(of)["answers"]
    assert "na" not in dict(issue(rows(row("a", weight="most")))["answers"])


def test_every_answer_but_yes_makes_its_row_less_likely_and_no_most():
    of = rows(row("a"), row("b"), row("c"))
    assert [found["key"] for found in outcome_of(of)["ranked"]] == ["a", "b", "c"]
    ranks = {}
    for answer in ("bad", "unsure", "ok"):
        ranks[answer] = [found["key"] for found in outcome_of(of, a=answer)["ranked"]]
    assert (ranks["bad"][0], ranks["unsure"][-1], "a" in ranks["ok"]) == ("a", "a", False)
