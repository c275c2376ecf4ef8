"""Before the gravest acts whoever sits there says once more who they are; what was typed meanwhile is not lost."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from kbhelp.middleware import staff_sessions
from kbhelp.signin import adapters, tries
from tests.making import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "아주 긴 비밀번호 하나"
HOME = "/admin/"


def later(monkeypatch, seconds):
    now = adapters.time.time()
    monkeypatch.setattr(adapters.time, "time", lambda: now + seconds)


@pytest.fixture
def superuser():
    make_user("root", is_superuser=True)
    client = Client()
    client.post("/admin/login/", {"username": "root", "password": PASSWORD})
    client.get(HOME)
    return client


GRAVE = ["/admin/auth/user/add/", "/admin/auth/group/add/", "/admin/moving/", "/admin/moving/export/"]


@pytest.mark.parametrize("path", GRAVE)
def test_people_roles_and_everything_at_once_are_asked_for_again_after_a_quarter_of_an_hour(
    superuser, monkeypatch, path
):
    assert superuser.get(path).status_code == 200
    later(monkeypatch, 16 * 60)
    asked = superuser.get(path)
    assert asked.url == f"/admin/second-factor/password-again/?next={path.replace('/', '%2F')}"
    assert "비밀번호" in superuser.get(asked.url).content.decode()
    assert superuser.post(asked.url, {"password": "틀림", "next": path}).status_code == 200
    assert superuser.post(asked.url, {"password": PASSWORD, "next": path}).url == path
    assert superuser.get(path).status_code == 200


@pytest.mark.parametrize("written", ["{}", "%20{}", "{}%0A", "0{}", "_3{}", "+{}", "{}/", "%2B{}"])
@pytest.mark.parametrize("page", ["change", "password", "delete"])
def test_no_way_of_writing_the_number_of_an_account_goes_without_it(superuser, monkeypatch, written, page):
    number = User.objects.get().pk
    later(monkeypatch, 16 * 60)
    path = f"/admin/auth/user/{written.format(number)}/{page}/"
    answer = superuser.get(path)
    assert answer.status_code == 404 or answer.url.startswith("/admin/second-factor/"), path


def test_a_form_that_was_open_is_still_taken(superuser, monkeypatch):
    monkeypatch.setattr(staff_sessions, "SEEN_STEP", 60)  # who works is not idle
    later(monkeypatch, 20 * 60)
    data = {"name": "새 역할", "permissions": []}
    assert superuser.post("/admin/auth/group/add/", data).url == "/admin/auth/group/"
    later(monkeypatch, 50 * 60)
    assert superuser.post("/admin/auth/group/add/", data).url.startswith("/admin/second-factor/")


def test_guides_are_written_without_being_asked_again(superuser, monkeypatch):
    later(monkeypatch, 50 * 60)
    assert superuser.get("/admin/guides/guide/add/").status_code == 200


@pytest.mark.parametrize(
    "next_url", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:a"]
)
def test_being_asked_again_leads_nowhere_else(superuser, next_url):
    path = "/admin/second-factor/password-again/"
    answer = superuser.post(path, {"password": PASSWORD, "next": next_url})
    assert answer.url == HOME


def test_passwords_are_limited_here_too(superuser):
    path = "/admin/second-factor/password-again/"
    codes = [
        superuser.post(path, {"password": "틀림"}).status_code for _ in range(tries.OF_A_KNOWN_BROWSER + 1)
    ]
    assert codes == [200] * tries.OF_A_KNOWN_BROWSER + [429]


def test_the_desk_shows_no_seeds(superuser):
    assert superuser.get("/admin/mfa/authenticator/").status_code == 404
    assert superuser.get("/admin/account/emailaddress/").status_code == 404


def test_who_has_no_password_any_longer_is_refused(superuser, monkeypatch):
    root = User.objects.get()
    root.set_unusable_password()
    root.save()
    client = Client()
    client.force_login(root)
    assert client.get("/admin/auth/user/add/").status_code == 200
    later(monkeypatch, 16 * 60)
    assert client.get("/admin/auth/user/add/").status_code == 403
