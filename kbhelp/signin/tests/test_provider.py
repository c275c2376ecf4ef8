"""Signing in by an account at a provider: what its owner connected, and nothing else. The provider is allauth's own."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session

from kbhelp.audit.acts import Act
from kbhelp.feedback.models import Allowance
from kbhelp.signin import adapters, sessions, tries
from kbhelp.signin.links import link_for
from kbhelp.signin.resetting import reset
from kbhelp.signin.tests.person import BACK, MINE, PASSWORD, START, Person
from kbhelp.signin.tests.test_second_factor import shown_now, turn_on
from tests.identity import number_of
from tests.making import make_publisher, make_user, make_writer

pytestmark = pytest.mark.django_db


def told() -> list[tuple]:
    return [(act.user_name, act.kind, act.said) for act in Act.objects.order_by("pk")]


def text(answer) -> str:
    return answer.content.decode()


def test_without_a_provider_there_is_none_of_it(client):
    assert "provider" not in text(client.get("/admin/login/"))
    assert [client.post(START).status_code, client.get(BACK).status_code] == [404, 404]
    client.force_login(make_writer())
    assert client.get(MINE).status_code == 404


def test_what_was_connected_signs_in_and_is_told(kim):
    assert kim.sign_in().url == "/admin/"
    assert kim.is_in()
    assert told() == [("writer", "sign_in", "로그인함: 회사 계정")]
    place = sessions.places_of(User.objects.get(), kim.desk.session.session_key)
    assert [one.is_here for one in place] == [True]


def test_nothing_is_kept_of_the_person_but_the_providers_number(provider):
    make_writer()
    person = Person().sign_in_by_password("writer")
    assert person.connect().url == MINE
    person.desk.post("/admin/logout/")
    person.sign_in()
    account = SocialAccount.objects.get()
    assert (account.extra_data, account.user.email, account.uid) == ({}, "", number_of("kim"))


def test_the_password_still_opens(kim):
    kim.sign_in_by_password("writer")
    assert kim.is_in()


def test_nobody_gets_an_account_by_it(provider):
    stranger = Person("lee")
    refused = stranger.sign_in()
    assert (refused.status_code, "연결되지 않은 계정" in text(refused)) == (403, True)
    assert (User.objects.count(), SocialAccount.objects.count(), stranger.is_in()) == (0, 0, False)
    assert told() == [("없는 아이디", "sign_in_refused", "회사 계정: 연결되지 않음")]


def test_the_same_mail_is_not_the_same_person(provider):
    User.objects.filter(pk=make_writer().pk).update(email="kim@company.example")
    assert Person().sign_in().status_code == 403
    assert not SocialAccount.objects.exists()


def test_another_account_there_is_another_person(kim):
    other = Person("lee")
    assert other.sign_in().status_code == 403
    assert not other.is_in()


@pytest.mark.parametrize("switched_off", [{"is_active": False}, {"is_staff": False}])
def test_an_account_that_is_switched_off_stays_out(kim, switched_off):
    User.objects.update(**switched_off)
    assert kim.sign_in().status_code == 403
    assert not kim.is_in()
    assert told()[-1] == ("writer", "sign_in_refused", "회사 계정: 쓰지 않는 계정")


def test_the_second_factor_is_asked_for_as_after_a_password(provider):
    make_publisher()
    person = Person().sign_in_by_password("publisher")
    secret, _ = turn_on(person.desk)
    person.connect()
    person.desk.post("/admin/logout/")
    assert person.sign_in().url.startswith("/admin/second-factor/code/")
    assert not person.is_in()
    person.desk.post("/admin/second-factor/code/", {"code": shown_now(secret, 1)})
    assert person.is_in()


def test_who_must_have_a_second_factor_is_led_to_it_and_connects_nothing_before(provider, settings):
    settings.SECOND_FACTOR = True
    make_publisher()
    person = Person().sign_in_by_password("publisher")
    assert person.desk.post(MINE, {"act": "connect"}).url == "/admin/second-factor/on/"
    assert not Authenticator.objects.exists()


def later(monkeypatch, seconds):
    now = adapters.time.time()
    monkeypatch.setattr(adapters.time, "time", lambda: now + seconds)


def test_connecting_asks_again_who_sits_there(provider, monkeypatch):
    make_writer()
    person = Person().sign_in_by_password("writer")
    later(monkeypatch, 16 * 60)
    asked = person.desk.get(MINE)
    assert asked.url == "/admin/second-factor/password-again/?next=%2Fadmin%2Fprovider%2F"
    assert person.desk.post(asked.url, {"password": PASSWORD, "next": MINE}).url == MINE
    assert person.connect().url == MINE
    assert SocialAccount.objects.get().user.username == "writer"


def test_that_the_provider_still_knows_the_browser_confirms_nothing(provider):
    make_user("root", is_superuser=True)
    person = Person().sign_in_by_password("root")
    person.connect()
    person.desk.post("/admin/logout/")
    assert person.sign_in().url == "/admin/"
    assert person.desk.get("/admin/auth/user/add/").url.startswith("/admin/second-factor/password-again/")


def test_one_account_there_belongs_to_one_here(kim):
    make_publisher()
    other = Person().sign_in_by_password("publisher")
    refused = other.connect()
    assert (refused.status_code, "이미 연결된 계정" in text(refused)) == (403, True)
    assert SocialAccount.objects.get().user.username == "writer"


def test_it_is_taken_away_again(kim):
    kim.sign_in_by_password("writer")
    assert "연결 끊기" in text(kim.desk.get(MINE))
    kim.desk.post(MINE, {"act": "disconnect"})
    kim.desk.post("/admin/logout/")
    assert kim.sign_in().status_code == 403
    assert ("writer", "account", "연결을 끊음: 회사 계정") in told()


def test_whoever_connected_their_own_in_a_stolen_session_loses_it_by_a_new_password(kim, client):
    form = client.get(link_for(User.objects.get()).removeprefix("http://testserver")).url
    new = "전혀 다른 아주 긴 비밀번호"
    client.post(form, {"new_password1": new, "new_password2": new})
    assert kim.sign_in().status_code == 403


def test_an_operator_who_helps_takes_it_away_too(kim):
    reset(User.objects.get())
    assert kim.sign_in().status_code == 403


def test_the_desk_shows_no_table_of_it(provider):
    root = make_user("root", is_superuser=True)
    person = Person()
    person.desk.force_login(root)
    for name in ("socialaccount", "socialapp", "socialtoken"):
        assert person.desk.get(f"/admin/socialaccount/{name}/").status_code == 404


def test_who_signs_in_leaves_no_session_behind(kim):
    kim.sign_in()
    assert [one.pk for one in Session.objects.all()] == [kim.desk.session.session_key]


def test_ways_to_the_provider_are_limited_as_passwords_are(provider):
    person = Person()
    statuses = [person.desk.post(START).status_code for _ in range(tries.OF_A_NETWORK + 1)]
    assert (statuses[:-1], statuses[-1]) == ([200] * tries.OF_A_NETWORK, 429)
    refused = person.desk.post("/admin/login/", {"username": "writer", "password": "틀림"})
    assert refused.status_code == 429


def test_what_led_back_was_no_try(kim):
    kim.sign_in()
    assert set(Allowance.objects.values_list("used", flat=True)) == {0}
