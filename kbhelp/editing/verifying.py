"""출처와 맞춰 보기: the page where a person opens the sources, compares the saved draft with them, and says so."""

from django import forms
from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.utils.formats import date_format

from kbhelp.publishing.models import Document
from kbhelp.publishing.pages import preview_of
from kbhelp.publishing.references import References
from kbhelp.publishing.rendering import draft_of
from kbhelp.publishing.verifications import WHOLE
from kbhelp.publishing.verifying import ChangedMeanwhile, parts_to_check, seen_of, verify

ALL, SOME = "all", "some"
CHANGED = "맞춰 보시는 사이에 글이 바뀌어 기록하지 않았습니다. 바뀐 글을 다시 맞춰 보세요. 고르신 것은 그대로 있습니다."
MADE = "출처와 맞춰 본 것을 기록했습니다. 독자에게는 다음에 발행할 때 ‘확인한 날’로 보입니다."


class VerifyForm(forms.Form):
    """What was opened, what was compared, and that it was. `seen` says which text it was."""

    sources = forms.MultipleChoiceField(
        label="열어 본 출처",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "열어 본 출처를 하나 이상 고르세요."},
    )
    what = forms.ChoiceField(
        label="무엇을 맞춰 보았나요",
        choices=[(ALL, "글 전체"), (SOME, "고른 줄만")],
        widget=forms.RadioSelect,
        initial=ALL,
    )
    parts = forms.MultipleChoiceField(label="맞춰 본 줄", required=False, widget=forms.CheckboxSelectMultiple)
    compared = forms.BooleanField(
        label="출처를 열어 이 글과 맞춰 보았습니다",
        error_messages={"required": "출처를 열어 맞춰 보았을 때만 기록할 수 있습니다."},
    )

    def __init__(self, snapshot: dict, parts: list[dict], *args):
        super().__init__(*args)
        self.named = named_in(snapshot, parts)
        self.fields["sources"].choices = [(key, source["name"]) for key, source in self.named.items()]
        self.fields["parts"].choices = [(row["key"], name_of(row)) for row in parts]
        if not parts:
            del self.fields["what"], self.fields["parts"]

    def clean(self):
        data = super().clean()
        if data.get("what") == SOME and not data.get("parts") and "parts" not in self.errors:
            self.add_error("parts", "맞춰 본 줄을 하나 이상 고르세요.")
        return data

    def chosen(self) -> list[str] | None:
        """The keys of the parts that were compared; None: the whole document."""
        return self.cleaned_data["parts"] if self.cleaned_data.get("what") == SOME else None

    def opened(self) -> list[dict]:
        return [self.named[key] for key in self.cleaned_data["sources"]]


def named_in(snapshot: dict, parts: list[dict]) -> dict[str, dict]:
    """Every source that the text names, by its key."""
    own = [row["source"] for row in parts if row.get("source")]
    return {source["key"]: source for source in [*snapshot["sources"], *own]}


def name_of(row: dict) -> str:
    return str(next(value for name, value in row.items() if name != "key"))


class Verifies:
    """For the admin of a kind of documents."""

    def verify_view(self, request, number):
        """The saved draft beside its sources; `?look` shows it as readers would see it."""
        document = self.document_or_refusal(request, number).concrete()
        if "look" in request.GET:
            page = preview_of(draft_of(document, References())) | {"problems": []}
            return render(request, document.PAGE_TEMPLATE, {"page": page})
        snapshot = document.snapshot()
        parts = parts_to_check(document, snapshot)
        form = VerifyForm(snapshot, parts, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid() and self.took(request, document, form):
            return redirect(self.address(document))
        context = {
            "form": form,
            "seen": seen_of(document, snapshot),
            "sources": form.named.values(),
            "parts": parts,
            "said": said_of(document),
            "acts": document.verifications.select_related("by").order_by("-at", "-pk")[:20],
            "names": {row["key"]: name_of(row) for row in parts},
        }
        return self.desk_page(request, "desk/verify.html", document, "출처와 맞춰 보기", **context)

    def took(self, request, document, form) -> bool:
        """Whether it was this text that was compared, so that it is written down."""
        parts, seen = form.chosen(), request.POST.get("seen", "")
        try:
            verify(document, by=request.user, seen=seen, sources=form.opened(), parts=parts)
        except ChangedMeanwhile:
            messages.error(request, CHANGED)
            return False
        names = dict(form.fields["parts"].choices) if parts else {}
        what = f"줄: {', '.join(names[key] for key in parts)}" if parts else "글 전체"
        self.log_change(request, document, f"출처와 맞춰 봄({what})")
        messages.success(request, MADE)
        return True

    @admin.display(description="확인한 날", ordering="checked_on")
    def checked(self, obj):
        return said_of(obj)


def said_of(document: Document) -> str:
    """Whether somebody has compared the draft as it stands, and when; in a list without further questions."""
    if document.checked_on:
        return date_format(document.checked_on, "Y년 n월 j일")
    return "맞춰 본 뒤에 글이 바뀜" if was_checked(document) else "아직 맞춰 보지 않음"


def was_checked(document: Document) -> bool:
    """Lists bring the answer along as `was_checked` (`with_acts`)."""
    if hasattr(document, "was_checked"):
        return document.was_checked
    return bool(document.pk) and document.verifications.filter(part=WHOLE).exists()
