"""Where a document is used, for whoever is about to withdraw, delete or rename it."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from kbhelp.publishing.mentions import Mention
from kbhelp.publishing.models import Document
from kbhelp.publishing.uses import broken, by_document, uses_of


class ShowsUses:
    """For the admin of a kind of documents."""

    def uses_view(self, request, number):
        document = self.document_or_refusal(request, number)
        context = {"uses": by_document(uses_of(document)), "others": self.pointing_at(document)}
        context |= {"is_known": document.addresses.exists()}
        return self.desk_page(request, "desk/uses.html", document, "쓰인 곳", **context)

    def pointing_at(self, document) -> list[dict]:
        """What else of the desk names it, such as a term: {"label", "title", "url"}."""
        found = []
        for relation in Document._meta.related_objects:
            model = relation.related_model
            if model not in self.admin_site._registry or issubclass(model, Document):
                continue
            for row in model._default_manager.filter(**{relation.field.name: document.pk}):
                address = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
                label, url = model._meta.verbose_name, reverse(address, args=[row.pk])
                found.append({"label": label, "title": str(row), "url": url})
        return found


def seen_with(document) -> dict:
    """The documents whose texts lead readers to it now."""
    return by_document(uses_of(document).of_readers().in_links())


def with_broken_links(request) -> QuerySet:
    """Documents whose readers are led nowhere, each with `lost`, the name of the first that is not there."""
    first = broken().filter(document=OuterRef("pk")).order_by("pk")
    found = Document.objects.filter(pk__in=broken().values("document"))
    lost, how = (Subquery(first.values(name)[:1]) for name in ("name", "how"))
    return found.annotate(lost=lost, lost_how=how).order_by("title", "pk")


def what_is_lost(document) -> str:
    how = "글 안에 넣었지만" if document.lost_how == Mention.EMBED else "링크가 가리키지만"
    return f"‘{document.lost}’: {how} 독자에게 보이지 않습니다"
