"""Two people at one form: who saves second is told so, and nothing that either of them typed is lost.

A form carries a stamp of what its editor saw. When the stored row no longer has that stamp, saving is refused once,
with everything typed still in the form; the next save is meant.
"""

import hashlib
import re

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import Truncator

from kbhelp.history import ReadableHistory
from kbhelp.kept_forms import RESUME, RESUMED, tell_saved

REHEARSAL = "_preview"  # the button whose saving is undone: it can overwrite nothing


def stamp_of(instance) -> str:
    """The version of a stored row where it counts them, otherwise a digest of its columns."""
    if hasattr(instance, "version"):
        return str(instance.version)
    values = [str(field.value_from_object(instance)) for field in instance._meta.concrete_fields]
    return hashlib.sha256("\0".join(values).encode()).hexdigest()[:32]


def last_editor(instance):
    """Who saved it last, as far as it is known."""
    if hasattr(instance, "changed_by_id"):
        return instance.changed_by
    own = LogEntry.objects.filter(
        content_type=get_content_type_for_model(instance), object_id=str(instance.pk)
    )
    entry = own.select_related("user").first()  # the newest, by Django's ordering
    return entry and entry.user


class GuardedForm(forms.ModelForm):
    seen = forms.CharField(widget=forms.HiddenInput, required=False, label="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = stamp_of(self.instance) if self.instance.pk else ""
        self.fields["seen"].has_changed = lambda initial, data: False  # nothing that a person changed

    def is_multipart(self):
        """Otherwise a syllable takes nine bytes on its way instead of three."""
        return True

    def clean(self):
        data = super().clean()
        if RESUME in self.data:
            raise forms.ValidationError(RESUMED)
        if REHEARSAL not in self.data:
            self.refuse_lost_update(data.get("seen"))
        return data

    def stored(self):
        """The row as it is now, or None. It stays locked until the admin's transaction ends, so that nobody can save
        in between; its key stays free, so that two rows may be related to each other at the same moment."""
        rows = type(self.instance)._default_manager.select_for_update(of=("self",), no_key=True)
        return rows.filter(pk=self.instance.pk).first()

    def refuse_lost_update(self, seen: str):
        current = self.stored() if self.instance.pk else None
        if current is None and seen:
            self.refuse(
                "그사이 다른 사람이 지웠습니다. 적으신 내용은 아래에 그대로 있습니다. "
                "한 번 더 저장하면 새로 만들어집니다.",
                "",
            )
        if current is not None and seen != stamp_of(current):
            self.refuse(self.what_happened(current), stamp_of(current))

    def what_happened(self, current) -> str:
        who = last_editor(current)
        labels = [self.fields[name].label for name in self.changed_data if self.fields[name].label]
        other = f" 지금 저장된 것과 다른 칸: {', '.join(labels)}." if labels else ""
        return (
            f"그사이 {f'{who}님이' if who else '다른 사람이'} 먼저 저장했습니다. "
            f"적으신 내용은 아래에 그대로 있습니다.{other} "
            "새 창에서 다시 열어 견주어 보세요. 한 번 더 저장하면 아래 내용으로 바뀝니다."
        )

    def refuse(self, sentence: str, stamp: str):
        """The next save is meant: the form that is shown again has seen what is stored now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = stamp
        raise forms.ValidationError(sentence)


class GuardedFormSet(forms.BaseInlineFormSet):
    """The parts of a form (rows, items, updates) beside what others did to them in the meantime.

    A part is known by its number, or by its key should it have been made anew. One that somebody deleted comes back as
    a new one, one that somebody added joins the others, and the editor is told of both.
    """

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.back, self.joined = (), ()  # the places of such parts among the forms
        if self.is_bound and self.management_form.is_valid():
            self.take_up_changes()

    def take_up_changes(self):
        """Send again what was sent, in the order in which the parts are stored now, with the new ones after them.

        Django pairs forms with stored parts by their order alone: without this, each stands under the heading of
        another, and a deleted one can never be saved.
        """
        stored = {str(part.pk): part for part in self.get_queryset()}
        sent = self.sent()
        new = len(sent) - len(stored)
        if [self.number_of(one) for one in sent] == [*stored, *[""] * new]:
            return
        known = self.recognised(sent, stored)
        untouched = self.untouched()
        parts = [known.get(number) or untouched[number] for number in stored]
        others = [one for one in sent if self.number_of(one) not in known]
        back = [one for one in others if self.number_of(one) and "DELETE" not in one]
        self.joined = [place for place, number in enumerate(stored) if number not in known]
        self.back = range(len(parts), len(parts) + len(back))
        added = [one for one in others if not self.number_of(one)]
        self.send_again(parts, [without(one, self.pk_name, self.fk.name) for one in back] + added)

    @property
    def pk_name(self) -> str:
        return self.model._meta.pk.name

    def number_of(self, sent: dict) -> str:
        return sent.get(self.pk_name, [""])[0]

    def sent(self) -> list[dict]:
        """What was sent of each form: {name of the field: list of values}."""
        parts = [{} for _ in range(self.total_form_count())]
        name = re.compile(rf"(initial-)?{re.escape(self.prefix)}-(\d+)-(.+)")
        for key in self.data:
            found = name.fullmatch(key)
            if found and int(found[2]) < len(parts):
                parts[int(found[2])][(found[1] or "") + found[3]] = self.data.getlist(key)
        return parts

    def recognised(self, sent: list[dict], stored: dict) -> dict[str, dict]:
        """Which stored part each of them is: {number: what was sent}."""
        known = {number: one for one in sent if (number := self.number_of(one)) in stored}
        anew = {getattr(part, "key", ""): number for number, part in stored.items() if number not in known}
        for one in sent:
            key = one.get("key", [""])[0]
            if key in anew and self.number_of(one) not in ("", *known):
                one[self.pk_name] = [anew.pop(key)]
                known[self.number_of(one)] = one
        return known

    def untouched(self) -> dict[str, dict]:
        """What a browser would send of each stored part that nobody touched."""
        fresh = type(self)(instance=self.instance, prefix=self.prefix, queryset=self.queryset)
        return {str(form.instance.pk): as_sent(form) for form in fresh.initial_forms}

    def send_again(self, parts: list[dict], added: list[dict]):
        """Put the numbered forms in place of those in `data`."""
        own = re.compile(rf"(initial-)?{re.escape(self.prefix)}-\d+-.+")
        data = QueryDict(mutable=True)
        for key in self.data:
            if not own.fullmatch(key):
                data.setlist(key, self.data.getlist(key))
        for number, part in enumerate(parts + added):
            for name, values in part.items():
                field = name.removeprefix("initial-")
                data.setlist(name.removesuffix(field) + f"{self.prefix}-{number}-{field}", values)
        data[f"{self.prefix}-TOTAL_FORMS"] = len(parts) + len(added)
        data[f"{self.prefix}-INITIAL_FORMS"] = len(parts)
        self.data = data
        del self.management_form  # read from the former data

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.is_back = i in self.back
        return form

    def clean(self):
        if REHEARSAL in self.data or not (self.back or self.joined):
            return super().clean()
        word = self.model._meta.verbose_name
        told = []
        if self.back:
            told.append(
                f"그사이 다른 사람이 지운 {word}: {self.names(self.back)}. "
                "적으신 내용이 사라지지 않게 아래에 새로 넣어 두었습니다. "
                "그대로 저장하면 다시 생깁니다. 필요하지 않으면 지우고 저장하세요."
            )
        if self.joined:
            told.append(
                f"그사이 다른 사람이 더한 {word}: {self.names(self.joined)}. 아래에 함께 넣어 두었습니다."
            )
        raise forms.ValidationError(told)

    def names(self, places) -> str:
        names = [Truncator(self.forms[place].instance).chars(40) for place in places]
        return ", ".join(f"‘{name}’" for name in names)


def without(values: dict, *names: str) -> dict:
    return {name: value for name, value in values.items() if name not in names}


def as_sent(form) -> dict[str, list[str]]:
    """The values of an unbound form as a browser sends them, by the field's name without the form's prefix."""
    sent = {}
    for bound in form:
        widget = getattr(bound.field.widget, "widget", bound.field.widget)  # the admin wraps its pickers
        value = bound.value()
        if value is None or value is False:
            continue
        if isinstance(widget, forms.MultiWidget):
            pieces = zip(widget.widgets_names, widget.widgets, widget.decompress(value), strict=True)
            named = {suffix: one.format_value(piece) for suffix, one, piece in pieces}
        else:
            named = {"": widget.format_value(value)}
        for suffix, shown in named.items():
            values = shown if isinstance(shown, list) else [str(shown or "")]
            sent[bound.name + suffix] = values
            if bound.field.show_hidden_initial:
                sent[f"initial-{bound.name}{suffix}"] = values
    return sent


class GuardedAdmin(ReadableHistory, admin.ModelAdmin):
    """The admin of a model whose form is guarded."""

    form = GuardedForm
    change_form_template = "desk/guarded_form.html"

    def get_fields(self, request, obj=None):
        """The stamp has its place in the template."""
        return [name for name in super().get_fields(request, obj) if name != "seen"]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.is_saved = REHEARSAL not in request.POST

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        context = {"largest_form": settings.STAFF_BODY_LIMIT} | (extra_context or {})
        response = super().changeform_view(request, object_id, form_url, context)
        return tell_saved(request, response) if getattr(request, "is_saved", False) else response

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What was typed about a row that somebody deleted meanwhile is offered as a new one."""
        if request.POST.get("seen") and self.get_object(request, object_id) is None:
            address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
            return self.add_view(request, address, extra_context)
        return super().change_view(request, object_id, form_url, extra_context)
