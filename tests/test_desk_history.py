"""The history of a document at the desk: who did what and when, in whole words."""

import pytest

from kbhelp.audit.models import Act
from tests.making import make_guide, make_publisher, make_table
from tests.test_desk import change_url, form_of
from tests.test_desk_dates import publish, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client):
    client.force_login(make_publisher())
    return client


def test_the_history_page_tells_who_did_what_and_when(publisher):
    guide = make_guide()
    publish(publisher, guide)
    assert 'href="../history/">변경 기록' in publisher.get(change_url(guide)).content.decode()
    page = publisher.get(url(guide, "history")).content.decode()
    assert "1판을 발행함" in page
    assert "publisher" in page


def test_the_history_tells_in_whole_words_what_a_save_changed_and_nothing_of_one_that_changed_nothing(
    publisher,
):
    table = make_table(rows=2)
    publisher.post(change_url(table), form_of(publisher, table) | {"_continue": "1"})
    assert not Act.objects.exists()
    data = form_of(publisher, table) | {"title": "새 제목", "rows-0-normal": "다름", "rows-1-DELETE": "on"}
    publisher.post(change_url(table), data | {"_continue": "1"})
    entry = Act.objects.get()
    assert entry.said == "고친 칸: 제목. 줄 ‘항목 1’ 고침: 정상. 줄 ‘항목 2’ 지움"
