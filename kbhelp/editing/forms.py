"""The form behind every document in the admin: nobody's text is lost when two people save the same one."""

from django import forms

from kbhelp.publishing.checks import address_belongs_to_another
from kbhelp.publishing.models import Document
from kbhelp.publishing.parts import new_key


class DocumentForm(forms.ModelForm):
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False, label="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen_version"] = self.instance.version
        self.fields["seen_version"].has_changed = lambda initial, data: False

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if address_belongs_to_another(self.instance, slug):
            raise forms.ValidationError("다른 글이 썼거나 쓰기로 한 주소입니다. 다른 이름을 적으세요.")
        return slug

    def clean(self):
        data = super().clean()
        if self.instance.pk:
            self.refuse_lost_update(data.get("seen_version"))
        return data

    def refuse_lost_update(self, seen):
        """The row stays locked until the admin's transaction ends, so that nobody can save in between."""
        current = (
            Document.objects.select_for_update(of=("self",))
            .select_related("changed_by")
            .get(pk=self.instance.pk)
        )
        if seen == current.version:
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_version")] = current.version
        raise forms.ValidationError(
            f"그사이 {current.changed_by or '다른 사람'}님이 이 글을 저장했습니다. "
            "적으신 내용은 아래에 그대로 있습니다. 새 창에서 이 글을 열어 바뀐 곳을 확인하세요. "
            "한 번 더 저장하면 아래 내용으로 바뀝니다."
        )


class PartForm(forms.ModelForm):
    """A row or an item. The browser copies one empty form for every part that is added, so that a key given there
    would be the same in all of them: an added part is sent without one and gets its own here."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "key" not in self.fields:
            return
        field = self.fields["key"]
        field.required, field.show_hidden_initial = False, False
        if self.instance._state.adding:
            self.initial["key"] = ""
            field.widget.attrs["placeholder"] = "비워 두면 저절로 정해집니다"

    def clean_key(self):
        return self.cleaned_data["key"] or self.initial.get("key") or new_key()

    def has_changed(self):
        """A part that was added and left empty is none, whatever place the browser numbered it with."""
        if self.instance._state.adding:
            return bool({*self.changed_data} - {"position"})
        return super().has_changed()


class PartFormSet(forms.BaseInlineFormSet):
    """Django names the field of a repeated key by its name in code."""

    def get_unique_error_message(self, unique_check):
        return "표시 이름이 같은 것이 둘 있습니다. 하나의 표시 이름을 지우면 저절로 새로 정해집니다."

    def get_form_error(self):
        return "위에 이 표시 이름을 쓴 것이 또 있습니다. 표시 이름을 지우거나 다르게 적으세요."
