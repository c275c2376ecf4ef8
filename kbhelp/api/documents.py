"""What every answer says of a document: where it stands, how old it is, who says so, and how sure it is."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Min
from django.urls import reverse

from kbhelp import profile
from kbhelp.addresses import absolute
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Edition
from kbhelp.publishing.official import is_official
from kbhelp.publishing.pages import card_of, live_documents
from kbhelp.publishing.querysets import CARD

SOURCE = ("name", "publisher", "url", "note", "verified_on")
OF_A_ROW = ("risk", "effort", "confidence", "soft_word", "source", "written", "checked")


def to_describe(editions):
    """The queryset, read no further than `described` needs: without the rendered prose, which is the longest."""
    return editions.cards().only(*CARD, "number", "snapshot")


def described(editions: Iterable[Edition]) -> list[dict]:
    """Of live editions, in two questions however many they are: one that the caller's queryset asks, and one."""
    editions = list(editions)
    first = first_published([edition.document_id for edition in editions])
    official = official_in(edition.snapshot for edition in editions)
    for_all = {"official": official, "models": kinds(), "documents": absolute(reverse("api_documents"))}
    return [document_of(edition, first.get(edition.document_id), **for_all) for edition in editions]


def live_by_number(numbers: set[int]) -> dict[int, Edition]:
    """Of those that readers see."""
    found = to_describe(live_documents(numbers)) if numbers else []
    return {edition.document_id: edition for edition in found}


def first_published(numbers: list[int]) -> dict:
    """By document when readers saw it first."""
    released = Edition.objects.filter(document__in=numbers, released_at__isnull=False).order_by()
    return dict(released.values_list("document").annotate(first=Min("released_at"))) if numbers else {}


def official_in(snapshots: Iterable[dict]) -> dict[str, bool]:
    """By address whether it is official; a hundred documents name few."""
    named = {source["url"] for data in snapshots for source in data["sources"]}
    return {url: is_official(url) for url in named}


def document_of(edition: Edition, published, official: dict[str, bool], models: dict, documents: str) -> dict:
    data, card = edition.snapshot, card_of(edition)
    model = models[card["kind"]]
    return {
        "kind": card["kind"],
        "kind_label": model.LABEL,
        "number": card["document"],
        "slug": edition.slug,
        "title": card["title"],
        "summary": card["summary"],
        "url": absolute(card["url"]),
        "markdown_url": absolute(card["markdown_url"]) if card["markdown_url"] else None,
        "api_url": f"{documents}{card['kind']}/{edition.slug}/",
        "stage": {"key": card["stage"], "label": card["stage_label"]},
        "topic": {"key": card["group"], "label": model.group_name_of(data)} if card["group"] else None,
        "edition": edition.number,
        "published": published,
        "updated": card["published_at"],
        "written": data["written_on"],
        "checked": data["checked_on"],
        "confidence": confidence_of(model, data),
        "sources": [source_of(source, official[source["url"]]) for source in data["sources"]],
        "unofficial": profile.current()["unofficial"],
    }


def confidence_of(model, data: dict) -> list[dict]:
    """How many of its rows are how sure, the surest first; nothing of a kind whose parts do not say."""
    said = Counter(row["confidence"] for row in data.get(model.PARTS or "", []) if row.get("confidence"))
    ordered = sorted(said, key=lambda key: profile.place("confidences", key))
    return [{"key": key, "label": profile.label("confidences", key), "rows": said[key]} for key in ordered]


def row_of(row: dict) -> dict:
    """How dangerous, long and sure a row of a table is, who says so and since when; of anything else nothing."""
    if "risk" not in row:
        return dict.fromkeys(OF_A_ROW)
    source, words = row["source"], {"risk": "risks", "effort": "efforts", "confidence": "confidences"}
    return {
        **{name: {"key": row[name], "label": profile.label(of, row[name])} for name, of in words.items()},
        "soft_word": profile.soft_word(row["confidence"]) or None,
        "source": source_of(source, is_official(source["url"])) if source else None,
        "written": row["written_on"],
        "checked": row["checked_on"],
    }


def source_of(source: dict, is_one: bool) -> dict:
    return {name: source[name] for name in SOURCE} | {"is_official": is_one}
