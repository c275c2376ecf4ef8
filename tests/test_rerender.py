"""manage.py rerender: after a change of renderer or sanitiser readers get what today's makes of the same editions."""

from datetime import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from kbhelp import live
from kbhelp.markdown import RENDERER
from kbhelp.markdown.limits import MAX_BYTES
from kbhelp.publishing.models import Document, Edition, SiteVersion
from kbhelp.publishing.pages import page_of
from kbhelp.publishing.rerendering import made_anew
from kbhelp.search.index import writer
from kbhelp.search.index.storage import tables
from tests.making import edited, make_checklist, make_entry, make_guide, make_table, published
from tests.threads import at_once

pytestmark = pytest.mark.django_db


FAR = datetime(2099, 1, 1, tzinfo=timezone.get_current_timezone())


def said(command: str, **options) -> str:
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


def made_by_an_older_renderer(edition: Edition, **changes) -> Edition:
    """As if its body had been rendered otherwise: HTML, words or both."""
    rendered = edition.rendered | {"body": edition.rendered["body"] | changes}
    Edition.objects.filter(pk=edition.pk).update(rendered=rendered, renderer=0)
    edition.refresh_from_db()
    return edition


def with_text(edition: Edition, body: str) -> Edition:
    """As if its text had been published when that was allowed."""
    Edition.objects.filter(pk=edition.pk).update(snapshot=edition.snapshot | {"body": body}, renderer=0)
    edition.refresh_from_db()
    return edition


def site_version() -> int:
    return SiteVersion.objects.get(pk=1).number


def body(document) -> str:
    edition = Edition.objects.get(live_of=document)
    return "".join(block.get("html", "") for block in edition.rendered["body"]["blocks"])


def wrong_units() -> list[str]:
    """What the index has otherwise than the live editions; the glossary is not looked at."""
    return [line for line in said("rebuild_search", check=True).splitlines()[:-1] if ": term:" not in line]


OLD = {"blocks": [{"html": "<p onclick=''>예전</p>"}]}


def test_nothing_to_do():
    assert said("rerender") == "0 edition(s), 0 made anew\n"


@pytest.mark.parametrize("make", [make_guide, make_table, make_checklist, make_entry])
def test_what_todays_renderer_made_is_left_alone(make):
    published(make())
    before = site_version()
    assert said("rerender") == "1 edition(s), 0 made anew\n"
    assert site_version() == before


@pytest.mark.parametrize("count", [1, 3])
def test_what_an_older_renderer_made_is_made_anew_each_in_its_turn(count):
    guides = [published(make_guide(body="지금의 글")) for _ in range(count)]
    for guide in guides:
        made_by_an_older_renderer(guide.live, **OLD)
    published(make_guide())
    before = site_version()
    assert said("rerender") == f"{count + 1} edition(s), {count} made anew\n"
    assert [body(guide).strip() for guide in guides] == ["<p>지금의 글</p>"] * count
    assert site_version() == before + count
    assert said("rerender") == f"{count + 1} edition(s), 0 made anew\n"
    assert set(Edition.objects.values_list("renderer", flat=True)) == {RENDERER}


def test_the_parts_of_a_table_are_made_anew():
    table = published(make_table(rows=2))
    rendered = table.live.rendered
    rows = {key: row | {"remedy": row["remedy"] | OLD} for key, row in rendered["rows"].items()}
    Edition.objects.update(rendered=rendered | {"rows": rows}, renderer=0)
    assert said("rerender") == "1 edition(s), 1 made anew\n"
    assert Edition.objects.get().rendered == rendered


def test_a_number_alone_moves_nothing_that_readers_see():
    made_by_an_older_renderer(published(make_guide()).live)
    before = site_version()
    assert said("rerender") == "1 edition(s), 0 made anew\n"
    assert (Edition.objects.get().renderer, site_version()) == (RENDERER, before)


def test_check_counts_and_changes_nothing():
    guide = published(make_guide())
    made_by_an_older_renderer(guide.live, **OLD)
    before = site_version()
    assert said("rerender", check=True) == "1 edition(s), 1 would change\n"
    assert (body(guide), Edition.objects.get().renderer, site_version()) == (
        "<p onclick=''>예전</p>",
        0,
        before,
    )


def test_all_else_of_the_edition_stays():
    guide = published(make_guide())
    before = made_by_an_older_renderer(guide.live, **OLD)
    call_command("rerender", stdout=StringIO())
    after = Edition.objects.get()
    names = ["number", "version", "snapshot", "title", "summary", "made_at", "released_at", "note"]
    assert [getattr(after, name) for name in names] == [getattr(before, name) for name in names]


def test_an_edition_that_waits_for_its_day_is_made_anew_but_not_found():
    guide = make_guide(body="나중의 글")
    waiting = live.publish(guide, at=FAR)
    made_by_an_older_renderer(waiting, **OLD, text="예전")
    assert said("rerender") == "1 edition(s), 1 made anew\n"
    assert Edition.objects.get().rendered["body"]["text"] == "나중의 글"
    assert tables().of_document(guide.pk) == []


def test_older_and_withdrawn_editions_are_left_as_they_were():
    guide = published(make_guide())
    first = made_by_an_older_renderer(guide.live, **OLD)
    live.withdraw(published(edited(guide, title="둘째 판")))
    assert said("rerender") == "0 edition(s), 0 made anew\n"
    assert first.rendered == Edition.objects.get(pk=first.pk).rendered


def test_search_follows():
    guide = published(make_guide(body="이음새 낱말"))
    made_by_an_older_renderer(
        guide.live, text="다른 낱말", sections=[{"anchor": "", "title": "", "text": "다른 낱말"}]
    )
    writer.write(guide.pk, live.prepared_units(Edition.objects.get()))
    assert wrong_units() == []
    call_command("rerender", stdout=StringIO())
    assert wrong_units() == []
    (shown,) = tables().shown(tables().of_document(guide.pk)).values()
    assert any("이음새 낱말" in part for part in shown)


def test_what_was_withdrawn_meanwhile_is_not_brought_back():
    guide = published(make_guide(body="이음새 낱말"))
    edition = made_by_an_older_renderer(guide.live, text="다른 낱말", sections=[])
    anew = made_anew(edition)
    live.withdraw(guide)
    live.put_rendering(edition, anew.rendered, anew.renderer)
    assert tables().of_document(guide.pk) == []
    assert not Document.objects.live().exists()


@pytest.mark.parametrize("change", ["renamed", "withdrawn"])
def test_what_it_embeds_stays_embedded(change):
    table = published(make_table(slug="target"))
    guide = published(make_guide(body="앞\n\n[[비교표:target]]\n\n뒤"))
    before = guide.live.rendered
    if change == "renamed":
        published(edited(table, slug="renamed"))
    else:
        live.withdraw(table)
    made_by_an_older_renderer(guide.live, **OLD)
    assert said("rerender").endswith(" 1 made anew\n")
    assert Edition.objects.get(live_of=guide).rendered == before
    assert len(page_of(Edition.objects.get(live_of=guide))["body"]["blocks"]) == 2 + (change == "renamed")


# A text with problems that were none when it was published

PROBLEM = "읽을 글\n\n[누르기](javascript:x)"


def test_a_text_with_a_problem_of_today_is_made_anew_and_named():
    guide = published(make_guide(slug="old", body="읽을 글\n\n누르기"))
    made_by_an_older_renderer(with_text(guide.live, PROBLEM), **OLD)
    problem, last = said("rerender").splitlines()
    assert problem.startswith("guide:old edition 1: 본문 3번째 줄: ")
    assert last == "1 edition(s), 1 made anew"
    assert body(guide).split() == ["<p>읽을", "글</p>", "<p>누르기</p>"]


@pytest.mark.parametrize(
    ("text", "before"),
    [
        (PROBLEM, {"text": "읽을 글 누르기 사라질낱말"}),
        (PROBLEM, {"blocks": [{"html": '<p>읽을 글</p><img src="/media/a.png">'}]}),
        (PROBLEM, {"blocks": [{"embed": {"kind": "table", "document": 1}}]}),
        ("가" * MAX_BYTES, {}),
    ],
    ids=["word", "picture", "embed", "too long"],
)
def test_what_readers_would_lose_stays_and_is_named(text, before):
    guide = published(make_guide(slug="old", body="읽을 글"))
    edition = made_by_an_older_renderer(with_text(guide.live, text), **before)
    shown = edition.rendered
    lines = said("rerender").splitlines()
    assert lines[0] == "guide:old edition 1: kept but for the sanitiser, since readers would lose something"
    assert lines[1].startswith("guide:old edition 1: 본문")
    assert lines[-1].endswith(", 1 kept but for the sanitiser")
    assert (Edition.objects.get().rendered["body"]["text"], Edition.objects.get().renderer) == (
        shown["body"]["text"],
        0,
    )


def test_what_stays_is_sanitised_as_of_today():
    guide = published(make_guide(body="읽을 글"))
    with_text(guide.live, "가" * MAX_BYTES)
    made_by_an_older_renderer(guide.live, blocks=[{"html": "<p onclick='x'>읽을 글</p><script>x</script>"}])
    assert said("rerender").endswith("1 edition(s), 0 made anew, 1 kept but for the sanitiser\n")
    assert body(guide) == "<p>읽을 글</p>"
    assert said("rerender").endswith("1 edition(s), 0 made anew, 1 kept but for the sanitiser\n")


# Beside those who publish


def test_an_edition_whose_day_comes_while_it_is_made_anew_is_found_by_its_new_words(monkeypatch):
    guide = make_guide(body="이음새 낱말")
    waiting = live.publish(guide, at=FAR)
    made_by_an_older_renderer(
        waiting, text="다른 낱말", sections=[{"anchor": "", "title": "", "text": "다른 낱말"}]
    )

    def late():  # between analysing the old words and releasing them
        monkeypatch.undo()
        call_command("rerender", stdout=StringIO())
        return live.turn()

    monkeypatch.setattr("kbhelp.live.due.turn", late)
    assert [live.carry_out_due(FAR), live.carry_out_due(FAR)] == [0, 1]
    assert wrong_units() == []


@pytest.mark.django_db(transaction=True)
def test_publishing_and_making_anew_at_one_moment_lose_nothing():
    guide = published(make_guide(body="처음 글"))
    made_by_an_older_renderer(guide.live, **OLD, text="예전")
    acts = [lambda: call_command("rerender", stdout=StringIO())] * 2 + [lambda: live.publish(guide)] * 2
    assert at_once(*acts) == [None] * 4
    assert Edition.objects.live().get().number == 3
    assert body(guide).strip() == "<p>처음 글</p>"
    assert wrong_units() == []
