"""An import ends in between, or others write beside it: readers see all or nothing, and importing again goes on."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guides.models import Guide
from kbhelp import live
from kbhelp.exchange import importing, writing
from kbhelp.exchange.checking import check
from kbhelp.exchange.folder import import_folder
from kbhelp.exchange.importing import Import
from kbhelp.exchange.planning import Plan
from kbhelp.exchange.reading import read_folder
from kbhelp.exchange.tests.making import GUIDE, SOURCES, TABLE, make_folder, problems_of
from kbhelp.exchange.tests.round_trip import forget, site
from kbhelp.live import expected_units
from kbhelp.publishing.models import Document, Edition, SiteVersion, SlugHistory, Source
from kbhelp.publishing.references import References
from kbhelp.publishing.rendering import draft_of
from kbhelp.search.index import writer
from kbhelp.search.query.engine import search
from tests.making import edited, make_guide, published

pytestmark = pytest.mark.django_db
CONTENT = settings.BASE_DIR / "content"
FILES = {
    "guides/a.md": GUIDE.replace("state:", "related: [guide:b, table:c]\nstate:"),
    "guides/b.md": GUIDE.replace("title: 글", "title: 둘째 글") + "\n[[비교표:c]]\n",
    "tables/c.md": TABLE,
}
NEW = {path: text.replace("title: ", "title: 새 ") for path, text in FILES.items()} | {
    "sources.yaml": SOURCES.replace("행정안전부", "행정안전부 정부24"),
    "guides/d.md": GUIDE.replace("title: 글", "title: 넷째 글").replace("[gov24]", "[gov24, bank]"),
    "guides/a.draft.md": GUIDE.replace("title: 글", "title: 초안").replace("state: live", "state: draft"),
    "guides/b.scheduled.md": GUIDE.replace(
        "state: live", "state: scheduled\npublish_at: 2031-05-05T09:30+09:00"
    ),
}
NEW["sources.yaml"] += "- {key: bank, name: 은행, publisher: 은행, url: https://www.bank.example/}\n"


class Killed(BaseException):
    """As when the machine goes away: nobody catches it."""


def readers() -> list:
    """All that readers see."""
    return [
        list(Edition.objects.live().order_by("pk").values_list("pk", "snapshot", "rendered")),
        list(Edition.objects.waiting().order_by("pk").values_list("pk", "publish_at")),
        list(SlugHistory.objects.order_by("pk").values_list("kind", "slug", "document")),
        [hit.title for hit in search("글").hits],
        list(SiteVersion.objects.values_list("number", "next_due")),
    ]


def everything() -> tuple:
    """All that readers and editors see, and every edition that was ever made, without numbers of rows."""
    made = Edition.objects.order_by("document__kind", "document__slug", "number")
    editions = [
        (edition.number, edition.snapshot, edition.released_at is not None, edition.publish_at, edition.note)
        for edition in made
    ]
    return site(), editions, list(Source.objects.order_by("key").values_list("key", "publisher"))


def index_is_right() -> bool:
    wrong = writer.differences(unit for unit in expected_units() if unit.document_id)
    return [one for one in wrong if not one.key.startswith("term:")] == []


def dies(monkeypatch, owner, name: str, after: int):
    """The step is done `after` times, and then no more."""
    step, done = getattr(owner, name), []

    def step_or_die(*args, **kwargs):
        if len(done) == after:
            raise Killed
        done.append(1)
        return step(*args, **kwargs)

    monkeypatch.setattr(owner, name, step_or_die)


STEPS = [
    (Import, "add_what_is_new"),
    (Import, "units_of"),
    (Import, "write"),
    (writing, "load_together"),
    (Document, "save"),
    (writing, "note_working_copies"),
    (writing, "make_editions"),
    (live, "release_together"),
    (writer, "write_together"),
]


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize(("owner", "name"), STEPS)
def test_an_import_that_dies_is_not_seen_and_done_again_it_is_as_if_done_at_once(
    tmp_path, monkeypatch, owner, name, is_first
):
    old, new = make_folder(tmp_path / "old", FILES), make_folder(tmp_path / "new", NEW)
    monkeypatch.setattr(importing, "AT_ONCE", 2)  # so that it also dies between two steps

    def begin():
        forget()
        if not is_first:
            import_folder(old)

    begin()
    import_folder(new)
    expected, deaths = everything(), 0
    for after in (0, 1, 3):
        begin()
        before = readers()
        with monkeypatch.context() as dying:
            dies(dying, owner, name, after)
            try:
                import_folder(new)
            except Killed:
                deaths += 1
                assert readers() == before
        import_folder(new)
        assert everything() == expected
        assert index_is_right()
        assert import_folder(new) == 0
    assert deaths > 0


def overtaken(path: str) -> str:
    return f"{path}:1: {importing.OVERTAKEN}"


def publish_again(guide):
    published(edited(guide, title="남이 고친 글"))


@pytest.mark.parametrize(
    "act",
    [
        publish_again,
        live.withdraw,
        lambda guide: live.publish(guide, at=timezone.now() + timedelta(days=1)),
        lambda guide: live.withdraw(guide) or live.publish(guide),
    ],
)
def test_who_changes_what_readers_see_beside_an_import_is_not_undone(tmp_path, monkeypatch, act):
    old, new = make_folder(tmp_path / "old", FILES), make_folder(tmp_path / "new", NEW)
    import_folder(old)
    seen = []

    def act_first(releases, *args):
        act(Guide.objects.get(slug="b"))
        seen.append(readers())
        return release_together(releases, *args)

    release_together = live.release_together
    with monkeypatch.context() as beside:
        beside.setattr(live, "release_together", act_first)
        assert problems_of(new) == [overtaken("guides/b.md")]
    assert readers()[:4] == seen[0][:4]
    import_folder(new)
    assert Guide.objects.get(slug="b").live.snapshot["title"] == "새 둘째 글"
    assert import_folder(new) == 0


def test_a_draft_that_is_deleted_beside_an_import_is_a_problem(tmp_path, monkeypatch):
    new = make_folder(tmp_path, NEW)
    units_of = Import.units_of

    def delete_first(self, arrival):
        Guide.objects.filter(slug="d").delete()
        return units_of(self, arrival)

    with monkeypatch.context() as beside:
        beside.setattr(Import, "units_of", delete_first)
        assert problems_of(new) == [overtaken("guides/d.md")]
    assert Edition.objects.live().count() == 0
    import_folder(new)
    assert Guide.objects.get(slug="d").is_live()


def test_an_address_that_another_got_beside_an_import_stays_the_others(tmp_path, monkeypatch):
    release_together = live.release_together

    def publish_first(*args):
        SlugHistory.objects.create(kind="guide", slug="a", document=published(make_guide(slug="other")))
        return release_together(*args)

    with monkeypatch.context() as beside:
        beside.setattr(live, "release_together", publish_first)
        assert problems_of(make_folder(tmp_path, FILES)) == [overtaken("guides/a.md")]
    assert [edition.slug for edition in Edition.objects.live()] == ["other"]


def test_what_an_editor_saves_beside_an_import_is_kept(tmp_path, monkeypatch):
    old, new, said = make_folder(tmp_path / "old", FILES), make_folder(tmp_path / "new", NEW), []
    import_folder(old)
    units_of = Import.units_of

    def edit_first(self, arrival):
        if arrival.document.slug == "b":
            edited(Guide.objects.get(slug="b"), title="방금 고친 글")
        return units_of(self, arrival)

    monkeypatch.setattr(Import, "units_of", edit_first)
    import_folder(new, note=said.append)
    kept = Edition.objects.get(title="방금 고친 글")
    assert said == [f"kept, a draft that guides/b.scheduled.md replaces: edition {kept.number} of guide:b"]


def test_what_an_editor_saves_after_the_import_wrote_it_stays_a_draft(tmp_path, monkeypatch):
    release_together = live.release_together

    def edit_first(*args):
        edited(Guide.objects.get(slug="b"), title="방금 고친 글")
        return release_together(*args)

    monkeypatch.setattr(live, "release_together", edit_first)
    import_folder(make_folder(tmp_path, FILES))
    guide = Guide.objects.get(slug="b")
    assert (guide.title, guide.live.snapshot["title"], guide.has_unpublished_changes()) == (
        "방금 고친 글",
        "둘째 글",
        True,
    )


def test_a_date_that_comes_while_the_import_runs_is_kept_after_it(tmp_path, monkeypatch):
    soon, release_together = timezone.now() + timedelta(hours=1), live.release_together

    def an_hour_later(*args):
        monkeypatch.setattr(timezone, "now", lambda: soon + timedelta(minutes=1))
        return release_together(*args)

    monkeypatch.setattr(live, "release_together", an_hour_later)
    text = GUIDE.replace("state: live", f"state: scheduled\npublish_at: {soon.isoformat()}")
    import_folder(make_folder(tmp_path, {"guides/a.md": text}))
    assert (Guide.objects.get().live, SiteVersion.objects.get().next_due) == (None, soon)
    assert live.carry_out_due() == 1
    assert Guide.objects.get().is_live()
    assert index_is_right()


def test_an_import_that_changes_nothing_moves_nothing(tmp_path):
    folder = make_folder(tmp_path, NEW)
    import_folder(folder)
    before = readers(), everything()
    assert import_folder(folder) == 0
    assert (readers(), everything()) == before


def test_what_is_planned_is_what_is_written(tmp_path):
    """The snapshot is made before the working copy is written, and by other means."""
    import_folder(CONTENT)
    for edition in Edition.objects.live().select_related("document"):
        draft = draft_of(edition.document.concrete(), References())
        assert (edition.snapshot, edition.rendered) == (draft.snapshot, draft.rendered)
    assert index_is_right()


def test_readers_wait_for_one_short_turn_whatever_the_size(tmp_path):
    """In the turn that all wait for, no document asks a question of its own."""
    counts = []
    for size in (1, 2, 12):  # the first also begins the numbers of lists
        files = {f"guides/g{size}-{number}.md": GUIDE for number in range(size)}
        folder = make_folder(tmp_path / str(size), files)
        plan = Plan(checked(folder))
        with CaptureQueriesContext(connection) as queries:
            Import(plan, print).run()
        begin = next(n for n, query in enumerate(queries) if "siteversion" in query["sql"])
        counts.append(len(queries) - begin)
    assert counts[1] == counts[2]


def checked(root):
    folder = read_folder(root)
    check(folder)
    return folder
