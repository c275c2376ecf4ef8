from django.urls import reverse

from kbhelp.publishing.rendering import Draft
from kbhelp.search.index.units import Unit


def units_of_entry(draft: Draft) -> list[Unit]:
    """One unit: a question is answered whole, and other ways of asking count as its title."""
    data = draft.snapshot
    return [
        Unit(
            key=f"faq:{draft.document.pk}",
            document_id=draft.document.pk,
            kind="faq",
            stage=data["stage"],
            title=data["title"],
            body="\n".join([data["summary"], draft.rendered["body"]["text"]]),
            asked_as=data["asked_as"],
            error_texts=[],
            url=reverse("faq_entry", args=[data["slug"]]),
        )
    ]
