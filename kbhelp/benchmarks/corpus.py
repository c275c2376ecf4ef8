"""A made-up site: so many guides and questions in plausible Korean, the same on every machine.

Rows are written in bulk, beside the ways that editors and imports go; what readers, lists, search and the desk see of
them is as if each had been published. Bodies come from a pool, so that a hundred thousand take minutes; every title
is its own.
"""

import random
from copy import copy
from functools import lru_cache

from django.db import transaction
from django.utils import timezone

from kbhelp import live
from kbhelp.live.pointers import mark_live
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Document, Edition, SlugHistory
from kbhelp.publishing.references import References
from kbhelp.publishing.rendering import Draft, drafted
from kbhelp.publishing.sources import Citation
from kbhelp.search.evaluation.benchmark import SENTENCES, TITLES, nouns
from kbhelp.search.index import writer
from kbhelp.search.index.prepared import prepare
from kbhelp.search.korean import analyser as analysers

POOL = 300  # bodies
BATCH = 500
SECTIONS = 3
CHANCE_OF_STAGE = ("prepare", "issue", "connect", "any")


class Remembering:
    """An analyser that reads each text of the pool once."""

    def __init__(self, analyser):
        self.name, self.read = analyser.name, lru_cache(maxsize=20_000)(analyser)

    def __call__(self, text):
        return list(self.read(text))


def grow(kind: str, number: int, say=lambda line: None):
    """Add made documents of the kind until there are so many of them."""
    made = Document.objects.filter(kind=kind, slug__startswith=f"made-{kind}-").count()
    if made >= number:
        return
    pattern = first_of(kind)
    bodies = [drafted_body(pattern, n) for n in range(POOL)]
    analyser = Remembering(analysers.for_writing())
    for start in range(made, number, BATCH):
        add(pattern, bodies, range(start, min(start + BATCH, number)), analyser)
        say(f"{kind}: {min(start + BATCH, number):,} of {number:,}")
    writer.settle()


def first_of(kind: str) -> Edition:
    """A document of the kind that was published as any other is; all others are made after it."""
    document = kinds()[kind].objects.filter(live__isnull=False).order_by("pk").first()
    if document is None:
        raise SystemExit(f"The site has no live {kind} to make others after: import content/ first.")
    return document.live


def drafted_body(pattern: Edition, number: int) -> Draft:
    snapshot = pattern.snapshot | {"body": body(number), "related": []}
    return drafted(pattern.document.concrete(), snapshot, [], References())


def body(number: int | str) -> str:
    chance = random.Random(f"body {number}")
    parts = [sentences(chance)]
    for _ in range(SECTIONS):
        parts += [
            f"## {chance.choice(nouns())} 확인하기",
            sentences(chance),
            f"1. {sentences(chance, 1)}\n2. {sentences(chance, 1)}",
        ]
    return "\n\n".join(parts)


def sentences(chance: random.Random, number=3) -> str:
    return " ".join(
        sentence.format(*chance.sample(nouns(), 3)) for sentence in chance.choices(SENTENCES, k=number)
    )


def title(number: int) -> str:
    chance = random.Random(f"title {number}")
    return f"{chance.choice(TITLES).format(*chance.sample(nouns(), 3))} {number}"


@transaction.atomic
def add(pattern: Edition, bodies: list[Draft], numbers: range, analyser):
    kind, model, now = pattern.document.kind, kinds()[pattern.document.kind], timezone.now()
    drafts = [bodies[number % POOL] for number in numbers]
    texts = [text_of(kind, draft, number) for draft, number in zip(drafts, numbers, strict=True)]
    bare = [Document(kind=kind, version=1, **shared(text)) for text in texts]
    documents = with_rows_of_the_kind(pattern, bare)
    parts = zip(documents, texts, drafts, strict=True)
    editions = Edition.objects.bulk_create(edition_of(pattern, *one, now) for one in parts)
    together = live.Together()
    for document, edition in zip(documents, editions, strict=True):
        document.live = edition
        draft = Draft(model(pk=document.pk), edition.snapshot, edition.rendered)
        together.add(prepare(model.units(draft), analyser))
    Document.objects.bulk_update(documents, ["live"], batch_size=200)
    Citation.objects.bulk_create(cited for edition in editions for cited in Citation.of(edition))
    mark_live([document.pk for document in documents])
    SlugHistory.objects.bulk_create(SlugHistory(kind=kind, slug=d.slug, document=d) for d in documents)
    name_sources(pattern.document, documents)
    writer.write_together([], together)


def text_of(kind: str, draft: Draft, number: int) -> dict:
    chance = random.Random(f"text {number}")
    own = {"title": title(number), "slug": f"made-{kind}-{number:06}", "summary": sentences(chance, 1)[:200]}
    return draft.snapshot | own | {"stage": chance.choice(CHANCE_OF_STAGE), "home_position": None}


def shared(text: dict) -> dict:
    """The columns that every kind has, of a snapshot."""
    names = ("title", "slug", "summary", "body", "stage", "home_position", "written_on", "review_on")
    return {name: text[name] for name in names}


def with_rows_of_the_kind(pattern: Edition, documents: list[Document]) -> list[Document]:
    """Their own table holds what the pattern has there. Django has no bulk way for a model below another one."""
    own = pattern.document.concrete()
    rows = []
    for document in Document.objects.bulk_create(documents):
        row = copy(own)
        row.pk = row.document_ptr_id = document.pk
        rows.append(row)
    type(own)._base_manager._insert(rows, fields=own._meta.local_concrete_fields, using="default")
    return documents


def name_sources(pattern: Document, documents: list[Document]):
    named, sources = Document.sources.through, list(pattern.sources.all())
    named.objects.bulk_create(named(document=d, source=source) for d in documents for source in sources)


def edition_of(pattern: Edition, document: Document, text: dict, draft: Draft, now) -> Edition:
    return Edition(
        document=document,
        number=1,
        version=1,
        snapshot=text,
        rendered=draft.rendered,
        renderer=pattern.renderer,
        made_at=now,
        released_at=now,
        **kinds()[document.kind].columns_of(text),
    )
