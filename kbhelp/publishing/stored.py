"""The one door to what editions hold: whoever reads it gets today's shape, whoever writes it leaves its number."""

from django.db import models
from django.db.models.fields.json import KeyTransform

from kbhelp.publishing import upgrades


class StoredField(models.JSONField):
    """A dict stored in the shape of its time. `steps` lead from the first shape to today's.

    Queries of single keys (`snapshot__slug`) see what was stored; a test holds which keys may be asked for so.
    """

    steps: tuple = ()

    def from_db_value(self, value, expression, connection):
        value = super().from_db_value(value, expression, connection)
        is_one_key = isinstance(expression, KeyTransform)
        if is_one_key or value is None:  # None: where a query joins a document that is not live
            return value
        return upgrades.upgraded(value, self.steps)

    def get_db_prep_save(self, value, connection):
        if isinstance(value, dict):
            value = {upgrades.SCHEMA: len(self.steps)} | value
        return super().get_db_prep_save(value, connection)

    def deconstruct(self):
        """For migrations plain JSON: they see what is stored, and need not know this module."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


class SnapshotField(StoredField):
    steps = upgrades.SNAPSHOT


class RenderedField(StoredField):
    steps = upgrades.RENDERED
