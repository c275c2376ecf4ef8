"""YAML in which every value is text as written: nothing is guessed to be a number, a date or a truth value.

    title: No            the text “No”, not a truth value
    normal: 9:30         the text “9:30”, not 570
    error_texts: [404]   a list of the text “404”

The field that takes a value decides what it means (kbhelp.exchange.forms). What could change or lose a text without a
word is refused with its line: comments behind a text, keys that stand twice, anchors, tags, several documents.
"""

import re

import yaml
from django.utils.translation import gettext as _

MOST_LEVELS = 4  # a list of rows, a row, a list in it; nothing a document holds goes deeper
NOTHING = {"~", "null", "Null", "NULL"}
COMMENT = re.compile(r"#.*")
COMMENT_AFTER_BAR = re.compile(r"[|>][-+0-9]*[ \t]+(#.*)")
OTHER_BREAKS = re.compile("[\r\x85\u2028\u2029]")
SURROGATE = re.compile("[\ud800-\udfff]")
LONGEST_LINE = 100


class Text(str):
    """A text that knows the line of the file where it begins."""

    line = 1
    is_nothing = False  # written ~ or null without quotes: no value, where it cannot be meant as text
    is_literal = False  # written below `key: |`, so that each of its lines is a line of the file

    def line_at(self, number: int) -> int:
        """The line of the file where the text's own line `number`, counted from 1, stands."""
        return self.line + number if self.is_literal else self.line

    def saying(self, other: str) -> "Text":
        """Another text in the same place."""
        text = Text(other)
        text.line = self.line
        return text


class Items(list):
    line = 1


class Entries(dict):
    """Values by key; the keys are Texts and know their lines."""

    line = 1


class BadYaml(ValueError):
    """`problems` are (line, message) in the order of the file."""

    def __init__(self, problems: list[tuple[int, str]]):
        super().__init__("; ".join(f"{line}: {message}" for line, message in problems))
        self.problems = problems


def read(text: str, first_line: int = 1) -> Entries | Items | Text:
    """What the YAML says, made of Entries, Items and Texts alone; an empty text is an empty Text.

    `first_line`: the line of the file where `text` begins. Raises BadYaml.
    """
    reading = _Reading(text, first_line)
    try:
        value = reading.document()
    except yaml.YAMLError as error:
        raise BadYaml([_broken(error, text, first_line)]) from error
    reading.look_for_comments()
    if reading.problems:
        raise BadYaml(sorted(set(reading.problems)))
    return value


def _broken(error: yaml.YAMLError, text: str, first_line: int) -> tuple[int, str]:
    if isinstance(error, yaml.reader.ReaderError):
        line = first_line + text.count("\n", 0, error.position)
        return line, _("the character {name} cannot stand here").format(name=f"U+{error.character:04X}")
    mark = error.problem_mark or error.context_mark
    if r"'\t'" in error.problem:
        message = _("broken YAML: {problem}; indent with spaces")
    else:
        message = _("broken YAML: {problem}; put it in quotes if it is text")
    return first_line + mark.line, message.format(problem=error.problem)


class _Reading:
    """One pass over the parser's events, which come one by one: nothing hostile is ever built in memory."""

    def __init__(self, text: str, first_line: int):
        self.text, self.first_line = text, first_line
        self.events = yaml.parse(text, Loader=yaml.BaseLoader)
        self.problems: list[tuple[int, str]] = []
        self.scalars: list[tuple[int, int]] = []  # where texts stand, from and to

    def document(self):
        value = Text()
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.stop(event, _("a line of --- begins a second document; a file holds one"))
            elif isinstance(event, yaml.NodeEvent):
                value = self.node(event, 0)
        return value

    def node(self, event, level: int):
        if level > MOST_LEVELS:
            message = _("lists within lists, more than {most} levels deep")
            self.stop(event, message.format(most=MOST_LEVELS))
        if isinstance(event, yaml.AliasEvent):
            message = _("“*{name}” would be an alias; put it in quotes if it is text")
            self.refuse(event, message.format(name=event.anchor))
            return Text()
        if event.anchor:
            message = _("“&{name}” would be an anchor; put it in quotes if it is text")
            self.refuse(event, message.format(name=event.anchor))
        if event.tag:
            self.refuse(event, _("“!” begins a YAML tag; put it in quotes if it is text"))
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        value = Items() if isinstance(event, yaml.SequenceStartEvent) else Entries()
        value.line = self.line(event)
        fill = self.fill_items if isinstance(value, Items) else self.fill_entries
        fill(value, level + 1)
        return value

    def scalar(self, event) -> Text:
        text = Text(event.value)
        text.line, text.is_literal = self.line(event), event.style == "|"
        if SURROGATE.search(text):  # written as \\ud800: nothing can store it
            self.refuse(event, _("holds half a character"))
        self.scalars.append((event.start_mark.index, event.end_mark.index))
        text.is_nothing = event.style is None and event.value in NOTHING
        return text

    def fill_items(self, items: Items, level: int):
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            items.append(self.node(event, level))

    def fill_entries(self, entries: Entries, level: int):
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            if not isinstance(event, yaml.ScalarEvent):
                self.stop(event, _("a key must be a word; put it in quotes if it is text"))
            key = self.node(event, level)
            value = self.node(next(self.events), level)
            if key in entries:
                self.refuse(event, _("the key “{key}” stands twice").format(key=key))
            else:
                entries[key] = value

    def look_for_comments(self):
        """A comment begins its line. Anywhere else “#” more likely belongs to a text, which would end before it."""
        pieces, at = [], 0
        for start, end in self.scalars:
            if found := COMMENT_AFTER_BAR.match(self.text, start, end):
                self.refuse_comment(found[1], start)
            pieces += [self.text[at:start], re.sub(r"[^\n]", " ", self.text[start:end])]
            at = end
        for found in COMMENT.finditer("".join([*pieces, self.text[at:]])):
            if found.start() and self.text[found.start() - 1] != "\n":
                self.refuse_comment(found[0], found.start())

    def refuse_comment(self, comment: str, position: int):
        line = self.first_line + self.text.count("\n", 0, position)
        message = _(
            "“{comment}” would be lost as a comment; begin the line with it, or put it in quotes if it is text"
        )
        self.problems.append((line, message.format(comment=comment.strip()[:40])))

    def refuse(self, event, message: str):
        self.problems.append((self.line(event), message))

    def stop(self, event, message: str):
        raise BadYaml([*self.problems, (self.line(event), message)])

    def line(self, event) -> int:
        return self.first_line + event.start_mark.line


def write(value) -> str:
    """The YAML of plain data, for people: texts of several lines as blocks, no aliases, the order as it is.

    Texts that another reader of YAML would take for a number or a date are quoted.
    """
    return yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=LONGEST_LINE,
        default_flow_style=False,
    )


class _Dumper(yaml.SafeDumper):
    def represent_data(self, data):
        return super().represent_data(str(data) if isinstance(data, str) else data)

    def ignore_aliases(self, data):
        return True


def _text(dumper, value: str):
    style = "|" if "\n" in value else None
    if OTHER_BREAKS.search(
        value
    ):  # which YAML takes for line ends: only in double quotes are they written as signs
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)
