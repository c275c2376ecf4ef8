"""What a template receives: one plain dict per document, made the same way for the page and for the preview."""

from functools import cache

from kbhelp import profile
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Edition
from kbhelp.publishing.official import is_official
from kbhelp.publishing.rendering import Draft
from kbhelp.publishing.shown import note_shown


def live_editions(kind: str):
    """Live editions of a kind in the editors' order."""
    return Edition.objects.live(kind).in_readers_order()


def cards_of(editions) -> list[dict]:
    """A card for each edition of a queryset that has a page; it is read no further than cards need."""
    return [card for card in map(card_of, editions.cards()) if card["url"]]


def page_of(edition: Edition) -> dict:
    return pages_of([edition])[0]


def pages_of(editions) -> list[dict]:
    """The pages of live editions, with one query for all that they embed and one for all that they relate."""
    return _with_neighbours([_edition_page(edition) for edition in editions])


def preview_of(draft: Draft) -> dict:
    page = _page(draft.document.kind, draft.document.pk, draft.snapshot, draft.rendered)
    return _for_editors(page | {"problems": draft.problems})


def past_page_of(edition: Edition) -> dict:
    """Any edition for editors, with the documents that it embeds as they are now."""
    page = _page(edition.document.kind, edition.document_id, edition.snapshot, edition.rendered)
    return _for_editors(page | {"number": edition.number, "published_at": edition.released_at})


def _for_editors(page: dict) -> dict:
    """A page on which nobody votes: whoever looks at it is no reader of an edition."""
    page = _with_neighbours([page | {"is_preview": True}])[0]
    for name in kinds()[page["kind"]].MARKDOWN_FIELDS:
        for block in page[name]["blocks"]:
            block.get("page", {}).pop("edition", None)
    return page


def url_of(edition: Edition) -> str:
    note_shown(edition.document)
    return kinds()[edition.document.kind].url_of(edition.slug)


def card_of(edition: Edition) -> dict:
    """The little that a list or a link needs."""
    model = kinds()[edition.document.kind]
    note_shown(edition.document)
    return {
        "kind": model.KIND,
        "document": edition.document_id,
        "title": edition.title,
        "summary": edition.summary,
        "stage": edition.stage,
        "stage_label": profile.label("stages", edition.stage),
        "group": edition.group,
        "url": model.url_of(edition.slug),
        "markdown_url": model.url_of(edition.slug, "MARKDOWN_URL"),
        "published_at": edition.released_at,
        "short_title": edition.short_title,
        "template": model.EMBED_TEMPLATE,
    }


def _page(kind: str, document: int | None, snapshot: dict, rendered: dict) -> dict:
    """The snapshot with its Markdown fields replaced by what they rendered to."""
    model = kinds()[kind]
    page = snapshot | {"kind": kind, "document": document, "template": model.EMBED_TEMPLATE}
    page["stage_label"] = profile.label("stages", snapshot["stage"])
    page["url"] = model.url_of(snapshot["slug"])
    page["reading_minutes"] = rendered.get("reading_minutes", 1)
    page["sources"] = [source | {"is_official": is_official(source["url"])} for source in snapshot["sources"]]
    page |= {name: rendered[name] for name in ("related", *model.MARKDOWN_FIELDS)}
    if model.PARTS:
        part = model.part_model()
        page[model.PARTS] = page["points"] = [
            row | rendered[model.PARTS][row["key"]] for row in part.labelled(snapshot[model.PARTS])
        ]
    return page


def _edition_page(edition: Edition) -> dict:
    note_shown(edition.document)
    page = _page(edition.document.kind, edition.document_id, edition.snapshot, edition.rendered)
    own = {"edition": edition.pk, "number": edition.number, "published_at": edition.released_at}
    return page | own | {"group": edition.group, "html_mark": cache(lambda: hash(repr(edition.rendered)))}


def _with_neighbours(pages: list[dict]) -> list[dict]:
    """Put embedded and related documents in place: what is no longer live simply is not there."""
    embedded = live_by_number({number for page in pages for number in _embedded(page)})
    related = {number for page in pages for number in page["related"]}
    cards = {card["document"]: card for card in cards_of(live_documents(related))} if related else {}
    for page in pages:
        for name in kinds()[page["kind"]].MARKDOWN_FIELDS:
            page[name] = page[name] | {"blocks": list(_blocks(page[name]["blocks"], embedded))}
        page["related"] = [cards[number] for number in page["related"] if number in cards]
    return pages


def blocks_of(rendered: dict) -> list[dict]:
    """The blocks of one rendered text, with what it embeds."""
    found = live_by_number({block["embed"]["document"] for block in rendered["blocks"] if "embed" in block})
    return list(_blocks(rendered["blocks"], found))


def live_documents(numbers):
    """Live editions of the documents with these numbers: few, so that each is asked itself whether it has ended."""
    return Edition.objects.filter(document__in=numbers).live_few()


def live_by_number(numbers) -> dict[int, Edition]:
    """Whole editions by the number of their document."""
    return {edition.document_id: edition for edition in live_documents(numbers).whole()} if numbers else {}


def _embedded(page: dict):
    for name in kinds()[page["kind"]].MARKDOWN_FIELDS:
        yield from (block["embed"]["document"] for block in page[name]["blocks"] if "embed" in block)


def _blocks(blocks: list[dict], found: dict[int, Edition]):
    """HTML as it is; an embedded document as its own page dict, one level deep."""
    for block in blocks:
        if "html" in block:
            yield block
        elif edition := found.get(block["embed"]["document"]):
            yield {"page": _edition_page(edition)}
