"""Staff sessions: how they begin, what ends them, and that nobody can act through somebody else's browser."""

import re
import runpy
import time
from importlib.util import find_spec

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from guides.models import Guide
from tests.making import make_guide, make_publisher, make_writer, published

pytestmark = pytest.mark.django_db
PASSWORD = "아주 긴 비밀번호 하나"
HOUR = 60 * 60


@pytest.fixture
def writer():
    return make_writer()


@pytest.fixture
def time_last_seen_is_written_once():
    """Not here, where it is looked at."""


@pytest.fixture
def signed_in(writer):
    client = Client()
    client.force_login(writer)
    client.get("/admin/")  # the first page sets when the session began
    return client


def sign_in(client, password=PASSWORD, **options):
    return client.post("/admin/login/", {"username": "writer", "password": password}, **options)


def is_signed_in(client) -> bool:
    return client.get("/admin/").status_code == 200


def set_session(client, **values):
    session = client.session
    session.update(values)
    session.save()


# Beginning


def test_signing_in_gives_a_new_session_and_leaves_none_behind(writer):
    client = Client()
    session = client.session
    session.save()  # one that an attacker has prepared
    planted = client.cookies["session"] = session.session_key
    sign_in(client)
    assert is_signed_in(client)
    assert list(Session.objects.values_list("session_key", flat=True)) == [client.session.session_key]
    assert client.session.session_key != planted


def test_signing_in_changes_the_token(writer):
    client = Client()
    client.get("/admin/login/")
    before = client.cookies["csrf"].value
    sign_in(client)
    assert client.cookies["csrf"].value != before


def test_a_wrong_password_gives_no_session(writer):
    client = Client()
    assert sign_in(client, "틀린 비밀번호").status_code == 200
    assert "session" not in client.cookies
    assert Session.objects.count() == 0


def cookies_of(site_url, settings, monkeypatch, **request) -> dict:
    """The two cookies of a sign-in, with the settings as they are made for that address."""
    monkeypatch.setenv("KBHELP_SITE_URL", site_url)
    monkeypatch.setenv("KBHELP_HOSTS", "help.example.com,127.0.0.1")
    monkeypatch.setenv("KBHELP_BEHIND_PROXY", "1")
    made = runpy.run_path(find_spec("kbhelp.settings").origin)
    for name, value in made.items():
        if name.startswith(("SESSION_", "CSRF_", "SECURE_")):
            setattr(settings, name, value)
    client = Client()
    assert sign_in(client, **request).status_code == 302
    return {name: {flag: cookie[flag] for flag in FLAGS} for name, cookie in client.cookies.items()}


FLAGS = ("path", "domain", "secure", "httponly", "samesite")
KEPT = {"path": "/", "domain": "", "httponly": True, "samesite": "Lax"}


KNOWN = KEPT | {"path": "/admin/"}  # by which a browser is known that has signed in before


def test_over_https_both_cookies_belong_to_this_host_alone(writer, settings, monkeypatch):
    found = cookies_of("https://help.example.com", settings, monkeypatch, secure=True)
    assert found.pop("__Secure-known") == KNOWN | {"secure": True}
    assert found == {name: KEPT | {"secure": True} for name in ("__Host-session", "__Host-csrf")}


def test_without_https_the_cookies_have_plain_names_that_browsers_take(writer, settings, monkeypatch):
    found = cookies_of("http://127.0.0.1:8000", settings, monkeypatch)
    assert found.pop("known") == KNOWN | {"secure": ""}
    assert found == {name: KEPT | {"secure": ""} for name in ("session", "csrf")}


def test_an_https_site_redirects_plain_requests_and_says_for_how_long(writer, settings, monkeypatch):
    cookies_of("https://help.example.com", settings, monkeypatch, secure=True)
    plain = Client().get("/guides/?q=1")
    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/guides/?q=1")
    assert "Content-Security-Policy" in plain
    secure = Client().get("/guides/", secure=True)
    assert secure["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


# Ending


def test_a_session_ends_after_sixty_idle_minutes(signed_in):
    set_session(signed_in, seen=int(time.time()) - HOUR - 60)
    assert not is_signed_in(signed_in)
    assert Session.objects.count() == 0


def test_work_within_the_hour_keeps_the_session(signed_in):
    set_session(signed_in, seen=int(time.time()) - HOUR + 60)
    assert is_signed_in(signed_in)
    assert signed_in.session["seen"] > time.time() - 60


def test_a_session_ends_eight_hours_after_signing_in_however_busy(signed_in):
    set_session(signed_in, began=int(time.time()) - 8 * HOUR - 60)
    assert not is_signed_in(signed_in)


def test_seven_hours_are_still_within_a_working_day(signed_in):
    set_session(signed_in, began=int(time.time()) - 7 * HOUR)
    assert is_signed_in(signed_in)


def test_an_old_cookie_cannot_bring_back_an_ended_session(signed_in):
    old = signed_in.cookies["session"].value
    set_session(signed_in, seen=1)
    assert not is_signed_in(signed_in)
    again = Client()
    again.cookies["session"] = old
    assert not is_signed_in(again)


def test_a_disabled_account_is_out_at_once(signed_in, writer):
    User.objects.filter(pk=writer.pk).update(is_active=False)
    assert not is_signed_in(signed_in)
    assert signed_in.post("/desk/markdown/", {"content": "글"}).status_code == 403
    assert sign_in(Client()).status_code == 200


def test_who_is_no_longer_staff_is_out_at_once(signed_in, writer):
    User.objects.filter(pk=writer.pk).update(is_staff=False)
    assert not is_signed_in(signed_in)


def test_a_new_password_ends_every_session_of_the_account(signed_in, writer):
    writer.set_password("다른 긴 비밀번호 하나")
    writer.save()
    assert not is_signed_in(signed_in)


def test_whoever_changes_the_own_password_stays_in_and_all_others_go(signed_in, writer):
    elsewhere = Client()
    elsewhere.force_login(writer)
    new = "바꾼 비밀번호가 이것입니다"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert signed_in.post("/admin/password_change/", data).status_code == 302
    assert (is_signed_in(signed_in), is_signed_in(elsewhere)) == (True, False)


def test_signing_out_ends_the_session_on_the_server(signed_in):
    old = signed_in.cookies["session"].value
    assert signed_in.post("/admin/logout/").status_code == 200
    again = Client()
    again.cookies["session"] = old
    assert not is_signed_in(again)


@pytest.mark.parametrize("value", ["x", "0" * 32, "%00", "../../etc/passwd", "' OR 1=1 --"])
def test_an_invented_session_is_no_session(value):
    client = Client()
    client.cookies["session"] = value
    assert client.get("/admin/").status_code == 302


# Nobody acts through somebody else's browser


@pytest.fixture
def publisher():
    """A browser that sends the session but, like a page of another site, knows no token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_publisher())
    return client


def token_on(client, url) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(url).content.decode())[1]


def test_without_the_token_nothing_at_the_desk_can_be_sent(publisher):
    guide = published(make_guide(title="처음"))
    pages = ["change", "delete", "withdraw", "restore"]
    urls = [reverse(f"admin:guides_guide_{page}", args=[guide.pk]) for page in pages]
    urls += [
        "/admin/guides/guide/add/",
        "/admin/logout/",
        "/admin/password_change/",
        "/desk/markdown/",
        "/desk/upload/",
    ]
    data = {"post": "yes", "title": "남의 글", "_publish": "1"}
    assert {url: publisher.post(url, data).status_code for url in urls} == dict.fromkeys(urls, 403)
    guide.refresh_from_db()
    assert (guide.title, guide.is_live(), Guide.objects.count()) == ("처음", True, 1)
    assert is_signed_in(publisher)


def test_with_the_token_the_same_is_done(publisher):
    guide = published(make_guide())
    url = reverse("admin:guides_guide_withdraw", args=[guide.pk])
    response = publisher.post(url, {"csrfmiddlewaretoken": token_on(publisher, url)})
    guide.refresh_from_db()
    assert (response.status_code, guide.is_live()) == (302, False)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver.evil.example"])
def test_another_origin_is_refused_even_with_the_token(publisher, origin):
    guide = published(make_guide())
    url = reverse("admin:guides_guide_withdraw", args=[guide.pk])
    token = token_on(publisher, url)
    assert publisher.post(url, {"csrfmiddlewaretoken": token}, HTTP_ORIGIN=origin).status_code == 403
    guide.refresh_from_db()
    assert guide.is_live()


def test_signing_in_takes_the_token_too(writer):
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client).status_code == 403
    assert "session" not in client.cookies


def test_after_signing_in_one_goes_nowhere_but_this_site(writer):
    for target in [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "\t//evil.example",
    ]:
        response = Client().post(
            "/admin/login/", {"username": "writer", "password": PASSWORD, "next": target}
        )
        assert (response.status_code, response["Location"]) == (302, "/admin/")
