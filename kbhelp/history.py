"""What the history of a row says: who changed what, in whole Korean words instead of Django's joined ones."""

from django.utils.text import Truncator


class ReadableHistory:
    """For an admin class; entries are plain text, and a save that changed nothing leaves none."""

    def construct_change_message(self, request, form, formsets, add=False):
        changes = super().construct_change_message(request, form, formsets, add)
        return ". ".join(sentence_of(kind, details) for change in changes for kind, details in change.items())

    def log_change(self, request, obj, message):
        return super().log_change(request, obj, message) if message else None


def sentence_of(kind: str, details: dict) -> str:
    """Of one of Django's changes: added, changed or deleted, of the row itself or of a part that has a name."""
    fields = ", ".join(details.get("fields", ()))
    if "name" not in details:
        return "새로 만듦" if kind == "added" else f"고친 칸: {fields}"
    part = f"{details['name']} ‘{Truncator(details['object']).chars(40)}’"
    return {"added": f"{part} 더함", "deleted": f"{part} 지움"}.get(kind, f"{part} 고침: {fields}")
