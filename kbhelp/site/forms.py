"""The form of the site's own words: its colour and its pictures are chosen, not typed."""

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

from kbhelp.editing.forms import DocumentForm
from kbhelp.publishing.pictures import Picture
from kbhelp.site.colours import OWN
from kbhelp.site.models import SiteProfile
from kbhelp.site.words.look import that_fit
from kbhelp.typed import LineInput

OFFERED = 30  # pictures, the newest first


class ColourInput(LineInput):
    """The browser's own choice of colours, which knows no empty value: our own colour stands for none."""

    widget = forms.ColorInput

    def to_python(self, value):
        colour = super().to_python(value).lower()
        return "" if colour == OWN else colour

    def prepare_value(self, value):
        return value or OWN


class SiteForm(DocumentForm):
    """Its address is always the same, so that there is one of it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        library = reverse("admin:publishing_picture_changelist")
        for name in SiteProfile.PICTURES:
            if field := self.fields.get(name):
                chosen = getattr(self.instance, name)
                shown = format_html('<img class="chosen" src="{}" alt="지금 그림">', chosen) if chosen else ""
                field.widget = forms.Select(choices=pictures_for(name, chosen))
                field.help_text = format_html(
                    '{} <a href="{}">그림 올리기</a>{}', field.help_text, library, shown
                )

    def clean(self):
        self.instance.slug = SiteProfile.ADDRESS
        return super().clean()


def pictures_for(name: str, chosen: str) -> list[tuple[str, str]]:
    """Those of the right shape, and what is chosen already, whatever it is."""
    offered = {one.url: name_of(one) for one in that_fit(name)[:OFFERED]}
    known = {chosen: offered.get(chosen, "지금 그림")} if chosen else {}
    return [("", "고르지 않음 (기본 그림)"), *(known | offered).items()]


def name_of(picture: Picture) -> str:
    """What an editor can tell it by; its address is none."""
    day = date_format(timezone.localtime(picture.uploaded_at), "Y년 n월 j일")
    words = picture.description or picture.file_name or "이름 없는 그림"
    return f"{words} ({picture.width}×{picture.height}, {day} 올림)"
