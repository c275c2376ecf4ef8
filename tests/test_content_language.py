"""How the site's first texts sound: polite, short, calm, in links that say where they lead."""

import re

from tests.contentfiles import DOCUMENTS, every_document, links, sentences, texts, whole

LONGEST_SENTENCE = 60  # syllables, with letters and digits
POLITE = re.compile(r"(니다|세요)[.’”]*$|(나요|까요|인가요|가요)\?[’”]*$")
SPOKEN = {"asked_as", "error_texts", "rows"}  # rows: their prose is looked at by field below


def prose(name):
    """Sentences that the site says itself, not those it quotes from readers or screens."""
    for field, text in texts(name):
        if field not in SPOKEN:
            yield from sentences(text)
    for row in DOCUMENTS[name].get("rows", []):
        for field in ("item", "normal", "failure", "how_to_check", "remedy", "success"):
            yield from sentences(row[field])


@every_document
def test_sentences_are_polite(name):
    ended = [text for text in prose(name) if text.endswith((".", "?"))]
    assert len(ended) > 5
    fragments = r"^\S+( \S+){0,4}\.$"  # a bold label such as “스팸함.” opens a list item
    rough = [text for text in ended if not POLITE.search(text)]
    assert [text for text in rough if not re.match(fragments, text) or text.endswith(("다.", "요."))] == []


@every_document
def test_no_phrase_ends_in_plain_style(name):
    assert [text for text in prose(name) if re.search(r"(?<!니)다[.’”]*$", text)] == []


@every_document
def test_no_sentence_is_longer_than_a_breath(name):
    long = [text for text in prose(name) if len(re.sub(r"[^가-힣A-Za-z0-9]", "", text)) > LONGEST_SENTENCE]
    assert long == []


@every_document
def test_nothing_shouts_belittles_or_claims_without_a_source(name):
    text = whole(name)
    assert re.findall(r"[!！]|[\U0001F300-\U0001FAFF☀-➿]", text) == []
    assert re.findall(r"쉽게|간단히|간단하게|성공률|대부분|무조건|100%", text) == []


@every_document
def test_links_say_where_they_lead(name):
    assert [text for text, _ in links(name) if re.search(r"여기|바로가기|클릭", text) or len(text) < 3] == []


@every_document
def test_headings_have_two_levels_and_never_jump(name):
    levels = [len(marks) for marks in re.findall(r"^(#+) ", DOCUMENTS[name].content, flags=re.MULTILINE)]
    assert set(levels) <= {2, 3}
    assert levels[:1] in ([], [2])
