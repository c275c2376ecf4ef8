from django.contrib import admin, messages
from django.db import models
from django.shortcuts import redirect

from kbhelp.lost_updates import GuardedAdmin
from kbhelp.publishing.examples import WithExamples
from kbhelp.publishing.library import PictureAdmin
from kbhelp.publishing.models import Document, Picture, Source
from kbhelp.publishing.uses import by_document, uses_of_source
from kbhelp.roles import may_write

NAMED = 5  # documents in one sentence
FIRST = "먼저 글에서 출처를 바꾸고 발행하세요."

admin.site.register(Picture, PictureAdmin)


@admin.register(Source)
class SourceAdmin(WithExamples, GuardedAdmin):
    list_display = ["name", "publisher", "url", "official", "verified"]
    search_fields = ["name", "publisher"]
    change_form_template = "desk/used_form.html"
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_deleted_objects(self, objs, request):
        """Which documents name it; deleting takes it out of their drafts alone."""
        using = Document.objects.filter(sources__in=objs).order_by("title")
        return [f"‘{document}’ 초안의 출처에서 빠집니다." for document in using], {}, set(), []

    def delete_view(self, request, object_id, extra_context=None):
        source = self.get_object(request, object_id)
        using = Document.objects.filter(live__citations__key=source.key).order_by("title") if source else []
        if using and self.has_delete_permission(request, source):
            names = ", ".join(f"‘{document}’" for document in using[:NAMED])
            more = f" 등 {len(using)}개" if len(using) > NAMED else ""
            messages.error(
                request, f"{names}{more} 글이 독자에게 이 출처를 밝히고 있어 지울 수 없습니다. {FIRST}"
            )
            return redirect("admin:publishing_source_change", source.pk)
        return super().delete_view(request, object_id, extra_context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        source = self.get_object(request, object_id)
        uses = by_document(uses_of_source(source)) if source else None
        return super().change_view(request, object_id, form_url, {"uses": uses} | (extra_context or {}))

    @admin.display(description="공식", boolean=True)
    def official(self, obj):
        return obj.is_official

    @admin.display(description="직접 확인")
    def verified(self, obj):
        return obj.verified_on or "확인 필요"


@admin.register(Document)
class AnyDocumentAdmin(admin.ModelAdmin):
    """Only answers the search of ‘함께 볼 글’; documents are edited under their own kinds."""

    search_fields = ["title", "summary"]
    ordering = ["title"]

    def has_module_permission(self, request):
        return False

    def has_view_permission(self, request, obj=None):
        return may_write(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
