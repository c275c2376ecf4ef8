"""The day on which a text is to be looked at again, as readers and editors see it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.making import edited, make_checklist, make_entry, make_guide, make_publisher, make_table, published

pytestmark = pytest.mark.django_db
SAID = "다시 확인하고 있습니다"


def of_day(days: int, make=make_guide, **fields):
    today = timezone.localdate()
    return make(written_on=today - timedelta(days=300), review_on=today + timedelta(days=days), **fields)


def is_said(client, document) -> bool:
    page = client.get(document.live_url())
    assert page.status_code == 200
    return SAID in page.content.decode()


@pytest.mark.parametrize("make", [make_guide, make_entry, make_table, make_checklist])
def test_readers_of_every_kind_learn_that_the_day_has_come(client, make):
    said = [is_said(client, published(of_day(days, make))) for days in (-1, 0, 1)]
    assert said == [True, True, False]


def test_a_new_day_counts_for_readers_once_it_is_published(client):
    guide = published(of_day(-1))
    edited(guide, review_on=timezone.localdate() + timedelta(days=180), written_on=timezone.localdate())
    before = is_said(client, guide)
    assert (before, is_said(client, published(guide))) == (True, False)


def test_the_list_marks_live_texts_whose_day_has_come_and_no_others(client):
    client.force_login(make_publisher())
    published(of_day(-1, title="지난 글"))
    published(of_day(1, title="아직인 글"))
    of_day(-1, title="초안인 글")
    make_guide(title="날이 없는 글", review_on=None)
    page = client.get("/admin/guides/guide/").content.decode()
    marked = [
        row.split("</th>")[0].split(">")[-2].split("<")[0] for row in page.split("<tr>") if "확인할 때" in row
    ]
    assert marked == ["지난 글"]
