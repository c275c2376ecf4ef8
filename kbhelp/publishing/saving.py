"""Rows that two write: staff save their own columns, and others of the same row belong to somebody else."""

from django.db import models


class SavesOwnColumns(models.Model):
    """save() of an existing row leaves the columns named in WRITTEN_ELSEWHERE as the database has them.

    An object that was read before a publication and is saved after it would otherwise undo the publication. A new row
    is written whole. Raises ValueError when such a column is named in `update_fields`.
    """

    WRITTEN_ELSEWHERE: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, **options):
        if self._state.adding or self.pk is None or options.get("force_insert"):
            # Never Django's "update, else insert": with the key of an existing row it would write that row whole. A
            # model below another one has a row in both tables.
            options["force_insert"] = (models.Model,)
        else:
            options["update_fields"] = self._own_columns(options.get("update_fields"))
        super().save(**options)

    def _own_columns(self, asked) -> list[str]:
        deferred = self.get_deferred_fields()
        foreign = [self._meta.get_field(name) for name in self.WRITTEN_ELSEWHERE]
        if asked is not None:
            refused = sorted(set(asked) & {name for field in foreign for name in (field.name, field.attname)})
            if refused:
                raise ValueError(f"not written by save(): {', '.join(refused)}")
            return asked
        fields = [field for field in self._meta.concrete_fields if not field.primary_key]
        return [field.name for field in fields if field not in foreign and field.attname not in deferred]
