"""What stands in the database when a folder is read or written: documents by their addresses, keys of catalogues."""

from kbhelp.exchange.catalogues import catalogue_models
from kbhelp.publishing.models import Document, Edition, SlugHistory


class Standing:
    """Names are such as guide:slug; numbers are those of documents."""

    def __init__(self):
        waiting = list(Edition.objects.waiting().values_list("document__kind", "slug", "document"))
        kept = list(SlugHistory.objects.values_list("kind", "slug", "document"))
        given = [*waiting, *kept]
        self.documents = {
            number: (kind, slug) for number, kind, slug in Document.objects.values_list("pk", "kind", "slug")
        }
        self.working = {f"{kind}:{slug}": number for number, (kind, slug) in self.documents.items()}
        self.given = {f"{kind}:{slug}": number for kind, slug, number in given}
        self.kept = {(kind, slug): number for kind, slug, number in kept}
        self.alike: dict[tuple[str, str], set[int]] = {}  # given to whom, whatever their capitals
        for kind, slug, number in given:
            self.alike.setdefault((kind, slug.lower()), set()).add(number)
        # the address under which readers see a document, saw it last, or will see it first
        self.address = {number: slug for _, slug, number in waiting}
        self.address |= dict(Edition.objects.released().values_list("document", "slug"))
        self.keys = {
            model: set(model.objects.values_list(model.CATALOGUE_KEY, flat=True))
            for model in catalogue_models().values()
        }

    def name(self, number: int) -> str:
        """The name of a document's file."""
        kind, slug = self.documents[number]
        return f"{kind}:{self.address.get(number, slug)}"

    def find(self, name: str) -> int | None:
        """The document that a name means, also by an address it had before."""
        return self.given.get(name) or self.working.get(name)

    def belongs_to_another(self, document: Document, slug: str) -> bool:
        """As publishing.checks.address_belongs_to_another, which asks for each."""
        if self.kept.get((document.kind, slug)) == document.pk:
            return False
        return bool(self.alike.get((document.kind, slug.lower()), set()) - {document.pk})

    def at(self, name: str) -> int | None:
        """The document whose file is named so."""
        number = self.find(name)
        return number if number and self.name(number) == name else None
