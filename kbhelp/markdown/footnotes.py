"""Pass: notes ``[^1]`` with their ``[^1]: 설명`` become numbers in the text and a list at its end."""

from dataclasses import dataclass, field

from markdown_it.token import Token

from kbhelp.markdown.labels import paragraph


@dataclass
class Note:
    label: str
    line: int
    tokens: list = field(default_factory=list)


def gather(tokens, report) -> list:
    rest, notes = _apart(tokens, report)
    if not notes:
        return rest
    used = _numbered(rest, notes)
    unused = [note for label, note in notes.items() if label not in used]
    for note in unused:
        report.add(
            note.line, f"본문 어디에도 없는 주입니다. 본문에 ‘[^{note.label}]’을 적거나 주를 지우세요."
        )
    return rest + _list([notes[label] for label in used] + unused)


def _apart(tokens, report) -> tuple[list, dict[str, Note]]:
    """The tokens without the notes, and the notes by their labels."""
    rest, notes, inside = [], {}, []
    for token in tokens:
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            if label in notes:
                report.add(token.map[0], f"주 ‘[^{label}]:’이 두 번 있습니다. 하나의 이름을 바꾸세요.")
            inside.append(notes.setdefault(label, Note(label, token.map[0])))
        elif token.type == "footnote_reference_close":
            inside.pop()
        else:
            (inside[-1].tokens if inside else rest).append(token)
    return rest, notes


def _numbered(rest, notes) -> list[str]:
    """The labels in the order of their first mention, each mention turned into its number."""
    used = []
    to_read = [rest]
    for tokens in to_read:
        for child in (child for token in tokens for child in token.children or []):
            if child.type == "footnote_ref":
                label = child.meta["label"]
                if label not in used:
                    used.append(label)
                    to_read.append(notes[label].tokens)  # a note may mention another
                child.type, child.content = "text", f"[주 {used.index(label) + 1}]"
    return used


def _list(notes: list[Note]) -> list:
    # level 1: no list of steps
    made = [*paragraph("주", notes[0].line), Token("ordered_list_open", "ol", 1, level=1, block=True)]
    for note in notes:
        if len(note.tokens) == 3:
            note.tokens[0].hidden = note.tokens[2].hidden = True  # one paragraph: a tight item
        made += [Token("list_item_open", "li", 1, level=2, block=True), *note.tokens]
        made += [Token("list_item_close", "li", -1, level=2, block=True)]
    return [*made, Token("ordered_list_close", "ol", -1, level=1, block=True)]
