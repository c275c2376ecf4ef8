"""When a notice is seen, where, and by whom it is ended."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kbhelp.notices.models import Notice, NoticeUpdate
from kbhelp.notices.templatetags.notices import open_notices
from kbhelp.notices.tests.making import make_notice, make_open_notice, make_update
from kbhelp.profile import ANY
from kbhelp.publishing.models import SiteVersion
from kbhelp.publishing.pages import page_of
from tests.making import make_guide, published

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
STAGES = ["prepare", "issue", "connect", "any"]


def test_a_draft_is_not_open():
    make_notice()
    assert list(Notice.objects.open()) == []


def test_a_published_notice_is_open_from_its_beginning_until_its_end():
    notice = make_open_notice(published_at=timezone.now() - 2 * HOUR)
    instant = timedelta(microseconds=1)
    moments = [notice.begins_at - instant, notice.begins_at, notice.ends_at - instant, notice.ends_at]
    assert [Notice.objects.open(at).exists() for at in moments] == [False, True, True, False]


def test_a_notice_is_not_open_before_it_was_published():
    notice = make_open_notice()
    assert list(Notice.objects.open(notice.published_at - timedelta(seconds=1))) == []


def test_the_update_over_ends_a_notice_before_its_planned_end():
    notice = make_open_notice()
    make_update(notice, state=NoticeUpdate.State.RECOVERING)
    assert list(Notice.objects.open()) == [notice]
    notice.end()
    assert list(Notice.objects.open()) == []
    assert list(Notice.objects.public()) == [notice]


def test_a_notice_that_ended_was_open_before_that():
    began = timezone.now() - 3 * HOUR
    notice = make_open_notice(begins_at=began, published_at=began)
    notice.end(at=timezone.now() - HOUR)
    assert list(Notice.objects.open(timezone.now() - 2 * HOUR)) == [notice]


def test_a_notice_concerns_its_stage_alone():
    notice = make_open_notice(stage="connect")
    concerned = [stage for stage in STAGES if notice in Notice.objects.open_for(stage)]
    assert concerned == ["connect"]


def test_a_notice_for_all_stages_concerns_every_stage():
    notice = make_open_notice(stage="any")
    assert [list(Notice.objects.open_for(stage)) for stage in STAGES] == [[notice]] * len(STAGES)


def test_a_notice_concerns_the_pages_of_its_stage_and_those_it_names():
    same = published(make_guide(stage="connect"))
    named, other = published(make_guide(stage="issue")), published(make_guide(stage="issue"))
    notice = make_open_notice(stage="connect")
    notice.documents.add(named)
    found = [list(Notice.objects.open_for(page_of(guide.live))) for guide in (same, named, other)]
    assert found == [[notice], [notice], []]


def test_a_preview_of_a_new_guide_is_asked_for_its_stage():
    notice = make_open_notice(stage="issue")
    assert list(Notice.objects.open_for({"stage": "issue", "document": None})) == [notice]


def test_the_newest_update_comes_with_its_notice_in_one_query(django_assert_num_queries):
    notice = make_open_notice()
    make_update(notice, text="처음", at=timezone.now() - HOUR)
    make_update(notice, text="다음")
    make_open_notice(title="소식 없는 안내")
    with django_assert_num_queries(1):
        texts = {found.title: found.latest_text for found in Notice.objects.open_for("issue").with_latest()}
    assert texts == {notice.title: "다음", "소식 없는 안내": None}


def test_publishing_and_ending_each_move_the_site_version():
    notice, before = make_notice(), SiteVersion.objects.get().number
    notice.publish()
    published_as = SiteVersion.objects.get().number
    notice.end()
    assert (published_as, SiteVersion.objects.get().number) == (before + 1, before + 2)


def test_the_phase_says_where_a_notice_stands():
    notice = make_open_notice()
    moments = [notice.begins_at - HOUR, notice.begins_at, notice.ends_at]
    assert [notice.phase(at) for at in moments] == ["ahead", "now", "past"]
    notice.end()
    assert notice.phase() == "past"


def test_the_database_refuses_an_end_before_the_beginning():
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_notice(begins_at=now, ends_at=now)


def test_an_update_cannot_be_dated_ahead():
    with pytest.raises(ValidationError) as refusal:
        make_update(make_notice(), at=timezone.now() + HOUR).full_clean()
    assert list(refusal.value.message_dict) == ["at"]


def test_a_page_hears_what_the_lists_of_notices_would_say_of_it():
    guide, other = published(make_guide(stage="issue")), published(make_guide(stage="connect"))
    notices = [make_open_notice(stage=stage) for stage in ("issue", "connect", ANY)]
    make_open_notice(stage="issue", begins_at=timezone.now() + HOUR, ends_at=timezone.now() + 2 * HOUR)
    notices[1].documents.set([guide])
    over = make_open_notice(stage="issue")
    over.updates.create(text="끝났습니다.", state="over")
    notices[0].updates.create(text="보고 있습니다.")
    for document in (guide, other):
        page = page_of(document.live)
        heard = open_notices(page)
        wanted = list(Notice.objects.open_for(page).with_latest())
        assert [(one, one.latest_text) for one in heard] == [(one, one.latest_text) for one in wanted] != []
