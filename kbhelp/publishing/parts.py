"""The ordered parts of a document: rows of a comparison table, items of a checklist."""

import secrets

from django.db import models

from kbhelp.publishing.values import load_value, snapshot_value


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
    def from_snapshot(cls, document, position: int, row: dict):
        part = cls(**{cls.DOCUMENT: document}, position=position, key=row.get("key") or new_key())
        for name in cls.FIELDS:
            load_value(part, name, row.get(name))
        return part

    @classmethod
    def labelled(cls, row: dict) -> dict:
        """The row with the Korean word beside each stored choice: risk → risk_label."""
        labels = {}
        for name in cls.FIELDS:
            if choices := dict(cls._meta.get_field(name).flatchoices):
                labels[f"{name}_label"] = choices.get(row[name], "")
        return row | labels
