from django.contrib import admin
from django.db import models

from kbhelp.lost_updates import GuardedAdmin
from kbhelp.publishing.examples import WithExamples
from kbhelp.publishing.models import Document, Source
from kbhelp.roles import may_write


@admin.register(Source)
class SourceAdmin(WithExamples, GuardedAdmin):
    list_display = ["name", "publisher", "url", "official", "verified"]
    search_fields = ["name", "publisher"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

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
