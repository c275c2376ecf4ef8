"""Notices at the desk: a writer prepares one, a publisher shows it to readers and ends it."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db import models
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from kbhelp import live
from kbhelp.audit.acts import Act
from kbhelp.days import ReadsDays
from kbhelp.editing.states import moment
from kbhelp.lost_updates import GuardedAdmin
from kbhelp.merged_parts import GuardedFormSet
from kbhelp.notices.models import Notice, NoticeUpdate
from kbhelp.publishing.examples import WithExamples
from kbhelp.roles import PUBLISHER, may_publish

WORK_SHOWN = 5
BUTTONS = {"_publish", "_end"}
PHASES = {  # the desk's class for a state, and its word
    "draft": ("draft", "초안"),
    "ahead": ("changed", "예정"),
    "now": ("live", "지금 보임"),
    "past": ("draft", "끝남"),
}


class UpdateInline(ReadsDays, admin.StackedInline):
    model = NoticeUpdate
    formset = GuardedFormSet
    extra = 0
    fields = ["state", "text", "at"]
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}


@admin.register(Notice)
class NoticeAdmin(WithExamples, GuardedAdmin):
    change_form_template = "notices/desk/notice_form.html"
    list_display = ["title", "phase", "kind", "institution", "stage", "begins_at", "ends_at"]
    list_filter = ["kind", "institution", "stage", "begins_at"]
    search_fields = ["title"]
    autocomplete_fields = ["documents"]
    readonly_fields = ["phase", "published_at", "published_by", "changed_at", "changed_by"]
    inlines = [UpdateInline]
    fieldsets = [
        (None, {"fields": ["phase", "title", "kind", "institution", "stage"]}),
        ("언제", {"fields": ["begins_at", "ends_at"]}),
        ("어디에 보이나요", {"fields": ["documents"]}),
        ("기록", {"fields": ["published_at", "published_by", "changed_at", "changed_by"]}),
    ]

    class Media:
        css = {"all": ["desk/desk.css"]}

    def work(self, request) -> list[dict]:
        """For the first page of the desk: what readers see of notices now."""
        now = Notice.objects.open()
        return [
            {
                "name": "notices",
                "title": "열린 공지",
                "empty": "지금 독자에게 보이는 장애·점검 안내가 없습니다.",
                "count": now.count(),
                "items": [
                    {
                        "title": notice.title,
                        "url": reverse("admin:notices_notice_change", args=[notice.pk]),
                        "note": f"{moment(notice.ends_at)}까지",
                    }
                    for notice in now.order_by("ends_at")[:WORK_SHOWN]
                ],
                "url": reverse("admin:notices_notice_changelist"),
                "first_for": PUBLISHER,
            }
        ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("updates")

    @admin.display(description="상태")
    def phase(self, obj):
        phase = "draft" if obj.published_at is None else obj.phase()
        return format_html('<span class="state state--{}">{}</span>', *PHASES[phase])

    # Once readers see it, only publishers may change it, and nobody may take it out of the log.

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or obj.published_at is None or may_publish(request.user))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or obj.published_at is None)

    # Saving, and what may follow it

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        is_publisher = may_publish(request.user)
        if request.method == "POST" and BUTTONS & request.POST.keys() and not is_publisher:
            raise PermissionDenied
        context = (extra_context or {}) | {"may_publish": is_publisher}
        response = super().changeform_view(request, object_id, form_url, context)
        if saved := getattr(request, "saved_notice", None):
            self.carry_on(request, saved)
        return response

    def save_model(self, request, obj, form, change):
        obj.changed_by = request.user
        obj.version += 1
        super().save_model(request, obj, form, change)
        request.saved_notice = obj

    def response_add(self, request, obj, post_url_continue=None):
        return self.answer_button(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self.answer_button(request, obj) or super().response_change(request, obj)

    def answer_button(self, request, obj):
        return redirect("admin:notices_notice_change", obj.pk) if BUTTONS & request.POST.keys() else None

    def carry_on(self, request, obj):
        """What the button asks for, when the transaction that saved has ended."""
        obj.refresh_from_db()
        if "_publish" in request.POST:
            self.publish(request, obj)
        elif "_end" in request.POST:
            self.end(request, obj)
        else:
            self.tell_readers(obj)

    def tell_readers(self, obj):
        if obj.published_at:
            with live.turn():  # what they see has changed: the site version moves
                pass

    def publish(self, request, obj):
        if obj.published_at:
            self.tell_readers(obj)
            messages.info(request, "이미 발행한 안내입니다. 고친 내용을 저장했고, 독자에게 바로 보입니다.")
        elif obj.over_at() <= timezone.now():
            messages.error(
                request, "저장했지만 발행하지 않았습니다. 끝나는 때가 지났으니 고친 뒤 발행하세요."
            )
        else:
            obj.publish(by=request.user)
            self.log_change(request, obj, "독자에게 공개함", Act.Kind.PUBLIC)
            messages.success(request, "발행했습니다. 시작하는 때부터 끝나는 때까지 독자에게 먼저 보입니다.")

    def end(self, request, obj):
        if obj.published_at is None or obj.phase() == "past":
            self.tell_readers(obj)
            messages.error(request, "지금 독자에게 보이는 안내가 아니라서 끝내지 않았습니다.")
            return
        obj.end()
        self.log_change(request, obj, "끝냄", Act.Kind.PUBLIC)
        messages.success(request, "끝냈습니다. 독자에게는 지난 안내 기록에만 남습니다.")
