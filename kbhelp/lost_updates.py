"""Two people at one form: who saves second is told so, and nothing that either of them typed is lost.

A form carries a stamp of what its editor saw, and what that was (`base`). When the stored row no longer has that stamp,
saving is refused with everything typed still in the form: what one of the two changed is merged, and what both changed
is shown beside each other until its editor chose.
"""

import hashlib

from django import forms
from django.conf import settings
from django.contrib import admin
from django.urls import reverse

from kbhelp.audit.acts import Act
from kbhelp.kept_forms import RESUME, RESUMED, tell_saved
from kbhelp.merging import Merge, is_rehearsal, read, shown_version, written

BESIDE = ("seen", "base", "unmerged")  # what a form carries beside what a person types


DELETED = (
    "그사이 다른 사람이 지웠습니다. 적으신 내용은 아래에 그대로 있습니다. "
    "한 번 더 저장하면 새로 만들어집니다."
)


def said_of(merge: Merge) -> str:
    """What became of the two texts, in sentences."""
    both = [merge.label(name) for name in merge.unmerged]
    sentences = ["아직 저장하지 않았고, 적으신 내용은 아래에 그대로 있습니다."]
    if merge.taken:
        sentences.append(f"그 사람만 고친 칸은 넣어 두었습니다: {', '.join(merge.taken)}.")
    if merge.kept:
        sentences.append(f"나만 고친 칸은 그대로입니다: {', '.join(merge.kept)}.")
    if both:
        sentences.append(f"두 사람이 다 고친 칸은 위에서 고르세요: {', '.join(both)}.")
    else:
        sentences.append("합쳐진 내용을 확인하고 다시 저장하세요.")
    return " ".join(sentences)


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
    newest = Act.objects.of(instance).select_related("user").first()
    return newest and newest.user


class Carried(forms.CharField):
    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        """Nothing that a person changed."""
        return False


class GuardedForm(forms.ModelForm):
    seen = Carried(required=False, label="")
    base = Carried(required=False, label="")
    unmerged = Carried(required=False, label="")

    conflicts = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.told = ""
        if self.instance.pk:
            self.initial["seen"] = self.stamp(self.instance)

    def get_initial_for_field(self, field, field_name):
        """`base` is read when the page is made: a field that is looked at earlier keeps the help text of then."""
        if field_name == "base":
            return written(shown_version(self)) if self.instance.pk and not self.is_bound else ""
        return super().get_initial_for_field(field, field_name)

    def is_multipart(self):
        """Otherwise a syllable takes nine bytes on its way instead of three."""
        return True

    def full_clean(self):
        """What others saved is merged into what was sent before anything looks at it."""
        if self.is_bound and not is_rehearsal(self.data) and RESUME not in self.data:
            self.take_up_changes()
        super().full_clean()

    def clean(self):
        data = super().clean()
        if RESUME in self.data:
            raise forms.ValidationError(RESUMED)
        if self.told:
            raise forms.ValidationError(self.told)
        return data

    def stamp(self, instance) -> str:
        return stamp_of(instance)

    def stored(self):
        """The row as it is now, or None. It stays locked until the admin's transaction ends, so that nobody can save
        in between; its key stays free, so that two rows may be related to each other at the same moment."""
        rows = type(self.instance)._default_manager.select_for_update(of=("self",), no_key=True)
        return rows.filter(pk=self.instance.pk).first()

    def take_up_changes(self):
        seen = self.data.get(self.add_prefix("seen"), "")
        current = self.stored() if self.instance.pk else None
        if current is None:
            if seen:
                self.carry(seen="")
                self.told = DELETED
            return
        self.instance.is_behind = seen != self.stamp(current)
        if self.instance.is_behind or read(self.data.get(self.add_prefix("unmerged"))):
            self.merge(current)

    def merge(self, current):
        fresh = type(self)(
            instance=type(self.instance)._default_manager.get(pk=current.pk), prefix=self.prefix
        )
        data = self.data.copy()
        base, unmerged = (read(data.get(self.add_prefix(name))) for name in ("base", "unmerged"))
        merge = Merge(self, fresh, data, base, unmerged, "merge-")
        self.data = data
        self.carry(seen=self.stamp(current), base=written(merge.theirs), unmerged=written(merge.unmerged))
        self.conflicts = merge.conflicts()
        if self.instance.is_behind:
            who = last_editor(current)
            self.told = f"그사이 {f'{who}님이' if who else '다른 사람이'} 먼저 저장했습니다. {said_of(merge)}"
        elif self.conflicts:
            self.told = f"아직 고르지 않은 칸이 있습니다. {said_of(merge)}"

    def carry(self, **values: str):
        """The form that is shown again has seen what is stored now."""
        self.data = self.data.copy()
        for name, value in values.items():
            self.data[self.add_prefix(name)] = value


class GuardedAdmin(admin.ModelAdmin):
    """The admin of a model whose form is guarded."""

    form = GuardedForm
    change_form_template = "desk/guarded_form.html"

    def get_fields(self, request, obj=None):
        """What is carried has its place in the template."""
        return [name for name in super().get_fields(request, obj) if name not in BESIDE]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.is_saved = not is_rehearsal(request.POST)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        limits = {
            "largest_form": settings.STAFF_BODY_LIMIT,
            "most_fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
        }
        context = limits | (extra_context or {})
        response = super().changeform_view(request, object_id, form_url, context)
        return tell_saved(request, response) if getattr(request, "is_saved", False) else response

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What was typed about a row that somebody deleted meanwhile is offered as a new one."""
        if request.POST.get("seen") and self.get_object(request, object_id) is None:
            address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
            return self.add_view(request, address, extra_context)
        return super().change_view(request, object_id, form_url, extra_context)
