"""The words of a text without its markup, for search, excerpts and reading time."""

from kbhelp.markdown.lines import BREAKS

CELLS = " · "  # between the cells of a table row


def words(children) -> str:
    parts = []
    for token in children or []:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "image":
            parts.append(words(token.children))
        elif token.type in BREAKS or token.type == "figcaption_open":
            parts.append(" ")
    return "".join(parts)


def plain_text(tokens) -> str:
    """One line per paragraph, item, heading or table row."""
    lines, row = [], None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            lines.append(CELLS.join(row))
            row = None
        text = _own_words(token)
        if text and row is not None:
            row.append(text)
        elif text:
            lines.append(text)
    return "\n".join(lines)


def sections(tokens) -> list[dict]:
    """The text cut at its headings; the part before the first heading has no anchor and no title."""
    found, part = [], []
    anchor = title = ""
    for token in [*tokens, None]:
        if token is None or token.type == "heading_open":
            text = plain_text(part)
            if text or anchor:
                found.append({"anchor": anchor, "title": title, "text": text})
            anchor, title, part = (token.attrs["id"], token.meta["text"], []) if token else ("", "", [])
        elif token.type == "heading_close":
            part = []  # the heading's own words are the title
        else:
            part.append(token)
    return found


def _own_words(token) -> str:
    if token.type == "inline" and "label" not in token.meta:
        return words(token.children).strip()
    return token.content.strip() if token.type in ("fence", "code_block") else ""
