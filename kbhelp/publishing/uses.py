"""Where something is used: what texts name is read off them whenever they are written, as search's index is."""

from collections.abc import Iterable
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.mentions import Mention
from kbhelp.publishing.models import Document, Edition, SlugHistory
from kbhelp.publishing.passages import passages_of
from kbhelp.publishing.references import document_at, kind_by_label
from kbhelp.publishing.rendering import Draft

LEADS = "[<"  # without one of these nothing is linked, shown or embedded: no need to look
SHOWN = 100  # documents that are named where something is used
Named = tuple[str, str, str]  # kind, name, how → Mention


def note_working_copy(document: Document):
    """To be called when its texts, parts, sources and related documents have been written."""
    document = document.concrete()
    note_working_copies([Draft(document, document.snapshot())])


def note_working_copies(drafts: list[Draft]):
    """The same of many at once; a draft says what the working copy says now."""
    documents = [draft.document.pk for draft in drafts]
    Mention.objects.filter(document__in=documents, edition=None).delete()
    _note((draft, None) for draft in drafts)


def note_edition(draft: Draft, edition: Edition):
    """When the edition is made; it never changes."""
    note_editions([(draft, edition)])


def note_editions(made: Iterable[tuple[Draft, Edition]]):
    _note(made)


def note_everything():
    """For a database that was filled before mentions were noted."""
    for document in Document.objects.order_by("pk").iterator(200):
        note_working_copy(document)
    for edition in Edition.objects.filter(mentions=None).select_related("document").iterator(200):
        note_edition(Draft(edition.document.concrete(), edition.snapshot), edition)


def _note(drafts: Iterable[tuple[Draft, Edition | None]]):
    Mention.objects.bulk_create(
        Mention(document_id=draft.document.pk, edition=edition, kind=kind, name=name, how=how)
        for draft, edition in drafts
        for kind, name, how in named_in(draft)
    )


# Asking


def uses_of(document: Document) -> QuerySet:
    """All that names a document by an address that it has or had; of editions the current ones."""
    slugs = {document.slug, *document.addresses.values_list("slug", flat=True)}
    found = Mention.objects.current().filter(kind=document.kind, name__in=slugs)
    return found.exclude(document=document.pk)


def uses_of_source(source) -> QuerySet:
    """Where it is named as a source, and where a text links to its address."""
    address = source.url.rstrip("/")
    names = {source.key, source.url, address, f"{address}/"}
    return Mention.objects.current().filter(kind=Mention.SOURCE, name__in=names)


def uses_of_term(term) -> QuerySet:
    """Where a text links to its explanation."""
    return Mention.objects.current().filter(kind=Mention.TERM, name=str(term.pk))


def broken() -> QuerySet:
    """Of readers' links and embeds those that lead to a document which readers do not see."""
    now = timezone.now()
    there = SlugHistory.objects.filter(
        Q(document__withdraw_at=None) | Q(document__withdraw_at__gt=now),
        kind=OuterRef("kind"),
        slug=OuterRef("name"),
        document__live__isnull=False,
    )
    return Mention.objects.of_readers().in_links().filter(~Exists(there), kind__in=kinds())


def by_document(mentions: QuerySet) -> dict:
    """{"count": how many documents, "lines": the first of them, "further": how many are left out}; a line is
    {"document", "hows": in words, "places": of live, planned, draft}."""
    places = {}
    for number, edition, how in mentions.values_list("document", "edition", "how").order_by("pk"):
        places.setdefault(number, []).append((edition, Mention.HOWS[how]))
    documents = Document.objects.filter(pk__in=places).defer("body").order_by("title", "pk")
    lines = [
        {
            "document": document,
            "hows": ", ".join(dict.fromkeys(how for _, how in places[document.pk])),
            "places": {_place(document, edition) for edition, _ in places[document.pk]},
        }
        for document in documents[:SHOWN]
    ]
    return {"count": len(places), "lines": lines, "further": len(places) - len(lines)}


def _place(document: Document, edition: int | None) -> str:
    if edition is None:
        return "draft"
    return "live" if edition == document.live_id else "planned"


# Reading a text


def named_in(draft: Draft) -> list[Named]:
    """Each once."""
    found = [*_chosen(draft), *_written(draft)]
    return list(dict.fromkeys(one for one in found if len(one[1]) <= Mention.LONGEST))


def _chosen(draft: Draft):
    model, snapshot = type(draft.document), draft.snapshot
    yield from ((Mention.SOURCE, source["key"], Mention.NAMED) for source in snapshot["sources"])
    for name in snapshot["related"]:
        kind, _, slug = name.partition(":")
        yield (kind, slug, Mention.RELATED)
    yield from filter(None, (_shown(snapshot[name]) for name in model.PICTURES))
    for row in snapshot[model.PARTS] if model.PARTS else ():
        if source := row.get("source"):
            yield (Mention.SOURCE, source["key"], Mention.NAMED)


def _written(draft: Draft):
    labels = kind_by_label()
    leading = [passage for passage in passages_of(draft) if any(sign in passage.text for sign in LEADS)]
    for inline in (one for passage in leading for one in passage.inlines):
        if inline.embed and (kind := labels.get(inline.embed.label.upper())):
            yield (kind, inline.embed.slug, Mention.EMBED)
        yield from filter(None, (_led_to(link.address) for link in inline.links))
        yield from filter(None, (_shown(picture.address) for picture in inline.pictures))


def _led_to(address: str) -> Named | None:
    address = address.removeprefix(settings.SITE_URL)
    if address.startswith("//"):
        return None
    if not address.startswith("/"):
        is_web = address.startswith("https://")
        return (Mention.SOURCE, address.partition("#")[0], Mention.LINK) if is_web else None
    parts = urlsplit(address)
    path = unquote(parts.path)
    if path == reverse("terms"):
        number = parse_qs(parts.query).get("t", [""])[0]
        return (Mention.TERM, number, Mention.LINK) if number else None
    document = document_at(path)
    return (*document, Mention.LINK) if document else _shown(path)


def _shown(address: str) -> Named | None:
    name = address.removeprefix(settings.MEDIA_URL)
    return (Mention.PICTURE, name, Mention.SHOWN) if name != address else None
