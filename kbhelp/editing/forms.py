"""The form behind every document in the admin, and those of the pages around it."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html

from kbhelp.lost_updates import GuardedForm
from kbhelp.merged_parts import GuardedFormSet
from kbhelp.publishing.checks import address_belongs_to_another
from kbhelp.publishing.hints import without_hints
from kbhelp.publishing.models import Document, Edition
from kbhelp.publishing.parts import MOST_PARTS, new_key
from kbhelp.publishing.slugs import proposed_slug
from kbhelp.publishing.uses import uses_of
from kbhelp.typed import LineInput, LinesInput, in_our_time

SLUG_HELP = "비워 두면 제목에서 저절로 정해집니다. 발행한 뒤에 바꾸면 예전 주소는 새 주소로 이어집니다."
NEEDED = format_html(' <span class="needed">{}</span>', "발행하려면 필요")


class MomentField(forms.DateTimeField):
    """A date and time to come, in the browser's own picker; empty means now."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages = {"invalid": "날짜와 시각을 다시 고르세요. 비우면 지금입니다."}
    default_validators = [in_our_time]

    def __init__(self, **options):
        super().__init__(**{"required": False} | options)

    def has_changed(self, initial, data):
        """Nothing that is stored: the history lists what a person changed."""
        return False


def refuse_past(form, name: str):
    at = form.cleaned_data.get(name)
    if at and at <= timezone.now():
        form.add_error(name, "지난 때입니다. 앞으로 올 때를 고르거나, 비워서 지금으로 하세요.")


class DocumentForm(GuardedForm):
    note = LineInput(label="바꾼 까닭", required=False, max_length=200)
    publish_at = MomentField(label="공개할 때 (비우면 지금)")
    weight = forms.ChoiceField(label="바꾼 정도", required=False, choices=Edition.WEIGHTS.items())
    message = LinesInput(
        label="검토할 사람에게 전할 말",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    overwrites = forms.CharField(widget=forms.HiddenInput, required=False, label="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("weight", Edition.NORMAL)
        for name in ("note", "weight", "message", "overwrites"):
            self.fields[name].has_changed = lambda initial, data: False
        self.mark_needed()
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.say_address()

    def mark_needed(self):
        """Before the first try: what 발행 is going to ask for."""
        for name in self._meta.model.NEEDED:
            if name in self.fields:
                self.fields[name].label_suffix = NEEDED

    def say_address(self):
        """Beside its name the whole address, once there is one, and what points to it."""
        path = self.instance.slug and self.instance.url_of(self.instance.slug)
        shown = format_html("독자에게 보이는 주소: {}{} ", settings.SITE_URL, path) if path else ""
        self.fields["slug"].help_text = format_html("{}{} {}", shown, SLUG_HELP, self.said_of_uses())

    def said_of_uses(self) -> str:
        number = self.instance.pk and uses_of(self.instance).values("document").distinct().count()
        if not number:
            return ""
        then = "바꾸어도 이어집니다." if self.instance.addresses.exists() else "바꾸면 그 글도 고쳐야 합니다."
        return format_html('<a href="../uses/">글 {}편</a>이 이 주소를 가리킵니다. {}', number, then)

    def asked(self) -> dict:
        """What was filled in beside the buttons, for whichever was pressed."""
        asked = {name: self.cleaned_data[name] for name in ("note", "message", "publish_at")}
        return asked | {"weight": self.cleaned_data["weight"] or Edition.NORMAL}

    def clean(self):
        data = super().clean()
        if "_publish" in self.data:
            refuse_past(self, "publish_at")
        return data

    def merge(self, current):
        """Saved again, this draft takes the place of one that is stored; that one is kept first."""
        super().merge(current)
        if self.instance.is_behind:
            self.carry(overwrites="1")
            self.told += " 그 사람이 저장한 초안은 판 기록에 남습니다."

    def clean_slug(self):
        """Left empty it comes from the title; readers keep an address that they know."""
        slug = self.cleaned_data["slug"]
        if not slug and self.instance.pk and self.instance.addresses.exists():
            return self.instance.slug
        if not slug:
            return proposed_slug(self.instance, self.cleaned_data.get("title", ""))
        if address_belongs_to_another(self.instance, slug):
            raise forms.ValidationError("다른 글이 썼거나 쓰기로 한 주소입니다. 다른 이름을 적으세요.")
        return slug

    def clean_body(self):
        """A draft keeps the hints that it began with; nothing that others are to see has them."""
        text = self.cleaned_data["body"]
        is_draft = not {"_publish", "_review", "_preview", "_check"} & self.data.keys()
        return text if is_draft else without_hints(text, self._meta.model.BEGINS_WITH)

    def clean_related(self):
        related = self.cleaned_data["related"]
        if self.instance.pk and related.filter(pk=self.instance.pk).exists():
            raise forms.ValidationError("이 글 자신은 함께 볼 글이 될 수 없습니다. 목록에서 빼고 저장하세요.")
        return related

    def stored(self):
        documents = Document.objects.select_for_update(of=("self",), no_key=True).select_related("changed_by")
        return documents.filter(pk=self.instance.pk).first()


class WithdrawForm(forms.Form):
    at = MomentField(label="내릴 때 (비우면 지금)")

    def clean(self):
        refuse_past(self, "at")
        return self.cleaned_data


class ApproveForm(forms.Form):
    publish_at = MomentField(label="공개할 때 (비우면 지금)")

    def clean(self):
        refuse_past(self, "publish_at")
        return self.cleaned_data


class ReturnForm(forms.Form):
    reason = LinesInput(
        label="무엇을 고치면 되나요",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "무엇을 고치면 되는지 적으세요. 쓴 사람이 이 말을 보고 고칩니다."},
    )


class CommentForm(forms.Form):
    text = LinesInput(
        label="의견 남기기",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "의견을 적으세요."},
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

    # The grid: short fields are cells in columns, the others lie in a panel below their row.

    def cells(self) -> list:
        return [self[name] for name in self._meta.model.COLUMNS]

    def panel(self) -> list:
        columns = self._meta.model.COLUMNS
        names = [name for name in self._meta.model.FIELDS if name not in columns]
        return [self[name] for name in (*names, "key", "position") if name in self.fields]

    def named_in_panel(self) -> list:
        """What the folded panel holds, as its line says it."""
        return [cell for cell in self.panel() if cell.name not in ("key", "position")]

    def panel_is_wrong(self) -> bool:
        return any(cell.errors for cell in self.panel())

    def needed(self) -> tuple[str, ...]:
        return self._meta.model.NEEDED

    def clean_key(self):
        return self.cleaned_data["key"] or self.initial.get("key") or new_key()

    def has_changed(self):
        """A part that was added and left empty is none, whatever place the browser numbered it with."""
        if self.instance._state.adding:
            return bool({*self.changed_data} - {"position"})
        return super().has_changed()


class PartFormSet(GuardedFormSet):
    """The parts of a document as a grid. Django names the field of a repeated key by its name in code."""

    def add_fields(self, form, index):
        """An added part stands last until somebody moves it; what may be chosen is read once for all parts."""
        super().add_fields(form, index)
        if form.instance._state.adding:
            form.initial["position"] = self.initial_form_count()
        for name, field in form.fields.items():
            if hasattr(field, "queryset") and name in self.model.FIELDS:
                field.choices = self.choices_of(name, field)

    def choices_of(self, name: str, field) -> list:
        known = self.__dict__.setdefault("known_choices", {})
        if name not in known:
            known[name] = list(field.choices)
        return known[name]

    def clean(self):
        """More than there may be are shown again and not saved; who has more already may go on with as many."""
        parts = [one for one in self.forms if not self._should_delete_form(one)]
        number = len([one for one in parts if one.instance.pk or one.has_changed()])
        if number > max(MOST_PARTS, self.initial_form_count()):
            word = self.model._meta.verbose_name
            raise forms.ValidationError(
                f"{word} {number}개를 보내셨습니다. 글 하나에는 {MOST_PARTS}개까지 저장할 수 있습니다. "
                "아직 저장하지 않았고 적은 내용은 아래에 그대로 있습니다. 글을 둘로 나누어 저장하세요."
            )
        super().clean()

    def get_unique_error_message(self, unique_check):
        return "표시 이름이 같은 것이 둘 있습니다. 하나의 표시 이름을 지우면 저절로 새로 정해집니다."

    def get_form_error(self):
        return "위에 이 표시 이름을 쓴 것이 또 있습니다. 표시 이름을 지우거나 다르게 적으세요."
