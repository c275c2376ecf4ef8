"""judge_vocabulary: which file of words made which question right, and which ways of saying never act."""

import json

import pytest
from django.core.management import call_command

from kbhelp.search.vocabulary import shipped

pytestmark = pytest.mark.django_db

DOCUMENTS = [
    {"id": "refund", "title": "환불은 언제 들어오나요", "body": "사흘 안에 들어옵니다."},
    {"id": "library", "title": "도서관 책을 빌리는 방법", "body": "회원증을 가져가세요."},
]
QUERIES = [
    {"category": "syn", "query": "뚜껍질", "rel": {"refund": 2}},
    {"category": "syn", "query": "도둑말 도둑말 책", "rel": {"library": 2}},
    {"category": "kw", "query": "책 빌리기", "rel": {"library": 2}},
]


def test_it_says_of_each_file_what_it_gains_and_loses(tmp_path, monkeypatch, capsys):
    words = tmp_path / "words"
    words.mkdir()
    (words / "good.txt").write_text("뚜껍질 = 환불\n쓰지않는말 = 대출\n")
    (words / "bad.txt").write_text("도둑말 = 환불\n까이다 = 거절\n")
    monkeypatch.setattr(shipped, "folders", lambda: [words])
    for name, rows in (("docs", DOCUMENTS), ("queries", QUERIES)):
        (tmp_path / f"{name}.json").write_text(json.dumps(rows))
    call_command("judge_vocabulary", tmp_path / "docs.json", tmp_path / "queries.json")
    said = capsys.readouterr().out
    assert "good: 1 of 2 groups met\n  + 뚜껍질\n" in said
    assert said.startswith("bad: 1 of 2 groups met\n  - 도둑말 도둑말 책\n")
    assert said.endswith("never act: 까이다\n")
