"""What is drawn of an edition is kept, and never shown where it would no longer be true."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kbhelp import live, profile
from kbhelp.publishing import drawn as module
from kbhelp.publishing.drawn import Drawn
from tests.making import edited, make_entry, make_guide, make_row, make_table, published

pytestmark = pytest.mark.django_db
PAGE = {"edition": 1, "published_at": 1, "html_mark": lambda: 1, "kind": "guide", "related": []} | {
    name: {"blocks": []} for name in ("body", "applies_when", "still_stuck")
}


def a_table(failure="가족 이름"):
    table = make_table(rows=0, slug="a-table")
    make_row(table, item="명의", failure=failure, key="owner")
    return published(table)


def embedding(make, **fields):
    return published(make(body="## 표\n\n[[비교표:a-table]]", **fields))


def count_draws(kept: Drawn, pages) -> int:
    drawn = []
    for page in pages:
        kept.html("x.html", page, lambda: drawn.append(1) or "html")
    return len(drawn)


def test_a_table_is_drawn_once_for_all_guides_that_embed_it(client, monkeypatch):
    a_table()
    pages = [f"/guides/{embedding(make_guide).slug}/" for _ in range(3)]
    seen = Drawn()
    monkeypatch.setattr("kbhelp.publishing.templatetags.drawn.kept", seen)
    assert ["가족 이름" in client.get(page).content.decode() for page in pages] == [True] * 3
    assert len([template for template, *_ in seen.held if template.startswith("guides/_table.html")]) == 1


def test_a_new_edition_of_a_table_shows_at_once_in_the_guide_that_embeds_it(client):
    table = a_table()
    page = f"/guides/{embedding(make_guide).slug}/"
    assert "가족 이름" in client.get(page).content.decode()
    table.rows.update(failure="회사 이름")
    live.publish(table)
    assert "회사 이름" in client.get(page).content.decode()
    live.withdraw(table)
    assert "회사 이름" not in client.get(page).content.decode()


def test_a_question_of_the_list_shows_the_new_edition_of_what_it_embeds(client):
    table = a_table()
    embedding(make_entry, title="질문")
    assert "가족 이름" in client.get("/faq/").content.decode()
    table.rows.update(failure="회사 이름")
    live.publish(table)
    assert "회사 이름" in client.get("/faq/").content.decode()


def test_a_related_document_that_is_renamed_or_withdrawn_shows_at_once(client):
    other, guide = published(make_guide(title="예전 이웃")), make_guide()
    guide.related.set([other])
    page = f"/guides/{published(guide).slug}/"
    assert "예전 이웃" in client.get(page).content.decode()
    published(edited(other, title="새 이웃"))
    said = client.get(page).content.decode()
    assert ("새 이웃" in said, "예전 이웃" in said) == (True, False)
    live.withdraw(other)
    assert "새 이웃" not in client.get(page).content.decode()


def test_html_that_was_made_anew_shows_at_once(client):
    """By `manage.py rerender`, also where it only sanitised an edition and its renderer stays."""
    guide = published(make_guide(body="예전 글입니다."))
    page = f"/guides/{guide.slug}/"
    assert "예전 글입니다." in client.get(page).content.decode()
    rendered = guide.live.rendered
    rendered["body"]["blocks"][0]["html"] = "<p>새 글입니다.</p>"
    live.put_rendering(guide.live, rendered, guide.live.renderer)
    assert "새 글입니다." in client.get(page).content.decode()


def test_the_menu_marks_where_each_page_stands(client):
    for address, marked in [
        ("/guides/", "안내"),
        ("/faq/", "자주 묻는 질문"),
        ("/guides/", "안내"),
        ("/about/", ""),
    ]:
        header = client.get(address).content.decode().split("</header>")[0]
        assert re.findall('aria-current="true">(.*?)</a>', header) == ([marked] if marked else [])


def test_a_changed_profile_shows_at_once(client, monkeypatch):
    a_table()
    page = f"/guides/{embedding(make_guide).slug}/"
    word = profile.label("risks", profile.NO_RISK)
    assert word in client.get(page).content.decode()
    changed = [row | {"label": "걱정 없음"} for row in profile.current()["risks"]]
    told = profile.current() | {"risks": changed}
    monkeypatch.setattr(profile, "current", lambda: told)
    assert "걱정 없음" in client.get(page).content.decode()


def test_what_is_drawn_knows_nothing_of_the_page_around_it(client):
    """The row of a table has its own question, whichever guide embeds it."""
    table = a_table()
    pages = [f"/guides/{embedding(make_guide).slug}/" for _ in range(2)]
    first, second = (client.get(page).content.decode() for page in pages)
    part = first[first.index("<table") : first.index("</table>")]
    assert f'value="{table.live_id}"' in part
    assert part in second


def test_a_preview_is_drawn_each_time():
    page = {name: value for name, value in PAGE.items() if name != "edition"}
    assert count_draws(Drawn(), [page, page]) == 2
    assert count_draws(Drawn(), [PAGE, PAGE]) == 1


def test_a_number_that_is_given_again_is_another_edition():
    assert count_draws(Drawn(), [PAGE, PAGE | {"published_at": 2}]) == 2


def test_another_day_begins_anew(monkeypatch):
    kept = Drawn()
    assert count_draws(kept, [PAGE]) == 1
    tomorrow = datetime(2031, 1, 1, tzinfo=ZoneInfo("Asia/Seoul"))
    monkeypatch.setattr(module.timezone, "localdate", tomorrow.date)
    assert count_draws(kept, [PAGE]) == 1
    assert len(kept.held) == 1


def test_it_holds_no_more_than_its_room_and_forgets_the_oldest():
    kept = Drawn(room=10)
    pages = [PAGE | {"edition": number} for number in range(5)]
    for page in pages:
        kept.html("x.html", page, lambda: "1234")
    assert [key[1][0] for key in kept.held] == [3, 4]
    assert kept.taken == 8
    kept.html("x.html", PAGE, lambda: "longer than all the room")
    assert kept.taken == 8


def test_edited_text_is_the_text_of_its_own_edition(client):
    entry = published(make_entry(title="예전 제목"))
    assert "예전 제목" in client.get("/faq/").content.decode()
    published(edited(entry, title="새 제목"))
    page = client.get("/faq/").content.decode()
    assert ("새 제목" in page, "예전 제목" in page) == (True, False)
