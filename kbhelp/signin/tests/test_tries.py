"""Passwords cannot be tried without end, and nobody locks an owner out."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from kbhelp.feedback.models import Allowance
from kbhelp.signin import forms, tries
from kbhelp.signin.tries import (
    OF_A_KNOWN_BROWSER,
    OF_A_NAME,
    OF_A_NAME_ANYWHERE,
    OF_A_NETWORK,
    HeldBack,
)
from tests.making import make_writer

pytestmark = pytest.mark.django_db
PASSWORD = "아주 긴 비밀번호 하나"
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"
WINDOW = Allowance.WINDOW


@pytest.fixture
def writer():
    return make_writer()


def sign_in(password, client=None, name="writer", address=HERE, **headers):
    client = client or Client()
    data = {"username": name, "password": password}
    return client.post("/admin/login/", data, REMOTE_ADDR=address, **headers)


def wrong(number: int, **options) -> list[int]:
    return [sign_in("틀림", **options).status_code for _ in range(number)]


def later(monkeypatch, after: timedelta):
    now = timezone.now()
    monkeypatch.setattr(tries.timezone, "now", lambda: now + after)


def test_after_five_wrong_tries_even_the_right_password_waits(writer):
    assert wrong(OF_A_NAME + 1) == [200] * OF_A_NAME + [429]
    refused = sign_in(PASSWORD)
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= WINDOW.total_seconds()
    page = refused.content.decode()
    assert "10분 뒤에 다시 할 수 있습니다" in page
    assert "1588-9999" not in page  # the bank knows nothing of the desk


def test_after_ten_minutes_one_may_try_again(writer, monkeypatch):
    wrong(OF_A_NAME + 1)
    later(monkeypatch, WINDOW)
    assert sign_in(PASSWORD).status_code == 302


def test_a_name_that_nobody_has_is_answered_alike(writer):
    mine = [sign_in("틀림", name="writer") for _ in range(OF_A_NAME + 2)]
    nobodys = [sign_in("틀림", name="nobody") for _ in range(OF_A_NAME + 2)]
    assert [one.status_code for one in mine] == [one.status_code for one in nobodys]
    assert mine[-1].content == nobodys[-1].content


def test_how_a_name_is_written_gives_no_further_tries(writer):
    names = ["writer", "WRITER", "Writer", "wRiter", "writeR", "WRITEr"]
    assert [sign_in("틀림", name=name).status_code for name in names] == [200] * 5 + [429]


def test_who_tries_elsewhere_keeps_the_owner_out_neither_here_nor_where_the_owner_has_been(writer):
    known = Client()
    assert sign_in(PASSWORD, known).status_code == 302
    known.post("/admin/logout/")
    for number in range(OF_A_NAME_ANYWHERE):
        wrong(1, address=f"198.51.100.{number}")
    assert sign_in(PASSWORD, address="203.0.113.5").status_code == 429
    assert sign_in(PASSWORD, known, address="203.0.113.5").status_code == 302


def test_a_few_wrong_tries_elsewhere_hold_nobody_back(writer):
    wrong(OF_A_NAME + 3, address=ELSEWHERE)
    assert sign_in(PASSWORD, address=HERE).status_code == 302


def test_a_known_browser_has_its_own_end(writer):
    known = Client()
    sign_in(PASSWORD, known)
    known.post("/admin/logout/")
    assert wrong(OF_A_KNOWN_BROWSER + 1, client=known) == [200] * OF_A_KNOWN_BROWSER + [429]


def test_a_browser_that_knows_one_name_is_a_stranger_to_another(writer):
    User.objects.create_user("other", password=PASSWORD, is_staff=True)
    known = Client()
    sign_in(PASSWORD, known, name="other")
    known.post("/admin/logout/")
    assert wrong(OF_A_NAME + 1, client=known) == [200] * OF_A_NAME + [429]


@pytest.mark.parametrize("cookie", ["x", "", "WyJhIiwiYiJd:1a:b", "%00", "é", ":", "a:b:c" * 999])
def test_a_made_up_cookie_makes_no_browser_known(writer, cookie):
    client = Client()
    client.cookies["known"] = cookie
    assert wrong(OF_A_NAME + 1, client=client)[-1] == 429


def test_the_cookie_is_for_the_desk_alone_and_tells_no_name(writer):
    client = Client()
    sign_in(PASSWORD, client)
    cookie = client.cookies["known"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")
    assert "writer" not in tries.signing.loads(cookie.value, salt=tries.SALT)
    assert "known" not in Client().get("/").cookies


def test_one_network_cannot_try_one_password_with_every_name(writer):
    codes = [sign_in("틀림", name=f"name-{number}").status_code for number in range(OF_A_NETWORK + 1)]
    assert codes == [200] * OF_A_NETWORK + [429]
    assert sign_in(PASSWORD, address=ELSEWHERE).status_code == 302


def test_who_signs_in_rightly_uses_nothing_up(writer):
    codes = [sign_in(PASSWORD).status_code for _ in range(OF_A_NAME * 2)]
    assert set(codes) == {302}
    assert set(Allowance.objects.values_list("used", flat=True)) == {0}


def test_a_written_address_gives_no_further_tries(writer):
    codes = [sign_in("틀림", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}").status_code for number in range(7)]
    assert codes == [200] * OF_A_NAME + [429] * 2


def test_neither_name_nor_address_is_stored(writer):
    wrong(2, name="a-name-of-a-person")
    keys = list(Allowance.objects.values_list("key", flat=True))
    assert len(keys) == 3
    assert not [key for key in keys if "person" in key or HERE in key]


def test_a_form_without_password_is_no_try(writer):
    assert [sign_in("").status_code for _ in range(OF_A_NAME + 2)] == [200] * (OF_A_NAME + 2)


@pytest.mark.django_db(transaction=True)
def test_of_thirty_tries_at_once_no_more_than_five_are_looked_at(monkeypatch):
    make_writer()
    looked_at = []
    monkeypatch.setattr(forms, "_places", threading.BoundedSemaphore(100))  # here all are to come through
    authenticate = User.check_password
    monkeypatch.setattr(User, "check_password", lambda *args: looked_at.append(1) or authenticate(*args))

    def try_once():
        sign_in("틀림")
        connection.close()

    threads = [threading.Thread(target=try_once) for _ in range(30)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(looked_at) == OF_A_NAME


def test_while_two_passwords_are_under_way_a_third_is_told_to_come_again(writer, caplog):
    with forms.one_at_a_time():
        assert forms._places.acquire(blocking=False)
        refused = sign_in(PASSWORD)
        forms._places.release()
    assert (refused.status_code, refused["Retry-After"]) == (429, "2")
    assert "로그인하는 사람이 많습니다" in refused.content.decode()
    assert "writer" not in caplog.text
    assert sign_in(PASSWORD).status_code == 302


def test_an_error_in_the_middle_leaves_the_place_to_the_next():
    for _ in range(forms.AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError), forms.one_at_a_time():
            raise ZeroDivisionError
    with pytest.raises(HeldBack), forms.one_at_a_time():
        forms._places.acquire()
        try:
            with forms.one_at_a_time():
                pass
        finally:
            forms._places.release()
