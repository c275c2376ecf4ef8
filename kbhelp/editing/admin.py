"""The editors' desk: how every kind of document is edited, previewed, published and withdrawn in the admin."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Script
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from markdownx.models import MarkdownxField

from kbhelp.days import months_later
from kbhelp.editing import people  # noqa: F401 – registers what is at the desk beside documents
from kbhelp.editing.checking import Checks, places_of_parts
from kbhelp.editing.copies import MakesCopies
from kbhelp.editing.deletion import DeletesDrafts
from kbhelp.editing.editions import KeepsEditions, small_number
from kbhelp.editing.filters import StateFilter
from kbhelp.editing.forms import DocumentForm
from kbhelp.editing.release import Releases, carried
from kbhelp.editing.reviewing import ReviewRequest
from kbhelp.editing.reviews import Reviews
from kbhelp.editing.states import state_of
from kbhelp.editing.using import ShowsUses
from kbhelp.editing.verifying import Verifies
from kbhelp.editing.widgets import LineWidget, MarkdownWidget
from kbhelp.kept_forms import tell_saved
from kbhelp.lost_updates import GuardedAdmin
from kbhelp.publishing.editions import keep_draft
from kbhelp.publishing.examples import WithExamples
from kbhelp.publishing.models import Document
from kbhelp.publishing.pages import preview_of
from kbhelp.publishing.references import References
from kbhelp.publishing.rendering import draft_of
from kbhelp.publishing.uses import note_working_copy
from kbhelp.roles import may_publish, may_publish_directly

SAVED = "초안을 저장했습니다. 독자에게는 발행한 뒤에 보입니다."
LINES = {"title": 1, "summary": 2}  # one line of text each, in a field as high as it needs
NOT_YET = "저장만 했습니다. 공개할 때를 정하려면 ‘예약’을 누르세요."


class DocumentAdmin(
    Checks,
    Releases,
    Reviews,
    KeepsEditions,
    MakesCopies,
    DeletesDrafts,
    ShowsUses,
    Verifies,
    WithExamples,
    GuardedAdmin,
):
    form = DocumentForm
    change_form_template = "desk/document_form.html"
    list_display = ["title", "state", "stage", "checked", "review_day", "changed_at"]
    list_filter = [StateFilter, "stage", "owner"]
    search_fields = ["title", "summary", "slug"]
    readonly_fields = ["state", "checked", "created_at", "changed_at", "changed_by"]
    autocomplete_fields = ["related", "sources"]
    formfield_overrides = {MarkdownxField: {"widget": MarkdownWidget}}
    save_on_top = False
    save_as = False
    first_fields = ["title", "slug", "summary", "stage"]
    further_fieldsets = []
    body_label = "본문"

    class Media:
        css = {"all": ["desk/desk.css", "desk/grid.css", "desk/paste.css", "desk/checks.css"]}
        js = [
            "vendor/papaparse-5.7.1.min.js",
            "vendor/sortable-1.15.7.min.js",
            *(
                Script(f"desk/{name}.js", type="module")
                for name in ("preview", "plan", "lines", "checks", "grid/grid")
            ),
        ]

    def get_fieldsets(self, request, obj=None):
        return [
            (None, {"fields": ["state", *self.first_fields]}),
            (self.body_label, {"fields": ["body"]}),
            *self.further_fieldsets,
            (
                "출처와 확인",
                {
                    "fields": [
                        "sources",
                        "checked",
                        "written_on",
                        "review_on",
                        "owner",
                        "related",
                        "home_position",
                    ]
                },
            ),
            ("기록", {"fields": ["created_at", "changed_at", "changed_by"], "classes": ["collapse"]}),
        ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "owner":
            field.queryset = field.queryset.filter(is_staff=True, is_active=True)
        return field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in LINES:
            kwargs["widget"] = LineWidget(attrs={"rows": LINES[db_field.name]})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "review_on":
            field.ahead = True
        return field

    def get_changeform_initial_data(self, request):
        """A new document is its writer's, of today, and is looked at again in six months; nobody has checked it."""
        today = timezone.localdate()
        first = {"written_on": today, "review_on": months_later(today, 6), "owner": request.user.pk}
        first |= {"body": self.model.BEGINS_WITH}
        return first | super().get_changeform_initial_data(request)

    def get_queryset(self, request):
        """With the number of what is live beside each, but without its text."""
        documents = super().get_queryset(request).with_plans().select_related("live")
        documents = documents.with_acts().annotate(in_review=ReviewRequest.objects.open_of_document())
        return documents.defer("live__snapshot", "live__rendered")

    @admin.display(description="상태")
    def state(self, obj):
        return format_html('<span class="state state--{}">{}</span>', *state_of(obj))

    @admin.display(description="다시 확인할 날", ordering="review_on")
    def review_day(self, obj):
        """The day, and where it has come for what readers see, that it has."""
        if not (obj.review_on and obj.live_id and obj.review_on <= timezone.localdate()):
            return obj.review_on
        day = date_format(obj.review_on, "DATE_FORMAT")
        return format_html('{} <span class="state state--changed">확인할 때</span>', day)

    def get_object(self, request, object_id, from_field=None):
        return super().get_object(request, str(small_number(object_id)), from_field)

    # Saving, and what may follow it

    def save_form(self, request, form, change):
        if change and form.cleaned_data["overwrites"]:
            self.keep_what_is_overwritten(request, form.instance)
        return super().save_form(request, form, change)

    def save_model(self, request, obj, form, change):
        obj.changed_by = request.user
        obj.owner = obj.owner or (None if change else request.user)
        super().save_model(request, obj, form, change)

    def keep_what_is_overwritten(self, request, obj):
        """Somebody saved while this form was open, and its editor saved again: both texts stay."""
        stored = Document.objects.get(pk=obj.pk)
        who = f"{stored.changed_by}님이" if stored.changed_by else "다른 사람이"
        keep_draft(stored, by=request.user, note=f"{who} 저장한 초안, 다른 초안으로 바뀌기 전")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change or form.has_changed() or any(formset.has_changed() for formset in formsets):
            form.instance.count_change()
            note_working_copy(form.instance)
        request.asked = form.asked()
        request.places_of_parts = places_of_parts(formsets)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Save as ever; publishing follows when the saving transaction has ended, a preview undoes it."""
        wants_publish = request.method == "POST" and "_publish" in request.POST
        if wants_publish and not may_publish_directly(request.user):
            raise PermissionDenied
        context = (extra_context or {}) | {
            "may_publish": may_publish(request.user),
            "may_publish_directly": may_publish_directly(request.user),
        }
        if number := small_number(object_id):
            context["desk"] = self.links(number)
        response = super().changeform_view(request, object_id, form_url, context)
        if "_check" in request.POST:
            return self.answer_check(request, response)
        if "_preview" in request.POST and getattr(response, "context_data", None):
            return render(
                request, "desk/preview_refused.html", {"form_errors": response.context_data["errors"]}
            )
        saved = getattr(request, "saved_document", None)
        if saved is None:
            return response
        verb = self.publish if wants_publish else self.ask_review
        return tell_saved(request, verb(request, saved, request.asked))

    def render_change_form(self, request, context, *args, **kwargs):
        """What was filled in beside 발행 comes back when nothing was published."""
        form = context["adminform"].form
        beside = ("note", "weight", "message", "publish_at")
        form.initial |= {name: request.GET[name] for name in beside if name in request.GET}
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request, obj, post_url_continue=None):
        return self.answer_saved(request, obj) or super().response_add(request, obj, self.address(obj))

    def response_change(self, request, obj):
        return self.answer_saved(request, obj) or super().response_change(request, obj)

    def answer_saved(self, request, obj):
        if "_preview" in request.POST:
            page = preview_of(draft_of(obj, References()))
            transaction.set_rollback(True)
            return render(request, obj.PAGE_TEMPLATE, {"page": page})
        if "_check" in request.POST:
            return self.take_for_check(request, obj)
        if "_publish" in request.POST or "_review" in request.POST:
            request.saved_document = obj
            return redirect(self.address(obj))
        if "_continue" not in request.POST:
            return None
        messages.success(request, SAVED)
        if request.asked["publish_at"] and may_publish_directly(request.user):
            messages.warning(request, NOT_YET)
        return redirect(self.address(obj) + carried(request.asked))

    # Pages of their own

    def get_urls(self):
        pages = [
            ("editions/", "editions", self.editions_view),
            ("editions/<int:edition>/", "edition", self.edition_view),
            ("differences/", "differences", self.differences_view),
            ("review/", "review", self.review_view),
            ("restore/", "restore", self.restore_view),
            ("withdraw/", "withdraw", self.withdraw_view),
            ("cancel/", "cancel", self.cancel_view),
            ("duplicate/", "duplicate", self.duplicate_view),
            ("share/", "share", self.share_view),
            ("uses/", "uses", self.uses_view),
            ("verify/", "verify", self.verify_view),
        ]
        own = [
            path(f"<int:number>/{address}", self.admin_site.admin_view(view), name=self.view_name(name))
            for address, name, view in pages
        ]
        return own + super().get_urls()

    def view_name(self, name: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def address(self, document, name="change"):
        return reverse(f"admin:{self.view_name(name)}", args=[document.pk])

    def links(self, number: int) -> dict:
        """What the form shows around itself; the addresses are relative to it."""
        document = Document.objects.filter(pk=number).select_related("live").first()
        if document is None:
            return {}
        is_live = document.is_live()
        return {
            "is_live": is_live,
            "page_url": is_live and document.live_url(),
            "review": ReviewRequest.objects.of(document).first(),
        } | self.plans(document)

    def desk_page(self, request, template, document, title="", **context):
        """A page about the document; `title` says what one does on it."""
        heading = f"{title}: {document}" if title else str(document)
        context |= {"document": document, "title": heading, "opts": self.opts}
        context |= {"may_publish": may_publish(request.user), "change_url": self.address(document)}
        return render(request, template, self.admin_site.each_context(request) | context)

    def document_or_refusal(self, request, number, may=None):
        """The document, for those who may change it and of whom `may(user)` holds."""
        document = get_object_or_404(self.model, pk=small_number(number))
        if not self.has_change_permission(request, document) or (may and not may(request.user)):
            raise PermissionDenied
        return document
