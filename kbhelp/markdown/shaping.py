"""From markdown-it's tokens to the site's: headings, steps, tables, figures, embeds, checked links."""

import re

from markdown_it.token import Token

from kbhelp.markdown.embeds import EMBED, NOT_HERE, resolved
from kbhelp.markdown.limits import flattened, report_deep_blocks
from kbhelp.markdown.links import checked_links, checked_pictures
from kbhelp.markdown.plain import BREAKS, words

NOT_A_WORD = re.compile(r"[^\w]+")


def shape(tokens, report, resolve) -> tuple[list, list[dict]]:
    """The tokens to render, and the headings among them; what is wrong goes to the report."""
    report_deep_blocks(tokens, report)
    for token in tokens:
        if token.type == "inline":
            _check_inline(token, report)
        elif token.type == "ordered_list_open" and token.level == 0:
            token.attrs["class"] = "steps"
        elif token.type == "fence" and not _is_closed(token):
            mark = token.markup[:3]
            report.add(token.map[0], f"‘{mark}’로 연 상자를 닫는 ‘{mark}’ 줄이 없습니다.")
    tokens = [token for token in tokens if token.type != "embed" or resolved(token, resolve, report)]
    tokens = _without_empty(_with_figures(tokens), report)
    return _with_tables(tokens), _headings(tokens)


def _check_inline(token, report):
    line = token.map[0]
    children = flattened(token.children, line, report)
    children = checked_links(children, line, report)
    token.children = checked_pictures(children, line, report, words)
    for child in token.children:
        if child.type == "text" and EMBED.search(child.content):
            report.add(line, NOT_HERE)
        line += child.type in BREAKS
    if any(a.type == "link_open" and b.type == "link_close" for a, b in _pairs(token.children)):
        report.add(token.map[0], "글자가 없는 링크가 있습니다. [ ] 안에 어디로 가는지 적으세요.")


def _is_closed(fence) -> bool:
    """The lines it covers are its content and two fences."""
    first, after = fence.map
    content = fence.content.removesuffix("\n")
    lines = content.count("\n") + 1 if fence.content else 0
    return after - first == lines + 2


def _pairs(items):
    return zip(items, items[1:], strict=False)


def _with_figures(tokens) -> list:
    """A picture alone in its paragraph, with a title, becomes a figure with a caption."""
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "paragraph_open" or len(inline.children or []) != 1:
            continue
        title = inline.children[0].type == "image" and inline.children[0].attrs.pop("title", "")
        if not title:
            continue
        for token in (opening, closing):
            token.tag, token.hidden = "figure", False
        caption = [Token("figcaption_open", "figcaption", 1), Token("text", "", 0, content=title)]
        inline.children += [*caption, Token("figcaption_close", "figcaption", -1)]
    return tokens


def _without_empty(tokens, report) -> list:
    """Headings without words are refused, paragraphs whose picture was refused leave no gap."""
    kept, skip = [], 0
    for index, token in enumerate(tokens):
        if token.type in ("paragraph_open", "heading_open"):
            inline = tokens[index + 1]
            if not any(child.type == "image" or child.content.strip() for child in inline.children):
                skip = 3
                if token.type == "heading_open":
                    report.add(token.map[0], "제목에 글자가 없습니다.")
        if skip:
            skip -= 1
        else:
            kept.append(token)
    return kept


def _headings(tokens) -> list[dict]:
    headings, taken = [], {}
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "heading_open":
            continue
        level = 2 if opening.tag in ("h1", "h2") else 3
        opening.tag = closing.tag = f"h{level}"
        text = words(inline.children).strip()
        anchor = _free_anchor(text, taken)
        opening.attrs["id"], opening.meta = anchor, {"text": text}
        headings.append({"level": level, "text": text, "anchor": anchor})
    return headings


def _free_anchor(text: str, taken: dict) -> str:
    base = "h-" + (NOT_A_WORD.sub("-", text.lower()).strip("-")[:60].strip("-") or "part")
    return _free(base, "{}-{}", taken)


def _free(name: str, pattern: str, taken: dict) -> str:
    """`name`, numbered from 2 where it is taken; `taken` remembers the last number of each name."""
    free = name
    while free in taken:
        taken[name] += 1
        free = pattern.format(name, taken[name])
    taken[free] = 1
    return free


def _with_tables(tokens) -> list:
    """Tables scroll by keyboard too, inside a region named after their columns; alignment is a class."""
    shaped, taken = [], {}
    for index, token in enumerate(tokens):
        if token.type == "table_open":
            label = _free(_region_label(tokens, index), "{} ({})", taken)
            attrs = {"class": "table-scroll", "tabindex": "0", "role": "region", "aria-label": label}
            shaped.append(Token("table_scroll_open", "div", 1, attrs=attrs, block=True))
        if token.type in ("th_open", "td_open"):
            align = token.attrs.pop("style", "").removeprefix("text-align:")
            if align:
                token.attrs["class"] = f"align-{align}"
        if token.type == "th_open":
            token.attrs["scope"] = "col"
        shaped.append(token)
        if token.type == "table_close":
            shaped.append(Token("table_scroll_close", "div", -1, block=True))
    return shaped


def _region_label(tokens, index: int) -> str:
    names = []
    while tokens[index].type != "thead_close":
        if tokens[index].type == "inline":
            names.append(words(tokens[index].children).strip())
        index += 1
    return ": ".join(["표", ", ".join(filter(None, names))]).removesuffix(": ")
