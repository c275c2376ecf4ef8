"""Pass: what other dialects of Markdown, HTML and word processors write would reach readers as typed.

Each is named with its line and what to write instead. What is escaped (``\\<b>``) or stands in code is meant as it
stands. What can be translated safely is not refused here: boxes in callouts.py, notes in footnotes.py, ``- [ ]`` in
tasks.py, ``<br>`` in dialect.py, odd spaces and symbols in kbhelp.text.
"""

import re
from bisect import bisect_right
from itertools import accumulate, chain
from typing import NamedTuple

from kbhelp.markdown.embeds import EMBED, NOT_HERE
from kbhelp.markdown.limits import MAX_PARAGRAPH
from kbhelp.markdown.lines import with_lines

MEANT = "\ufffc"  # stands for what is no plain text: code, escaped signs, the edges of links and emphasis
SHOWN = 40  # characters of what was found that the sentence repeats


class Form(NamedTuple):
    pattern: re.Pattern
    sentence: str  # {} becomes what was found


def form(pattern: str, sentence: str) -> Form:
    return Form(re.compile(pattern, re.MULTILINE), sentence)


HTML = (
    "abbr|address|area|article|aside|audio|base|bdi|bdo|big|blockquote|body|br|button|canvas|caption|center|cite|code|"
    "col|colgroup|data|datalist|dd|del|details|dfn|dialog|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|"
    "form|frame|frameset|h[1-6]|head|header|hgroup|hr|html|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark|"
    "marquee|menu|meta|meter|nav|noscript|object|ol|optgroup|option|output|param|picture|pre|progress|rp|rt|ruby|samp|"
    "script|section|select|slot|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|"
    "textarea|tfoot|th|thead|time|title|tr|track|tt|ul|var|video|wbr"
)
WRITE_BOLD = "굵게 하려면 **글**처럼 적으세요."
TYPED = "‘{}’ 부분이 독자에게 글자 그대로 보입니다. "

# Wherever they stand: in paragraphs, headings and cells.
ANYWHERE = [
    # HTML, MDX
    form(
        rf"</?(?:(?i:{HTML})(?=[\s/>]|$)[^<>\n]{{0,300}}>?|[abipqsu](?:\s[^<>\n]{{0,300}})?>)",
        TYPED + "HTML은 쓸 수 없습니다. 지우고 굵게는 **글**, 제목은 ## 제목처럼 적으세요.",
    ),
    form(r"<!--[^\n]{0,100}", TYPED + "독자가 읽을 말이 아니면 지우세요."),
    form(r"<[!?][A-Za-z\[]", TYPED + "HTML은 쓸 수 없으니 지우세요."),
    form(
        rf"<(?!/?(?i:{HTML})[\s/>])(?:/[A-Z][A-Za-z]{{1,40}}>|[A-Z][A-Za-z]{{1,40}}(?:\s[^<>\n]{{0,200}})?/>"
        r"|[A-Z][A-Za-z]{1,40}\s[a-zA-Z-]{1,40}=)",
        TYPED + "이 사이트에 없는 부품이니 지우고 글로 적으세요.",
    ),
    form(
        r"&(?:[A-Za-z][A-Za-z0-9]{1,20};|nbsp(?!;)|#\d{1,7}(?![;\d]))",
        TYPED + "지우거나 보일 글자를 바로 적으세요.",
    ),
    # other documents, notes, links
    Form(EMBED, NOT_HERE),
    form(
        r"!?\[\[[^\[\]:：\n]{0,220}\]\]",
        TYPED + "다른 글을 넣으려면 홀로 한 줄에 ‘[[비교표:주소-이름]]’처럼 종류와 주소 이름을 적으세요.",
    ),
    form(
        r"(?<!\[)\[[가-힣A-Za-z]{1,20}(?:[:：][a-z0-9-]{1,80}|[:：] [a-z0-9]{1,40}-[a-z0-9-]{1,40})\](?![\](])",
        TYPED + "글을 넣으려면 홀로 한 줄에 대괄호를 두 개씩 ‘[[비교표:주소-이름]]’처럼 적으세요.",
    ),
    form(
        r"\[\^[^\[\]\s]{1,60}\]:?|\^\[(?=[^\[\]\n]{1,300}\])",
        TYPED + "주는 본문에 ‘[^1]’, 따로 한 줄에 ‘[^1]: 설명’으로 짝지어 적으세요.",
    ),
    form(
        r"\[(?!\d{1,9}\])[^\[\]\n]{1,200}\]\[[a-z0-9._-]{0,60}\]",
        TYPED + "가리키는 주소가 없으니 [글](https://…)처럼 주소를 바로 뒤에 적으세요.",
    ),
    form(
        r"^\[[^\[\]\n]{1,100}\]: ?[!-~]{1,300}\.[!-~]{1,300}$",
        TYPED + "링크로 읽히지 않으니 [글](https://…)처럼 적으세요.",
    ),
    form(
        r"\](?: {1,9}\(|\s?（)(?:https?://|mailto:|/[a-z])|［[^［］\n]{1,200}］[(（]",
        "링크가 되지 않습니다. [글](https://…)처럼 반각 괄호를 띄지 말고 붙여 적으세요.",
    ),
    form(
        r"\[[^\[\]\n]{0,200}\]\((?:https?\s?:|mailto:|tel:|www\.|/[a-z]|#[^\s()])[^()\n]{0,300}",
        TYPED + "주소에 빈칸이 있거나 괄호가 닫히지 않았습니다. 빈칸은 %20이나 줄표로 바꾸고 ‘)’로 닫으세요.",
    ),
    form(
        r"\([^()\n]{1,200}\)\[(?:https?://|/)",
        "링크의 괄호가 서로 바뀌었습니다. [글](https://…)처럼 적으세요.",
    ),
    # emphasis
    form(r"(?<![A-Za-z0-9=])==(?![= ])[^=\n]{1,200}==(?![A-Za-z0-9=])", TYPED + WRITE_BOLD),
    form(
        r"(?<![A-Za-z0-9_])__(?=[^\s_][^_\n]{0,200}__)(?=[^_\n]{0,200}[가-힣])[^_\n]{1,200}__",
        TYPED + WRITE_BOLD,
    ),
    form(
        r"(?<![\w/])_(?=[^\s_])(?=[^_\n]{0,200}[가-힣])[^_\n]{1,200}(?<!\s)_(?=[가-힣])", TYPED + WRITE_BOLD
    ),
    form(r"\+\+(?! )(?=[^+\n]{0,200}[가-힣])[^+\n]{1,200}\+\+", TYPED + WRITE_BOLD),
    form(r"'''(?! )[^'\n]{1,200}'''", TYPED + WRITE_BOLD),
    form(r"＊＊[^＊\n]{1,200}＊＊", TYPED + "반각 별표로 **글**처럼 적으세요."),
    form(r"\[/(?:b|i|u|s|url|img|color|size|quote|code)\]", TYPED + "지우세요. " + WRITE_BOLD),
    # what programs leave behind
    form(r"\[(?:name|time|color)=[^\[\]\n]{0,100}\]", TYPED + "지우세요."),
    form(
        r"\{(?:[.#:][A-Za-z가-힣_-]|: [.#]|[{%]|/\*|(?:code|info|note|panel|noformat)[:}])",
        TYPED + "지우세요.",
    ),
    form(r"(?<![\w/:]):[a-z][a-z0-9_+]{1,40}:(?![\w/:])", TYPED + "그림 글자로 바뀌지 않으니 지우세요."),
    form(
        r"[\ue000-\uf8ff\U000f0000-\U0010fffd]",
        "문서 프로그램의 글꼴에만 있는 기호가 있어 독자에게 보이지 않습니다. 지우거나 •, → 같은 기호로 바꾸세요.",
    ),
    form(
        r"\\$", "줄 끝의 ‘\\’가 글자 그대로 보입니다. 지우고, 줄을 바꾸려면 빈 줄을 두거나 <br>을 적으세요."
    ),
]

# At the beginning of a line of a paragraph, where the author wanted something else than a paragraph.
AT_LINE_START = [
    form(
        r"^(?:#{2,6}[^#\s]|#{7,}|＃)",
        "제목이 되지 않았습니다. ‘## 제목’처럼 반각 #을 두 개나 세 개 적고 한 칸을 띄세요.",
    ),
    form(
        r"^(?:\d{1,3}[.)](?!(?:에|까지|부터|은|는|이|가|을|를|의|과|와|로|도|만)(?:[\s,.]|$))[가-힣\ufffc“‘\"'(「『]"
        r"|[０-９]{1,3}[.．)）]|[-*+]\[[ xX]?\]|-[가-힣](?![^\n]*-$))",
        "목록이 되지 않았습니다. ‘1. 할 일’이나 ‘- 항목’처럼 반각으로 적고 한 칸을 띄세요.",
    ),
    form(
        r"^(?:={2,}[ \t]*$|={2,6} [^\n]{1,200}=$|h[1-6]\. )",
        "제목이 되지 않았습니다. ‘## 제목’처럼 적으세요.",
    ),
    form(
        r"^(?:\|[^|\n]+\||｜| *:?-{3,}:? *\|[ :|-]*$)",
        "표가 되지 않았습니다. 머리줄 바로 아래에 칸 수가 같은 ‘| --- | --- |’ 줄을 두고, 표 안에 빈 줄을 두지 마세요.",
    ),
    form(
        r"^(?:import\s[^\n]{0,300}['\"]|export\s+(?:const|default|function|let)\b)",
        "프로그램의 줄이 독자에게 글자 그대로 보입니다. 지우세요.",
    ),
    form(
        r"^(?:(?:!!!|\?\?\?)\+? \w+|\.\. \w+::|：{3})",
        "상자가 되지 않았습니다. ‘::: 주의’나 ‘::: 참고’로 적으세요.",
    ),
    form(
        r"^(?:@?\[(?:toc|TOC)\]|\$\{toc\})",
        TYPED + "차례는 제목에서 저절로 만들어지니 지우세요.",
    ),
]
HEAD_OF_FILE = re.compile(r"\A[A-Za-z_]\w*:(?:\s|$)")


def refuse(tokens, report) -> list:
    _refuse_head_of_file(tokens, report)
    lines = list(chain.from_iterable(_typed_lines(tokens)))
    for where, forms in ((lines, ANYWHERE), ([line for line in lines if line.in_paragraph], AT_LINE_START)):
        text = "\n".join(line.text for line in where)
        starts = list(accumulate((len(line.text) + 1 for line in where), initial=0))
        for each in forms:
            before = None
            for match in each.pattern.finditer(text):
                at = where[bisect_right(starts, match.start()) - 1].number
                gap = 0 if forms is ANYWHERE else 1  # a table that is none is one mistake, however many lines
                if before is None or at > before + gap:
                    report.add(at, each.sentence.format(match[0].strip()[:SHOWN]))
                before = at
    return tokens


class Line(NamedTuple):
    number: int
    text: str
    in_paragraph: bool


def _typed_lines(tokens):
    """The lines of every inline token, as far as they are plain text."""
    for opening, inline in zip(tokens, tokens[1:], strict=False):
        if inline.type == "inline" and len(inline.content) <= MAX_PARAGRAPH:
            yield _lines_of(inline, opening.type == "paragraph_open")


def _lines_of(inline, in_paragraph: bool) -> list[Line]:
    parts = {}
    for child, line in with_lines(inline):
        parts.setdefault(line, []).append(_typed(child))
    return [Line(number, "".join(texts), in_paragraph) for number, texts in parts.items()]


def _typed(child) -> str:
    if child.type == "text" or child.markup == "\\\\":
        return child.content
    return "" if child.type in ("softbreak", "hardbreak") else MEANT


def _refuse_head_of_file(tokens, report):
    """The block of names and values between two lines of --- that other programs write first."""
    is_rule = len(tokens) > 2 and tokens[0].type == "hr" and tokens[0].map[0] == 0
    if is_rule and tokens[2].type == "inline" and HEAD_OF_FILE.match(tokens[2].content):
        report.add(0, "다른 프로그램이 글 앞에 적어 둔 줄이 독자에게 보입니다. ‘---’ 사이의 줄을 지우세요.")
