"""The parts of a form that two people save: rows, items, updates."""

import re

from django import forms
from django.forms.formsets import TOTAL_FORM_COUNT
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import Truncator

from kbhelp.alike_forms import AlikeForms
from kbhelp.kept_forms import RESUME
from kbhelp.merging import Merge, as_sent, is_rehearsal, read, shown_version, written

# DATA_UPLOAD_MAX_NUMBER_FIELDS has room for fewer rows, with all that a browser sends of them.
MOST_FORMS = 600


def name_of(part) -> str:
    """Its key where it has one: a restored edition makes every part anew."""
    return getattr(part, "key", "") or str(part.pk)


class GuardedFormSet(AlikeForms):
    """The parts of a form (rows, items, updates) beside what others did to them in the meantime.

    A part is known by its number, or by its key should it have been made anew. One that somebody deleted comes back as
    a new one, one that somebody added joins the others, and the editor is told of both.
    """

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.back, self.joined = (), ()  # the places of such parts among the forms
        self.conflicts, self.told = [], []
        if self.is_bound and self.management_form.is_valid():
            self.take_up_changes()

    def full_clean(self):
        """The form is validated first: it has locked the row, and knows whether somebody saved it meanwhile."""
        if self.is_bound and self.management_form.is_valid() and self.is_to_merge():
            self.__dict__.pop("_queryset", None)  # read before the lock
            self.take_up_changes()
            self.merge()
            self.__dict__.pop("forms", None)  # made from the former data
        super().full_clean()

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

    @cached_property
    def management_form(self):
        """With what this formset carries beside its parts: {name of a part: version of its form}."""
        form = super().management_form
        for name in ("base", "unmerged"):
            form.fields[name] = forms.CharField(widget=forms.HiddenInput, required=False)
        if not self.is_bound:
            shown = {name_of(one.instance): shown_version(one) for one in self.initial_forms}
            form.initial["base"] = written(shown)
        elif form.is_valid():
            form.cleaned_data[TOTAL_FORM_COUNT] = min(form.cleaned_data[TOTAL_FORM_COUNT], self.places_sent())
        return form

    def places_sent(self) -> int:
        """Up to the last form of which anything was sent, and no more than one answer holds: a number alone, which
        anybody may write, makes no forms."""
        place = re.compile(rf"{re.escape(self.prefix)}-(\d{{1,6}})-")
        numbers = [int(found[1]) for key in self.data if (found := place.match(key))]
        return min(max(numbers, default=-1) + 1, MOST_FORMS)

    def carried(self, name: str) -> dict:
        return read(self.data.get(f"{self.prefix}-{name}"))

    def is_to_merge(self) -> bool:
        if is_rehearsal(self.data) or RESUME in self.data:
            return False
        return getattr(self.instance, "is_behind", False) or bool(self.carried("unmerged"))

    def merge(self):
        """Each part that is stored, with what another made of it; what both made waits for a choice."""
        base, before = self.carried("base"), self.carried("unmerged")
        self.data = self.data.copy()
        stored = type(self)(instance=self.instance, prefix=self.prefix, queryset=self.queryset).initial_forms
        now, unmerged, taken, revived = {}, {}, [], []
        for place, fresh in enumerate(stored):
            name, of = name_of(fresh.instance), f"‘{Truncator(fresh.instance).chars(40)}’ · "
            mark = f"merge-{self.prefix}-{name}-"
            part = Merge(fresh, fresh, self.data, base.get(name), before.get(name), mark)
            now[name], unmerged[name] = part.theirs, part.unmerged
            taken += [f"{of}{label}" for label in part.taken]
            self.conflicts += part.conflicts(of)
            changed = part.taken or part.unmerged
            if changed and self.data.pop(f"{self.prefix}-{place}-DELETE", None):
                revived.append(of.removesuffix(" · "))
        unmerged = {name: one for name, one in unmerged.items() if one}
        self.data[f"{self.prefix}-base"], self.data[f"{self.prefix}-unmerged"] = (
            written(now),
            written(unmerged),
        )
        self.tell(taken, revived)
        del self.management_form  # read from the former data

    def tell(self, taken: list[str], revived: list[str]):
        if taken:
            self.told.append(f"그 사람만 고친 칸은 넣어 두었습니다: {', '.join(taken)}.")
        if self.conflicts:
            both = ", ".join(one.label for one in self.conflicts)
            self.told.append(f"두 사람이 다 고친 칸은 위에서 고르세요: {both}.")
        if revived:
            self.told.append(
                f"그사이 다른 사람이 고쳐서 아직 지우지 않았습니다: {', '.join(revived)}. "
                "그래도 지우려면 다시 지우고 저장하세요."
            )

    @property
    def pk_name(self) -> str:
        return self.model._meta.pk.name

    def number_of(self, sent: dict) -> str:
        return sent.get(self.pk_name, [""])[0]

    def sent(self) -> list[dict]:
        """What was sent of each form: {name of the field: list of values}."""
        parts = [{} for _ in range(self.total_form_count())]
        name = re.compile(rf"(initial-)?{re.escape(self.prefix)}-(\d{{1,6}})-(.+)")
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
        if is_rehearsal(self.data) or not (self.back or self.joined or self.told):
            return super().clean()
        word = self.model._meta.verbose_name
        told = [*self.told]
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
