"""Which question comes next: the one that settles most of what is still in doubt, for each answer to be read."""

from dataclasses import dataclass
from math import log2

from guides.diagnosis.address import BAD, NOT_MINE, OK, UNSURE
from guides.diagnosis.likelihood import ELSE, NONE, Question, chance
from kbhelp import profile

MOST = 4  # screens of questions before the first remedy, the first one counted
FURTHER = 3  # that a reader may ask for after an outcome
SURE = 0.75  # the share of one row with which nothing more need be asked; where its remedy is dangerous, one asks
LIKELIEST = 8  # rows whose own question is considered
LONGEST_LIST = 4
OF_A_LIST = 3  # what else is to be read of a list: its own two answers, and that it is one
FOLLOWS = {"bad": {BAD}, "not_ok": {BAD, UNSURE}, "not_bad": {OK, NOT_MINE, UNSURE}}


@dataclass(frozen=True)
class Heard:
    """What a question is chosen by, beside the weights: the answers so far, all rows that were asked or listed, and
    those that the screen named."""

    answers: dict[str, str]
    names: set[str]
    named: set[str]


def next_question(rows: list[dict], weights: dict[str, float], heard: Heard) -> Question | None:
    """None when the outcome is due."""
    likeliest = by_weight(rows, weights)
    if not likeliest or is_settled(likeliest[0], weights, heard):
        return None
    askable = [row for row in likeliest if row["name"] not in heard.names and applies(row, rows, heard)]
    names = [row["name"] for row in askable]
    singles = [(Question((row["name"],)), len(answers_to(row))) for row in askable[:LIKELIEST]]
    lists = [
        (Question(tuple(names[:size])), size + OF_A_LIST)
        for size in range(2, min(LONGEST_LIST, len(names)) + 1)
    ]
    return max(singles + lists, key=lambda one: told_by(one[0], weights) / one[1], default=(None, 0))[0]


def by_weight(rows: list[dict], weights: dict[str, float]) -> list[dict]:
    return sorted(rows, key=lambda row: -weights[row["name"]])


def is_settled(likeliest: dict, weights: dict[str, float], heard: Heard) -> bool:
    """The reader said so of the likeliest row, or the screen did and nothing can go wrong with its remedy."""
    if likeliest["name"] in heard.answers:
        return heard.answers[likeliest["name"]] == BAD
    is_named = likeliest["name"] in heard.named
    return is_named and weights[likeliest["name"]] >= SURE and likeliest["risk"] == profile.NO_RISK


def applies(row: dict, rows: list[dict], heard: Heard) -> bool:
    """What the screen named, what follows nothing, and what follows a row of its table that was answered as it asks."""
    if row["name"] in heard.named or not row["follows"]:
        return True
    own = (other for other in rows if other["page"] is row["page"] and other["key"] == row["follows"])
    before = next(own, None)
    return before is None or heard.answers.get(before["name"]) in FOLLOWS.get(row["follows_when"], set())


def answers_to(row: dict) -> list[str]:
    return [OK, BAD, *([NOT_MINE] if row["answer_na"] else []), UNSURE]


def told_by(question: Question, weights: dict[str, float]) -> float:
    """Bits of doubt about the cause that the answer takes away: how unsure the answer is, less how unsure it would be
    of readers whose cause is known. Readers with a cause that is not asked about all answer alike."""
    causes = {name: weights[name] for name in question.names}
    causes |= {ELSE: 1 - sum(causes.values())}
    possible = [*question.names, NONE, UNSURE] if question.is_list else [OK, BAD, UNSURE, NOT_MINE]
    unsure, unsure_of_known = 0.0, 0.0
    for answer in possible:
        chances = {cause: chance(answer, question, cause) for cause in causes}
        unsure += doubt(sum(share * chances[cause] for cause, share in causes.items()))
        unsure_of_known += sum(share * doubt(chances[cause]) for cause, share in causes.items())
    return unsure - unsure_of_known


def doubt(share: float) -> float:
    return -share * log2(share) if share > 0 else 0.0
