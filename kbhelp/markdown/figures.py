"""Pass: a picture alone in its paragraph, with a title, becomes a figure with a caption."""

from markdown_it.token import Token

from kbhelp.text import one_line


def caption(tokens, report) -> list:
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "paragraph_open" or len(inline.children or []) != 1:
            continue
        title = inline.children[0].type == "image" and inline.children[0].attrs.pop("title", "")
        if not title:
            continue
        for token in (opening, closing):
            token.tag, token.hidden = "figure", False
        words = [Token("figcaption_open", "figcaption", 1), Token("text", "", 0, content=one_line(title))]
        inline.children += [*words, Token("figcaption_close", "figcaption", -1)]
    return tokens
