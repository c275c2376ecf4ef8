"""The forms of stored parts that nobody typed into yet, made from one.

Django copies every field for every form: for a table of 200 rows these were 5,000 copies, a third of the time in which
the page opened, and the garbage collector looked through all of them.
"""

import copy

from django import forms
from django.utils.functional import cached_property


class AlikeForms(forms.BaseInlineFormSet):
    """Unbound, the stored parts share the fields of the first: they differ by their part alone."""

    @cached_property
    def forms(self):
        stored = self.initial_form_count()
        if self.is_bound or stored < 2:
            return super().forms
        first = self._construct_form(0)
        alike = [self.like(first, index) for index in range(1, stored)]
        return [first, *alike, *map(self._construct_form, range(stored, self.total_form_count()))]

    def like(self, first, index: int):
        form = copy.copy(first)
        form.instance = part = self.get_queryset()[index]
        form.prefix, form._bound_fields_cache = self.add_prefix(index), {}
        shown = forms.model_to_dict(part, form._meta.fields, form._meta.exclude)
        form.initial = shown | {part._meta.pk.name: part.pk}
        return form
