"""Editions at the desk: listed, looked at as readers saw them, and brought back without losing the draft."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guides.models import Guide
from kbhelp import live
from kbhelp.audit.models import Act
from kbhelp.publishing.models import Edition
from tests.making import (
    edited,
    make_category,
    make_checklist,
    make_entry,
    make_guide,
    make_publisher,
    make_table,
    make_writer,
    published,
)
from tests.test_desk import change_url, fields_of, form_of, messages_of
from tests.test_desk_dates import in_days, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


def restore(client, document, number):
    return client.post(url(document, "restore"), {"edition": number}, follow=True)


def numbers(document) -> list[int]:
    return sorted(document.editions.values_list("number", flat=True))


# Bringing one back


def test_the_draft_before_it_is_kept_and_can_be_brought_back(writer):
    guide = published(make_guide(title="처음"))
    edited(guide, title="오래 쓴 초안")
    response = restore(writer, guide, 1)
    guide.refresh_from_db()
    assert (guide.title, guide.live.title) == ("처음", "처음")
    assert messages_of(response) == [
        "1판의 내용을 초안으로 가져왔습니다. 그 전의 초안은 2판으로 남겨 두었습니다. 발행해야 독자에게 보입니다."
    ]
    kept = guide.editions.get(number=2)
    assert (kept.title, kept.released_at, kept.note) == ("오래 쓴 초안", None, "1판을 가져오기 전의 초안")
    restore(writer, guide, 2)
    guide.refresh_from_db()
    assert guide.title == "오래 쓴 초안"


def test_a_draft_that_an_edition_holds_is_not_kept_twice(writer):
    guide = published(make_guide(title="처음"))
    published(edited(guide, title="다음"))
    for number in (1, 2, 1, 2):
        restore(writer, guide, number)
    guide.refresh_from_db()
    assert (guide.title, numbers(guide)) == ("다음", [1, 2])


@pytest.mark.parametrize("make", [make_guide, make_table, make_checklist, make_entry])
def test_every_kind_keeps_all_of_its_draft_even_one_that_could_not_be_published(writer, make):
    document = published(make())
    draft = edited(document, title="덜 된 초안", summary="", written_on=None)
    if hasattr(draft, "category"):
        edited(draft, category=None)
    if document.PARTS:
        getattr(document, document.PARTS).all().delete()
    said = document.snapshot()
    restore(writer, document, 1)
    restore(writer, document, 2)
    assert type(document).objects.get(pk=document.pk).snapshot() == said


def test_a_kept_draft_is_nowhere_for_readers(writer, client):
    guide = published(make_guide(title="처음", slug="first"))
    edited(guide, title="숨은 초안", slug="hidden", summary="숨은 답")
    restore(writer, guide, 1)
    client.logout()
    for address in ["/guides/", "/guides/first/", "/sitemap.xml", "/feed/", "/search/?q=숨은"]:
        assert "숨은 초안" not in client.get(address).content.decode()
    assert client.get("/guides/hidden/").status_code == 404
    assert Edition.objects.live().get().title == "처음"


def test_the_question_says_beforehand_what_will_happen(writer):
    guide = published(make_guide(title="처음"))
    address = url(guide, "restore") + "?edition=1"
    assert "이미 남아 있어서" in writer.get(address).content.decode()
    edited(guide, title="초안")
    page = writer.get(address).content.decode()
    assert "그 초안을 먼저 새 판으로 남겨 둡니다." in page
    assert "독자에게 보이는 내용은 다시 발행할 때까지 바뀌지 않습니다." in page
    guide.refresh_from_db()
    assert (guide.title, numbers(guide)) == ("초안", [1])


@pytest.mark.parametrize("edition", ["abc", "1.5", "\x00", "9" * 25, "", "7"])
def test_an_edition_that_is_none_is_said_to_be_none(writer, edition):
    guide = published(make_guide())
    assert messages_of(restore(writer, guide, edition)) == ["그런 판이 없습니다. 판 기록에서 다시 고르세요."]


@pytest.mark.parametrize("edition", ["7", "9" * 25])
def test_a_page_of_no_edition_is_not_found(writer, edition):
    guide = published(make_guide())
    assert writer.get(url(guide, "editions") + f"{edition}/").status_code == 404


def test_an_edition_of_another_document_is_none(writer):
    guide, other = published(make_guide(title="처음")), published(make_guide(title="남의 글"))
    published(edited(other))
    assert messages_of(restore(writer, guide, 2)) == ["그런 판이 없습니다. 판 기록에서 다시 고르세요."]


def test_the_history_says_who_brought_what_back(writer):
    guide = published(make_guide())
    edited(guide, title="초안")
    restore(writer, guide, 1)
    entry = Act.objects.get()
    assert f"{entry.user}: {entry.said}" == (
        "writer: 1판의 내용을 초안으로 가져옴. 그 전의 초안은 2판으로 남김"
    )


def test_a_draft_that_is_saved_over_after_a_conflict_is_kept_too(writer):
    guide = make_guide(title="처음")
    mine = form_of(writer, guide) | {"title": "내가 적음", "_continue": "1"}
    edited(guide, title="남이 적음", changed_by=make_publisher("남"))
    refused = writer.post(change_url(guide), mine)
    assert "판 기록에 남습니다." in refused.content.decode()
    assert numbers(guide) == []
    writer.post(change_url(guide), fields_of(refused) | {"merge-title": "mine", "_continue": "1"})
    guide.refresh_from_db()
    kept = guide.editions.get()
    assert (guide.title, kept.title, kept.note) == (
        "내가 적음", "남이 적음", "남님이 저장한 초안, 다른 초안으로 바뀌기 전",
    )  # fmt: skip


# The list, and looking at one


def test_the_list_says_of_each_who_made_it_when_why_and_what_became_of_it(client):
    client.force_login(make_publisher())
    publisher = make_publisher("다른 발행자")
    guide = published(make_guide(), by=publisher, note="처음 공개")
    published(edited(guide), note="고침")
    live.publish(edited(guide), at=in_days(2))
    edited(guide, title="초안")
    restore(client, guide, 1)
    page = client.get(url(guide, "editions"))
    assert [words for _, _, words in page.context["rows"]] == [
        "공개하지 않은 판", f"{in_days(2):%Y년 %-m월 %-d일 %H:%M}에 공개 예약", "공개 중", "지난 판",
    ]  # fmt: skip
    text = page.content.decode()
    assert all(word in text for word in ("다른 발행자", "처음 공개", "고침", "1판을 가져오기 전의 초안"))


def test_a_list_of_many_editions_has_pages_and_asks_as_much_as_that_of_one(client):
    client.force_login(make_publisher())
    guide = published(make_guide())
    first = guide.editions.get()
    client.get(url(guide, "editions"))
    with CaptureQueriesContext(connection) as one:
        client.get(url(guide, "editions"))
    same = {"document_id": guide.pk, "version": 1, "title": "글", "stage": "any", "made_at": first.made_at}
    stored = {"snapshot": first.snapshot, "rendered": first.rendered}
    Edition.objects.bulk_create(Edition(number=number, **same, **stored) for number in range(2, 121))
    with CaptureQueriesContext(connection) as many:
        page = client.get(url(guide, "editions"))
    assert (len(page.context["rows"]), len(many)) == (50, len(one))
    [listing] = [query["sql"] for query in many.captured_queries if "LIMIT 50" in query["sql"]]
    assert '"rendered"' not in listing
    assert len(client.get(url(guide, "editions") + "?page=3").context["rows"]) == 20


@pytest.mark.parametrize("make", [make_guide, make_table, make_checklist, make_entry])
def test_any_edition_is_looked_at_in_the_readers_page(writer, make):
    document = published(make(title="처음 제목", summary="처음 답입니다."))
    published(edited(document, title="다음 제목"))
    response = writer.get(url(document, "editions") + "1/")
    page = response.content.decode()
    assert document.PAGE_TEMPLATE in [template.name for template in response.templates]
    assert "처음 제목" in page
    assert "다음 제목" not in page
    assert "1판 · 지난 판" in page
    assert '<meta name="robots" content="noindex">' in page


def test_looking_at_an_edition_counts_no_votes_and_shares_no_address_of_the_desk(writer):
    table = published(make_table(slug="inner"))
    guide = published(make_guide(body="[[비교표:inner]]"))
    page = writer.get(url(guide, "editions") + "1/").content.decode()
    assert table.rows.get().failure in page
    assert 'action="/feedback/"' not in page
    assert "data-share " not in page
    assert "application/ld+json" not in page


def test_a_kept_draft_with_gaps_is_looked_at_too(writer):
    entry = published(make_entry(category=make_category()))
    edited(entry, summary="", written_on=None, category=None, title="덜 된 초안")
    restore(writer, entry, 1)
    assert "덜 된 초안" in writer.get(url(entry, "editions") + "2/").content.decode()


def test_who_has_no_right_sees_no_edition(client):
    guide = published(make_guide())
    assert client.get(url(guide, "editions") + "1/").status_code == 302
    assert Guide.objects.count() == 1
