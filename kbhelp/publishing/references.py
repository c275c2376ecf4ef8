"""What a text may refer to: documents by their names, and whatever the site answers at an address."""

from functools import cached_property

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.urls import Resolver404, resolve

from kbhelp.markdown import TooLong, UnknownLabel, render
from kbhelp.publishing.kinds import kinds, kinds_with
from kbhelp.publishing.models import Edition, SlugHistory


class Anywhere:
    """The anchors of a page that nobody has counted: every one may be there."""

    def __contains__(self, anchor: str) -> bool:
        return True


class References:
    """What readers see, or will see together with `along_with`. Called with (label, slug) it answers an embed."""

    def __init__(self, along_with=()):
        self.together = {document.pk: document for document in along_with}
        former = SlugHistory.objects.filter(document__in=self.together)
        self.named = {(address.kind, address.slug): address.document_id for address in former}
        self.named |= {(document.kind, document.slug): document.pk for document in along_with}
        self.pages = {}  # found already, by the document's number

    def __call__(self, label: str, slug: str) -> dict | None:
        by_label = kind_by_label()
        if label not in by_label:
            raise UnknownLabel(list(by_label))
        number = self.number(by_label[label], slug)
        return {"kind": by_label[label], "document": number} if number else None

    def number(self, kind: str, slug: str) -> int | None:
        if (kind, slug) not in self.named:
            self.named[kind, slug] = self.number_of_live(kind, slug)
        return self.named[kind, slug]

    def number_of_live(self, kind: str, slug: str) -> int | None:
        named = SlugHistory.objects.filter(kind=kind, slug=slug).select_related("document")
        address = named.only("document__live", "document__withdraw_at").first()
        return address.document_id if address and address.document.is_live() else None

    def edition(self, number: int) -> Edition | None:
        """Without its texts."""
        return edition_among(Edition.objects.live(), number)

    # Addresses

    def locate(self, path: str, own: "Written | None" = None):
        """The anchors at an address of the site, for `in`; None where readers find nothing.

        The empty path is the page that is being written: `own`, where that is known.
        """
        if not path:
            return own or Anywhere()
        if path.startswith(settings.MEDIA_URL):
            return () if _is_stored(path.removeprefix(settings.MEDIA_URL)) else None
        match = _match(path)
        if match is None or match.app_names[:1] == ["admin"] or match.route.startswith("desk/"):
            return None
        if kind := getattr(match.func, "kind", None):
            return self._page_at(kind, match.kwargs["slug"], own)
        is_there = getattr(match.func, "is_there", None)
        return Anywhere() if is_there is None or is_there(**match.kwargs) else None

    def _page_at(self, kind: str, slug: str, own) -> "Page | None":
        number = self.number(kind, slug)
        if own and (number == own.number or (kind, slug) == own.name):
            return own
        return self.page(number) if number else None

    def page(self, number: int) -> "Page | None":
        if number not in self.pages:
            self.pages[number] = self._find_page(number)
        return self.pages[number]

    def _find_page(self, number: int) -> "Page | None":
        if number in self.together:
            return Written(self.together[number].concrete(), self)
        edition = self.edition(number)
        return Released(edition, self) if edition else None


class LastingReferences(References):
    """The same for what has been published once: whatever ever had that name, also when readers do not see it now."""

    def locate(self, path: str, own: "Written | None" = None):
        """A link that was right once stays as it is."""
        return super().locate(path, own) or Anywhere()

    def number_of_live(self, kind: str, slug: str) -> int | None:
        found = SlugHistory.objects.filter(kind=kind, slug=slug)
        return found.values_list("document_id", flat=True).first()

    def edition(self, number: int) -> Edition | None:
        return super().edition(number) or edition_among(Edition.objects, number)


def edition_among(editions, number: int) -> Edition | None:
    return editions.filter(document=number).select_related("document").only("document__kind").first()


class Page:
    """What a document's page holds that a link can lead to: as it was released, or as it is being written."""

    def __contains__(self, anchor: str) -> bool:
        return anchor in self.anchors

    @cached_property
    def anchors(self) -> set[str]:
        names = set(self.model.ANCHORS) | self.keys
        for name in self.model.MARKDOWN_FIELDS:
            rendered = self.rendered(name)
            names |= {heading["anchor"] for heading in rendered["headings"]}
            for block in rendered["blocks"]:
                embedded = self.references.page(block["embed"]["document"]) if "embed" in block else None
                names |= embedded.keys if embedded else set()
        return names

    @property
    def keys(self) -> set[str]:
        """The anchors of its rows or items, which are there also where it is embedded."""
        return {row["key"] for row in self.snapshot[self.model.PARTS]} if self.model.PARTS else set()


class Released(Page):
    def __init__(self, edition: Edition, references: References):
        self.model, self.references = kinds()[edition.document.kind], references
        self.edition = edition.pk

    @cached_property
    def texts(self) -> tuple[dict, dict]:
        """Read for a link to an anchor alone: most lead to a page as a whole."""
        return Edition.objects.values_list("snapshot", "rendered").get(pk=self.edition)

    @property
    def snapshot(self) -> dict:
        return self.texts[0]

    def rendered(self, name: str) -> dict:
        return self.texts[1][name]


class Written(Page):
    def __init__(self, document, references: References, snapshot: dict | None = None):
        self.model, self.references = type(document), references
        self.snapshot = snapshot or document.snapshot()
        self.number, self.name = document.pk, (document.kind, self.snapshot["slug"])

    def rendered(self, name: str) -> dict:
        """For its anchors alone, so that its own links need not be followed."""
        try:
            return render(self.snapshot[name] or "", resolve=self.references).as_json()
        except TooLong:
            return {"headings": [], "blocks": []}


def kind_by_label() -> dict[str, str]:
    """The kind that editors mean by a word in [[…:slug]]."""
    return {model.EMBED_LABEL.upper(): model.KIND for model in kinds_with("EMBED_LABEL")}


def document_at(path: str) -> tuple[str, str] | None:
    """The kind and address name of the document whose page has this path, whether or not there is one."""
    match = _match(path)
    kind = getattr(match.func, "kind", None) if match else None
    return (kind, match.kwargs["slug"]) if kind else None


def _match(path: str):
    """What the site's own addresses say; a missing slash at the end is added for readers too."""
    for address in (path, f"{path}/"):
        try:
            return resolve(address)
        except Resolver404:
            continue
    return None


def _is_stored(name: str) -> bool:
    try:
        return default_storage.exists(name)
    except (SuspiciousFileOperation, OSError, ValueError):
        return False
