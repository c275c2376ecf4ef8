"""markdown-it-py set up for the site: what is switched off, what is bounded, what is ours."""

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import reference
from markdown_it.rules_inline import autolink
from mdit_py_plugins.footnote import footnote_plugin

from kbhelp.markdown.callouts import callout
from kbhelp.markdown.embeds import embed
from kbhelp.markdown.emphasis import KoreanInline
from kbhelp.markdown.limits import MAX_NESTING, bounded_inline
from kbhelp.markdown.lines import TYPED_BREAK
from kbhelp.markdown.lists import list_without_dates
from kbhelp.markdown.tables import narrow_table
from kbhelp.text import many_lines

# Not for editors who are no programmers: indented lines as code, a line of dashes turning the text above it
# into a heading. Signs that were escaped stay apart until escapes.py joins them.
OFF = ["code", "lheading", "html_block", "html_inline", "text_join"]
OPTIONS = {"html": False, "maxNesting": MAX_NESTING, "store_labels": True, "inline_definitions": True}
DEFINITION = re.compile(r"\[[^\[\]\n]{1,200}\]:[ \t]*<?(?:https?://|mailto:|tel:|[/#])", re.IGNORECASE)
BREAK = re.compile(r"<br[ \t]{0,9}/?>", re.IGNORECASE)
WEB_ADDRESS = re.compile(r"<(?:https?://|mailto:|tel:|[^\s<>:]+@)", re.IGNORECASE)


class Dialect(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        """Everything is parsed; kbhelp.markdown.links refuses, with the line, what may not be linked."""
        return True

    def normalizeLinkText(self, url: str) -> str:  # noqa: N802
        """``<https://…/%E2%80%AE…>`` shows its signs decoded; one that turns the line round is none to show."""
        return many_lines(super().normalizeLinkText(url))


@lru_cache(maxsize=1)
def markdown_it() -> MarkdownIt:
    md = Dialect("js-default", OPTIONS)
    md.inline = KoreanInline()
    md.disable(OFF)
    md.core.ruler.at("inline", bounded_inline)
    md.inline.ruler.at("autolink", web_autolink)
    md.inline.ruler.before("autolink", "line_break", line_break)
    interrupts = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.at("table", narrow_table, {"alt": ["paragraph", "reference"]})
    md.block.ruler.at("list", list_without_dates, {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.at("reference", reference_to_an_address)
    footnote_plugin(md, inline=False, move_to_end=False)
    md.block.ruler.before("fence", "callout", callout, interrupts)
    md.block.ruler.before("fence", "embed", embed, interrupts)
    return md


def web_autolink(state, silent: bool) -> bool:
    """``<https://…>`` is a link; ``<이름:홍길동>`` stays what it is."""
    return bool(WEB_ADDRESS.match(state.src, state.pos)) and autolink(state, silent)


def line_break(state, silent: bool) -> bool:
    """``<br>``, as every other dialect has it, in cells above all."""
    match = BREAK.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push("hardbreak", "br", 0).markup = TYPED_BREAK
    state.pos = match.end()
    return True


def reference_to_an_address(state, start: int, end: int, silent: bool) -> bool:
    """``[1]: https://…`` says where ``[글][1]`` leads; ``[참고]: 책`` stays text."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    return bool(DEFINITION.match(line)) and reference(state, start, end, silent)
