"""Where an inline token stands in the text that the editor wrote."""

BREAKS = ("softbreak", "hardbreak")
TYPED_BREAK = "<br>"  # the markup of a break that ends no line of the text


def with_lines(inline):
    """(child, line) for each child of an inline token; lines are the parser's, counted from 0."""
    line = inline.map[0]
    for child in inline.children:
        yield child, line
        line += child.type in BREAKS and child.markup != TYPED_BREAK
