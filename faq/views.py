from django.db.models import OuterRef, Subquery
from django.shortcuts import render
from django.views.decorators.http import require_safe

from faq.filters import EntryFilter
from kbhelp.publishing.addresses import public_page
from kbhelp.publishing.lists import counted, listing
from kbhelp.publishing.markdown_export import twin
from kbhelp.publishing.models import Edition, LiveCount
from kbhelp.publishing.pages import cards_of, live_editions, page_of, pages_of


@require_safe
def faq_list(request):
    """Questions by category, whole while all stand on one page; every category shown has something live in it."""
    entries = live_editions("faq")
    categories = categories_of(entries)
    filtered = EntryFilter(request.GET, queryset=entries, categories=categories)
    found, chosen = filtered.qs, filtered.form.cleaned_data
    counts = counts_of(found, filtered)
    listed = listing(found, "group", counts, request.GET.get("page"), is_chosen=bool(chosen.get("group")))
    items = cards_of(listed.shown) if listed.is_overview else pages_of(listed.shown.whole())
    context = {"area": "faq", "filter": filtered, "list": listed, "is_filtered": any(chosen.values())}
    context["groups"] = (
        best_first(items, filtered) if filtered.result else listed.groups(categories, items, "group")
    )
    return render(request, "faq/faq_list.html", context)


def counts_of(found, filtered: EntryFilter) -> dict[str, int]:
    if filtered.result:
        return counted(found, "group")
    chosen = {name: one for name, one in filtered.form.cleaned_data.items() if one}
    return LiveCount.objects.shown(["faq"], "group", **chosen)


def best_first(items: list[dict], filtered: EntryFilter) -> list[dict]:
    """What was found as one group, in the order of search."""
    places = filtered.places()
    found = sorted(items, key=lambda item: places[item["document"]])
    return [{"key": "found", "name": "찾은 질문", "entries": found, "count": len(found)}] if found else []


def categories_of(entries) -> list[dict]:
    """{key, name} of each category with something live, as its newest edition names it, in the editors' order."""
    newest = entries.filter(group=OuterRef("group")).order_by("-pk").values("pk")[:1]
    groups = LiveCount.objects.filter(kind="faq").annotate(newest=Subquery(newest))
    named = Edition.objects.filter(pk__in=groups.values("newest")).values_list("group", "snapshot__category")
    ordered = sorted(named, key=lambda one: (one[1]["position"], one[1]["name"]))
    return [{"key": group, "name": category["name"]} for group, category in ordered]


faq_twin = twin("faq")


@public_page("faq")
def faq_entry(request, edition):
    return render(request, "faq/entry.html", {"page": page_of(edition), "area": "faq"})
