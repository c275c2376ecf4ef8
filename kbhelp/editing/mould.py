"""The stored parts of a grid, cast from one mould.

Each widget is a template of its own for Django: 100 rows have 2,600 of them, which took 1.5 s. All rows differ by their
number, their name and what stands in their fields alone, so that one is drawn with marks in those places, and each row
fills them in.
"""

import copy
import re

from django.contrib.admin.widgets import AdminIntegerFieldWidget
from django.forms import widgets
from django.forms.renderers import BaseRenderer, get_default_renderer
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

PART = "desk/_part.html"
NUMBER = "__prefix__"  # where Django's own empty form has it too
MARK = re.compile("\ufdd0([^\ufdd0\ufdd1]*)\ufdd1")  # two letters that no text may hold
SAMPLE = "\ufdd2"
# Their HTML holds the value in one place, as text; whatever else there is, is drawn once for each value.
PLAIN = {
    widgets.TextInput,
    widgets.Textarea,
    widgets.HiddenInput,
    widgets.NumberInput,
    widgets.DateInput,
    AdminIntegerFieldWidget,
}


def mark(name: str) -> str:
    return mark_safe(f"\ufdd0{name}\ufdd1")


class Marks(BaseRenderer):
    """Draws a mark for each widget and keeps what it was asked to draw: {name of the input: what its template gets}."""

    def __init__(self):
        self.asked = {}

    def render(self, template_name, context, request=None):
        if "widget" not in context:
            return get_default_renderer().render(template_name, context, request)
        name = context["widget"]["name"]
        self.asked[name] = context
        return mark(name)


class Cast:
    """One input of every part."""

    def __init__(self, widget, context: dict):
        self.widget, self.context = widget, context
        self.drawn = {}

    def html(self, value, number: str) -> str:
        """With what is stored there, in the part of that number."""
        if type(self.widget) not in PLAIN:
            return self.draw(value).replace(NUMBER, number)
        text = self.widget.format_value(value)
        if text in (None, ""):
            return self.draw(text).replace(NUMBER, number)
        before, after = self.draw(SAMPLE).replace(NUMBER, number).split(SAMPLE)
        return f"{before}{conditional_escape(text)}{after}"

    def draw(self, value) -> str:
        key = repr(value)
        if key not in self.drawn:
            asked = self.context["widget"]
            self.drawn[key] = self.widget.render(asked["name"], value, asked["attrs"], get_default_renderer())
        return self.drawn[key]


class Mould:
    def __init__(self, part, context: dict):
        """From any stored part of an unbound grid, as the admin wraps it, and what its template gets besides."""
        formset = part.formset
        form = formset._construct_form(0)
        form.prefix, form.renderer = formset.add_prefix(NUMBER), Marks()
        self.form, part = form, copy.copy(part)
        part.form, part.original = form, mark("")
        self.pieces = MARK.split(render_to_string(PART, context | {"part": part, "number": NUMBER}))

    @cached_property
    def casts(self) -> dict:
        """{name of an input: (name of its field, what it is cast from)}."""
        return {name: self.cast(name, context) for name, context in self.form.renderer.asked.items()}

    def cast(self, name: str, context: dict):
        field_name = name.rpartition(f"{NUMBER}-")[2]
        field = self.form.fields[field_name]
        is_shown = name == self.form.add_prefix(field_name)  # else it repeats what the browser got
        return field_name, Cast(field.widget if is_shown else field.hidden_widget(), context)

    def fill(self, form, name: str, number: int) -> str:
        """The HTML of the stored part that this form is of."""
        pieces = [piece.replace(NUMBER, str(number)) for piece in self.pieces[::2]]
        for place, asked in enumerate(self.pieces[1::2]):
            pieces[place] += self.input(form, asked, str(number)) if asked else conditional_escape(name)
        return mark_safe("".join(pieces))

    def input(self, form, asked: str, number: str) -> str:
        name, cast = self.casts[asked]
        field = form.fields[name]
        value = field.prepare_value(form.get_initial_for_field(field, name))
        return cast.html(value, number)
