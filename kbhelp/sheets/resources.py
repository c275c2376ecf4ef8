"""Lines of a sheet into the desk's own forms, in the order of work of django-import-export: find, clean, compare, save.

Of that library come the columns, the export and this order of work. Ours are the reading (with bounds and places), the
forms (which refuse what the desk refuses), the waiting file, and the pages: its own keep the file under a name that the
confirming form sends, open it without bounds, write everything and undo it to make a preview, which on SQLite keeps
every writer waiting, and show differences with inline styles, which our policy forbids.
"""

from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import sha256

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from import_export import resources
from import_export.instance_loaders import BaseInstanceLoader

from kbhelp.comparing import NEW as ADDED
from kbhelp.comparing import Line, compared
from kbhelp.editing.differences import Differences, Field
from kbhelp.lost_updates import stamp_of
from kbhelp.merging import merged_fields, plain, put, sent_version, values_of, words
from kbhelp.sheets.sheet import Problem, Sheet, SheetRefused, letters

NEW, CHANGED, SAME, WRONG = "새로 생김", "바뀜", "그대로", "고칠 곳 있음"
WHAT = {"new": NEW, "update": CHANGED, "skip": SAME, "invalid": WRONG}  # the library's words for it
MOST = 200  # lines to write at once: each takes some 15 ms, and nobody else writes meanwhile
TOO_MANY = f"새로 만들거나 고칠 줄이 {MOST}줄보다 많습니다. 파일을 나누어 올리세요."
TWICE = "위의 {line}번째 줄에도 같은 것이 있습니다. 하나만 남기세요."


class Overtaken(Exception):
    """Since it was looked at, the sheet would do something else."""


@dataclass
class Look:
    """A line of the sheet and what becomes of it."""

    number: int
    title: str
    what: str = ""
    stamp: str = ""  # the version of what would be changed
    differences: Differences = field(default_factory=lambda: Differences([], []))
    problems: list[Problem] = field(default_factory=list)
    note: str = ""


class FormSheet(resources.Resource):
    """A kind of thing that has a line each. Which thing a line means, and how it is saved, is said below."""

    class Meta:
        skip_diff = True  # its differences are HTML with styles
        instance_loader_class = BaseInstanceLoader  # asked for nothing: `find` finds all at once

    KEY = ""  # the field by which a line finds what it is about
    NEEDED = ()  # fields without whose headings no sheet is taken

    def __init__(self, admin, request, columns):
        super().__init__()
        self.admin, self.request, self.fields = admin, request, columns
        self.looks: list[Look] = []

    # What kinds of lines differ in

    def find(self, keys: set[str]) -> dict:
        """{key: what is stored}, locked where `is_for_good`."""
        raise NotImplementedError

    def new(self):
        raise NotImplementedError

    def form_of(self, instance, data=None):
        raise NotImplementedError

    def filled_in(self, form, data, row):
        """What nobody wrote into the sheet, for something new."""

    def stamp(self, instance, is_new: bool) -> str:
        """Another once somebody has saved it."""
        return "" if is_new else stamp_of(instance)

    def note_on(self, instance, is_new: bool) -> str:
        return ""

    def save(self, form, is_new: bool):
        raise NotImplementedError

    def finish(self):
        """After the last line was saved."""

    # Looking, and doing what was looked at

    def look(self, sheet: Sheet) -> list[Look]:
        """Nothing is written and nobody waits: without a transaction the library saves nothing in a dry run."""
        self.begin(sheet)
        self.prepare(is_for_good=False)
        self.import_data_inner(self.dataset, True, False, False, False)
        return self.looks

    def bring(self, sheet: Sheet, seen: str):
        """All lines or none, if they still mean what was seen. Raises Overtaken."""
        self.begin(sheet)
        try:
            with transaction.atomic():
                self.prepare(is_for_good=True)
                self.import_data(self.dataset, use_transactions=True)
                if self.fingerprint != seen:
                    raise Overtaken
                self.finish()
        except IntegrityError as error:  # another wrote the same name a moment ago
            raise Overtaken from error

    @property
    def fingerprint(self) -> str:
        return sha256(repr(self.looks).encode()).hexdigest()

    def begin(self, sheet: Sheet):
        """Raises SheetRefused for headings that mean nothing here."""
        self.looks = []
        self.places, problems = {}, []  # {heading: number of the column}
        headings = self.understood()
        for place, head in enumerate(sheet.heads):
            if head in headings and headings[head] not in self.places:
                self.places[headings[head]] = place
            elif head:
                cell = f"{letters(place)}{sheet.head_line}"
                problems.append(Problem(self.unknown(head, headings), sheet.head_line, head, cell))
        for name in self.NEEDED:
            heading = self.fields[name].column_name
            if heading not in self.places:
                problems.append(Problem(f"‘{heading}’ 제목이 없습니다.", sheet.head_line, heading))
        if problems:
            raise SheetRefused(problems)
        self.numbers = [number for number, _ in sheet.lines]
        cells = [[line[place] for place in self.places.values()] for _, line in sheet.lines]
        self.dataset = tablib.Dataset(*cells, headers=list(self.places))

    def prepare(self, is_for_good: bool):
        """`is_for_good`: within a transaction, and about to write."""
        heading = self.fields[self.KEY].column_name
        is_given = heading in self.places
        self.keys = [key.strip() for key in self.dataset[heading]] if is_given else [""] * len(self.dataset)
        self.is_for_good, self.touched = is_for_good, 0
        self.stored = self.find({key for key in self.keys if key})

    def understood(self) -> dict[str, str]:
        """{word above a column: heading}: our headings, and the words of the form."""
        own = {column.column_name: column.column_name for column in self.fields.values()}
        model = self.new()._meta
        return {
            str(model.get_field(name).verbose_name): column.column_name
            for name, column in self.fields.items()
        } | own

    def unknown(self, head: str, known: dict[str, str]) -> str:
        if head in known:
            return f"‘{known[head]}’ 제목이 이미 있습니다. 하나만 남기세요."
        headings = [column.column_name for column in self.fields.values()]
        close = get_close_matches(head, headings, 1)
        hint = f"‘{close[0]}’인가요?" if close else f"쓸 수 있는 제목: {', '.join(headings)}"
        return f"모르는 제목입니다. {hint}"

    # The library's steps, each with our part of it

    def import_row(self, row, instance_loader, **kwargs):
        place = kwargs["row_number"] - 1
        first = next(iter(self.fields.values())).column_name
        look = Look(self.numbers[place], row.get(first, ""))
        self.looks.append(look)
        result = super().import_row(row, instance_loader, **kwargs)
        if result.errors:  # of nobody's making: an error of the site
            raise result.errors[0].error
        look.what = WHAT[result.import_type]
        if result.validation_error:
            look.problems = self.problems_of(result.validation_error, look.number)
        return result

    def get_or_init_instance(self, instance_loader, row):
        stored = self.stored.get(self.keys[len(self.looks) - 1])
        return (self.new(), True) if stored is None else (stored, False)

    def import_instance(self, instance, row, **kwargs):
        is_new, look = instance._state.adding, self.looks[-1]
        look.stamp = self.stamp(instance, is_new)
        self.refuse_second()
        if not is_new and self.says_the_same(instance, row):
            return
        self.touched += 1
        if self.touched > MOST:
            raise SheetRefused([Problem(TOO_MANY)])
        fresh = self.form_of(instance)
        shown = {bound.name: values_of(bound) for bound in merged_fields(fresh)}
        data = sent_of(fresh)
        if not self.is_for_good:
            data["_check"] = "1"  # a rehearsal, which locks nothing
        errors = self.put_cells(fresh, data, row, is_new)
        if is_new:
            self.filled_in(fresh, data, row)
        self.form = self.form_of(instance, data)
        errors |= {name: list(found) for name, found in self.form.errors.items() if name not in errors}
        look.note = self.note_on(instance, is_new)
        look.differences = differences(fresh, self.form, {} if is_new else shown, self.given(row))
        if errors:
            raise ValidationError(errors)

    def refuse_second(self):
        """What one line is about no other may be about."""
        *above, key = self.keys[: len(self.looks)]
        if key and key in above:
            raise ValidationError({self.KEY: TWICE.format(line=self.numbers[above.index(key)])})

    def says_the_same(self, instance, row) -> bool:
        """As it was exported: most lines of most sheets, and no form need look at them."""
        return all(
            row[heading] == self.fields[name].export(instance) for name, heading in self.given(row).items()
        )

    def put_cells(self, form, data, row, is_new: bool) -> dict[str, list[str]]:
        """The cells in place of what stands in the form; an empty one says nothing of something new. Answers errors."""
        errors = {}
        for name, heading in self.given(row).items():
            if is_new and not row[heading].strip():
                continue
            try:
                put(data, form[name], {"": self.fields[name].clean(row)})
            except ValidationError as error:
                errors[name] = error.messages
        return errors

    def given(self, row) -> dict[str, str]:
        """{name of the field: heading} of the columns that the sheet has."""
        headings = {name: column.column_name for name, column in self.fields.items()}
        return {name: heading for name, heading in headings.items() if heading in row}

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return not instance._state.adding and not (import_validation_errors or self.looks[-1].differences)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """The form has done it."""
        if import_validation_errors:
            raise ValidationError(import_validation_errors)

    def do_instance_save(self, instance, is_create):
        self.save(self.form, is_create)

    def save_m2m(self, instance, row, **kwargs):
        """The form did."""

    def problems_of(self, error: ValidationError, line: int) -> list[Problem]:
        return [
            Problem(message, line, *self.place_of(name, line))
            for name, messages in error.message_dict.items()
            for message in messages
        ]

    def place_of(self, name: str, line: int) -> tuple[str, str]:
        """Heading and cell."""
        if name == NON_FIELD_ERRORS:
            return "", ""
        column = self.fields.get(name)
        heading = column.column_name if column else str(self.form.fields[name].label)
        return heading, f"{letters(self.places[heading])}{line}" if heading in self.places else ""


def sent_of(form) -> QueryDict:
    """What a browser would send of a form that nobody touched."""
    data = QueryDict(mutable=True)
    for bound in merged_fields(form):
        put(data, bound, values_of(bound))
    if "seen" in form.fields:
        data["seen"] = form["seen"].value() or ""
    return data


def differences(fresh, form, shown: dict, given: dict[str, str]) -> Differences:
    """Of the columns of the sheet the lines that changed; of something new each text as a whole."""
    sent, changed, found = sent_version(form, form.data), {*form.changed_data}, []
    for name, heading in given.items():
        before, after = plain(shown.get(name, {})), sent[name]
        if before != after and (name in changed or not shown):
            texts = (words(fresh[name], before), words(form[name], after))
            lines = [line for line in compared(*texts) if not line.is_same] if shown else [new_line(texts[1])]
            found.append(Field(heading, lines))
    return Differences(found, [])


def new_line(text: str) -> Line:
    return Line([], [(ADDED, text)])
