"""A publication analyses and writes for search what it changed, and the index is as if it had written all."""

import random

import pytest

from guides.models import Guide
from kbhelp import live
from kbhelp.live.index import index_differences, prepared_draft
from kbhelp.publishing.references import References
from kbhelp.publishing.rendering import draft_of
from kbhelp.search.index import writer
from kbhelp.search.index.prepared import Unchanged, prepare
from kbhelp.search.index.storage import LIVE, tables
from kbhelp.search.index.storage.rows import UNIT_COLUMNS, unit_rows
from kbhelp.search.korean import analyser
from kbhelp.search.query.engine import search
from tests.making import make_guide, published

pytestmark = pytest.mark.django_db
BODY = "## 먼저 볼 것\n\n앱의 판을 보세요.\n\n## 다시 하기\n\n앱을 지우고 다시 설치하세요."


@pytest.fixture
def guide():
    analyser.load(wait=True)
    return published(make_guide(title="인증서 발급하기", body=BODY))


def rows(guide) -> dict[str, int]:
    return {one.key: one.id for one in tables(LIVE).owned([guide.pk], [])}


def changed(guide) -> Guide:
    guide.body = BODY.replace("앱을 지우고", "휴대폰을 껐다 켜고")
    guide.save()
    return guide


def is_as_counted() -> bool:
    counts, totals = writer.counted(), tables(LIVE).totals()
    wrong = [one for one in index_differences() if one.document_id]  # the glossary is not written in tests
    as_kept = counts.words == {}  # it names the words that are counted otherwise than they are kept
    return wrong == [] and as_kept and totals == (counts.units, counts.title_length, counts.body_length)


def test_a_changed_section_leaves_the_other_units_where_they_are(guide):
    before = rows(guide)
    live.publish(changed(guide))
    after = rows(guide)
    assert before.keys() == after.keys()
    stayed = {key for key in before if before[key] == after[key]}
    assert 0 < len(stayed) < len(before)
    assert search("휴대폰을 껐다 켜고").hits[0].document_id == guide.pk
    assert search("앱을 지우고").confidence < search("휴대폰을 껐다").confidence
    assert is_as_counted()


def test_a_publication_that_changes_nothing_writes_nothing_for_search(guide):
    before = rows(guide)
    live.publish(guide)
    assert rows(guide) == before
    assert is_as_counted()


def test_a_section_that_is_taken_out_goes_from_search(guide):
    guide.body = BODY.partition("## 다시 하기")[0]
    guide.save()
    live.publish(guide)
    assert len(rows(guide)) == 2
    assert is_as_counted()


def test_what_is_written_anew_or_removed_meanwhile_is_made_in_the_turn(guide):
    found = prepared_draft(draft_of(changed(guide), References()))
    assert any(isinstance(one, Unchanged) for one in found)
    writer.remove(guide.pk)
    writer.write(guide.pk, found)
    assert search("앱의 판").hits[0].document_id == guide.pk
    assert set(rows(guide)) == {one.unit.key for one in found}


def test_a_unit_that_search_has_lost_comes_back_with_the_next_publication(guide):
    store = tables(LIVE)
    store.delete_terms(list(rows(guide).values()))
    assert search("앱의 판").hits == []
    live.publish(guide)
    assert search("앱의 판").hits[0].document_id == guide.pk
    assert is_as_counted()


def test_where_another_analyser_reads_nothing_counts_as_unchanged(guide, settings):
    settings.SEARCH_ANALYSER = "plain"
    units = [one.unit for one in prepare(live.units_of(guide.live))]
    assert not any(isinstance(one, Unchanged) for one in writer.prepare_changed(units))


def test_a_withdrawal_waits_for_no_analyser(guide, monkeypatch):
    def none():
        raise AssertionError("asked for an analyser within the turn")

    monkeypatch.setattr(analyser, "for_writing", none)
    live.withdraw(guide)
    assert rows(guide) == {}


def whole(guide) -> dict[str, tuple]:
    """By key what each unit of the guide would write if all of it were made anew."""
    found = map(unit_rows, prepare(live.units_of(guide.live)) if guide.live else [])
    return {one.key: (*map(str, one.values), *one.terms) for one in found}


def kept() -> dict[str, tuple]:
    store = tables(LIVE)
    columns = ", ".join(f"u.{name}" for name in UNIT_COLUMNS)
    found = store.run(
        f"SELECT {columns}, t.title_terms, t.body_terms, t.grams FROM {{p}}_unit u"
        f" JOIN {{p}}_terms t ON t.{store.TERMS_ID} = u.id"
    )
    as_bytes = [[bytes(one) if isinstance(one, memoryview) else one for one in row] for row in found]
    return {row[1]: tuple(map(str, row)) for row in as_bytes}


def act(chance: random.Random):
    """What somebody does with the guide: publish it otherwise, withdraw it, have it written again."""
    guide = Guide.objects.get()
    kind = chance.choice(["publish", "publish", "withdraw", "write again"])
    if kind == "publish":
        headings = chance.choices(["먼저 할 것", "다시 할 것"], k=3)
        words = chance.choices(["앱을 보세요.", "은행에 물어보세요."], k=3)
        guide.body = "\n\n".join(f"## {one}\n\n{text}" for one, text in zip(headings, words, strict=True))
        guide.save()
        live.publish(guide)
    elif kind == "withdraw":
        live.withdraw(guide)
    else:
        live.index_again(guide.pk)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_others_do_meanwhile_the_index_is_as_if_all_had_been_written(guide, seed, monkeypatch):
    chance, unchanged, number = random.Random(seed), [], guide.pk
    others = [live.withdraw, lambda guide: live.index_again(number), lambda guide: writer.remove(number)]

    def interrupted(draft):
        """Others come between the analysis and the turn."""
        found = prepared_draft(draft)
        unchanged.extend(one for one in found if isinstance(one, Unchanged))
        chance.choice([*others, lambda guide: None])(guide)
        return found

    monkeypatch.setattr("kbhelp.live.acts.prepared_draft", interrupted)
    for _ in range(12):
        act(chance)
        assert kept() == whole(Guide.objects.get())
        assert is_as_counted()
    assert unchanged
