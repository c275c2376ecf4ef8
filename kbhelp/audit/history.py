"""What the desk says and keeps of each act: whole Korean words instead of Django's joined ones, in our record alone.

Laid over every class that is registered at the desk."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.text import Truncator

from kbhelp.audit.acts import Act, record

PER_PAGE = 100


class KeepsHistory:
    """For an admin class; a save that changed nothing leaves no act."""

    def construct_change_message(self, request, form, formsets, add=False):
        changes = super().construct_change_message(request, form, formsets, add)
        return ". ".join(sentence_of(kind, details) for change in changes for kind, details in change.items())

    def log_addition(self, request, obj, message):
        return record(Act.Kind.ADD, message, request=request, of=obj)

    def log_change(self, request, obj, message, kind=Act.Kind.CHANGE):
        return record(kind, message, request=request, of=obj) if message else None

    def log_deletions(self, request, queryset):
        return [record(Act.Kind.DELETE, "지움", request=request, of=row) for row in queryset]

    def history_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, object_id)
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        acts = Act.objects.of(row).order_by("pk")
        page = self.get_paginator(request, acts, PER_PAGE).get_page(request.GET.get("p"))
        context = self.admin_site.each_context(request) | {
            "title": f"변경 기록: {row}",
            "acts": page,
            "object": row,
            "opts": self.opts,
            "module_name": self.opts.verbose_name_plural,
        }
        return render(request, "admin/object_history.html", context | (extra_context or {}))


def sentence_of(kind: str, details: dict) -> str:
    """Of one of Django's changes: added, changed or deleted, of the row itself or of a part that has a name."""
    fields = ", ".join(details.get("fields", ()))
    if "name" not in details:
        return "새로 만듦" if kind == "added" else f"고친 칸: {fields}"
    part = f"{details['name']} ‘{Truncator(details['object']).chars(40)}’"
    return {"added": f"{part} 더함", "deleted": f"{part} 지움"}.get(kind, f"{part} 고침: {fields}")
