"""What readers see of notices: the box on a page, the log, one notice."""

import re
from datetime import datetime, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from kbhelp.notices.models import NoticeUpdate
from kbhelp.notices.tests.making import make_notice, make_open_notice, make_update
from tests.making import make_guide, published

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def box(affected=None) -> str:
    return render_to_string("notices/_open.html", {"affected": affected})


def titles(html) -> list[str]:
    return re.findall(r'class="wait__title">(.+?)<', html)


def test_the_box_of_the_home_page_shows_every_open_notice_and_says_to_wait():
    make_open_notice(title="연동이 안 됩니다", stage="connect")
    make_notice(title="초안")
    make_open_notice(title="내일 점검", begins_at=timezone.now() + HOUR)
    assert titles(box()) == ["연동이 안 됩니다"]
    assert "지금은 기다리세요" in box()


def test_the_box_of_a_stage_shows_what_concerns_it_with_the_newest_word():
    make_update(make_open_notice(title="발급이 안 됩니다", stage="issue"), text="고치고 있습니다.")
    make_open_notice(title="연동이 안 됩니다", stage="connect")
    assert titles(box("issue")) == ["발급이 안 됩니다"]
    assert "<p>고치고 있습니다.</p>" in box("issue")


def test_without_an_open_notice_the_box_is_empty():
    make_open_notice().end()
    assert box().strip() == ""


def test_a_preview_shows_no_box_and_asks_nothing(django_assert_num_queries):
    make_open_notice()
    with django_assert_num_queries(0):
        assert box({"stage": "any", "document": 1, "is_preview": True}).strip() == ""


def test_the_box_takes_one_query(django_assert_num_queries):
    for number in range(3):
        make_update(make_open_notice(title=f"안내 {number}"))
    with django_assert_num_queries(1):
        assert len(titles(box({"stage": "any", "document": 1}))) == 3


def test_the_log_keeps_what_is_over_and_never_shows_a_draft(client):
    make_notice(title="초안인 안내")
    now = timezone.now()
    make_open_notice(title="끝난 안내", begins_at=now - 9 * HOUR, ends_at=now - 8 * HOUR)
    make_open_notice(title="지금 안내")
    make_open_notice(title="내일 안내", begins_at=now + HOUR, ends_at=now + 2 * HOUR)
    page = client.get("/notices/").content.decode()
    found = re.findall(r'<a href="/notices/\d+/">(.+?)</a>', page)
    assert found == ["내일 안내", "지금 안내", "끝난 안내"]
    assert re.findall(r'class="tag tag--(\w+)"', page) == ["ahead", "now", "past"]


def test_a_notice_of_one_day_says_its_day_once(client):
    noon = timezone.make_aware(datetime(2026, 11, 20, 12))
    make_open_notice(begins_at=noon, ends_at=noon + HOUR)
    make_open_notice(begins_at=noon, ends_at=noon + 24 * HOUR)
    page = " ".join(re.sub("<.+?>", "", client.get("/notices/").content.decode()).split())
    assert "2026년 11월 20일 12시 00분부터 13시 00분까지" in page
    assert "2026년 11월 20일 12시 00분부터 2026년 11월 21일 12시 00분까지" in page


def test_the_log_takes_as_many_queries_for_one_as_for_three(client, django_assert_num_queries):
    make_open_notice()
    client.get("/notices/")
    for _ in range(2):
        with django_assert_num_queries(3):
            client.get("/notices/")
        for _ in range(2):
            make_update(make_open_notice())


def test_the_log_has_pages(client):
    for number in range(21):
        make_open_notice(title=f"안내 {number}", begins_at=timezone.now() - (number + 1) * HOUR)
    counts = {
        page: client.get("/notices/", {"page": page}).content.decode().count("log__entry")
        for page in ("1", "2")
    }
    assert counts == {"1": 20, "2": 1}
    assert client.get("/notices/", {"page": "forged"}).content == client.get("/notices/").content


def test_a_notice_tells_its_story_newest_first(client):
    notice = make_open_notice()
    make_update(notice, text="찾고 있습니다.", at=timezone.now() - HOUR)
    make_update(notice, text="고치는 중입니다.", state=NoticeUpdate.State.RECOVERING)
    page = client.get(notice.get_absolute_url()).content.decode()
    assert re.findall(r"<strong>(.+?)</strong>\s+<time", page) == ["복구 중", "조사 중"]
    assert "지금은 기다리세요." in page


def test_a_notice_stays_readable_after_its_end(client):
    notice = make_open_notice()
    notice.end("복구되었습니다.")
    page = client.get(notice.get_absolute_url()).content.decode()
    assert "복구되었습니다." in page
    assert "지금은 기다리세요." not in page


@pytest.mark.parametrize("number", ["draft", "999999", "9" * 40])
def test_a_draft_and_an_unknown_number_answer_404(client, number):
    number = make_notice(title="초안인 안내").pk if number == "draft" else number
    response = client.get(f"/notices/{number}/")
    assert response.status_code == 404
    assert "초안인 안내" not in response.content.decode()


def test_a_notice_names_live_documents_only(client):
    notice = make_open_notice()
    notice.documents.add(published(make_guide(title="공개된 글")), make_guide(title="초안인 글"))
    page = client.get(notice.get_absolute_url()).content.decode()
    assert "공개된 글" in page
    assert "초안인 글" not in page


@pytest.mark.parametrize(("years", "is_said"), [(0, False), (400, True)])
def test_an_end_in_another_year_says_which(years, is_said):
    ends_at = timezone.now() + (timedelta(days=years) or timedelta(seconds=5))
    make_open_notice(ends_at=ends_at)
    year = timezone.localtime(ends_at).year
    assert (f">{year}년 " in box()) == is_said
