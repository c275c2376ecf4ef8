"""Deleting at the desk: a draft that readers never saw can go; what they saw keeps its address and is withdrawn."""

from django.contrib import messages
from django.db import models, transaction
from django.shortcuts import redirect

from kbhelp.editing.presence import Presence
from kbhelp.publishing.models import Document, Mention
from kbhelp.publishing.uses import by_document, uses_of

KEPT = "독자에게 공개했거나 공개를 예약한 글은 지울 수 없습니다. 독자에게 보이지 않게 하려면 ‘내리기’를 누르세요."

NOT_TOLD = (Mention, Presence)  # said by another list; whoever has it open, mostly the one who is asked


class DeletesDrafts:
    """For the admin of a kind of documents."""

    delete_confirmation_template = "desk/delete.html"

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or obj.is_only_draft())

    @transaction.atomic
    def delete_view(self, request, object_id, extra_context=None):
        """The row stays locked, so that nobody publishes it between the question and the answer."""
        document = self.get_object(request, object_id)
        if document and super().has_delete_permission(request, document):
            Document.objects.select_for_update(of=("self",)).filter(pk=document.pk).first()
            if not document.is_only_draft():
                messages.error(request, KEPT)
                return redirect(self.address(document))
        uses = by_document(uses_of(document)) if document else None
        context = {"title": f"초안 지우기: {document}", "uses": uses} | (extra_context or {})
        return super().delete_view(request, object_id, context)

    def get_deleted_objects(self, objs, request):
        """Whoever may delete a draft may delete all that hangs on it: readers see none of it."""
        return [line for document in objs for line in what_goes(document)], {}, set(), []

    def delete_model(self, request, obj):
        obj.editions.all().delete()  # protected, since those of other documents are for ever
        super().delete_model(request, obj)

    def response_delete(self, request, obj_display, obj_id):
        messages.success(request, f"‘{obj_display}’ 초안을 지웠습니다.")
        return redirect(f"admin:{self.view_name('changelist')}")


def what_goes(document) -> list[str]:
    """One sentence for each kind of thing that is deleted with it, or that names it."""
    lines = []
    for relation in document._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if model in NOT_TOLD or not relation.auto_created or relation.concrete or model._meta.auto_created:
            continue
        count = model._default_manager.filter(**{relation.field.name: document.pk}).count()
        things = f"{model._meta.verbose_name} {count}개"
        if count and getattr(relation, "on_delete", None) in (models.CASCADE, models.PROTECT):
            lines.append(f"{things}가 함께 지워집니다.")
        elif count:
            lines.append(f"{things}의 ‘{relation.field.verbose_name}’에서 빠집니다.")
    return lines
