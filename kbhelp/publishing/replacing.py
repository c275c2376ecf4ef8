"""Another picture in the place of one, in every working copy that shows it; readers see it when that is published."""

from django.conf import settings
from django.db import transaction

from kbhelp.publishing.editions import hold
from kbhelp.publishing.models import Document, Mention
from kbhelp.publishing.uses import note_working_copy


def replace_picture(old: str, new: str, *, by) -> list[Document]:
    """By their names below the media folder; the documents whose working copies were changed.

    Whoever has one of them open is told when saving, as of every other change.
    """
    showing = Mention.objects.filter(kind=Mention.PICTURE, name=old, edition=None).order_by("document")
    numbers = list(showing.values_list("document", flat=True).distinct())
    documents = (replaced_in(number, old, new, by) for number in numbers)
    return [document for document in documents if document]


@transaction.atomic
def replaced_in(number: int, old: str, new: str, by) -> Document | None:
    """None where somebody deleted it, or took the picture out of it, meanwhile."""
    document = Document.objects.filter(pk=number).first()
    if document is None:
        return None
    document = hold(document).concrete()
    changed = put_in_place(document, old, new)
    for part in getattr(document, document.PARTS).all() if document.PARTS else ():
        if put_in_place(part, old, new):
            part.save()
            changed = True
    if not changed:
        return None
    document.changed_by = by
    document.save()
    document.count_change()
    note_working_copy(document)
    return document


def put_in_place(row, old: str, new: str) -> bool:
    """Whether one of its texts showed the picture."""
    before, after = f"{settings.MEDIA_URL}{old}", f"{settings.MEDIA_URL}{new}"
    names = [*row.MARKDOWN_FIELDS, *getattr(row, "PICTURES", ())]
    texts = {name: getattr(row, name) for name in names}
    for name, text in texts.items():
        setattr(row, name, text.replace(before, after))
    return any(before in text for text in texts.values())
