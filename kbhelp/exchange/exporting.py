"""What an export holds: of every document the files that bring it back, the catalogues, and the pictures shown."""

from dataclasses import dataclass, field
from hashlib import sha256

from kbhelp.exchange import pictures
from kbhelp.exchange.catalogues import catalogue_models, catalogue_text
from kbhelp.exchange.files import State, to_text, version_of
from kbhelp.exchange.records import record_of
from kbhelp.exchange.standing import Standing
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Document


@dataclass
class Contents:
    documents: int = 0
    texts: dict[str, str] = field(default_factory=dict)  # by path below the folder
    pictures: dict[str, str] = field(
        default_factory=dict
    )  # names below the media folder by path below the folder
    missing: list[str] = field(default_factory=list)  # `path: picture` that a text shows and nobody has

    def add(self, path: str, text: str):
        self.texts[path] = text
        for name in pictures.shown_in(text):
            if pictures.is_stored(name):
                self.pictures[f"{pictures.FOLDER}/{name}"] = name
            else:
                self.missing.append(f"{path}: {pictures.FOLDER}/{name}")

    def digests(self) -> dict[str, str]:
        """SHA-256 by path; a picture's name is its digest."""
        digests = {path: sha256(text.encode()).hexdigest() for path, text in self.texts.items()}
        return digests | {path: pictures.digest(name) for path, name in self.pictures.items()}

    def content(self, path: str) -> bytes:
        return self.texts[path].encode() if path in self.texts else pictures.stored(self.pictures[path])


def contents() -> Contents:
    found, standing = Contents(), Standing()
    for name, model in catalogue_models().items():
        if text := catalogue_text(model, standing.name):
            found.add(name, text)
    for model in kinds().values():
        for document in (
            model.objects.filter(pk__in=standing.documents).select_related("live").order_by("slug")
        ):
            found.documents += 1
            slug = standing.name(document.pk).partition(":")[2]
            for version, record, state in versions_of(document, standing):
                path = version_of(model.FILE or f"{model.FOLDER}/{slug}.md", version)
                found.add(path, to_text(model, record, state, slug))
    return found


def versions_of(document: Document, standing: Standing) -> list[tuple[str, dict, State]]:
    """(version, record, state) of each file of a document: what readers see, what waits, the working copy."""
    released, waiting = last_released(document), document.editions.waiting().first()
    versions = []
    if released:
        state = _state_of(document, released, standing)
        versions.append(("", edition_record(released, standing), state))
    if waiting:
        state = State("scheduled", publish_at=waiting.publish_at, checks=_checks_in(waiting.snapshot))
        versions.append(("scheduled" if versions else "", edition_record(waiting, standing), state))
    snapshot = document.snapshot()
    record = working_record(document, snapshot, standing)
    if not versions or versions[-1][1] != record:
        state = State("draft", checks=_checks_in(snapshot))
        versions.append(("draft" if versions else "", record, state))
    return versions


def last_released(document: Document):
    """The edition that readers see, or saw last before it was withdrawn; None where there was none."""
    return document.live or document.editions.released().last()


def edition_record(edition, standing: Standing) -> dict:
    related = [
        standing.name(number) for number in edition.rendered["related"] if number in standing.documents
    ]
    return record_of(kinds()[edition.document.kind], edition.snapshot, related)


def working_record(document: Document, snapshot: dict, standing: Standing) -> dict:
    related = document.related.values_list("pk", flat=True)
    return record_of(
        type(document),
        snapshot,
        [standing.name(number) for number in related if number in standing.documents],
    )


def _state_of(document: Document, released, standing: Standing) -> State:
    addresses = document.addresses.exclude(slug=released.slug).values_list("slug", flat=True)
    state = State("live" if document.live_id else "withdrawn", former_addresses=sorted(addresses))
    state.withdraw_at = document.withdraw_at if document.live_id else None
    state.checks = _checks_in(released.snapshot)
    return state


def _checks_in(snapshot: dict) -> dict[str, str]:
    parts = [part for rows in snapshot.values() if isinstance(rows, list) for part in rows]
    alone = {part["key"]: part.get("checked_on") for part in parts if isinstance(part, dict)}
    return {key: day for key, day in ({"": snapshot["checked_on"]} | alone).items() if day}
