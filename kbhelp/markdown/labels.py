"""Words of the site's own inside a text, such as the name of a box: readers see them, search leaves them out."""

from markdown_it.token import Token


def paragraph(word: str, line: int, css: str = "") -> list[Token]:
    opening = Token("paragraph_open", "p", 1, attrs={"class": css} if css else {}, block=True)
    words = [Token("text", "", 0, content=word)]
    inline = Token("inline", "", 0, map=[line, line + 1], children=words, meta={"label": True})
    return [opening, inline, Token("paragraph_close", "p", -1, block=True)]
