"""evaluate_search: the figures by which search is judged."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kbhelp.search.index.storage import tables
from kbhelp.search.korean import analyser

pytestmark = pytest.mark.django_db

DOCUMENTS = [
    {
        "id": "refund",
        "category": "shop",
        "title": "환불은 언제 들어오나요",
        "body": "취소한 날부터 사흘 안에 들어옵니다.",
    },
    {"id": "wifi", "category": "net", "title": "와이파이가 느려요", "body": "공유기를 껐다 켜세요."},
    {"id": "library", "category": "town", "title": "도서관 책을 빌리는 방법", "body": "회원증을 가져가세요."},
]
QUERIES = [
    {"id": "1", "category": "kw", "query": "와이파이 속도", "rel": {"wifi": 2}},
    {"id": "2", "category": "kw", "query": "책 빌리기", "rel": {"wifi": 2, "library": 1}},
    {"id": "3", "category": "ty", "query": "환뷸", "rel": {"refund": 2}},
    {"id": "4", "category": "na", "query": "화성 탐사선", "rel": {}},
]  # the second is judged wrongly on purpose: a document that is not found first must lower the figures


@pytest.fixture(autouse=True)
def loaded():
    analyser.load(wait=True)


def evaluate(folder, capsys, *options, documents=DOCUMENTS, queries=QUERIES) -> str:
    for name, rows in (("docs", documents), ("queries", queries)):
        (folder / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    call_command("evaluate_search", folder / "docs.json", folder / "queries.json", *options)
    return capsys.readouterr().out


def test_the_figures_are_means_over_categories(tmp_path, capsys):
    figures = json.loads(evaluate(tmp_path, capsys, "--json"))
    assert set(figures) == {"categories", "macro", "no_answer", "latency_ms"}
    assert (figures["categories"]["kw"]["n"], figures["categories"]["kw"]["success@1"]) == (2, 0.5)
    assert figures["macro"]["success@1"] == 0.75
    assert figures["macro"]["recall@10"] == 0.75
    assert figures["no_answer"] == {"recognised": 1.0, "wrongly_flagged": 0.0}
    assert 0 < figures["latency_ms"]["p50"] <= figures["latency_ms"]["p95"]


def test_people_read_the_same_figures_in_lines(tmp_path, capsys):
    said = evaluate(tmp_path, capsys)
    assert said.splitlines()[3].split()[:2] == ["macro", "0.750"]
    assert "recognised 1.000, wrongly_flagged 0.000" in said


def test_nothing_of_it_stays(tmp_path, capsys):
    before = tables().totals()
    evaluate(tmp_path, capsys)
    assert tables().totals() == before


@pytest.mark.parametrize("text", ["", "{", "{}", "[]", '[{"id": 1}]', "\udcff"])
def test_a_file_that_is_not_a_set_is_refused_in_one_line_that_names_it(tmp_path, text):
    file = tmp_path / "odd.json"
    file.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(CommandError, match=r"odd\.json: "):
        call_command("evaluate_search", file, file)


# What the engine reached on ground unknown to it, less what one query in a hundred may change.
FLOORS = {"first": (0.84, 0.90, 0.16), "second": (0.84, 0.83, 0.14), "third": (0.83, 0.84, 0.15)}


@pytest.mark.parametrize("name", FLOORS)
def test_search_finds_on_unknown_ground_what_it_found_before(name, capsys):
    folder = Path(__file__).parent / "sets" / name
    call_command("evaluate_search", folder / "docs.json", folder / "queries.json", "--json")
    figures = json.loads(capsys.readouterr().out)
    first, recognised, flagged = FLOORS[name]
    assert figures["macro"]["success@1"] >= first
    assert figures["no_answer"]["recognised"] >= recognised
    assert figures["no_answer"]["wrongly_flagged"] <= flagged
