"""Who prepares, publishes, changes and ends a notice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kbhelp.notices.models import Notice, NoticeUpdate
from kbhelp.notices.tests.making import make_notice, make_open_notice
from kbhelp.publishing.models import SiteVersion
from tests.making import make_publisher, make_writer
from tests.test_desk import form_of as as_opened

pytestmark = pytest.mark.django_db

ADD = "/admin/notices/notice/add/"


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


@pytest.fixture
def publisher(client):
    client.force_login(make_publisher())
    return client


def change_url(notice, name="change"):
    return f"/admin/notices/notice/{notice.pk}/{name}/"


def form_of(notice, *updates, **fields) -> dict:
    """What the form sends back, with `updates` as new lines of progress."""
    data = {
        "updates-TOTAL_FORMS": len(updates),
        "updates-INITIAL_FORMS": 0,
        "seen": notice.version if notice.pk else "",
    }
    for name in ("title", "kind", "institution", "stage"):
        data[name] = getattr(notice, name)
    for name in ("begins_at", "ends_at"):
        at = timezone.localtime(getattr(notice, name))
        data |= {f"{name}_0": at.strftime("%Y-%m-%d"), f"{name}_1": at.strftime("%H:%M:%S")}
    now = timezone.localtime()
    for number, (state, text) in enumerate(updates):
        line = {
            "state": state,
            "text": text,
            "at_0": now.strftime("%Y-%m-%d"),
            "at_1": now.strftime("%H:%M:%S"),
        }
        data |= {f"updates-{number}-{name}": value for name, value in line.items()}
    return data | {"_continue": "1"} | fields


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def new_notice():
    now = timezone.now()
    return Notice(institution="bank", title="새 안내", begins_at=now, ends_at=now + timedelta(hours=2))


def test_a_writer_prepares_a_notice_that_nobody_sees(writer):
    writer.post(ADD, form_of(new_notice(), ("investigating", "찾고 있습니다.")))
    notice = Notice.objects.get()
    assert (notice.title, notice.updates.get().text, notice.published_at) == (
        "새 안내",
        "찾고 있습니다.",
        None,
    )


@pytest.mark.parametrize("button", ["_publish", "_end"])
def test_a_forged_button_by_a_writer_is_refused_and_nothing_is_saved(writer, button):
    notice = make_notice(title="처음")
    response = writer.post(change_url(notice), form_of(notice, title="몰래", **{button: "1"}))
    notice.refresh_from_db()
    assert (response.status_code, notice.title, notice.published_at) == (403, "처음", None)
    assert writer.post(ADD, form_of(new_notice(), **{button: "1"})).status_code == 403


def test_a_writer_cannot_change_what_readers_see(writer):
    notice = make_open_notice(title="처음")
    assert "발행자만 고칠 수 있습니다." in writer.get(change_url(notice)).content.decode()
    response = writer.post(change_url(notice), form_of(notice, ("over", "몰래 끝냄"), title="몰래"))
    notice.refresh_from_db()
    assert (response.status_code, notice.title, notice.updates.count()) == (403, "처음", 0)


def test_the_publish_button_saves_and_shows(publisher):
    response = publisher.post(ADD, form_of(new_notice(), _publish="1"), follow=True)
    assert messages_of(response) == ["발행했습니다. 시작하는 때부터 끝나는 때까지 독자에게 먼저 보입니다."]
    notice = Notice.objects.open().get()
    assert notice.published_by.username == "publisher"
    assert "독자에게 공개함" in publisher.get(change_url(notice, "history")).content.decode()


def test_a_notice_whose_end_is_past_is_saved_but_not_published(publisher):
    now = timezone.now()
    notice = make_notice(begins_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1))
    response = publisher.post(
        change_url(notice), form_of(notice, title="고친 제목", _publish="1"), follow=True
    )
    notice.refresh_from_db()
    assert (notice.title, notice.published_at) == ("고친 제목", None)
    assert messages_of(response) == [
        "저장했지만 발행하지 않았습니다. 끝나는 때가 지났으니 고친 뒤 발행하세요."
    ]


def test_a_publisher_changes_an_open_notice_and_the_site_version_moves(publisher):
    notice, before = make_open_notice(), SiteVersion.objects.get().number
    publisher.post(change_url(notice), form_of(notice, ("recovering", "고치는 중입니다.")))
    assert notice.updates.get().text == "고치는 중입니다."
    assert SiteVersion.objects.get().number == before + 1


def test_saving_a_draft_leaves_the_site_version_alone(writer):
    notice, before = make_notice(), SiteVersion.objects.get().number
    writer.post(change_url(notice), form_of(notice, title="고친 초안"))
    assert Notice.objects.get().title == "고친 초안"
    assert SiteVersion.objects.get().number == before


def test_the_end_button_ends_and_the_log_says_when(publisher):
    notice = make_open_notice()
    response = publisher.post(change_url(notice), form_of(notice, _end="1"), follow=True)
    assert messages_of(response) == ["끝냈습니다. 독자에게는 지난 안내 기록에만 남습니다."]
    assert list(Notice.objects.open()) == []
    assert notice.updates.get().state == NoticeUpdate.State.OVER
    assert "끝냄" in publisher.get(change_url(notice, "history")).content.decode()


def test_the_update_over_ends_a_notice_too(publisher):
    notice = make_open_notice()
    publisher.post(change_url(notice), form_of(notice, ("over", "복구되었습니다.")))
    assert list(Notice.objects.open()) == []


@pytest.mark.parametrize(
    "make", [make_notice, lambda: make_open_notice(begins_at=timezone.now() - timedelta(hours=9))]
)
def test_only_what_readers_see_can_be_ended(publisher, make):
    notice = make()
    if notice.published_at:
        notice.end()
    before = notice.updates.count()
    response = publisher.post(change_url(notice), as_opened(publisher, notice) | {"_end": "1"}, follow=True)
    assert messages_of(response) == ["지금 독자에게 보이는 안내가 아니라서 끝내지 않았습니다."]
    assert notice.updates.count() == before


def test_what_was_published_once_cannot_be_deleted(publisher):
    notice = make_open_notice()
    notice.end()
    assert publisher.post(change_url(notice, "delete"), {"post": "yes"}).status_code == 403
    publisher.post(
        "/admin/notices/notice/", {"action": "delete_selected", "_selected_action": [notice.pk], "post": "y"}
    )
    assert Notice.objects.count() == 1


def test_a_draft_can_be_deleted(writer):
    notice = make_notice()
    writer.post(change_url(notice, "delete"), {"post": "yes"})
    assert Notice.objects.count() == 0


def test_two_people_saving_the_same_notice_lose_nothing(publisher):
    notice = make_open_notice(title="처음")
    mine = form_of(notice, title="내가 적음")
    publisher.post(change_url(notice), form_of(notice, title="남이 저장함"))
    response = publisher.post(change_url(notice), mine)
    notice.refresh_from_db()
    assert notice.title == "남이 저장함"
    assert "먼저 저장했습니다" in response.content.decode()
    assert "내가 적음" in response.content.decode()
    again = mine | {"seen": response.context["adminform"].form["seen"].value()}
    publisher.post(change_url(notice), again)
    notice.refresh_from_db()
    assert notice.title == "내가 적음"


def test_an_end_before_the_beginning_is_refused_in_a_sentence(publisher):
    notice = make_notice()
    backwards = form_of(notice, ends_at_0="2020-01-01")
    assert (
        "끝나는 때는 시작하는 때보다 뒤여야 합니다."
        in publisher.post(change_url(notice), backwards).content.decode()
    )
