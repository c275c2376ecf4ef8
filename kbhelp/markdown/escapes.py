"""Pass: escaped signs and entities become text like any other. Until here they were told apart: they are meant."""

from types import SimpleNamespace

from markdown_it.rules_core.text_join import text_join

from kbhelp.text import many_lines


def join(tokens, report) -> list:
    for token in tokens:
        _clean(token.children or [])
    text_join(SimpleNamespace(tokens=tokens))
    return tokens


def _clean(children):
    """``&nbsp;`` and ``&#x202e;`` stand for what the text itself may not hold."""
    for child in children:
        if child.type == "text_special":
            child.content = many_lines(child.content)
        _clean(child.children or [])
