"""What every page or search asks, put into SQL once in a process: building it takes Django longer than its answer."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property

from django.db import connection
from django.db.models import QuerySet


class Prepared:
    """`build` gives the queryset for the values by their names; `marks` stand for them while it is built once, each
    such as no value is."""

    def __init__(self, build: Callable[..., QuerySet], **marks):
        self.build, self.marks = build, marks

    def ask(self, **values) -> list:
        """Objects of the model."""
        return list(self.queryset.model.objects.raw(self.sql, self.with_values(values)))

    def rows(self, **values) -> list[tuple]:
        """The columns alone, of a queryset of columns: a hundred objects take longer than their statement."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.with_values(values))
            return cursor.fetchall()

    def with_values(self, values: dict) -> list:
        return [values[name] if name else param for name, param in self.params]

    @cached_property
    def queryset(self) -> QuerySet:
        return self.build(**self.marks)

    @cached_property
    def sql(self) -> str:
        return self.queryset.query.sql_with_params()[0]

    @cached_property
    def params(self) -> list[tuple[str, object]]:
        """Each with the name of the value whose mark it is, or none."""
        names = {connection.ops.adapt_unknown_value(mark): name for name, mark in self.marks.items()}
        return [(names.get(param, ""), param) for param in self.queryset.query.sql_with_params()[1]]


LATER_THAN_ALL = datetime(9000, 1, 1, tzinfo=UTC)
