"""How often pages are opened: counted in memory, written in batches, shown at the desk."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kbhelp.feedback import page_views
from kbhelp.feedback.models import PageDay
from kbhelp.feedback.page_views import BATCH, KEPT_DAYS, PageViews, forget
from kbhelp.pagecache.tests.making import Pages, ask, make_layer
from tests.making import make_guide, make_publisher, make_user, make_writer, published

pytestmark = pytest.mark.django_db
REPORT = "/admin/feedback/remark/pages/"


def stored() -> dict[str, int]:
    return dict(PageDay.objects.values_list("path", "views"))


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


def count(path: str, views: int, days_ago=0):
    day = timezone.localdate() - timedelta(days=days_ago)
    PageDay.objects.create(day=day, path=path, views=views)


def test_each_opening_counts_also_of_what_the_browser_has_and_a_look_at_the_headers_does_not():
    layer = make_layer(Pages())
    etag = ask(layer, "/a/").headers["etag"]
    ask(layer, "/a/", HTTP_IF_NONE_MATCH=etag)
    ask(layer, "/a/", method="HEAD")
    ask(layer, "/b/")
    PageViews(layer.shelf.take_opened).write()
    assert stored() == {"/a/": 2, "/b/": 1}
    PageViews(layer.shelf.take_opened).write()
    assert stored() == {"/a/": 2, "/b/": 1}


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "301 Moved Permanently"])
def test_an_address_without_a_page_is_not_counted(status):
    layer = make_layer(Pages(status))
    ask(layer, "/never/")
    ask(layer, "/never/")
    assert layer.shelf.take_opened() == {}


def test_what_was_opened_is_not_forgotten_with_the_copy_that_a_publication_replaces():
    layer = make_layer(Pages())
    ask(layer, "/a/")
    ask(layer, "/a/")
    for key, copy in list(layer.shelf.copies.items()):
        layer.shelf.drop(key, copy)
    ask(layer, "/a/")
    assert layer.shelf.take_opened() == {"/a/": 3}


def test_what_a_busy_database_does_not_take_is_written_the_next_time(monkeypatch):
    given = [{"/a/": 2}, {"/a/": 1, "/b/": 5}]
    views = PageViews(lambda: given.pop(0))

    def busy(counted):
        raise OperationalError("database is locked")

    monkeypatch.setattr(page_views, "add", busy)
    with pytest.raises(OperationalError):
        views.write()
    monkeypatch.undo()
    views.write()
    assert stored() == {"/a/": 3, "/b/": 5}


def test_a_thousand_pages_are_written_in_batches_and_each_once():
    views = PageViews(lambda: {f"/{number}/": number + 1 for number in range(1000)})
    views.write()
    assert BATCH < 1000
    assert stored() == {f"/{number}/": number + 1 for number in range(1000)}


@pytest.mark.django_db(transaction=True)
def test_two_processes_add_to_the_same_rows():
    def write_often():
        for _ in range(5):
            PageViews(lambda: {f"/{number}/": 1 for number in range(30)}).write()
        connection.close()

    both = [threading.Thread(target=write_often) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert stored() == {f"/{number}/": 10 for number in range(30)}


def test_old_days_are_forgotten():
    count("/", 1)
    count("/old/", 1, days_ago=KEPT_DAYS + 1)
    assert forget() == 1
    assert stored() == {"/": 1}


def test_the_report_has_the_most_opened_first_with_their_titles(writer):
    guide = published(make_guide(title="<b>안내</b>", slug="a-guide"))
    count("/", 4)
    count(f"/guides/{guide.slug}/", 6)
    count(f"/guides/{guide.slug}/", 5, days_ago=3)
    count("/", 90, days_ago=60)
    page = writer.get(REPORT)
    assert [(row["path"], row["times"]) for row in page.context["rows"]] == [
        ("/guides/a-guide/", 11),
        ("/", 4),
    ]
    assert "&lt;b&gt;안내&lt;/b&gt;" in page.content.decode()
    assert page.context["chart"].description.startswith("모두 본 횟수 15번입니다.")
    assert writer.get(REPORT, {"days": "90"}).context["rows"][0]["times"] == 94


def test_the_file_has_all_of_it(writer):
    guide = published(make_guide(title="=1+1", slug="a-guide"))
    count(f"/guides/{guide.slug}/", 6)
    count("/", 4)
    lines = writer.get(REPORT, {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert lines == ["글,주소,본 횟수", "'=1+1,/guides/a-guide/,6", ",/,4"]


def test_without_a_count_it_says_so(writer):
    page = writer.get(REPORT)
    assert (page.context["rows"], page.context["chart"]) == ([], None)
    assert "이 기간에는 센 것이 없습니다." in page.content.decode()


def test_many_pages_ask_the_database_as_much_as_one(writer):
    def asks():
        with CaptureQueriesContext(connection) as captured:
            writer.get(REPORT)
        return len([query for query in captured if "siteversion" not in query["sql"]])

    count("/", 1)
    asks()
    one = asks()
    for number in range(60):
        count(f"/guides/{published(make_guide()).slug}/", number)
    assert asks() == one


def test_who_sees_the_votes_sees_it_and_others_do_not(client):
    for user, status in ((make_publisher(), 200), (make_writer(), 200), (make_user("newcomer"), 403)):
        client.force_login(user)
        assert client.get(REPORT).status_code == status
