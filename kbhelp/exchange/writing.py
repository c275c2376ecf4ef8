"""Some documents of an import written in one short transaction: their working copies, and editions without a date."""

from django.utils import timezone

from kbhelp.exchange.planning import Arrival, Plan, Publication
from kbhelp.exchange.records import snapshot_of
from kbhelp.exchange.snapshots import snapshot_to_be
from kbhelp.markdown import RENDERER
from kbhelp.publishing.editions import keep_draft, make_editions
from kbhelp.publishing.models import Document, Edition
from kbhelp.publishing.rendering import Draft
from kbhelp.publishing.uses import note_working_copies
from kbhelp.publishing.working_copies import Load, load_together

NOTE = "가져오기"
KEPT = "가져오기 전의 초안"


class Some:
    """`documents`: each arrival with its document as it is now, held until the transaction ends."""

    def __init__(self, plan: Plan, documents: list[tuple[Arrival, Document]]):
        self.plan, self.documents = plan, documents
        # Those that the import has made and nobody has written since; there is nothing of them to be asked for.
        self.untouched = {one.pk for arrival, one in documents if arrival.is_new and one.version == 0}
        self.loaded: list[tuple[Arrival, Document]] = []
        self.made: dict[int, list[Edition]] = {document.pk: [] for _, document in documents}

    def make_room(self) -> list[tuple[Arrival, Edition]]:
        """Find the working copies that are to be written; what they say until then is kept, where no edition has it."""
        kept = []
        for arrival, document in self.documents:
            if not arrival.working or self._is_written(arrival, document):
                continue
            self.loaded.append((arrival, document))
            if not self._is_shell(arrival, document) and (
                edition := keep_draft(document, by=None, note=KEPT)
            ):
                kept.append((arrival, edition))
        return kept

    def write(self) -> dict[int, list[Edition]]:
        """By document the editions of its publications, in their order."""
        first, then = [], []
        for arrival, document in self.documents:
            older = arrival.publications_before(arrival.files[-1])
            first += [(document, one) for one in older]
            then += [(document, one) for one in arrival.publications[len(older) :]]
        self._make(first)
        self._load()
        self._make(then)
        return self.made

    def _is_written(self, arrival: Arrival, document: Document) -> bool:
        if document.pk not in self.untouched:
            return self.plan.is_written(arrival.working, document)
        return not arrival.publications and self.plan.says(arrival.working, _shell(arrival, document), ())

    def _is_shell(self, arrival: Arrival, document: Document) -> bool:
        """Whether it says nothing but its name, as an import leaves a new document until it is written."""
        if document.pk in self.untouched:
            return True
        record = arrival.files[-1].record
        is_named_so = (document.title, document.slug) == (record["title"], record["slug"])
        return is_named_so and document.snapshot() == _shell(arrival, document)

    def _load(self):
        loads, drafts = [], []
        for arrival, document in self.loaded:
            last = arrival.files[-1]
            loads.append(Load(document, snapshot_of(last.model, last.record), self.plan.related(last)))
            published = [one.draft for one in arrival.publications if one.file is last]
            drafts += published or [Draft(document, self.plan.snapshot(last)[0])]
        if loads:
            load_together(loads, self.plan.items)
            note_working_copies(drafts)
        loaded = {document.pk for _, document in self.loaded}
        for _, document in self.documents:
            newest = any(edition.version == document.version for edition in self.made[document.pk])
            if newest and document.pk not in loaded:
                document.count_change()  # it says something else than readers will see

    def _make(self, publications: list[tuple[Document, Publication]]):
        """One each, also where what is live and what waits for a date say the same: a new one, or the one that an
        earlier import did not bring to release."""
        places, drafts = [], []
        for document, publication in publications:
            made, draft = self.made[document.pk], publication.draft
            draft.document = document
            left = None if document.pk in self.untouched else _left(draft, [one for one in made if one])
            if not left:
                places.append((made, len(made)))
                drafts.append(draft)
            made.append(left)
        if drafts:
            new = make_editions(drafts, by=None, note=NOTE, at=timezone.now())
            for (made, place), edition in zip(places, new, strict=True):
                made[place] = edition


def _shell(arrival: Arrival, document: Document) -> dict:
    record = arrival.files[-1].record
    names = {"title": record["title"], "slug": record["slug"]}
    return snapshot_to_be(type(document), names, {}, [])


def _left(draft: Draft, made: list[Edition]) -> Edition | None:
    """The newest edition of the document that says this, was made by an import, and that readers have not seen."""
    editions = draft.document.editions
    shown = editions.for_readers().order_by("number").last()
    left = editions.filter(note=NOTE, made_by=None, released_at=None, publish_at=None)
    left = left.exclude(pk__in=[edition.pk for edition in made])
    for edition in left.filter(number__gt=shown.number if shown else 0).order_by("-number"):
        if edition.snapshot == draft.snapshot:
            if edition.rendered != draft.rendered:  # documents that it shows have other numbers now
                Edition.objects.filter(pk=edition.pk).update(rendered=draft.rendered, renderer=RENDERER)
            return edition
    return None
