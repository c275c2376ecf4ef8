"""YAML is read as the texts that stand in it; what YAML would turn into something else is refused with its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbhelp.exchange.yaml_texts import BadYaml, read, write

GUESSED = [
    "404",
    "9:30",
    "0123",
    "0x1F",
    "1_000",
    "1e3",
    "No",
    "yes",
    "on",
    "off",
    ".inf",
    "=",
    "2026-11-23",
    "<<",
]


@pytest.mark.parametrize("text", GUESSED)
def test_a_text_stays_as_it_is_written_wherever_it_stands(text):
    assert read(f"a: {text}\nb: [{text}]\nc:\n  - d: {text}\n") == {
        "a": text,
        "b": [text],
        "c": [{"d": text}],
    }


@pytest.mark.parametrize("text", GUESSED)
def test_what_another_reader_of_yaml_would_guess_is_written_in_quotes(text):
    assert write({"a": text}) in {f"a: '{text}'\n", f"a: {text}\n"}
    assert read(write({"a": text})) == {"a": text}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: 오류 #10023", 2, "“#10023” would be lost as a comment"),
        ("a: '오류'#10023", 1, "“#10023” would be lost as a comment"),
        ("a: #10023", 1, "“#10023” would be lost as a comment"),
        ("a:\n  - 오류\n  #10023\n  - 다른 오류", 3, "“#10023” would be lost as a comment"),
        ("a: 두 줄\n  가운데\n  # 둘째", 3, "“# 둘째” would be lost as a comment"),
        ("a: [오류, # 둘째\n  셋째]", 1, "“# 둘째” would be lost as a comment"),
        ("a: | # 둘째\n  셋째", 1, "“# 둘째” would be lost as a comment"),
        ("a: 1\nb: 2\na: 3", 3, "the key “a” stands twice"),
        ("a: 1\nb: [{c: 1, c: 2}]", 2, "the key “c” stands twice"),
        ("a: &x [1]\nb: 2", 1, "“&x” would be an anchor"),
        ("a: 1\nb: *x", 2, "“*x” would be an alias"),
        ("a: !!python/object/apply:os.system [ls]", 1, "“!” begins a YAML tag"),
        ("a: !!str 404", 1, "“!” begins a YAML tag"),
        ("a:\t1", 1, "broken YAML"),
        ("a: 1\n\tb: 2", 2, "broken YAML"),
        ("a: 오류: 없음", 1, "broken YAML"),
        ("a: 1\nb: @이름", 2, "broken YAML"),
        ("a: 1\nb: '열림", 2, "broken YAML"),
        ("a: 1\n? [b]\n: 2", 2, "a key must be a word"),
        ("a: 1\n---\nb: 2", 2, "a line of --- begins a second document"),
        ("a: [[[[[[1]]]]]]", 1, "lists within lists"),
        ("a: " + "[" * 100_000, 1, "lists within lists"),
        ("a: " + "{a: " * 100_000, 1, "lists within lists"),
        ('a: 1\nb: "\\ud800"', 2, "holds half a character"),
        ("a: 1\nb: '\x0b'", 2, "the character U+000B cannot stand here"),
    ],
)
def test_what_would_change_a_text_is_a_problem_with_its_line(text, line, message):
    with pytest.raises(BadYaml) as refusal:
        read(text)
    assert [(at, said[: len(message)]) for at, said in refusal.value.problems] == [(line, message)]


def test_aliases_cannot_multiply():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(BadYaml, match="1: “&a” would be an anchor"):
        read(bomb)


def test_a_comment_on_a_line_of_its_own_is_a_comment():
    assert read("# 머리말\na: 1\n# 가운데\nb: |\n  # 제목\n  #태그\n") == {"a": "1", "b": "# 제목\n#태그\n"}


def test_lines_are_those_of_the_file():
    entries = read("a: 1\nb:\n  - c: |\n      첫 줄\n      둘째 줄\n", first_line=2)
    row = entries["b"][0]
    assert (entries["a"].line, entries["a"].line_at(1)) == (2, 2)
    assert (row.line, row["c"].line, row["c"].line_at(1), row["c"].line_at(2)) == (4, 4, 5, 6)


texts = st.text(
    st.sampled_from("\n\r\t #:-'\"|>[]{}~!&*%@`,?0123456789가각\u2028\u2029\x85\xa0\u3000\ufeff")
    | st.characters(exclude_categories=["Cs"]),
    min_size=1,
)
values = texts | st.lists(texts, min_size=1) | st.lists(st.dictionaries(texts, texts, min_size=1), min_size=1)


@settings(deadline=None)
@given(st.dictionaries(texts, values, min_size=1))
def test_what_is_written_is_read_again(data):
    assert read(write(data)) == data
