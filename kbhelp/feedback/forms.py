"""What a reader may send: hidden fields that our page wrote, and words that are masked before anything keeps them."""

from django import forms

from kbhelp import profile
from kbhelp.feedback.models import Remark, Vote, question_of
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Edition
from kbhelp.text import mask

LONGEST_TEXT = 300


def answers_to(question: str) -> tuple[Vote.Answer, ...]:
    """An outcome may still be to come."""
    return (Vote.Answer.YES, Vote.Answer.NO) if question == profile.HELPFUL else tuple(Vote.Answer)


class VoteForm(forms.Form):
    edition = forms.ModelChoiceField(
        Edition.objects.filter(released_at__isnull=False).select_related("document")
    )
    row = forms.CharField(required=False, max_length=40)
    answer = forms.ChoiceField(choices=Vote.Answer)
    reason = forms.ChoiceField(required=False, choices=[("", ""), *Remark.Reason.choices])
    text = forms.CharField(required=False)

    def clean_text(self):
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError(
                f"{LONGEST_TEXT}자까지 적을 수 있습니다. 지금은 {len(text)}자입니다. 줄여서 다시 보내 주세요."
            )
        return mask(text)

    def clean(self):
        data = super().clean()
        edition, row = data.get("edition"), data.get("row")
        if edition and row and row not in keys_of(edition):
            self.add_error("row", "이 판에 없는 줄입니다.")
        elif edition and data.get("answer") not in answers_to(self.question()):
            self.add_error("answer", "고를 수 없는 대답입니다.")
        return data

    def question(self) -> str:
        edition = self.cleaned_data["edition"]
        return question_of(edition.document.kind, edition.stage, self.cleaned_data.get("row"))

    def is_about_nothing(self) -> bool:
        """No such edition was ever public, or it has no such row."""
        return bool({"edition", "row"} & self.errors.keys())

    def is_forged(self) -> bool:
        """Choices that none of our pages offers."""
        return bool({"answer", "reason"} & self.errors.keys())

    def is_remark(self) -> bool:
        return "text" in self.data

    def place(self) -> str:
        """Tells the fields of one question from those of the others on the page."""
        return f"{self['edition'].value()}{self['row'].value() or ''}"


def keys_of(edition: Edition) -> set[str]:
    parts = kinds()[edition.document.kind].PARTS
    return {row["key"] for row in edition.snapshot[parts]} if parts else set()
