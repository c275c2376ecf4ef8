"""While a service is down, every page that readers in trouble meet says first to wait; afterwards none does."""

import pytest

from kbhelp.notices.models import Notice
from tests.making import make_entry, make_guide, make_row, make_table, published

pytestmark = pytest.mark.django_db

WAIT = "지금은 기다리세요"
PAGES = [
    "/",
    "/guides/stuck/",
    "/tables/rows/",
    "/faq/asked/",
    "/search/?q=%EC%9D%B8%EC%A6%9D%EC%84%9C",
    "/diagnose/?stage=issue&done=1",
]


@pytest.fixture
def notice():
    published(make_guide(slug="stuck", title="인증서가 안 될 때", stage="issue"))
    table = make_table(slug="rows", rows=0, stage="issue")
    make_row(table, stage="issue")
    published(table)
    published(make_entry(slug="asked", stage="issue"))
    made = Notice.objects.create(title="발급이 멈췄습니다", institution="bank", stage="issue")
    made.publish()
    return made


def saying_to_wait(client) -> list[str]:
    """Pages on which it stands before anything else that could be tried."""
    pages = {url: client.get(url).content.decode() for url in PAGES}
    return [url for url, page in pages.items() if WAIT in page.partition('<main id="main"')[2]]


def test_every_page_that_it_concerns_says_to_wait_until_it_ends(client, notice):
    assert saying_to_wait(client) == PAGES
    notice.end()
    assert saying_to_wait(client) == []


def test_pages_of_another_stage_do_not(client, notice):
    published(make_guide(slug="other", stage="connect"))
    assert WAIT not in client.get("/guides/other/").content.decode()
    assert WAIT not in client.get("/diagnose/?stage=connect&done=1").content.decode()
