"""The form behind every document in the admin: nobody's text is lost when two people save the same one."""

from django import forms

from kbhelp.lost_updates import GuardedForm, GuardedFormSet
from kbhelp.publishing.checks import address_belongs_to_another
from kbhelp.publishing.models import Document
from kbhelp.publishing.parts import new_key


class DocumentForm(GuardedForm):
    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if address_belongs_to_another(self.instance, slug):
            raise forms.ValidationError("다른 글이 썼거나 쓰기로 한 주소입니다. 다른 이름을 적으세요.")
        return slug

    def clean_related(self):
        related = self.cleaned_data["related"]
        if self.instance.pk and related.filter(pk=self.instance.pk).exists():
            raise forms.ValidationError("이 글 자신은 함께 볼 글이 될 수 없습니다. 목록에서 빼고 저장하세요.")
        return related

    def stored(self):
        documents = Document.objects.select_for_update(of=("self",)).select_related("changed_by")
        return documents.filter(pk=self.instance.pk).first()


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


class PartFormSet(GuardedFormSet):
    """Django names the field of a repeated key by its name in code."""

    def get_unique_error_message(self, unique_check):
        return "표시 이름이 같은 것이 둘 있습니다. 하나의 표시 이름을 지우면 저절로 새로 정해집니다."

    def get_form_error(self):
        return "위에 이 표시 이름을 쓴 것이 또 있습니다. 표시 이름을 지우거나 다르게 적으세요."
