"""The editors' desk: how every kind of document is edited, previewed, published and withdrawn in the admin."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Script
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from markdownx.models import MarkdownxField

from kbhelp import live
from kbhelp.editing.deletion import DeletesDrafts
from kbhelp.editing.forms import DocumentForm
from kbhelp.editing.widgets import MarkdownWidget
from kbhelp.lost_updates import GuardedAdmin
from kbhelp.publishing.checks import PublishRefused
from kbhelp.publishing.examples import WithExamples
from kbhelp.publishing.models import Edition
from kbhelp.publishing.pages import preview_of
from kbhelp.publishing.rendering import draft_of, resolver
from kbhelp.roles import may_publish


class DocumentAdmin(DeletesDrafts, WithExamples, GuardedAdmin):
    form = DocumentForm
    change_form_template = "desk/document_form.html"
    list_display = ["title", "state", "stage", "checked_on", "review_on", "changed_at"]
    list_filter = ["stage", "owner"]
    search_fields = ["title", "summary", "slug"]
    list_select_related = ["live"]
    readonly_fields = ["state", "created_at", "changed_at", "changed_by"]
    autocomplete_fields = ["related"]
    filter_horizontal = ["sources"]
    formfield_overrides = {MarkdownxField: {"widget": MarkdownWidget}}
    save_on_top = False
    save_as = False
    first_fields = ["title", "slug", "summary", "stage"]
    further_fieldsets = []
    body_label = "본문"

    class Media:
        css = {"all": ["desk/desk.css"]}
        js = [Script("desk/preview.js", type="module"), Script("desk/ordering.js", type="module")]

    def get_fieldsets(self, request, obj=None):
        return [
            (None, {"fields": ["state", *self.first_fields]}),
            (self.body_label, {"fields": ["body"]}),
            *self.further_fieldsets,
            (
                "출처와 확인",
                {"fields": ["sources", "checked_on", "review_on", "owner", "related", "home_position"]},
            ),
            ("기록", {"fields": ["created_at", "changed_at", "changed_by"], "classes": ["collapse"]}),
        ]

    def get_prepopulated_fields(self, request, obj=None):
        return {}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "owner":
            field.queryset = field.queryset.filter(is_staff=True, is_active=True)
        return field

    @admin.display(description="상태")
    def state(self, obj):
        return format_html('<span class="state state--{}">{}</span>', *state_of(obj))

    def get_object(self, request, object_id, from_field=None):
        return super().get_object(request, str(small_number(object_id)), from_field)

    # Saving, and what may follow it

    def save_model(self, request, obj, form, change):
        obj.changed_by = request.user
        obj.owner = obj.owner or (None if change else request.user)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change or form.has_changed() or any(formset.has_changed() for formset in formsets):
            form.instance.count_change()

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Save as ever; publishing follows when the saving transaction has ended, a preview undoes it."""
        wants_publish = request.method == "POST" and {"_publish", "_schedule"} & request.POST.keys()
        if wants_publish and not may_publish(request.user):
            raise PermissionDenied
        context = (extra_context or {}) | {"may_publish": may_publish(request.user)}
        if number := small_number(object_id):
            context["desk"] = self.links(number)
        response = super().changeform_view(request, object_id, form_url, context)
        if "_preview" in request.POST and getattr(response, "context_data", None):
            return render(
                request, "desk/preview_refused.html", {"form_errors": response.context_data["errors"]}
            )
        saved = getattr(request, "saved_document", None)
        if wants_publish and saved:
            self.publish(request, saved)
            return redirect(self.address(saved))
        return response

    def response_add(self, request, obj, post_url_continue=None):
        return self.answer_saved(request, obj) or super().response_add(request, obj, self.address(obj))

    def response_change(self, request, obj):
        return self.answer_saved(request, obj) or super().response_change(request, obj)

    def answer_saved(self, request, obj):
        if "_preview" in request.POST:
            page = preview_of(draft_of(obj, resolver()))
            transaction.set_rollback(True)
            return render(request, obj.PAGE_TEMPLATE, {"page": page})
        if {"_publish", "_schedule"} & request.POST.keys():
            request.saved_document = obj
            return redirect(self.address(obj))
        return None

    def publish(self, request, document):
        at = self.asked_time(request) if "_schedule" in request.POST else None
        if "_schedule" in request.POST and at is None:
            messages.error(request, "저장했습니다. 예약하려면 앞으로 올 날짜와 시각을 고르세요.")
            return
        try:
            edition = live.publish(document, by=request.user, note=request.POST.get("_note", "")[:200], at=at)
        except PublishRefused as refusal:
            messages.error(request, "저장했지만 발행하지 않았습니다. 아래를 고친 뒤 다시 발행하세요.")
            for problem in refusal.problems:
                messages.error(request, problem)
            return
        if at:
            when = timezone.localtime(at).strftime("%Y년 %-m월 %-d일 %H:%M")
            messages.success(request, f"{edition.number}판을 {when}에 공개하도록 예약했습니다.")
        else:
            messages.success(request, f"{edition.number}판을 발행했습니다. 지금부터 독자에게 보입니다.")

    @staticmethod
    def asked_time(request):
        try:
            naive = parse_datetime(request.POST.get("_publish_at", ""))
            at = timezone.make_aware(naive) if naive and timezone.is_naive(naive) else naive
        except (ValueError, OverflowError):
            return None
        return at if at and at > timezone.now() else None

    # Pages of their own: editions with restoring, and withdrawing

    def get_urls(self):
        names = [
            ("editions", self.editions_view),
            ("withdraw", self.withdraw_view),
            ("restore", self.restore_view),
        ]
        own = [
            path(f"<int:number>/{name}/", self.admin_site.admin_view(view), name=self.view_name(name))
            for name, view in names
        ]
        return own + super().get_urls()

    def view_name(self, name: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def address(self, document, name="change"):
        return reverse(f"admin:{self.view_name(name)}", args=[document.pk])

    def links(self, number: int) -> dict:
        live_edition = Edition.objects.live().filter(document=number).first()
        return {
            "editions_url": reverse(f"admin:{self.view_name('editions')}", args=[number]),
            "withdraw_url": reverse(f"admin:{self.view_name('withdraw')}", args=[number]),
            "page_url": live_edition and reverse(self.model.PAGE_URL, args=[live_edition.snapshot["slug"]]),
        }

    def desk_page(self, request, template, document, **context):
        context |= {"document": document, "title": document.title, "opts": self.opts}
        context |= {"may_publish": may_publish(request.user), "change_url": self.address(document)}
        return render(request, template, self.admin_site.each_context(request) | context)

    def document_or_refusal(self, request, number, may=None):
        """The document, for those who may change it and of whom `may(user)` holds."""
        document = get_object_or_404(self.model, pk=small_number(number))
        if not self.has_change_permission(request, document) or (may and not may(request.user)):
            raise PermissionDenied
        return document

    def editions_view(self, request, number):
        document = self.document_or_refusal(request, number)
        editions = document.editions.select_related("made_by")
        return self.desk_page(request, "desk/editions.html", document, editions=editions)

    def withdraw_view(self, request, number):
        document = self.document_or_refusal(request, number, may_publish)
        if request.method != "POST":
            return self.desk_page(request, "desk/withdraw.html", document)
        live.withdraw(document)
        messages.success(request, "내렸습니다. 독자에게는 보이지 않고, 초안은 그대로 있습니다.")
        return redirect(self.address(document))

    def restore_view(self, request, number):
        """An old edition becomes the working copy; readers see it only after publishing."""
        document = self.document_or_refusal(request, number)
        if request.method != "POST":
            return redirect(self.address(document, "editions"))
        edition = document.editions.filter(number=small_number(request.POST.get("edition"))).first()
        if edition is None:
            messages.error(request, "그런 판이 없습니다. 판 기록에서 다시 고르세요.")
            return redirect(self.address(document, "editions"))
        with transaction.atomic():
            document.changed_by = request.user
            document.load(edition.snapshot)
        messages.success(
            request, f"{edition.number}판의 내용을 초안으로 가져왔습니다. 발행해야 독자에게 보입니다."
        )
        return redirect(self.address(document))


def small_number(value) -> int:
    """The number of a document or edition as somebody sent it; 0, which nothing has, for anything else."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def state_of(document) -> tuple[str, str]:
    """(class name, Korean word) of what readers see of it now."""
    if document.pk is None or (document.live is None and document.withdrawn_at is None):
        return "draft", "초안"
    if document.live is None:
        return "withdrawn", "내림"
    if document.has_unpublished_changes():
        return "changed", "공개 중 · 고친 내용 있음"
    return "live", "공개 중"
