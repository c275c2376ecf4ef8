"""The ordered parts of a document: rows of a comparison table, items of a checklist."""

import secrets

from django.db import models

from kbhelp.publishing.complaints import Complaint
from kbhelp.publishing.values import load_value, snapshot_value

LONG = 30  # letters of a part's name in such a sentence
NAMED = 3  # parts in a sentence about more of them
MOST_PARTS = 200  # of one document: beyond it neither the desk's form nor a reader's page is of any use


def new_key() -> str:
    return f"r{secrets.token_hex(3)}"


class Part(models.Model):
    """A part is data, not prose: it can be shown as a row, a card, a question or a search hit."""

    DOCUMENT = ""  # the name of the foreign key to the document
    FIELDS = ()
    COLUMNS = ()  # those that editors see as columns of the grid; the others lie in a panel below their row
    NEEDED = ()  # those without which the document cannot be published
    CHECKED = None  # those that a check against the sources covers; None: all → publishing.verifications
    IS_CHECKED_ALONE = False  # whether a person may check one of them and not the whole document
    MARKDOWN_FIELDS = ()
    LISTS = ()  # fields that are lists in a snapshot, one line each in the form
    NAMED = {}  # fields that a file names by this key alone
    SIBLINGS = ()  # fields that hold the key of another part of the same document

    position = models.PositiveSmallIntegerField("순서", default=0)
    key = models.SlugField(
        "표시 이름",
        max_length=40,
        default=new_key,
        help_text="주소 끝(#…)에 붙는 이름입니다. 그대로 두어도 됩니다.",
    )

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def snapshot(self) -> dict:
        return {"key": self.key} | {name: snapshot_value(self, name) for name in self.FIELDS}

    @classmethod
    def from_snapshot(cls, document, position: int, row: dict, entries: dict | None = None):
        part = cls(**{cls.DOCUMENT: document}, position=position, key=row.get("key") or new_key())
        for name in cls.FIELDS:
            load_value(part, name, row.get(name), entries)
        return part

    @classmethod
    def missing(cls, parts: list[dict]) -> list[Complaint]:
        """One sentence a field, however many parts lack it, that leads to the first of them."""
        found = []
        for name in cls.NEEDED:
            if lacking := [part for part in parts if not part[name]]:
                label = cls._meta.get_field(name).verbose_name
                sentence = f"{cls.named(lacking)}의 ‘{label}’ 칸을 채우세요."
                found.append(Complaint.about(sentence, name, lacking[0]["key"]))
        return found

    @classmethod
    def named(cls, parts: list[dict]) -> str:
        """As editors find them: by what stands in their first cell."""
        word, names = cls._meta.verbose_name, [part[cls.FIELDS[0]] for part in parts[:NAMED]]
        said = ", ".join(f"‘{name if len(name) <= LONG else name[:LONG] + '…'}’" for name in names)
        return f"{said} {word}" if len(parts) <= NAMED else f"{said} 등 {word} {len(parts)}개"

    @classmethod
    def labelled(cls, rows: list[dict]) -> list[dict]:
        """The rows with the Korean word beside each stored choice: risk → risk_label."""
        choices = {name: dict(cls._meta.get_field(name).flatchoices) for name in cls.FIELDS}
        labels = {name: words for name, words in choices.items() if words}
        return [
            row | {f"{name}_label": words.get(row[name], "") for name, words in labels.items()}
            for row in rows
        ]
