from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from guides.checklist_answers import asks_for_result, marked, progress_of, result_of
from guides.diagnosis import has_more, parameters_of, rows_of, screen_of
from guides.filters import GuideFilter
from guides.steps import list_in, screen_at, steps_of, whole_of
from kbhelp import profile
from kbhelp.publishing.addresses import public_page
from kbhelp.publishing.lists import listing
from kbhelp.publishing.markdown_export import twin
from kbhelp.publishing.models import Edition, LiveCount
from kbhelp.publishing.pages import cards_of, live_editions, page_of, pages_of
from kbhelp.search.query.engine import reader_search
from kbhelp.text import browser_forms

NEAR = 0.15  # the score below which a row only shares a common word with what was typed
CHECKED = {"checklist": "점검표", "table": "정상과 실패 비교"}

# Addresses that hold answers are read from META: request.GET answers thousands of forged parameters with 400.


@require_safe
def guide_list(request):
    """Guides by stage, in the order a reader meets them."""
    filtered = GuideFilter(request.GET, queryset=live_editions("guide"))
    found, chosen = filtered.qs, filtered.form.cleaned_data
    counts = LiveCount.objects.shown(["guide"], "stage", **{name: one for name, one in chosen.items() if one})
    listed = listing(found, "stage", counts, request.GET.get("page"), is_chosen=bool(chosen.get("stage")))
    stages = listed.groups(profile.current()["stages"], cards_of(listed.shown), "stage")
    context = {"area": "guides", "filter": filtered, "list": listed, "stages": stages}
    return render(request, "guides/guide_list.html", context | {"is_filtered": any(chosen.values())})


@public_page("guide")
def guide_page(request, edition):
    return render(request, "guides/guide.html", {"page": page_of(edition), "area": "guides"})


guide_twin, table_twin, checklist_twin = map(twin, ("guide", "table", "checklist"))


@public_page("table")
def table_page(request, edition):
    return render(request, "guides/table.html", {"page": page_of(edition), "area": "checklists"})


@cache_control(no_store=True)
@public_page("guide")
def guide_steps(request, edition):
    """A list of the guide, one step at a time."""
    page = page_of(edition)
    steps = steps_of(page["body"], list_in(request.META.get("QUERY_STRING", "")))
    if steps is None:  # the text has changed under a reader who comes back
        return redirect(page["url"])
    return steps_page(request, steps, page)


@cache_control(no_store=True)
@public_page("table")
def row_steps(request, edition, key):
    """The remedy of a row, one step at a time."""
    page = page_of(edition)
    row = next((row for row in page["rows"] if row["key"] == key), None)
    if row is None:
        return redirect(page["url"])
    return steps_page(request, steps_of(row["remedy"]) or whole_of(row["remedy"]), page, row)


def steps_page(request, steps, page: dict, row: dict | None = None):
    screen = screen_at(request.META.get("QUERY_STRING", ""), steps)
    stage = profile.row("stages", (row or page)["stage"]) or {}
    screen["stage_label"] = stage.get("stuck", {}).get("name", "")
    screen["tried"] = [{"item": row["item"] if row else page["title"]}]
    if screen["name"] == "enough":
        screen["personal_forms"] = browser_forms()
    context = {"page": page, "row": row, "steps": steps, "screen": screen, "stage": stage}
    return render(request, "guides/steps.html", context | {"area": "checklists" if row else "guides"})


@require_safe
def checklist_list(request):
    """What can be gone through point by point: checklists first, then comparison tables."""
    chosen = [request.GET["kind"]] if request.GET.get("kind") in CHECKED else CHECKED
    counts = LiveCount.objects.shown(chosen, "kind")
    listed = listing(
        Edition.objects.live(*chosen),
        "live_kind",
        counts,
        request.GET.get("page"),
        is_chosen=len(chosen) == 1,
    )
    named = [{"key": kind, "label": label} for kind, label in CHECKED.items()]
    groups = listed.groups(named, cards_of(listed.shown), "kind")
    return render(
        request, "guides/checklist_list.html", {"area": "checklists", "list": listed, "groups": groups}
    )


@public_page("checklist")
def checklist_page(request, edition):
    page = page_of(edition)
    query = request.META.get("QUERY_STRING", "")
    page["points"] = marked(query, page["points"])
    context = {"result": result_of(page["points"]), "progress": progress_of(page["points"])}
    context["is_asked"] = asks_for_result(query)
    return render(request, "guides/checklist.html", context | {"page": page, "area": "checklists"})


@require_safe
def diagnosis(request):
    rows = rows_of(pages_of(live_editions("table").whole()))
    query = request.META.get("QUERY_STRING", "")
    screen = screen_of(query, rows, rows_near)
    screen["is_aloud"] = parameters_of(query).get("read") == "1"
    if screen["name"] == "said":
        screen["read_first"] = read_first()
    elif screen["name"] == "outcome":
        screen |= {"has_more": has_more(screen, rows), "personal_forms": browser_forms()}
    return render(request, "guides/diagnosis.html", {"screen": screen, "area": "diagnosis"})


@require_safe
def slip(request):
    """A sheet for the counter, with what the diagnosis was told; its address is the diagnosis' own."""
    query = request.META.get("QUERY_STRING", "")
    rows = rows_of(pages_of(live_editions("table").whole())) if query else []
    return render(request, "guides/slip.html", {"screen": screen_of(f"{query}&done=1", rows)})


def rows_near(typed: str) -> list[str]:
    """What search finds in the rows of tables, by their names in the diagnosis."""
    hits = reader_search(typed, kinds={"row"}, limit=4).hits
    return [hit.key.removeprefix("row:").replace(":", "-", 1) for hit in hits if hit.score >= NEAR]


@require_safe
def call_note(request):
    return render(request, "guides/call_note.html", {"personal_forms": browser_forms()})


def read_first() -> dict | None:
    """{lead, card}: the document for who does not know what to answer, while it is live."""
    wanted = profile.current()["diagnosis"].get("read_first")
    if not wanted:
        return None
    named = live_editions(wanted["kind"]).filter(document__addresses__slug=wanted["slug"])
    return next(({"lead": wanted["lead"], "card": card} for card in cards_of(named[:1])), None)
