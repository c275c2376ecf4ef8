"""/metrics: what a monitor is told, by whom it may be asked, and that several processes count as one."""

import re
import time
from datetime import timedelta
from http.client import HTTPConnection

import pytest
from django.db import DatabaseError, OperationalError, transaction
from django.test import Client
from django.utils import timezone

from kbhelp import live, metrics
from kbhelp.background import Repeated
from kbhelp.metrics import counting, folder
from kbhelp.metrics.made import Made, first_parts, page_of
from kbhelp.pagecache import Shelf
from kbhelp.pagecache.copies import Copy
from kbhelp.publishing.models import Document, Edition
from kbhelp.search.counting import count_search
from kbhelp.site import numbers
from tests.making import make_guide, published
from tests.routes import routes
from tests.site import LIGHT, Site
from tests.test_serving import FROM_MEMORY, get

TOKEN = "Zm9yLXRlc3RzLW9ubHktbm90LWEtdG9rZW4"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
SAMPLE = re.compile(r"^kbhelp_(\w+?)(?:_total)?((?:\{[^}]*\})?) (\S+)$", re.MULTILINE)


def samples(text: str) -> dict[str, float]:
    return {name + labels: float(value) for name, labels, value in SAMPLE.findall(text)}


@pytest.fixture
def counted():
    """counted(): how much each number has grown since the test began."""
    metrics.begin()
    before = samples(metrics.told({}).decode())

    def grown() -> dict[str, float]:
        now = samples(metrics.told({}).decode())
        return {key: value - before.get(key, 0) for key, value in now.items() if value != before.get(key, 0)}

    yield grown
    counting._meters.clear()


@pytest.fixture
def watched(settings, counted):
    settings.METRICS_TOKEN = TOKEN


def asked(client, method="get", token=TOKEN):
    return getattr(client, method)("/metrics", headers={"Authorization": f"Bearer {token}"})


def test_who_knows_the_token_gets_the_numbers_and_nobody_may_keep_them(db, client, watched):
    answer = asked(client)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert samples(answer.content.decode()).items() >= {"database_up": 1, "due_changes_late": 0}.items()


@pytest.mark.parametrize(
    "header", [None, "", TOKEN, f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", "Bearer ", f"Basic {TOKEN}", "가"]
)
def test_without_the_token_there_is_no_such_page(db, client, watched, header):
    headers = {} if header is None else {"Authorization": header}
    nothing = client.get("/there-is-no-such-page/", headers=headers)
    answer = client.get("/metrics", headers=headers)
    as_any_other = nothing.content.replace(b"/there-is-no-such-page/", b"/metrics")
    assert (answer.status_code, answer.content) == (404, as_any_other)
    assert "public" not in answer.headers.get("Cache-Control", "")
    assert {asked(client, method, "wrong").status_code for method in ("post", "put", "delete")} == {404}


def test_a_site_without_a_token_has_no_numbers_whatever_is_sent(db, client, settings):
    settings.METRICS_TOKEN = ""
    assert {asked(client, token=token).status_code for token in ("", "None", TOKEN)} == {404}


def test_the_token_is_compared_in_constant_time(db, client, watched, monkeypatch):
    compared = []
    monkeypatch.setattr(numbers, "constant_time_compare", lambda *pair: compared.append(pair) or True)
    assert asked(client, token="wrong").status_code == 200
    assert compared == [("Bearer wrong", f"Bearer {TOKEN}")]


def test_what_is_counted_while_nobody_watches_is_nothing():
    metrics.count("searches", found="yes")
    metrics.took(1.0, "guides")
    assert counting._meters == {}


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", "home"),
        ("/guides/", "guides"),
        ("/guides/somebody-s-own-words/", "guides"),
        ("/admin/auth/user/7/change/", "admin"),
        ("/static/css/page.css", "static"),
        ("/feed/", "feed"),
        ("/.env", "other"),
        ("/wp-login.php", "other"),
        ("//guides/", "guides"),
        ("/sitemap-lists.xml", "other"),
        ("/010-1234-5678/", "other"),
    ],
)
def test_an_address_counts_as_the_part_that_the_site_knows(path, page):
    assert page_of(path) == page


def test_there_are_no_more_kinds_of_pages_than_routes():
    assert {"guides", "faq", "search", "admin", "desk", "media", "static"} <= first_parts()
    assert len(first_parts()) < len(routes())
    assert not [part for part in first_parts() if re.search(r"[<>()^{}\"\\]", part)]


def answering(status):
    def application(environ, start_response):
        start_response(f"{status} Said", [])
        return [b""]

    return application


def test_each_answer_counts_by_its_class_and_by_how_long_it_took(counted):
    for status in (200, 304, 404, 503):
        Made(answering(status))({"PATH_INFO": "/guides/a/"}, lambda *said: None)
    grown = counted()
    assert {key: value for key, value in grown.items() if key.startswith("requests")} == {
        'requests{page="guides",status="2xx"}': 1,
        'requests{page="guides",status="3xx"}': 1,
        'requests{page="guides",status="4xx"}': 1,
        'requests{page="guides",status="5xx"}': 1,
    }
    assert grown['page_seconds_count{page="guides"}'] == 4
    assert grown['page_seconds_bucket{le="15.0",page="guides"}'] == 4


def test_an_answer_that_never_began_counts_as_broken(counted):
    def broken(environ, start_response):
        raise ValueError("no answer")

    with pytest.raises(ValueError, match="no answer"):
        Made(broken)({"PATH_INFO": "/"}, lambda *said: None)
    assert counted()['requests{page="home",status="5xx"}'] == 1


def test_searches_count_by_whether_they_found_something_and_without_their_words(counted):
    count_search("인증서 010-1234-5678", 3)
    count_search("없는 말", 0)
    assert counted() == {'searches{found="yes"}': 1, 'searches{found="no"}': 1}
    assert "인증서" not in metrics.told({}).decode()


@pytest.mark.django_db(transaction=True)
def test_what_readers_see_anew_counts_once_it_is_done(counted):
    guide = published(make_guide())
    live.withdraw(guide)
    with pytest.raises(RuntimeError), transaction.atomic():
        live.pointers.tell_monitor("publish", 5)
        raise RuntimeError
    assert counted() == {'publications{act="publish"}': 1, 'publications{act="withdraw"}': 1}


def test_what_was_due_a_minute_ago_and_is_not_done_is_late(db, watched, client):
    guide, another = published(make_guide()), published(make_guide())
    at = timezone.now() - timedelta(minutes=2)
    Document.objects.filter(pk=guide.pk).update(withdraw_at=at)
    Document.objects.filter(pk=another.pk).update(withdraw_at=timezone.now() + timedelta(minutes=2))
    Edition.objects.filter(pk=another.live.pk).update(publish_at=at, released_at=None)
    assert live.count_late(timezone.now() - numbers.LATE_AFTER) == 2
    assert live.count_late(at) == 0


def test_a_wrong_password_counts_and_names_nobody(db, counted):
    Client().post("/admin/login/", {"username": "somebody", "password": "wrong"})
    assert counted() == {"failed_signins": 1}
    assert "somebody" not in metrics.told({}).decode()


def test_an_answer_that_the_database_could_not_give_counts(db, counted, monkeypatch):
    def away(*given, **named):
        raise OperationalError("away")

    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", away)
    assert Client(raise_request_exception=False).get("/faq/").status_code == 503
    assert counted() == {"database_errors": 1}


def test_without_its_database_the_page_says_so_and_what_it_still_knows(db, client, watched, monkeypatch):
    def away(*given):
        raise DatabaseError("away")

    monkeypatch.setattr(live, "count_late", away)
    told = samples(asked(client).content.decode())
    assert (told["database_up"], "due_changes_late" in told, "database_errors" in told) == (0, False, True)


@pytest.mark.django_db  # it looks at its connection
def test_work_beside_the_requests_that_fails_counts_by_its_name(counted):
    def look():
        raise ValueError

    Repeated(look, every=60).call()
    (key,) = counted()
    assert key.startswith('failed_tasks{task="test_work_beside')


def test_copies_count_what_they_answered_beside_the_reader_for_whom_they_were_made():
    shelf, (one, two) = Shelf(10_000), [Copy.__new__(Copy) for _ in range(2)]
    for copy, served in ((one, 5), (two, 1)):
        copy.served, copy.opened, copy.counted, copy.answers = served, 0, 0, {}
    shelf.copies = {("host", "/a"): one, ("host", "/b"): two}
    assert shelf.count_given_again() == 4


def test_a_number_that_is_kept_elsewhere_is_heard_of_as_it_grows(counted):
    numbers_seen = iter([3, 3, 8])
    followed = metrics.Followed("memory_answers", lambda: next(numbers_seen))
    for grown in (3, 3, 8):
        followed.follow()
        assert counted() == {"memory_answers": grown}


def test_a_process_for_which_there_is_no_room_counts_by_itself(monkeypatch, tmp_path, caplog):
    monkeypatch.setenv(folder.VARIABLE, str(tmp_path / "gone"))
    metrics.begin()
    counting._meters.clear()
    assert folder.VARIABLE not in folder.os.environ
    assert "this one counts by itself" in caplog.text


def test_the_room_is_written_whole_before_it_is_mapped_and_what_stands_in_it_stays(monkeypatch, tmp_path):
    monkeypatch.setenv(folder.VARIABLE, str(tmp_path))
    assert folder.make_room()
    files = sorted(tmp_path.iterdir())
    assert [file.name.partition("_")[0] for file in files] == ["counter", "histogram"]
    assert {file.stat().st_blocks * 512 >= folder.ROOM for file in files} == {True}
    files[0].write_bytes(b"counted" + bytes(folder.ROOM))
    assert folder.make_room()
    assert files[0].read_bytes().startswith(b"counted")


def asked_anew(site, path, number, **headers):
    """Each time by a connection of its own, so that the processes take turns; the answers' status."""
    statuses = []
    for _ in range(number):
        connection = HTTPConnection("127.0.0.1", site.port, timeout=20)
        connection.request("GET", path, headers=headers)
        statuses.append(connection.getresponse().status)
        connection.close()
    return statuses


def test_two_processes_count_as_one_and_the_answer_is_never_from_memory(tmp_path, after_first_start):
    data = after_first_start(tmp_path / "data")
    watched = {"KBHELP_METRICS_TOKEN": TOKEN, "KBHELP_WORKERS": "2"}
    site = Site(data, **LIGHT, **FROM_MEMORY, **watched).wait_until_serving()
    try:
        assert set(asked_anew(site, "/metrics", 10)) == {404}
        assert set(asked_anew(site, "/search/?q=a", 20)) == {200}
        assert set(asked_anew(site, "/guides/", 40)) == {200}
        told = told_after_a_while(site)
        assert told['requests{page="search",status="2xx"}'] == 20
        assert told['requests{page="metrics",status="4xx"}'] == 10
        made = told['requests{page="guides",status="2xx"}']
        home = told['requests{page="home",status="2xx"}']
        assert 1 <= made <= 4
        assert told["memory_answers"] + made + home >= 41
        assert len(list((data / f"metrics-{site.port}").glob("counter_*.db"))) == 2
    finally:
        site.stop()


def told_after_a_while(site) -> dict[str, float]:
    """What is counted without a lock is up to two seconds old."""
    time.sleep(2.5)
    status, headers, text = get(site, "/metrics", **BEARER)
    assert (status, headers["cache-control"]) == (200, "no-store")
    return samples(text)
