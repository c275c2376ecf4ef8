"""Nobody types a password for somebody else: a link that works once leads the owner to setting it."""

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

from kbhelp.signin import links
from tests.making import make_publisher, make_user, make_writer

pytestmark = pytest.mark.django_db
PASSWORD, NEW = "아주 긴 비밀번호 하나", "새로 정한 비밀번호입니다"
LINK = re.compile(r"/admin/invited/[\w-]+/[\w-]+/")


@pytest.fixture
def root():
    make_user("root", is_superuser=True)
    client = Client()
    client.post("/admin/login/", {"username": "root", "password": PASSWORD})
    return client


@pytest.fixture
def invited():
    """Somebody who has no password yet."""
    user = make_writer("kim")
    user.set_unusable_password()
    user.save()
    return user


def link_for(root, user) -> str:
    page = root.post(f"/admin/auth/user/{user.pk}/invite/").content.decode()
    return LINK.search(page)[0]


def set_by(client, link, new=NEW, again=None):
    page = client.get(link, follow=True)
    address = page.redirect_chain[-1][0] if page.redirect_chain else link
    return client.post(address, {"new_password1": new, "new_password2": again or new})


def may_sign_in(name="kim", password=NEW) -> bool:
    return Client().post("/admin/login/", {"username": name, "password": password}).status_code == 302


def test_an_account_is_made_without_a_password(root):
    answer = root.post("/admin/auth/user/add/", {"username": "park"})
    user = User.objects.get(username="park")
    assert answer.url == f"/admin/auth/user/{user.pk}/change/"
    assert not user.has_usable_password()
    assert 'type="password"' not in root.get("/admin/auth/user/add/").content.decode()
    assert f"/admin/auth/user/{user.pk}/invite/" in root.get(answer.url).content.decode()


def test_a_name_that_differs_in_capitals_alone_is_taken(root):
    make_writer("park")
    root.post("/admin/auth/user/add/", {"username": "Park"})
    assert User.objects.filter(username__iexact="park").count() == 1


def test_the_invited_set_a_password_and_sign_in(root, invited):
    link = link_for(root, invited)
    client = Client()
    answer = set_by(client, link)
    assert answer.url == "/admin/login/"
    assert "비밀번호를 정했습니다" in client.get(answer.url).content.decode()
    assert may_sign_in()
    assert "초대 링크" in root.get(f"/admin/auth/user/{invited.pk}/history/").content.decode()


def test_who_must_is_led_to_the_second_factor(root, settings):
    publisher = make_publisher("lee")
    link = link_for(root, publisher)
    settings.SECOND_FACTOR = True
    set_by(Client(), link)
    client = Client()
    client.post("/admin/login/", {"username": "lee", "password": NEW})
    assert client.get("/admin/").url == "/admin/second-factor/on/"


@pytest.mark.parametrize("password", ["짧은 것", "123456789012345", "kim", "password1234"])
def test_a_weak_password_is_refused(root, invited, password):
    answer = set_by(Client(), link_for(root, invited), password)
    assert answer.status_code == 200 and "errorlist" in answer.content.decode()
    assert not may_sign_in(password=password)


def test_two_that_differ_are_refused(root, invited):
    assert set_by(Client(), link_for(root, invited), NEW, "다른 긴 비밀번호 하나").status_code == 200
    assert not may_sign_in()


def test_a_link_works_once(root, invited):
    link = link_for(root, invited)
    first, second = Client(), Client()
    second.get(link)  # a tab that was open before
    set_by(first, link)
    address = re.sub(r"[\w-]+/$", "set-password/", link)
    assert (
        second.post(
            address,
            {"new_password1": "남의 아주 긴 비밀번호 둘", "new_password2": "남의 아주 긴 비밀번호 둘"},
        ).status_code
        == 404
    )
    assert Client().get(link).status_code == 404
    assert may_sign_in()


def test_of_two_at_the_same_moment_one_wins(invited):
    """Both have looked at the link before either has saved."""
    forms = [
        links.NewPasswordForm(User.objects.get(pk=invited.pk), {"new_password1": word, "new_password2": word})
        for word in (NEW, "남의 아주 긴 비밀번호 둘")
    ]
    assert [form.is_valid() for form in forms] == [True, True]
    assert [form.save() for form in forms] == [True, False]
    assert may_sign_in() and not may_sign_in(password="남의 아주 긴 비밀번호 둘")


def test_a_link_is_void_after_three_days(root, invited, monkeypatch):
    link = link_for(root, invited)
    now = datetime.now()
    monkeypatch.setattr(links.tokens, "_now", lambda: now + timedelta(days=3, minutes=-1))
    assert Client().get(link).status_code == 302
    monkeypatch.setattr(links.tokens, "_now", lambda: now + timedelta(days=3, minutes=1))
    assert Client().get(link).status_code == 404


def test_a_link_is_void_once_the_password_has_changed_or_somebody_has_signed_in(root):
    writer = make_writer("kim")
    link = link_for(root, writer)
    assert may_sign_in(password=PASSWORD)
    assert Client().get(link).status_code == 404
    link = link_for(root, writer)
    writer.refresh_from_db()
    writer.set_password("또 다른 긴 비밀번호")
    writer.save()
    assert Client().get(link).status_code == 404


def test_who_is_switched_off_sets_nothing(root, invited):
    link = link_for(root, invited)
    open_before = Client()
    open_before.get(link)
    User.objects.filter(pk=invited.pk).update(is_active=False)
    assert Client().get(link).status_code == 404
    assert set_by(open_before, re.sub(r"[\w-]+/$", "set-password/", link)).status_code == 404
    assert not User.objects.get(pk=invited.pk).has_usable_password()
    page = root.post(f"/admin/auth/user/{invited.pk}/invite/").content.decode()
    assert not LINK.search(page) and "쓰는 계정" in page


def test_a_link_opens_no_other_account(root, invited):
    other = make_writer("other")
    link, theirs = link_for(root, invited), link_for(root, other)
    uid = theirs.split("/")[3]
    assert Client().get(re.sub(r"invited/[\w-]+", f"invited/{uid}", link)).status_code == 404
    client = Client()
    client.get(link)
    assert client.get(f"/admin/invited/{uid}/set-password/").status_code == 404


@pytest.mark.parametrize(
    "link",
    [
        "x/y",
        "MQ/set-password",
        "MQ/cx0-0",
        "OTk5OTk5OTk5OTk5OTk5OTk5OTk5/x",
        "AAAA/x",
        "%00/%00",
        "MQ/%EA%B0%80",
    ],
)
def test_what_is_no_link_is_told_so(invited, link):
    answer = Client().get(f"/admin/invited/{link}/")
    assert answer.status_code == 404
    assert Session.objects.count() == 0


def test_the_address_of_the_form_does_not_hold_the_token_and_nobody_keeps_it(root, invited):
    link = link_for(root, invited)
    token = link.split("/")[4]
    client = Client()
    first = client.get(link)
    assert (first["Referrer-Policy"], first["Cache-Control"]) == ("no-referrer", "no-store")
    assert token not in first.url
    page = client.get(first.url)
    assert page["Cache-Control"] == "no-store" and token not in page.content.decode()
    assert "no-store" in root.post(f"/admin/auth/user/{invited.pk}/invite/")["Cache-Control"]


def test_the_link_has_the_address_of_the_site_whatever_host_was_asked(root, invited, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://help.example.kr", ["*"]
    page = root.post(f"/admin/auth/user/{invited.pk}/invite/", HTTP_HOST="evil.example").content.decode()
    assert "https://help.example.kr/admin/invited/" in page and "evil.example/admin/invited" not in page


def test_whoever_was_signed_in_as_this_account_is_out(root):
    writer = make_writer("kim")
    there = Client()
    there.post("/admin/login/", {"username": "kim", "password": PASSWORD})
    set_by(there, link_for(root, writer))
    assert there.get("/admin/").status_code == 302
    assert [s.get_decoded().get("_auth_user_id") for s in Session.objects.all()].count(str(writer.pk)) == 0


def test_a_superuser_who_tries_the_link_is_signed_out_of_their_own_account(root, invited):
    assert set_by(root, link_for(root, invited)).url == "/admin/login/"
    assert root.get("/admin/").status_code == 302


@pytest.mark.parametrize("make", [make_writer, make_publisher])
def test_only_superusers_make_links(make, invited):
    client = Client()
    client.force_login(make("other"))
    assert client.get(f"/admin/auth/user/{invited.pk}/invite/").status_code == 403
    assert client.post(f"/admin/auth/user/{invited.pk}/invite/").status_code == 403
