"""What a template receives: one plain dict per document, made the same way for the page and for the preview."""

from kbhelp import profile
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Edition
from kbhelp.publishing.official import is_official
from kbhelp.publishing.rendering import Draft


def live_cards(kind: str):
    """Live editions of a kind for lists, in the editors' order."""
    return Edition.objects.live().of_kind(kind).select_related("document").order_by("home_position", "title")


def page_of(edition: Edition) -> dict:
    return pages_of([edition])[0]


def pages_of(editions) -> list[dict]:
    """The pages of live editions, with one query for all that they embed and relate."""
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


def card_of(edition: Edition) -> dict:
    """The little that a list or a link needs."""
    model = kinds()[edition.document.kind]
    return {
        "kind": model.KIND,
        "document": edition.document_id,
        "title": edition.title,
        "summary": edition.summary,
        "stage": edition.stage,
        "stage_label": profile.label("stages", edition.stage),
        "group": edition.group,
        "url": model.url_of(edition.snapshot),
        "markdown_url": model.url_of(edition.snapshot, "MARKDOWN_URL"),
        "checked_on": edition.snapshot["checked_on"],
        "published_at": edition.released_at,
        "chip": edition.snapshot.get("chip") or edition.title,
        "template": model.EMBED_TEMPLATE,
    }


def _page(kind: str, document: int | None, snapshot: dict, rendered: dict) -> dict:
    """The snapshot with its Markdown fields replaced by what they rendered to."""
    model = kinds()[kind]
    page = snapshot | {"kind": kind, "document": document, "template": model.EMBED_TEMPLATE}
    page["stage_label"] = profile.label("stages", snapshot["stage"])
    page["url"] = model.url_of(snapshot)
    page["reading_minutes"] = rendered.get("reading_minutes", 1)
    page["sources"] = [source | {"is_official": is_official(source["url"])} for source in snapshot["sources"]]
    page |= {name: rendered[name] for name in ("related", *model.MARKDOWN_FIELDS)}
    if model.PARTS:
        part = model.part_model()
        page[model.PARTS] = page["points"] = [
            part.labelled(row) | rendered[model.PARTS][row["key"]] for row in snapshot[model.PARTS]
        ]
    return page


def _edition_page(edition: Edition) -> dict:
    page = _page(edition.document.kind, edition.document_id, edition.snapshot, edition.rendered)
    return page | {"edition": edition.pk, "number": edition.number, "published_at": edition.released_at}


def _with_neighbours(pages: list[dict]) -> list[dict]:
    """Put embedded and related documents in place: what is no longer live simply is not there."""
    found = live_by_number({number for page in pages for number in (*page["related"], *_embedded(page))})
    for page in pages:
        for name in kinds()[page["kind"]].MARKDOWN_FIELDS:
            page[name] = page[name] | {"blocks": list(_blocks(page[name]["blocks"], found))}
        cards = [card_of(found[number]) for number in page["related"] if number in found]
        page["related"] = [card for card in cards if card["url"]]
    return pages


def blocks_of(rendered: dict) -> list[dict]:
    """The blocks of one rendered text, with what it embeds."""
    found = live_by_number({block["embed"]["document"] for block in rendered["blocks"] if "embed" in block})
    return list(_blocks(rendered["blocks"], found))


def live_by_number(wanted) -> dict[int, Edition]:
    """Live editions by the number of their document."""
    editions = Edition.objects.live().filter(document__in=wanted).select_related("document") if wanted else ()
    return {edition.document_id: edition for edition in editions}


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
