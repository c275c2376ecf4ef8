"""Search as data: the call that the page makes, hit for hit, with how sure it is and why each was found."""

from urllib.parse import urlencode

from django.urls import reverse

from kbhelp import profile
from kbhelp.addresses import absolute
from kbhelp.api.asked import Asked
from kbhelp.api.documents import described, live_by_number, row_of
from kbhelp.api.noticing import waiting
from kbhelp.api.problems import Problem
from kbhelp.publishing.models import Edition
from kbhelp.search.kinds import search_kinds, unit_labels
from kbhelp.search.query.passages import Pieces
from kbhelp.search.views import QUERY_LENGTH, narrowed_results, stages_to_choose

FIELDS = {"q", "kind", "stage"}
ROW = "row"  # the unit that is a row of a table


def results(asked: Asked) -> dict:
    query = asked.needed("q", QUERY_LENGTH).strip()
    kind = asked.choice("kind", [found.name for found in search_kinds()])
    stage = asked.choice("stage", [key for key, _ in stages_to_choose()])
    shown = narrowed_results(query, kind, stage)
    if shown["result"].has_failed:
        raise Problem("unavailable", Retry_After="10")
    hits = in_page_order(shown)
    now, labels = profile.current(), unit_labels()
    live = live_by_number({hit.document_id for hit in [*hits, *shown["near"]] if hit.document_id})
    known = {document["number"]: document for document in described(live.values())}, rows_in(live), labels
    return {
        "query": query,
        "said": shown["said"],
        "waiting": waiting(),
        "answered": bool(hits),
        "certainty": certainty_of(shown["result"], hits),
        "confidence": round(shown["result"].confidence, 3),
        "correction": shown["result"].correction or None,
        "confused": confused_of(shown["confused"]),
        "hits": [hit_of(place, hit, *known) for place, hit in enumerate(hits, 1)],
        "near": [hit_of(place, hit, *known) for place, hit in enumerate(shown["near"], 1)],
        "near_words": shown["result"].near_words,
        "url": absolute(reverse("search"), urlencode(asked.given | {"q": query})),
        "unofficial": now["unofficial"],
        "urgent": profile.with_phones(now["urgent"]),
        "phones": [phone_of(phone) for phone in profile.phones_in(now["urgent"])],
    }


def phone_of(phone: dict) -> dict:
    return {name: phone[name] for name in ("key", "name", "number")}


def in_page_order(shown: dict) -> list:
    """What the page sets apart stands first on it."""
    best = [shown[name] for name in ("cause", "answer") if name in shown]
    return [*best, *(hit for hit, _ in shown["hits"])]


def certainty_of(result, hits: list) -> str:
    if not hits:
        return "none"
    return "sure" if result.is_sure else "likely"


def confused_of(term) -> dict | None:
    """A word that many take for another, and the document that tells them apart."""
    if term is None:
        return None
    more = term.more()
    told = {"title": more["title"], "url": absolute(more["url"])} if more else None
    return {"word": term.name, "not": term.others, "more": told}


def rows_in(live: dict[int, Edition]) -> dict[str, dict]:
    """The rows of tables, by the key that search has of each."""
    data = {number: edition.snapshot for number, edition in live.items()}
    return {
        f"{ROW}:{number}:{row['key']}": row for number, one in data.items() for row in one.get("rows", [])
    }


def hit_of(place: int, hit, documents: dict, rows: dict[str, dict], labels: dict[str, str]) -> dict:
    stage = {"key": hit.stage, "label": profile.label("stages", hit.stage)}
    return {
        "place": place,
        "unit": hit.kind,
        "kind_label": labels.get(hit.kind, ""),
        "title": hit.title,
        "url": absolute(hit.url),
        "stage": stage if hit.stage else None,
        "answer": text_of(hit.answer),
        "passage": text_of(hit.passage),
        "is_cause": hit.is_cause,
        "is_message": hit.matched_error_text,
        "score": round(hit.score, 4),
        "reasons": list(hit.paths),
        "document": documents.get(hit.document_id),
        **row_of(rows.get(hit.key, {})),
    }


def text_of(pieces: Pieces) -> str:
    return "".join(text for text, _ in pieces)
