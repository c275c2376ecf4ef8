"""The site's own words at the desk: the form of a document, in parts that can be folded."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import transaction
from django.forms import Select
from django.shortcuts import redirect

from kbhelp import profile
from kbhelp.editing.admin import DocumentAdmin
from kbhelp.editing.grid import PartInline
from kbhelp.editing.widgets import LineWidget
from kbhelp.roles import may_publish
from kbhelp.site.forms import ColourInput, SiteForm
from kbhelp.site.models import ProfileStage, SiteProfile
from kbhelp.site.views import first_screen
from kbhelp.site.words.finding import Finding
from kbhelp.site.words.lists import Lists
from kbhelp.site.words.look import Look
from kbhelp.site.words.pages import Pages
from kbhelp.site.words.spoken import spoken
from kbhelp.site.words.standing import LONG, Standing
from kbhelp.typed import LineField, LinesField

LABELS = {
    "title": ("사이트의 이름", "모든 화면의 맨 위에 보입니다."),
    "summary": ("소개", "검색 사이트와 메신저에 보입니다."),
}
NOT_WITHDRAWN = "사이트의 말은 내릴 수 없습니다. 잘못 발행했으면 판 기록에서 앞의 판을 가져와 발행하세요."
CHOSEN = {"vote": profile.vote_choices, "next_stage": profile.stage_choices}


class StageInline(PartInline):
    model = ProfileStage

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in CHOSEN:
            nothing = [("", "–")] if db_field.blank else []
            kwargs["widget"] = Select(choices=[*nothing, *CHOSEN[db_field.name]()])
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(SiteProfile)
class SiteProfileAdmin(DocumentAdmin):
    form = SiteForm
    inlines = [StageInline]
    list_display = ["title", "state", "changed_at"]
    list_filter = []

    def get_fieldsets(self, request, obj=None):
        names = ["title", "badge", "summary", "headline", "unofficial", "last_word", "phones"]
        shown = {*names, "desk", *Pages.FIELDS}
        folded = [
            ("늘 보이는 말", Standing.FIELDS),
            ("색과 그림", Look.FIELDS),
            ("원인 찾기·오늘 할 일·쪽지", Finding.FIELDS),
            ("목록", Lists.FIELDS),
        ]
        return [
            (None, {"fields": ["state", *names]}),
            *(
                (label, {"fields": [name for name in fields if name not in shown], "classes": ["collapse"]})
                for label, fields in folded
            ),
            ("소개·개인정보·접근성", {"fields": Pages.FIELDS, "classes": ["collapse"]}),
            ("기록", {"fields": ["desk", "created_at", "changed_at", "changed_by"], "classes": ["collapse"]}),
        ]

    def get_readonly_fields(self, request, obj=None):
        """Once it is known by this name, it keeps it."""
        return [*super().get_readonly_fields(request, obj), *(["desk"] if obj else [])]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "colour":
            kwargs |= {"form_class": ColourInput, "widget": ColourInput.widget}
        elif isinstance(db_field, LinesField):
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 5})
        elif isinstance(db_field, LineField) and db_field.max_length >= LONG:
            kwargs["widget"] = LineWidget(attrs={"rows": 2})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in LABELS:
            field.label, field.help_text = LABELS[db_field.name]
        return field

    def changelist_view(self, request, extra_context=None):
        """There is one: its form is the list."""
        found = SiteProfile.objects.first()
        return redirect(self.address(found)) if found else super().changelist_view(request, extra_context)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not SiteProfile.objects.exists()

    def answer_saved(self, request, obj):
        """A preview is the first screen, saying these words."""
        if "_preview" not in request.POST:
            return super().answer_saved(request, obj)
        snapshot = obj.snapshot()
        if SiteProfile.missing(snapshot):
            return super().answer_saved(request, obj)
        with profile.speaking(spoken(snapshot)):
            page = first_screen(request)
        transaction.set_rollback(True)
        return page

    def links(self, number):
        return super().links(number) | {"is_live": False}  # of what can be withdrawn

    def withdraw_view(self, request, number):
        """Without it the site would say nothing of itself."""
        document = self.document_or_refusal(request, number, may_publish)
        messages.info(request, NOT_WITHDRAWN)
        return redirect(self.address(document))
