from django.shortcuts import render
from django.views.decorators.http import require_safe

from faq.filters import EntryFilter
from kbhelp.publishing.addresses import public_page
from kbhelp.publishing.pages import live_cards, page_of, pages_of


@require_safe
def faq_list(request):
    """Questions grouped by category; every category shown has something live in it."""
    entries = live_cards("faq")
    categories = categories_of(entries)
    filtered = EntryFilter(request.GET, queryset=entries, categories=categories)
    pages = pages_of(filtered.qs)
    groups = [
        category | {"pages": [page for page in pages if page["category"]["slug"] == category["slug"]]}
        for category in categories
    ]
    context = {
        "area": "faq",
        "filter": filtered,
        "groups": [group for group in groups if group["pages"]],
        "count": len(pages),
        "is_filtered": any(request.GET.get(name) for name in ("q", "stage", "group")),
    }
    return render(request, "faq/faq_list.html", context)


def categories_of(entries) -> list[dict]:
    found = {category["slug"]: category for category in entries.values_list("snapshot__category", flat=True)}
    return sorted(found.values(), key=lambda category: (category["position"], category["name"]))


@public_page("faq")
def faq_entry(request, edition):
    return render(request, "faq/entry.html", {"page": page_of(edition), "area": "faq"})
