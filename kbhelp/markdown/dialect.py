"""markdown-it-py set up for the site: what is switched off, what is bounded, what is ours."""

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import list_block, table
from markdown_it.rules_inline import autolink

from kbhelp.markdown.callouts import callout
from kbhelp.markdown.embeds import embed
from kbhelp.markdown.emphasis import KoreanInline
from kbhelp.markdown.limits import MAX_COLUMNS, MAX_NESTING, bounded_inline

# Not for editors who are no programmers: indented lines as code, a line of dashes turning the text above it
# into a heading. Reference links multiply: 200 kB of text can ask for gigabytes of HTML.
OFF = ["code", "lheading", "reference", "html_block", "html_inline"]
DATE = re.compile(r"(?:\d{4}\. ?)?\d{1,2}\. ?\d{1,2}\.|\d{4}[.)]")
WEB_ADDRESS = re.compile(r"<(?:https?://|mailto:|tel:|[^\s<>:]+@)", re.IGNORECASE)


class Dialect(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        """Everything is parsed; kbhelp.markdown.links refuses, with the line, what may not be linked."""
        return True


@lru_cache(maxsize=1)
def markdown_it() -> MarkdownIt:
    md = Dialect("js-default", {"html": False, "maxNesting": MAX_NESTING})
    md.inline = KoreanInline()
    md.disable(OFF)
    md.core.ruler.at("inline", bounded_inline)
    md.inline.ruler.at("autolink", web_autolink)
    interrupts = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.at("table", narrow_table, {"alt": ["paragraph", "reference"]})
    md.block.ruler.at("list", list_without_dates, {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.before("fence", "callout", callout, interrupts)
    md.block.ruler.before("fence", "embed", embed, interrupts)
    return md


def web_autolink(state, silent: bool) -> bool:
    """``<https://…>`` is a link; ``<이름:홍길동>`` stays what it is."""
    return bool(WEB_ADDRESS.match(state.src, state.pos)) and autolink(state, silent)


def list_without_dates(state, start: int, end: int, silent: bool) -> bool:
    """A line that begins with ``2026. 11. 23.`` is a date, not step 2026."""
    if DATE.match(state.src, state.bMarks[start] + state.tShift[start]):
        return False
    return list_block(state, start, end, silent)


def narrow_table(state, start: int, end: int, silent: bool) -> bool:
    if state.src.count("|", state.bMarks[start], state.eMarks[start]) <= MAX_COLUMNS + 1:
        return table(state, start, end, silent)
    if not silent:
        state.env["report"].add(start, f"표의 칸이 {MAX_COLUMNS}개를 넘습니다. 표를 나누세요.")
    return False
