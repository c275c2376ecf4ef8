"""The search page and the glossary."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kbhelp import profile
from kbhelp.search.counting import count_search
from kbhelp.search.kinds import search_kinds, unit_labels, units_that
from kbhelp.search.query.engine import reader_search
from kbhelp.search.vocabulary import glossary

QUERY_LENGTH = 200
SHOWN = 10
TERMS_A_PAGE = 100
NEAR, LIKE, NEAR_SHOWN = (
    0.3,
    2.0,
    3,
)  # from which score or likeness a title may be named as perhaps meant; how many


@require_safe
def search_page(request):
    """Results for `q`, narrowed by `kind` and `stage`; unknown values narrow nothing.

    The script that asks while a reader types takes its part of the same page: one address has one answer, whatever
    a browser or a cache keeps of it.
    """
    query = typed_in(request)[:QUERY_LENGTH].strip()
    kind, stage = request.GET.get("kind", ""), request.GET.get("stage", "")
    context = narrowed_results(query, kind, stage)
    kinds = [("", "모든 종류"), *((found.name, found.label) for found in search_kinds())]
    context |= {"kind": kind, "kinds": kinds, "area": "search"}
    context |= {"stage": stage, "stages": [("", "모든 단계"), *stages_to_choose()]}
    is_typing = request.headers.get("HX-Request") == "true" and "Search-Meant" not in request.headers
    if query and request.method == "GET" and not is_typing and not context["result"].has_failed:
        count_search(query, context["count"])
    return render(request, "search/search.html", context)


def typed_in(request) -> str:
    """The query; of an old browser or link in CP949, which is no UTF-8."""
    query = request.GET.get("q", "")
    return (
        QueryDict(request.META["QUERY_STRING"], encoding="cp949").get("q", "") if "\ufffd" in query else query
    )


def stages_to_choose() -> list[tuple[str, str]]:
    return [choice for choice in profile.stage_choices() if choice[0] != profile.ANY]


def narrowed_results(query: str, kind: str, stage: str) -> dict:
    """results_of() as a reader narrows it, here and through the API alike."""
    units = next((set(found.units) for found in search_kinds() if found.name == kind), None)
    stages = {stage, profile.ANY} if stage in dict(stages_to_choose()) else None
    return results_of(query, units, stages)


def results_of(query: str, kinds=None, stages=None) -> dict:
    result = reader_search(query, kinds=kinds, stages=stages, limit=SHOWN) if query else None
    found = one_per_document(result.hits) if result else []
    hits = found if result and not result.is_unsure else []
    confused = glossary.confused_in(query) if query else None
    shown = {
        "query": query,
        "confused": confused,
        "result": result,
        "count": len(hits),
        "said": said_of(query, len(hits), result),
        "held_up": hits[0].stage if hits else "",
        "near": [] if hits else list(filter(is_near, found[:NEAR_SHOWN])),
    }
    if hits and hits[0].matched_error_text:
        shown["cause"] = hits.pop(0)
    elif hits and result.is_sure:
        shown["answer"] = hits.pop(0)
    opened = f"{reverse('search_opened')}?{urlencode({'q': query})}"
    labels = unit_labels()
    return shown | {"hits": [(hit, labels.get(hit.kind, "")) for hit in hits], "opened": opened}


def is_near(hit) -> bool:
    return hit.score >= NEAR or hit.likeness >= LIKE


def one_per_document(hits: list) -> list:
    """A guide and its sections are one answer: the best of them stands for all."""
    best, gathered = {}, units_that("is_one_answer")
    for hit in hits:
        best.setdefault(hit.document_id if hit.kind in gathered else hit.key, hit)
    return list(best.values())


def said_of(query: str, count: int, result) -> str:
    if not query:
        return ""
    if result.has_failed:
        return "지금은 검색이 되지 않습니다."
    return f"결과 {count}개를 찾았습니다." if count else "맞는 글을 찾지 못했습니다."


@require_safe
def terms_page(request):
    """The glossary; `t`, the number of a term, leads to the page on which it stands."""
    place = glossary.place_of(request.GET.get("t", ""))
    number = request.GET.get("page") if place is None else place // TERMS_A_PAGE + 1
    page = Paginator(glossary.defined(), TERMS_A_PAGE).get_page(number)
    return render(request, "search/terms.html", {"page": page})
