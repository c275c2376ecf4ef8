"""Bounds that keep every text, however hostile, below two seconds of rendering."""

import re

from markdown_it.token import Token

from kbhelp.markdown.rendered import TooLong
from kbhelp.text import many_lines

MAX_BYTES = 200_000
MAX_LINES = 5_000
MAX_NESTING = 12  # blocks within blocks; one level of a list counts two
MAX_INLINE_NESTING = 8  # emphasis within emphasis: nh3 is quadratic in depth
MAX_PARAGRAPH = 5_000  # characters; several inline rules are quadratic in it
MAX_MARKS = 20_000  # each may become a tag; the longest article has some hundreds
MAX_BRACKETS = 16  # open square brackets at one place; pictures within pictures are parsed again and again
MAX_COLUMNS = 12  # short rows are filled up with empty cells

MARKS = 20_000  # each may become a tag; the longest article has some hundreds
MAX_BRACKETS = 16  # open square brackets at one place; pictures within pictures are parsed again and again
MAX_COLUMNS = 12  # short rows are filled up with empty cells

# Control characters and bidirectional overrides say nothing in Korean and only serve to deceive.
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
MARKS = "*_~[|"
BRACKETS = re.compile(r"\\.|[\[\]]", re.DOTALL)


def prepared(text: str) -> str:
    """The text as kbhelp.text cleans it; raises TooLong."""
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise TooLong(f"글이 너무 깁니다. {MAX_BYTES // 1000}kB까지 쓸 수 있으니 글을 나누어 주세요.")
    text = many_lines(text)
    if text.count("\n") > MAX_LINES:
        raise TooLong(f"줄이 너무 많습니다. {MAX_LINES:,}줄까지 쓸 수 있으니 글을 나누어 주세요.")
    if sum(map(text.count, MARKS)) > MAX_MARKS:
        raise TooLong(f"표시 기호({' '.join(MARKS)})가 너무 많습니다. 글을 나누어 주세요.")
    return text


def bounded_inline(state):
    """markdown-it's core rule `inline`; what is beyond the bounds stays plain text and is reported."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        complaint = _beyond_bounds(token.content)
        if complaint:
            state.env["report"].add(token.map[0], complaint)
            token.children = [Token("text", "", 0, content=token.content)]
        else:
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _beyond_bounds(content: str) -> str | None:
    if len(content) > MAX_PARAGRAPH:
        return f"문단이 {MAX_PARAGRAPH:,}자를 넘습니다. 빈 줄로 문단을 나누세요."
    depth = 0
    for match in BRACKETS.finditer(content):
        depth = max(0, depth + {"[": 1, "]": -1}.get(match[0], 0))
        if depth > MAX_BRACKETS:
            return "대괄호 [ 가 너무 많이 겹쳐 있습니다. 닫는 ] 를 확인하세요."
    return None


def flatten(tokens, report) -> list:
    """Pass: what lies too deep goes, and the editor hears of it."""
    for token in tokens:
        if token.nesting == 1 and token.map and token.level + 1 >= MAX_NESTING:  # the parser dropped the rest
            report.add(
                token.map[0], "목록이나 인용이 너무 여러 겹이라 안쪽 내용이 빠졌습니다. 단계를 줄이세요."
            )
        if token.type == "inline":
            token.children = _flattened(token, report)
    return tokens


def _flattened(inline, report) -> list:
    """The children without the tags that lie deeper than MAX_INLINE_NESTING."""
    kept, open_tags = [], []
    for child in inline.children:
        if child.nesting == 1:
            open_tags.append(len(open_tags) < MAX_INLINE_NESTING)
            keep = open_tags[-1]
        elif child.nesting == -1:
            keep = open_tags.pop()
        else:
            keep = True
        if keep:
            kept.append(child)
    if len(kept) < len(inline.children):
        report.add(inline.map[0], "강조가 너무 여러 겹입니다. 별표(*)를 줄이세요.")
    return kept
