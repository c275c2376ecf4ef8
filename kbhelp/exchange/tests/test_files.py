"""What an author writes into a file is what readers get, or a problem that names file and line."""

import pytest

from guides.models import ComparisonTable, Guide
from kbhelp.exchange.folder import import_folder
from kbhelp.exchange.tests.making import GUIDE, SOURCES, TABLE, make_folder, problems_of
from kbhelp.publishing.models import Document, Source

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text", ["No", "404", "0123", "9:30", "2026-11-23", "1_000", "1e3", ".inf", "=", "on", "'오류 #10023'"]
)
def test_texts_reach_readers_as_they_are_written(tmp_path, text):
    guide = GUIDE.replace("title: 글", f"title: {text}\nchip: {text}\nasked_as: [{text}]")
    table = TABLE.replace("내 이름", text).replace("failure:", f"error_texts: [{text}]\n    failure:")
    assert import_folder(make_folder(tmp_path, {"guides/a.md": guide, "tables/b.md": table})) == 2
    text = text.strip("'")
    guide, table = Guide.objects.get().live.snapshot, ComparisonTable.objects.get().live.snapshot
    assert (guide["title"], guide["chip"], guide["asked_as"]) == (text, text, [text])
    assert (table["rows"][0]["normal"], table["rows"][0]["error_texts"]) == (text, [text])


def test_what_is_left_empty_is_empty(tmp_path):
    text = GUIDE.replace("state:", "chip:\nhome_position: ~\nasked_as: null\nrelated: []\nstate:")
    import_folder(make_folder(tmp_path, {"guides/a.md": text}))
    guide = Guide.objects.get().live.snapshot
    assert [guide[name] for name in ("chip", "home_position", "asked_as", "related")] == ["", None, [], []]


WRONG_HEADS = [
    ("title: 글", "title: [글]", 2, "title: must be a text"),
    ("title: 글", "title: {글: 1}", 2, "title: must be a text"),
    ("title: 글", "title: ~", 2, "title: leave the value out"),
    ("title: 글", "title: null", 2, "title: leave the value out"),
    ("title: 글", 'title: "두\\n줄"', 2, "title: must be one line"),
    ("title: 글", f"title: {'긴' * 121}", 2, "title: "),
    ("title: 글", 'title: "글\\x0b글"', 2, "title: holds a control character"),
    ("title: 글", 'title: "\\u200b\\u3164"', 1, "“title” is missing"),
    ("title: 글", "title: 글\ue123", 2, "title: ‘글’ 뒤에 문서 프로그램의 글꼴에만"),
    ("title: 글\n", "", 1, "“title” is missing"),
    ("title: 글", "제목: 글\ntitle: 글", 2, "unknown key “제목”"),
    ("title: 글", "slug: other\ntitle: 글", 2, "the file's name says the address"),
    ("title: 글", "body: 글\ntitle: 글", 2, "the text stands below the front matter"),
    ("topic: name", "topic: 1", 5, "topic: "),
    ("topic: name", "topic: name\nhome_position: 1_000", 6, "home_position: “1_000” is no number"),
    ("topic: name", "topic: name\nhome_position: 0x1F", 6, "home_position: “0x1F” is no number"),
    ("topic: name", "topic: name\nhome_position: -1", 6, "home_position: “-1” is no number"),
    ("topic: name", "topic: name\nhome_position: 99999", 6, "home_position: "),
    ("2026-11-23", "20261123", 6, "written_on: “20261123” is no day"),
    ("2026-11-23", "2026-W47-1", 6, "written_on: “2026-W47-1” is no day"),
    ("2026-11-23", "2026-02-30", 6, "written_on: "),
    ("2026-11-23", "0001-01-01", 6, "written_on: 2000년부터 2099년까지"),
    ("2026-11-23", "9999-12-31", 6, "written_on: 2000년부터 2099년까지"),
    ("2026-11-23", "2026-11-23 10:00", 6, "written_on: “2026-11-23 10:00” is no day"),
    ("[gov24]", "gov24", 8, "“sources” must be a list"),
    ("[gov24]", "[gov24, [gov24]]", 8, "“sources”: each of the list must be one line"),
    ("[gov24]", "[gov24]\nasked_as: [어떻게: 하나요]", 9, "“asked_as”: each of the list must be one line"),
    ("[gov24]", "[gov24]\nasked_as:\n  - 하나\n  -", 11, "“asked_as”: each of the list must be one line"),
    ("[gov24]", '[gov24]\nasked_as: ["두\\n줄"]', 9, "“asked_as”: each of the list must be one line"),
    ("[gov24]", '[gov24]\nasked_as: ["두\\u2028줄"]', 9, "“asked_as” holds a control character"),
    ("[gov24]", "[gov24]\nasked_as: [~]", 9, "“asked_as”: each of the list must be one line"),
    ("state: live", "state: Live", 10, "state: “Live” must be one of draft, live, scheduled, withdrawn"),
    ("state: live", "state: [live]", 10, "state: "),
    ("state: live", "state: scheduled", 10, "“publish_at” is missing"),
    ("state: live", "state: scheduled\npublish_at: 내일", 11, "publish_at: must be a time"),
    ("state: live", "state: scheduled\npublish_at: 9999-12-31T23:59:59Z", 11, "publish_at: must be a time"),
    ("state: live", "state: live\nwithdraw_at: 0001-01-01T00:00", 11, "withdraw_at: must be a time"),
    ("state: live", "state: draft\nwithdraw_at: 2027-01-01T00:00", 11, "“withdraw_at” does not go with"),
    ("state: live", "state: draft\nformer_addresses: [a]", 11, "“former_addresses” does not go with"),
    ("state: live", "state: live\nformer_addresses: [a b]", 11, "“a b” is no address"),
]


@pytest.mark.parametrize(("right", "wrong", "line", "message"), WRONG_HEADS)
def test_what_a_field_cannot_take_is_a_problem_at_its_line(tmp_path, right, wrong, line, message):
    said = problems_of(make_folder(tmp_path, {"guides/bad.md": GUIDE.replace(right, wrong, 1)}))
    assert len(said) == 1
    assert said[0].startswith(f"guides/bad.md:{line}: {message}")
    assert (Document.objects.count(), Source.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("right", "wrong", "line", "message"),
    [
        ("rows:\n  - key: name", "rows: 없음\nx:\n  - key: name", 8, "“rows” must be a list"),
        ("통신사 앱", "![](/media/x.png) 통신사 앱", 13, "“!” begins a YAML tag"),
        ("  - key: name", "  - 명의\n  - key: name", 9, "each of the list must be `key: value` lines"),
        ("key: name", "key: 이름", 9, "key: "),
        ("key: name", "key: [name]", 9, "key: must be a text"),
        ("key: name\n    item", "item", 9, "“key” is missing"),
        ("normal: 내 이름\n", "normal:\n", 9, "“normal” is missing"),
        ("normal: 내", "norml: x\n    normal: 내", 11, "unknown key “norml”; did you mean “normal”?"),
        ("normal: 내 이름", "normal: [9:30]", 11, "normal: must be a text"),
        ("normal: 내", "risk: 높음\n    normal: 내", 11, "risk: "),
        ("normal: 내", "source: nowhere\n    normal: 내", 11, "source: “nowhere” is not in sources.yaml"),
        (
            "---\n",
            "  - {key: name, item: 또, normal: 1, failure: 2}\n---\n",
            18,
            "the key “name” stands twice",
        ),
    ],
)
def test_what_a_row_cannot_take_is_a_problem_at_its_line(tmp_path, right, wrong, line, message):
    head, end = TABLE[:4], TABLE[4:]  # the first --- stays
    said = problems_of(make_folder(tmp_path, {"tables/bad.md": head + end.replace(right, wrong, 1)}))
    assert any(problem.startswith(f"tables/bad.md:{line}: {message}") for problem in said), said


def test_a_picture_is_looked_for_in_a_table_that_has_other_faults(tmp_path):
    rows = TABLE.replace("rows:\n", "rows:\n  - 명의\n").replace("통신사 앱에서", "보기 ![](/media/x.png)")
    assert problems_of(make_folder(tmp_path, {"tables/bad.md": rows})) == [
        "tables/bad.md:9: each of the list must be `key: value` lines",
        "tables/bad.md:14: media/x.png: this picture is missing",
    ]


PICTURE = "![](https://elsewhere.example/x.png)"


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("guides/bad.md", GUIDE + f"\n{PICTURE}\n", 14),
        ("guides/bad.md", GUIDE.replace("---\n본문", f"---\n\n\n본문입니다.\n\n{PICTURE}\n"), 16),
        ("guides/bad.md", GUIDE.replace("은행에", f"|\n  은행에\n\n  {PICTURE}\n\n  은행에"), 12),
        ("guides/bad.md", GUIDE.replace("은행에 물어보세요.", f"'{PICTURE}'"), 9),
        ("tables/bad.md", TABLE.replace("그래도", f"{PICTURE} 그래도"), 17),
        ("tables/bad.md", TABLE.replace("통신사 앱에서", f"보기 {PICTURE} 통신사 앱에서"), 13),
        ("tables/bad.md", TABLE.replace("    how_to_check: 통신사 앱에서 봅니다.\n", ""), 9),
        ("tables/bad.md", TABLE.replace("통신사 앱에서 봅니다.", ""), 13),
        ("guides/bad.md", GUIDE.replace("2027-05-23", "2026-01-01"), 7),
        ("guides/bad.md", GUIDE.replace("답입니다.", ""), 3),
        ("guides/bad.md", GUIDE.replace("본문", "글" * 70_000), 12),
    ],
)
def test_what_is_wrong_with_markdown_is_a_problem_at_the_line_of_the_file(tmp_path, path, text, line):
    """Not at the line of the field, which nobody can count in a file."""
    for ends in ("\n", "\r\n"):
        said = problems_of(make_folder(tmp_path, {path: text.replace("\n", ends)}))
        assert [problem.split(": ")[0] for problem in said] == [f"{path}:{line}"]
        assert "번째 줄" not in said[0]


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (GUIDE.encode("cp949"), 2, "not UTF-8, perhaps CP949"),
        (GUIDE.encode("utf-16"), 1, "not UTF-8 but UTF-16"),
        (GUIDE.encode("utf-32"), 1, "not UTF-8 but UTF-32"),
        (GUIDE.encode("utf-16-le"), 2, "not UTF-8"),
        (b"---\ntitle: \xff\xfe\n---\n", 2, "not UTF-8"),
        (GUIDE.replace("본문", "본\x00문"), 12, "holds the control character U+0000"),
        (GUIDE.replace("본문", "본\x0b문"), 12, "holds the control character U+000B"),
        (GUIDE.replace("본문", "본\u2028문"), 12, "holds the control character U+2028"),
        (GUIDE.replace("title: 글", "title: 글\x0b"), 2, "holds the control character U+000B"),
        ("a" * 2_000_001, 1, "larger than 2,000,000 bytes"),
        ("", 1, "no front matter"),
        ("---\ntitle: 글\n", 1, "no front matter"),
        ("----\ntitle: 글\n---\n", 1, "no front matter"),
        ("---\n글\n---\n", 2, "the front matter must be a list of `key: value` lines"),
        ("---\n- 글\n---\n", 2, "the front matter must be a list of `key: value` lines"),
        ("---\n---\n본문", 1, "“title” is missing"),
    ],
)
@pytest.mark.parametrize("path", ["guides/bad.md"])
def test_a_file_that_cannot_be_read_is_a_problem(tmp_path, path, content, line, message):
    said = problems_of(make_folder(tmp_path, {path: content}))
    assert said[0].startswith(f"{path}:{line}: {message}"), said


def test_a_byte_order_mark_is_not_text(tmp_path):
    mark = "\ufeff"
    import_folder(make_folder(tmp_path, {"sources.yaml": mark + SOURCES, "guides/a.md": mark + GUIDE}))
    assert (Guide.objects.get().live.snapshot["title"], Source.objects.get().key) == ("글", "gov24")


def test_texts_are_cleaned_as_those_of_forms_are(tmp_path):
    text = GUIDE.replace("title: 글", "title: \u1100\u1173\u11af\u200b\nasked_as: [왜\xa0요\ufeff]")
    text = text.replace("본문", "\u200b  \uf0b7 본\xa0문")
    import_folder(make_folder(tmp_path, {"guides/a.md": text}))
    guide = Guide.objects.get().live.snapshot
    assert (guide["title"], guide["asked_as"], guide["body"]) == ("글", ["왜 요"], "• 본 문입니다.")
    assert import_folder(tmp_path) == 0


def test_line_ends_of_windows_are_line_ends(tmp_path):
    body = "첫 줄\n\n```\n코드\n```"
    text = GUIDE.replace("본문입니다.", body).replace("\n", "\r\n")
    import_folder(make_folder(tmp_path, {"guides/a.md": text}))
    assert Guide.objects.get().live.snapshot["body"] == body


def test_a_line_of_dashes_in_the_text_ends_nothing(tmp_path):
    text = GUIDE.replace("은행에", "|\n  --- 이름\n  ---\n  은행에").replace(
        "본문", "본문\n\n---\n\n---끝---\n"
    )
    import_folder(make_folder(tmp_path, {"guides/a.md": text}))
    guide = Guide.objects.get().live.snapshot
    assert guide["still_stuck"] == "--- 이름\n---\n은행에 물어보세요.\n"
    assert guide["body"] == "본문\n\n---\n\n---끝---\n입니다."


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (SOURCES.replace("https://www.gov.kr/", "javascript:alert(1)"), 1, "url: "),
        (SOURCES.replace("https://www.gov.kr/", f"https://www.gov.kr/{'a' * 300}"), 1, "url: "),
        (SOURCES.replace("정부24", "정" * 300), 1, "name: "),
        (SOURCES.replace(", publisher: 행정안전부", ""), 1, "“publisher” is missing"),
        (SOURCES.replace("key: gov24, ", ""), 1, "“key” is missing"),
        (SOURCES.replace("gov24", "정부 24"), 1, "key: "),
        (SOURCES.replace("gov24", '"gov\\0"'), 1, "key: holds a control character"),
        (SOURCES.replace("gov24", "[gov24]"), 1, "key: must be a text"),
        (SOURCES.replace("gov24,", "gov24, verified_on: 어제,"), 1, "verified_on: “어제” is no day"),
        (SOURCES.replace("gov24,", "gov24, color: red,"), 1, "unknown key “color”"),
        (SOURCES + SOURCES, 2, "the key “gov24” stands twice"),
        (SOURCES + "- 정부24\n", 2, "each of the list must be `key: value` lines"),
        (SOURCES + "- [정부24]\n", 2, "each of the list must be `key: value` lines"),
        ("key: gov24\n", 1, "must be a list of entries"),
        ("글\n", 1, "must be a list of entries"),
        (SOURCES + "- key: [\n", 3, "broken YAML"),
        (SOURCES.encode("cp949"), 1, "not UTF-8, perhaps CP949"),
        (SOURCES.encode("utf-16"), 1, "not UTF-8 but UTF-16"),
    ],
)
def test_a_list_of_sources_follows_the_rules_of_the_admin(tmp_path, text, line, message):
    said = problems_of(make_folder(tmp_path, {"sources.yaml": text, "guides/a.md": GUIDE}))
    assert any(problem.startswith(f"sources.yaml:{line}: {message}") for problem in said), said
    assert (Document.objects.count(), Source.objects.count()) == (0, 0)


def test_groups_follow_the_rules_of_the_admin(tmp_path):
    groups = "- {slug: reason, name: 왜 안 되나요, position: 1}\n- {slug: phone, name: '', position: many}\n"
    assert problems_of(make_folder(tmp_path, {"categories.yaml": groups, "guides/a.md": GUIDE})) == [
        "categories.yaml:2: position: “many” is no number from 0 to 32767",
        "categories.yaml:2: “name” is missing",
    ]


def test_a_list_leaves_alone_what_it_does_not_say(tmp_path):
    Source.objects.create(key="gov24", name="예전", publisher="기관", url="https://old.example/", note="메모")
    import_folder(make_folder(tmp_path, {"guides/a.md": GUIDE}))
    source = Source.objects.get()
    assert (source.name, source.note) == ("정부24", "메모")
