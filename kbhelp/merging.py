"""Three versions of a form: what its editor began from (base), what is stored now (theirs) and what was sent (mine).

A field that one side changed merges by itself. What both changed waits in `unmerged` until its editor chose; the base
of the next save is what is stored now. The base is not signed: who forges it could as well send any other text.
A version of a form is {field: {suffix of the name in the form: [values]}}, without what is empty.
"""

import json
from dataclasses import dataclass

from django import forms

from kbhelp.comparing import Line, compared, soon

REHEARSALS = {"_preview", "_check"}  # the buttons whose saving is undone: they can overwrite nothing


def is_rehearsal(data) -> bool:
    return bool(REHEARSALS & {*data})


PLACE = "position"  # the order of parts: mine where I moved them, and nothing to read
MINE, THEIRS = "mine", "theirs"


@dataclass
class Conflict:
    """A field that both changed, for its editor to choose."""

    name: str  # of the choice in the form
    label: str
    theirs: list[Line]  # from the base to each side
    mine: list[Line]


def widgets_of(bound) -> dict:
    """{suffix of the name: widget}: two where the field has a date and a time."""
    widget = getattr(bound.field.widget, "widget", bound.field.widget)  # the admin wraps its pickers
    if isinstance(widget, forms.MultiWidget):
        return dict(zip(widget.widgets_names, widget.widgets, strict=True))
    return {"": widget}


def values_of(bound) -> dict[str, list[str]]:
    """What a browser sends of a field that nobody touched."""
    value = bound.value()
    if value is None or value is False:
        return {}
    widgets = widgets_of(bound)
    widget = getattr(bound.field.widget, "widget", bound.field.widget)
    pieces = widget.decompress(value) if isinstance(widget, forms.MultiWidget) else [value]
    found = {}
    for (suffix, one), piece in zip(widgets.items(), pieces, strict=True):
        shown = "on" if isinstance(one, forms.CheckboxInput) else one.format_value(piece)
        found[suffix] = shown if isinstance(shown, list) else [str(shown or "")]
    return found


def as_sent(form) -> dict[str, list[str]]:
    """The values of an unbound form as a browser sends them, by the field's name without the form's prefix."""
    sent = {}
    for bound in form:
        for suffix, values in values_of(bound).items():
            sent[bound.name + suffix] = values
            if bound.field.show_hidden_initial:
                sent[f"initial-{bound.name}{suffix}"] = values
    return sent


def merged_fields(form) -> list:
    """The bound fields of columns and relations: not those beside the buttons, nor keys."""
    meta = form._meta.model._meta
    names = {field.name for field in (*meta.concrete_fields, *meta.many_to_many)} - {meta.pk.name}
    return [form[name] for name, field in form.fields.items() if name in names and not field.disabled]


def plain(values: dict[str, list[str]]) -> dict[str, list[str]]:
    kept = {}
    for name, many in values.items():
        lines = (one.replace("\r\n", "\n").strip() for one in many)
        if found := sorted(filter(None, lines)):
            kept[name] = found
    return kept


def shown_version(form) -> dict:
    """Of an unbound form."""
    return {bound.name: plain(values_of(bound)) for bound in merged_fields(form)}


def sent_version(form, data) -> dict:
    return {
        bound.name: plain({suffix: data.getlist(bound.html_name + suffix) for suffix in widgets_of(bound)})
        for bound in merged_fields(form)
    }


def put(data, bound, values: dict[str, list[str]]):
    """Give a field these values in `data`, as if they had been typed."""
    for suffix, widget in widgets_of(bound).items():
        name = bound.html_name + suffix
        data.pop(name, None)
        if values.get(suffix) or not isinstance(widget, forms.CheckboxInput | forms.SelectMultiple):
            data.setlist(name, values.get(suffix) or [""])


def written(versions: dict) -> str:
    return json.dumps(versions, ensure_ascii=False, separators=(",", ":"))


def read(text: str | None) -> dict:
    """What `written` wrote; what is anything else counts as unknown."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def words(bound, values: dict[str, list[str]] | None) -> str:
    """A value as editors read it: the words of what is chosen, not its number."""
    pieces = (values or {}).values()
    many = [str(one) for piece in pieces if isinstance(piece, list) for one in piece]
    field = bound.field
    if hasattr(field, "queryset"):
        try:
            return "\n".join(str(one) for one in field.queryset.filter(pk__in=many))
        except (TypeError, ValueError):
            return "\n".join(many)
    if isinstance(field, forms.BooleanField):
        return "예" if many else "아니요"
    choices = {str(key): str(word) for key, word in getattr(field, "choices", [])}
    return " ".join(choices.get(one, one) for one in many)


class Merge:
    """One form or part merged into `data`, which changes. `base` and `unmerged` are this form's, of unknown shape.

    Afterwards `taken` names the fields that came from the other side, `kept` those that only this editor changed, and
    `unmerged` ({field: version of the base}) what waits for a choice.
    """

    def __init__(self, form, fresh, data, base, unmerged, prefix: str):
        self.form, self.data, self.prefix = form, data, prefix
        self.fields = {bound.name: bound for bound in merged_fields(form)}
        self.base, self.before = self.known(base), self.known(unmerged)
        self.theirs, self.mine = shown_version(fresh), sent_version(form, data)
        self.taken, self.kept, self.unmerged = [], [], {}
        for name in self.fields:
            self.merge(name)

    def known(self, version) -> dict:
        """Of what a form carried, what has a shape and a field here."""
        found = version.items() if isinstance(version, dict) else ()
        return {name: one if isinstance(one, dict) else None for name, one in found if name in self.fields}

    def choice(self, name: str) -> str | None:
        return self.data.get(f"{self.prefix}{name}")

    def merge(self, name: str):
        base, theirs, mine = self.base.get(name), self.theirs.get(name, {}), self.mine[name]
        if name in self.before and self.choice(name) == THEIRS:
            put(self.data, self.fields[name], theirs)
            return
        if mine == theirs:
            return
        if theirs == base:
            if name in self.before and self.choice(name) not in (MINE, THEIRS):
                self.unmerged[name] = self.before[name]
            elif name not in self.before:
                self.kept.append(self.label(name))
        elif mine == base:
            put(self.data, self.fields[name], theirs)
            self.taken += [] if name == PLACE else [self.label(name)]
        elif name != PLACE:
            self.unmerged[name] = self.before.get(name, base)

    def label(self, name: str) -> str:
        return str(self.fields[name].label)

    def conflicts(self, of: str = "") -> list[Conflict]:
        """`of` says which part it is."""
        mine, until = sent_version(self.form, self.data), soon()
        return [
            Conflict(
                f"{self.prefix}{name}",
                f"{of}{self.label(name)}",
                *(
                    compared(*(words(self.fields[name], one) for one in (base, side)), until)
                    for side in (self.theirs.get(name), mine[name])
                ),
            )
            for name, base in self.unmerged.items()
        ]
