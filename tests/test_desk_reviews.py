"""Review at the desk: a frozen edition is asked about, approved exactly as it is, or sent back with a reason."""

import pytest

from kbhelp.editing.models import Comment, ReviewRequest
from kbhelp.editing.reviewing import DecidedAlready
from kbhelp.publishing.checks import PublishRefused
from kbhelp.publishing.models import Document, Edition
from tests.making import (
    edited,
    make_category,
    make_checklist,
    make_entry,
    make_guide,
    make_publisher,
    make_table,
    make_user,
    make_writer,
    published,
)
from tests.test_desk import change_url, form_of, messages_of
from tests.test_desk_dates import history, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


@pytest.fixture
def publisher(client):
    client.force_login(make_publisher())
    return client


def ask(client, document, **fields):
    data = form_of(client, document) | {"_review": "1"} | fields
    return client.post(change_url(document), data, follow=True)


def asked(document, by=None, **said) -> ReviewRequest:
    return ReviewRequest.ask(document, by=by, **said)


def decide(client, document, verb, review=None, **fields):
    review = review or ReviewRequest.objects.of(document).first()
    return client.post(url(document, "review"), {"do": verb, "review": review.pk} | fields, follow=True)


def outcomes(document) -> list[str]:
    return [review.outcome for review in ReviewRequest.objects.of(document)]


# Asking


def test_asking_saves_and_freezes_an_edition_that_readers_do_not_see(writer):
    guide = make_guide()
    fields = {"title": "새 제목", "note": "처음", "weight": "major", "message": "제목을 봐 주세요."}
    response = ask(writer, guide, **fields)
    review = ReviewRequest.objects.get()
    edition = review.edition
    assert (edition.title, edition.note, edition.weight) == ("새 제목", "처음", "major")
    assert (edition.released_at, edition.publish_at, Edition.objects.live().count()) == (None, None, 0)
    assert (review.message, review.asked_by.username, review.outcome) == (
        "제목을 봐 주세요.", "writer", ReviewRequest.WAITING,
    )  # fmt: skip
    assert messages_of(response) == [
        "1판의 검토를 요청했습니다. 승인하면 이 내용 그대로 발행합니다. 지금부터 고치는 것은 초안에만 남습니다."
    ]
    assert history(guide) == ["writer: 1판의 검토를 요청함"]


@pytest.mark.parametrize("make", [make_guide, make_table, make_checklist, make_entry])
def test_every_kind_is_asked_about_and_approved(client, make):
    document = make()
    asked(document, by=make_writer())
    client.force_login(make_publisher())
    decide(client, document, "approve")
    assert Edition.objects.live().get().document_id == document.pk


def test_what_could_not_be_published_is_saved_and_not_asked_about(writer):
    guide = make_guide()
    response = ask(writer, guide, title="저장된 제목", summary="", message="봐 주세요.", weight="typo")
    guide.refresh_from_db()
    assert (guide.title, ReviewRequest.objects.count(), guide.editions.count()) == ("저장된 제목", 0, 0)
    assert messages_of(response)[0] == (
        "저장했지만 검토를 요청하지 않았습니다. 아래를 고친 뒤 다시 요청하세요."
    )
    form = response.context["adminform"].form
    assert (form["message"].value(), form["weight"].value()) == ("봐 주세요.", "typo")


def test_a_guide_and_the_table_in_it_may_be_asked_about_together_and_approved_in_turn():
    table, by = make_table(slug="inner"), make_publisher()
    first = asked(table)
    second = asked(make_guide(body="[[비교표:inner]]"))
    with pytest.raises(PublishRefused):
        second.approve(by=by)
    first.approve(by=by)
    second.approve(by=by)
    assert Edition.objects.live().count() == 2


def test_a_new_request_takes_the_place_of_the_old(writer):
    guide = make_guide()
    old = asked(guide)
    ask(writer, guide, title="다음 제목")
    assert outcomes(guide) == [ReviewRequest.WAITING, ReviewRequest.REPLACED]
    with pytest.raises(DecidedAlready):
        old.approve(by=make_publisher())
    assert Edition.objects.live().count() == 0


def test_the_form_says_that_a_request_waits_and_the_list_too(writer):
    guide = make_guide()
    ask(writer, guide)
    assert "1판이 검토를 기다립니다." in writer.get(change_url(guide)).content.decode()
    assert "검토 중" in writer.get("/admin/guides/guide/").content.decode()


# Deciding


def test_approval_publishes_exactly_the_frozen_edition_and_leaves_the_later_draft(publisher):
    guide = make_guide(title="요청한 제목", slug="asked")
    review = asked(guide, by=make_writer())
    edited(guide, title="나중 초안", slug="later", body="나중에 고친 본문")
    response = decide(publisher, guide, "approve")
    guide.refresh_from_db()
    assert (guide.live_id, guide.live.title, guide.title) == (review.edition_id, "요청한 제목", "나중 초안")
    assert guide.live.released_by.username == "publisher"
    assert guide.has_unpublished_changes()
    assert messages_of(response) == ["1판을 발행했습니다. 지금부터 독자에게 보입니다."]
    assert "요청한 제목" in publisher.get("/guides/asked/").content.decode()
    assert history(guide) == ["publisher: 1판을 승인하고 발행함"]


def test_sending_back_needs_a_reason_and_the_writer_finds_it(publisher, client):
    guide, me = make_guide(title="제목"), make_writer()
    asked(guide, by=me)
    page = decide(publisher, guide, "return", reason=" ").content.decode()
    assert "무엇을 고치면 되는지 적으세요." in page
    assert outcomes(guide) == [ReviewRequest.WAITING]
    decide(publisher, guide, "return", reason="출처를 더 적어 주세요.")
    assert outcomes(guide) == [ReviewRequest.RETURNED]
    client.force_login(me)
    works = {work["name"]: work for work in client.get("/admin/").context["works"]}
    assert [item["note"] for item in works["returned"]["items"]] == ["안내 · 까닭: 출처를 더 적어 주세요."]
    assert "출처를 더 적어 주세요." in client.get(change_url(guide)).content.decode()
    asked(guide, by=me)
    works = {work["name"]: work for work in client.get("/admin/").context["works"]}
    assert (works["returned"]["count"], works["review"]["count"]) == (0, 1)


@pytest.mark.parametrize("make", [make_writer, lambda: make_user("nobody")])
def test_nobody_without_the_right_to_publish_decides(client, make):
    guide = make_guide()
    asked(guide)
    client.force_login(make())
    for verb in ("approve", "return"):
        assert decide(client, guide, verb, reason="까닭").status_code == 403
    assert (outcomes(guide), Edition.objects.live().count()) == ([ReviewRequest.WAITING], 0)


def test_a_reviewer_who_lost_the_right_meanwhile_decides_nothing(client):
    guide, reviewer = make_guide(), make_publisher()
    asked(guide)
    client.force_login(reviewer)
    assert "승인하고 발행" in client.get(url(guide, "review")).content.decode()
    reviewer.groups.clear()
    assert decide(client, guide, "approve").status_code == 403
    assert outcomes(guide) == [ReviewRequest.WAITING]


def test_who_has_not_signed_in_sees_no_request(client):
    guide = make_guide()
    asked(guide)
    assert client.get(url(guide, "review")).status_code == 302


def test_the_second_reviewer_is_told_that_the_first_decided(publisher):
    guide = make_guide()
    review = asked(guide)
    review.send_back(by=make_publisher("다른 발행자"), reason="아직")
    response = decide(publisher, guide, "approve", review)
    assert messages_of(response) == [
        "그사이 다른 사람이 이 요청을 처리했거나 새 요청이 들어왔습니다. 지금 상태를 확인하세요."
    ]
    assert (outcomes(guide), Edition.objects.live().count()) == ([ReviewRequest.RETURNED], 0)


@pytest.mark.parametrize("review", ["", "0", "abc", "9" * 30])
def test_a_request_that_is_none_is_decided_by_nobody(publisher, review):
    guide = make_guide()
    asked(guide)
    response = publisher.post(url(guide, "review"), {"do": "approve", "review": review}, follow=True)
    assert messages_of(response)[0].startswith("그사이 다른 사람이")
    assert outcomes(guide) == [ReviewRequest.WAITING]


# Two people for everything


@pytest.fixture
def four_eyes(settings):
    settings.FOUR_EYES = True


def test_with_four_eyes_nobody_publishes_directly(four_eyes, publisher):
    guide = make_guide()
    page = publisher.get(change_url(guide)).content.decode()
    assert 'name="_publish"' not in page
    assert 'name="_review"' in page
    data = form_of(publisher, guide) | {"_publish": "1", "title": "몰래"}
    assert publisher.post(change_url(guide), data).status_code == 403
    assert Edition.objects.count() == 0


def test_with_four_eyes_nobody_approves_their_own_request(four_eyes, publisher):
    guide = make_guide()
    ask(publisher, guide)
    page = publisher.get(url(guide, "review")).content.decode()
    assert "스스로 요청한 글은 다른 발행자가 승인해야 합니다." in page
    assert decide(publisher, guide, "approve").status_code == 403
    publisher.force_login(make_publisher("다른 발행자"))
    decide(publisher, guide, "approve")
    assert outcomes(guide) == [ReviewRequest.APPROVED]


# The queue and the talk


def test_the_queue_holds_what_waits_the_oldest_first(publisher):
    first, second = make_guide(title="먼저"), make_entry(title="다음", category=make_category())
    asked(second, by=make_writer())
    asked(first)
    published(make_guide(title="기다리지 않음"))
    works = {work["name"]: work for work in publisher.get("/admin/").context["works"]}
    assert [item["title"] for item in works["review"]["items"]] == ["다음", "먼저"]
    assert works["review"]["items"][0]["url"] == url(second, "review")
    assert publisher.get("/admin/work/review/").status_code == 200


def test_the_talk_stays_with_the_document_in_the_order_of_time(writer):
    guide = make_guide()
    asked(guide, message="봐 주세요.").send_back(by=make_publisher(), reason="고쳐 주세요.")
    decide(writer, guide, "comment", text="고쳤습니다.\n<b>")
    page = writer.get(url(guide, "review"))
    assert [one["text"] for one in page.context["talk"]] == ["봐 주세요.", "고쳐 주세요.", "고쳤습니다.\n<b>"]
    assert "<b>" not in page.content.decode()


def test_an_empty_word_is_not_kept(writer):
    guide = make_guide()
    response = writer.post(url(guide, "review"), {"do": "comment", "text": ""})
    assert "의견을 적으세요." in response.content.decode()
    assert Comment.objects.count() == 0


def test_a_document_that_nobody_asked_about_says_so(writer):
    assert "아직 검토를 요청한 적이 없습니다." in writer.get(url(make_guide(), "review")).content.decode()


def test_a_draft_goes_with_its_requests_and_its_talk(writer):
    guide = make_guide()
    asked(guide)
    Comment.objects.create(document_id=guide.pk, text="의견")
    writer.post(url(guide, "delete"), {"post": "yes"})
    assert (Document.objects.count(), ReviewRequest.objects.count(), Comment.objects.count()) == (0, 0, 0)
