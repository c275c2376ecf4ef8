"""Pass: ``- [ ] 할 일`` is an item like any other. Readers tick off in checklists, not in texts."""

import re

BOX = re.compile(r"\[[ xX]?\](?:\s+|$)")


def plain(tokens, report) -> list:
    for item, _, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if item.type == "list_item_open" and inline.type == "inline" and inline.children:
            first = inline.children[0]
            if first.type == "text" and (box := BOX.match(first.content)):
                first.content = first.content[box.end() :]
    return tokens
