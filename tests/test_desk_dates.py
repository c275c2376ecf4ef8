"""Publishing and withdrawing at the desk, now or at a date: one meaning, said before and after, and cancelled."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guides.models import Guide
from kbhelp import live
from kbhelp.audit.models import Act
from kbhelp.editing.states import moment
from kbhelp.publishing.models import Edition
from tests.making import edited, make_guide, make_publisher, make_table, make_writer, published
from tests.test_desk import change_url, form_of, messages_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localtime().replace(second=0, microsecond=0)


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


@pytest.fixture
def publisher(client):
    client.force_login(make_publisher())
    return client


def in_days(days: float):
    return TODAY + timedelta(days=days)


def sent(at) -> str:
    """As the browser's picker sends it."""
    return at.strftime("%Y-%m-%dT%H:%M")


def url(document, name) -> str:
    return change_url(document).replace("/change/", f"/{name}/")


def publish(client, document, **fields):
    data = form_of(client, document) | {"_publish": "1"} | fields
    return client.post(change_url(document), data, follow=True)


def history(document) -> list[str]:
    entries = Act.objects.filter(number=str(document.pk)).order_by("pk")
    said = [f"{entry.user}: {entry.said}" for entry in entries]
    return [line for line in said if "고친 칸" not in line]


def test_publishing_with_a_date_schedules_and_publishes_nothing_yet(publisher):
    guide, at = make_guide(), in_days(2)
    response = publish(publisher, guide, publish_at=sent(at), note="명절 전")
    assert (guide.editions.get().publish_at, Edition.objects.live().count()) == (at, 0)
    assert messages_of(response) == [f"1판을 {moment(at)}에 공개하도록 예약했습니다."]
    assert history(guide) == [f"publisher: 1판을 {moment(at)}에 공개하도록 예약함 (까닭: 명절 전)"]


def test_publishing_without_a_date_publishes_now(publisher):
    guide = make_guide()
    publish(publisher, guide, note="처음")
    assert Edition.objects.live().get().document_id == guide.pk
    assert history(guide) == ["publisher: 1판을 발행함 (까닭: 처음)"]


@pytest.mark.parametrize("moment_sent", ["어제", "2001-01-01T00:00", "0001-01-01T00:00", "9999-99-99T99:99"])
def test_a_date_that_cannot_be_is_refused_and_everything_typed_stays(publisher, moment_sent):
    guide = make_guide(title="처음")
    response = publish(publisher, guide, publish_at=moment_sent, note="까닭", title="오래 적은 제목")
    form = response.context["adminform"].form
    assert len(form.errors["publish_at"]) == 1
    assert form.errors["publish_at"][0].startswith(("지난 때입니다.", "날짜와 시각을 다시 고르세요.", "20"))
    assert (form["title"].value(), form["note"].value()) == ("오래 적은 제목", "까닭")
    assert form.errors["publish_at"][0] in response.content.decode()
    guide.refresh_from_db()
    assert (guide.title, guide.editions.count()) == ("처음", 0)


def test_a_past_date_keeps_nobody_from_saving_a_draft(publisher):
    guide = make_guide()
    data = form_of(publisher, guide) | {"title": "초안", "publish_at": "2001-01-01T00:00", "_continue": "1"}
    publisher.post(change_url(guide), data)
    guide.refresh_from_db()
    assert guide.title == "초안"


def test_saving_with_a_date_says_that_it_is_not_set_yet_and_keeps_it_in_the_form(publisher):
    guide, at = make_guide(), in_days(2)
    data = form_of(publisher, guide) | {"publish_at": sent(at), "note": "까닭", "_continue": "1"}
    response = publisher.post(change_url(guide), data, follow=True)
    assert "저장만 했습니다. 공개할 때를 정하려면 ‘예약’을 누르세요." in messages_of(response)
    form = response.context["adminform"].form
    assert (form["publish_at"].value(), form["note"].value()) == (sent(at), "까닭")
    assert guide.editions.count() == 0


def test_a_refused_publication_keeps_its_date_and_its_reason_in_the_form(publisher):
    guide, at = make_guide(), in_days(2)
    response = publish(publisher, guide, summary="", publish_at=sent(at), note="까닭")
    form = response.context["adminform"].form
    assert (form["publish_at"].value(), form["note"].value()) == (sent(at), "까닭")


@pytest.mark.parametrize("later", [None, 5], ids=["now", "another date"])
def test_a_date_that_is_replaced_is_named(publisher, later):
    guide, first = make_guide(), in_days(2)
    live.publish(guide, at=first)
    at = later and in_days(later)
    response = publish(publisher, guide, **({"publish_at": sent(at)} if at else {}))
    [said] = messages_of(response)
    assert said.endswith(f"{moment(first)}에 공개하려던 1판의 예약은 없어졌습니다.")
    assert guide.editions.waiting().count() == (1 if at else 0)


@pytest.mark.parametrize("button", ["_publish", "_schedule"])
def test_a_forged_publication_by_a_writer_changes_nothing_for_readers(writer, button):
    guide = make_guide(title="처음")
    data = form_of(writer, guide) | {"title": "몰래", button: "1", "publish_at": sent(in_days(2))}
    response = writer.post(change_url(guide), data)
    guide.refresh_from_db()
    assert guide.editions.count() == 0
    assert (response.status_code, guide.title) == ((403, "처음") if button == "_publish" else (302, "몰래"))


# What waits is said


def edited_after(guide, at):
    live.publish(edited(published(guide)), at=at)
    edited(guide)


STATES = {
    "초안": lambda guide, at: None,
    "초안 · {at}에 공개 예약": lambda guide, at: live.publish(guide, at=at),
    "공개 중": lambda guide, at: live.publish(guide),
    "공개 중 · 고친 내용 있음": lambda guide, at: edited(published(guide)),
    "공개 중 · {at}에 공개 예약": lambda guide, at: live.publish(edited(published(guide)), at=at),
    "공개 중 · 고친 내용 있음 · {at}에 공개 예약": edited_after,
    "공개 중 · {at}에 내리기 예약": lambda guide, at: live.withdraw(published(guide), at=at),
    "내림": lambda guide, at: live.withdraw(published(guide)),
}


@pytest.mark.parametrize("words", STATES)
def test_list_and_form_say_the_same_of_what_readers_see_and_will_see(publisher, words):
    guide, at = make_guide(), in_days(2)
    STATES[words](guide, at)
    said = f">{words.format(at=moment(at))}</span>"
    assert said in publisher.get("/admin/guides/guide/").content.decode()
    assert said in publisher.get(change_url(guide)).content.decode()


def test_the_list_asks_as_much_for_one_document_as_for_three_and_reads_no_texts(publisher):
    counts = []
    for number in (1, 3):
        while guides := number - Guide.objects.count():
            live.publish(published(make_guide()), at=in_days(guides + 1))
        publisher.get("/admin/guides/guide/")
        with CaptureQueriesContext(connection) as asked:
            publisher.get("/admin/guides/guide/")
        counts.append(len([query for query in asked if "siteversion" not in query["sql"]]))
        assert not any('"rendered"' in query["sql"] for query in asked.captured_queries)
    assert counts[0] == counts[1]


def test_the_form_says_when_and_offers_publishers_to_cancel(client):
    guide, at = published(make_guide()), in_days(2)
    live.publish(edited(guide), at=at)
    live.withdraw(guide, at=in_days(9))
    for make, may_cancel in ((make_writer, False), (make_publisher, True)):
        client.force_login(make())
        page = client.get(change_url(guide)).content.decode()
        assert f"2판이 {moment(at)}에 공개됩니다." in page
        assert f"{moment(in_days(9))}에 독자에게서 내려갑니다." in page
        assert ("예약 취소" in page) == may_cancel


# Cancelling


def test_a_date_of_publication_is_cancelled_after_a_question(publisher):
    guide, at = make_guide(), in_days(2)
    live.publish(guide, at=at)
    assert (
        f"1판을 {moment(at)}에 공개하는 예약이 있습니다."
        in publisher.get(url(guide, "cancel")).content.decode()
    )
    response = publisher.post(url(guide, "cancel"), {"edition": 1}, follow=True)
    assert messages_of(response) == [
        f"1판을 {moment(at)}에 공개하려던 예약을 취소했습니다. 초안은 그대로 있습니다."
    ]
    assert live.carry_out_due(in_days(3)) == 0
    assert history(guide) == [f"publisher: 1판을 {moment(at)}에 공개하려던 예약을 취소함"]


def test_a_date_of_withdrawal_is_cancelled(publisher):
    guide, at = published(make_guide()), in_days(2)
    live.withdraw(guide, at=at)
    publisher.post(url(guide, "cancel"))
    assert live.carry_out_due(in_days(3)) == 0
    assert history(guide) == [f"publisher: {moment(at)}에 내리려던 예약을 취소함"]


@pytest.mark.parametrize("sent_edition", [{"edition": 1}, {"edition": "abc"}, {}])
def test_what_another_cancelled_or_replaced_meanwhile_is_left_as_it_is(publisher, sent_edition):
    guide = make_guide()
    live.publish(guide, at=in_days(2))
    live.publish(edited(guide), at=in_days(5))
    response = publisher.post(url(guide, "cancel"), sent_edition, follow=True)
    assert messages_of(response) == ["그 예약은 이미 없습니다. 그사이 이루어졌거나 바뀌었습니다."]
    assert guide.editions.waiting().get().number == 2
    assert history(guide) == []


@pytest.mark.parametrize("page", ["cancel", "withdraw"])
def test_a_writer_can_neither_see_nor_send_it(writer, page):
    guide = published(make_guide())
    live.withdraw(guide, at=in_days(2))
    assert [writer.get(url(guide, page)).status_code, writer.post(url(guide, page)).status_code] == [403, 403]
    guide.refresh_from_db()
    assert (guide.is_live(), guide.withdraw_at) == (True, in_days(2))


# Withdrawing


def test_withdrawing_now_takes_a_confirmation_and_names_the_date_it_drops(publisher):
    guide, at = published(make_table()), in_days(2)
    live.publish(edited(guide), at=at)
    assert "지금 내리면 이 예약도 없어집니다." in publisher.get(url(guide, "withdraw")).content.decode()
    guide.refresh_from_db()
    assert guide.is_live()
    response = publisher.post(url(guide, "withdraw"), follow=True)
    guide.refresh_from_db()
    assert not guide.is_live()
    assert messages_of(response) == [
        "내렸습니다. 독자에게는 보이지 않고, 초안은 그대로 있습니다. "
        f"{moment(at)}에 공개하려던 2판의 예약은 없어졌습니다."
    ]
    assert history(guide) == ["publisher: 내림"]


def test_withdrawing_at_a_date_leaves_readers_until_then(publisher):
    guide, at = published(make_guide()), in_days(2)
    response = publisher.post(url(guide, "withdraw"), {"at": sent(at)}, follow=True)
    assert messages_of(response) == [f"{moment(at)}에 내리도록 예약했습니다. 그때까지는 독자에게 보입니다."]
    again = publisher.post(url(guide, "withdraw"), {"at": sent(in_days(5))}, follow=True)
    assert messages_of(again)[0].endswith(f"앞서 {moment(at)}에 내리려던 예약은 이것으로 바뀌었습니다.")
    guide.refresh_from_db()
    assert (guide.is_live(), guide.withdraw_at) == (True, in_days(5))
    assert history(guide)[0] == f"publisher: {moment(at)}에 내리도록 예약함"


def test_a_past_date_withdraws_nothing_and_stays_in_the_field(publisher):
    guide = published(make_guide())
    response = publisher.post(url(guide, "withdraw"), {"at": "2001-01-01T00:00"})
    assert response.context["form"].errors["at"][0].startswith("지난 때입니다.")
    assert 'value="2001-01-01T00:00"' in response.content.decode()
    guide.refresh_from_db()
    assert guide.is_live()


def test_withdrawing_what_readers_do_not_see_says_so(publisher):
    guide = make_guide()
    response = publisher.post(url(guide, "withdraw"), follow=True)
    guide.refresh_from_db()
    assert messages_of(response) == ["지금 독자에게 보이지 않는 글이라 내릴 것이 없습니다."]
    assert guide.withdrawn_at is None


def test_publishing_leaves_a_date_of_withdrawal_and_says_so(publisher):
    guide, at = published(make_guide()), in_days(2)
    live.withdraw(guide, at=at)
    [said] = messages_of(publish(publisher, guide, title="고친 제목"))
    assert said.endswith(f"{moment(at)}에 내리는 예약은 그대로 있습니다.")
    guide.refresh_from_db()
    assert guide.withdraw_at == at
