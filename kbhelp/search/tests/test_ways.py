"""From readers' words to a way of asking: what is proposed, decided on, found, and taken out again."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from guides.models import Guide
from kbhelp import live
from kbhelp.audit.acts import Act
from kbhelp.live.index import follow_ways
from kbhelp.search.index import writer
from kbhelp.search.index.prepared import prepare
from kbhelp.search.korean import analyser
from kbhelp.search.models import AskedWay, ChoiceDay
from kbhelp.search.query.engine import search
from tests.making import (
    edited,
    make_entry,
    make_guide,
    make_publisher,
    make_row,
    make_table,
    make_writer,
    published,
)

pytestmark = pytest.mark.django_db
WAYS = "/admin/search/queryday/ways/"
DECIDE = "/admin/search/queryday/decide/"
QUERY = "손가락이 안 먹어요"


@pytest.fixture
def desk(client):
    analyser.load(wait=True)
    client.force_login(make_publisher())
    return client


@pytest.fixture
def entry():
    analyser.load(wait=True)
    published(make_entry(title="앱을 다시 설치하는 방법"))
    return published(make_entry(title="지문 인증이 안 되나요"))


def chosen(document, query=QUERY, unit=None, **fields):
    """On three days by two readers each."""
    for days_ago in range(3):
        ChoiceDay.objects.create(
            day=timezone.localdate() - timedelta(days=days_ago),
            query=query,
            unit=unit or f"faq:{document.pk}",
            document=document,
            **{"place": 99, "visitors": 2} | fields,
        )


def decide(client, document, accepts=True, query=QUERY, unit=None):
    data = {"query": query, "unit": unit or f"faq:{document.pk}"} | ({"accept": "1"} if accepts else {})
    return client.post(DECIDE, data, follow=True)


def listed(client, show="proposed") -> list[str]:
    return [row["query"] for row in client.get(WAYS, {"show": show}).context["rows"]]


def wrong() -> list[str]:
    """Units of documents that the index does not hold as it should."""
    return [one.key for one in live.index_differences() if one.document_id]


def firsts(query=QUERY) -> list[int]:
    result = search(query)
    return [] if result.is_unsure else [hit.document_id for hit in result.hits[:1]]


def test_a_proposal_is_listed_with_its_evidence(desk, entry):
    chosen(entry, helped=1)
    page = desk.get(WAYS)
    [row] = page.context["rows"]
    assert (row["title"], row["days"], row["readers"], row["yes"], row["place"]) == (entry.title, 3, 6, 3, 99)
    text = page.content.decode()
    assert "서로 다른 3일에 독자 6명이 엶 · 도움이 됨 3명, 안 됨 0명" in text
    assert "지금 검색하면 나오지 않음" in text


def test_the_first_page_of_the_desk_says_how_many_wait(desk, entry):
    chosen(entry)
    work = next(work for work in desk.get("/admin/").context["works"] if work["name"] == "ways")
    assert (work["count"], [item["title"] for item in work["items"]]) == (1, [QUERY])


def test_what_is_accepted_is_found_first_at_once(desk, entry):
    chosen(entry)
    assert firsts() == []
    page = decide(desk, entry)
    assert "받아들였습니다" in page.content.decode()
    assert firsts() == [entry.pk]
    assert firsts("손가락 안 먹어요") == [entry.pk]  # and so are words like it
    assert (listed(desk), listed(desk, "accepted")) == ([], [QUERY])


def test_it_stays_through_publication_rebuilding_and_rerendering(desk, entry):
    chosen(entry)
    decide(desk, entry)
    live.publish(edited(entry, title="지문이 인식되지 않나요"))
    assert (firsts(), wrong()) == ([entry.pk], [])
    call_command("rebuild_search")
    assert (firsts(), wrong()) == ([entry.pk], [])
    live.withdraw(entry)
    assert firsts() == []
    live.publish(entry)
    assert (firsts(), live.is_of_another_analyser()) == ([entry.pk], False)


def test_the_working_copy_and_its_editions_know_nothing_of_it(desk, entry):
    chosen(entry)
    decide(desk, entry)
    entry.refresh_from_db()
    assert (entry.asked_as, entry.live.snapshot["asked_as"], entry.editions.count()) == ("", [], 1)


def test_the_index_is_as_it_was_where_nothing_was_accepted(entry):
    [unit] = live.units_of(entry.live)
    assert unit.ways == []
    [one] = prepare([unit])
    assert "‖" not in one.title_terms + one.grams


def test_what_is_taken_out_is_found_no_more_and_does_not_come_back(desk, entry):
    chosen(entry)
    decide(desk, entry)
    page = decide(desk, entry, accepts=False)
    assert "뺐습니다" in page.content.decode()
    assert (firsts(), wrong()) == ([], [])
    assert (listed(desk), listed(desk, "accepted"), listed(desk, "refused")) == ([], [], [QUERY])


def test_refused_stays_refused_however_often_it_is_chosen(desk, entry):
    chosen(entry)
    decide(desk, entry, accepts=False)
    ChoiceDay.objects.create(
        day=timezone.localdate() - timedelta(days=9), query=QUERY, unit=f"faq:{entry.pk}", document=entry,
        place=99, visitors=50,
    )  # fmt: skip
    assert (listed(desk), firsts()) == ([], [])
    decide(desk, entry)  # unless an editor thinks better of it
    assert firsts() == [entry.pk]


def test_a_withdrawn_document_takes_no_words(desk, entry):
    chosen(entry)
    live.withdraw(entry)
    assert listed(desk) == []
    page = decide(desk, entry)
    assert "지금 독자에게 보이지 않아서" in page.content.decode()
    assert not AskedWay.objects.exists()


def test_what_no_reader_chose_cannot_be_decided(desk, entry):
    page = decide(desk, entry, query="아무도 안 찾은 말")
    assert "그런 제안이 없습니다" in page.content.decode()
    assert not AskedWay.objects.exists()


def test_writers_see_and_publishers_decide(client, entry):
    chosen(entry)
    client.force_login(make_writer())
    page = client.get(WAYS).content.decode()
    assert (listed(client), DECIDE in page, "발행자가 합니다" in page) == ([QUERY], False, True)
    assert client.post(DECIDE, {"query": QUERY, "unit": f"faq:{entry.pk}", "accept": "1"}).status_code == 403
    assert not AskedWay.objects.exists()


def test_who_decided_is_recorded_at_the_document(desk, entry):
    chosen(entry)
    decide(desk, entry)
    decide(desk, entry, accepts=False)
    acts = Act.objects.of(entry.concrete()).order_by("pk").values_list("user_name", "said")
    assert list(acts)[-2:] == [
        ("publisher", f"다른 표현으로 받아들임: ‘{QUERY}’"),
        ("publisher", f"받아들인 다른 표현을 뺌: ‘{QUERY}’"),
    ]


def test_a_row_is_found_by_readers_words_which_were_seen_on_no_screen(desk):
    analyser.load(wait=True)
    table = make_table(rows=0)
    make_row(table, item="이름", failure="이름이 다름", key="name", error_texts="성명이 일치하지 않습니다")
    make_row(table, item="기기", failure="기기가 다름", key="device")
    unit = f"row:{published(table).pk}:name"
    chosen(table, query="내 이름이 아니래요", unit=unit)
    decide(desk, table, query="내 이름이 아니래요", unit=unit)
    hit = search("내 이름이 아니래요").hits[0]
    assert (hit.key, hit.matched_error_text) == (unit, False)
    assert search("성명이 일치하지 않습니다").hits[0].matched_error_text


def test_a_guide_is_found_and_its_sections_stay_as_they_are(desk):
    analyser.load(wait=True)
    guide = published(make_guide(title="인증서 발급하기", body="## 먼저 볼 것\n\n앱의 판을 보세요."))
    chosen(guide, unit=f"guide:{guide.pk}")
    decide(desk, guide, unit=f"guide:{guide.pk}")
    ways = {unit.key: unit.ways for unit in live.units_of(Guide.objects.get().live)}
    assert [found for found in ways.values() if found] == [[QUERY]]
    assert firsts() == [guide.pk]


def test_what_is_decided_while_a_publication_waits_for_its_turn_is_written_after_it(desk, entry):
    chosen(entry)
    stale = prepare(live.units_of(entry.live))
    decide(desk, entry)
    writer.write(entry.pk, stale)
    assert firsts() == []
    follow_ways(entry.pk, stale)
    assert (firsts(), wrong()) == ([entry.pk], [])


def test_a_row_that_is_gone_says_so_and_can_be_taken_out(desk):
    table = make_table(rows=0)
    make_row(table, item="이름", key="name")
    make_row(table, item="기기", key="device")
    unit = f"row:{published(table).pk}:name"
    AskedWay.objects.create(query=QUERY, unit=unit, document=table, is_accepted=True)
    table.rows.filter(key="name").delete()
    live.publish(table)
    assert "지금은 독자에게 보이지 않는 글" in desk.get(WAYS, {"show": "accepted"}).content.decode()
    decide(desk, table, accepts=False, unit=unit)
    assert listed(desk, "accepted") == []


def test_the_file_holds_the_evidence_and_no_formula(desk, entry):
    chosen(entry, query="=1")
    text = desk.get(WAYS, {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert text == ["검색어,글,날수,연 독자,도움이 됨,도움이 안 됨", f"'=1,{entry.title},3,6,0,0"]


@pytest.mark.parametrize("number", [1, 3])
def test_one_proposal_asks_the_database_as_much_as_three_but_for_the_searches(
    desk, entry, number, django_assert_max_num_queries
):
    for count in range(number):
        chosen(entry, query=f"{QUERY} {count}")
    desk.get(WAYS)
    with django_assert_max_num_queries(20 + 16 * number):
        desk.get(WAYS)


@pytest.mark.parametrize("value", ["", "\x00", "가" * 1_000, "<script>"])
def test_nothing_that_is_sent_breaks_the_page(desk, entry, value):
    assert decide(desk, entry, query=value or "-", unit=value or "-").status_code == 200
    assert desk.get(WAYS, {"show": value, "page": value}).status_code == 200
