"""Who publishes proves who they are twice; nobody is locked out for good, and nothing is asked of a trial at home."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from kbhelp.feedback.models import Allowance
from kbhelp.signin import tries
from kbhelp.signin.adapters import SecondFactor
from tests.making import make_publisher, make_user, make_writer

pytestmark = pytest.mark.django_db
PASSWORD = "아주 긴 비밀번호 하나"
HOME, CODE, ON, OFF = (
    "/admin/",
    "/admin/second-factor/code/",
    "/admin/second-factor/on/",
    "/admin/second-factor/off/",
)
CODES = "/admin/second-factor/codes/"


@pytest.fixture(autouse=True)
def asked_for(settings):
    settings.SECOND_FACTOR = True


@pytest.fixture
def publisher():
    return make_publisher()


def sign_in(client, name="publisher", **headers):
    return client.post("/admin/login/", {"username": name, "password": PASSWORD}, **headers)


def shown_now(secret: str, step=0) -> str:
    return f"{hotp_value(secret, list(yield_hotp_counters_from_time())[1 + step]):06}"


def turn_on(client) -> tuple[str, list[str]]:
    """Returns the seed and the recovery codes, as a person would see them."""
    page = client.get(ON).content.decode()
    secret = re.search(r'sign-in__seed">(\w+)<', page)[1]
    answer = client.post(ON, {"code": shown_now(secret)})
    assert answer.status_code == 302, answer.content.decode()
    codes = re.findall(r"<li><code>(\d{8})</code>", client.get(answer.url).content.decode())
    return secret, codes


@pytest.fixture
def enrolled(publisher):
    """The seed and the recovery codes of a publisher who has turned it on and signed out."""
    client = Client()
    sign_in(client)
    found = turn_on(client)
    client.post("/admin/logout/")
    return found


def test_who_publishes_is_led_to_turning_it_on_and_does_nothing_before(publisher):
    client = Client()
    assert sign_in(client).url == HOME
    for path in (HOME, "/admin/guides/guide/", "/admin/guides/guide/add/", "/admin/manual/"):
        assert (client.get(path).status_code, client.get(path).url) == (302, ON)
    assert client.post("/admin/guides/guide/add/", {"title": "글"}).url == ON
    assert client.post("/desk/markdown/", {"content": "글"}).status_code == 403
    assert client.get("/desk/picker/?q=a").status_code == 403
    secret, codes = turn_on(client)
    assert len(set(codes)) == 10
    assert client.get(HOME).status_code == 200


def test_a_writer_may_but_need_not():
    make_writer()
    client = Client()
    sign_in(client, "writer")
    assert client.get(HOME).status_code == 200
    turn_on(client)
    client.post("/admin/logout/")
    assert sign_in(client, "writer").url == CODE


def test_a_superuser_must():
    make_user("root", is_superuser=True)
    client = Client()
    sign_in(client, "root")
    assert client.get(HOME).url == ON


def test_nobody_must_where_it_is_not_asked_for(settings, publisher):
    settings.SECOND_FACTOR = False
    client = Client()
    sign_in(client)
    assert client.get(HOME).status_code == 200
    assert "두 번째 확인" in client.get(HOME).content.decode()


def test_a_password_alone_opens_nothing(enrolled):
    client = Client()
    assert sign_in(client).url == CODE
    assert client.get(HOME).status_code == 302
    assert client.get(HOME).url.startswith("/admin/login/")
    assert client.post("/desk/markdown/", {"content": "글"}).status_code == 403
    assert "_auth_user_id" not in client.session


def test_password_and_code_open_the_desk_where_one_wanted_to_go(enrolled):
    client = Client()
    data = {"username": "publisher", "password": PASSWORD, "next": "/admin/guides/guide/"}
    client.post("/admin/login/", data)
    answer = client.post(CODE, {"code": shown_now(enrolled[0], 1)})
    assert (answer.status_code, answer.url) == (302, "/admin/guides/guide/")
    assert client.get(HOME).status_code == 200


def test_the_page_of_the_code_is_for_who_gave_a_password(enrolled):
    assert Client().get(CODE).url == "/admin/login/"


@pytest.mark.parametrize("code", ["", "000000", "12345", "아무 글자", "1" * 500, "\x00"])
def test_a_wrong_code_says_so(enrolled, code):
    client = Client()
    sign_in(client)
    answer = client.post(CODE, {"code": code})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_code_is_taken_once(enrolled):
    first, second = Client(), Client()
    code = shown_now(enrolled[0], 1)
    sign_in(first), sign_in(second)
    assert first.post(CODE, {"code": code}).status_code == 302
    assert second.post(CODE, {"code": code}).status_code == 200


def test_no_other_process_takes_it_a_second_time(enrolled):
    """allauth remembers in the cache of one process."""
    client, code = Client(), shown_now(enrolled[0], 1)
    sign_in(client)
    assert client.post(CODE, {"code": code}).status_code == 302
    cache.clear()
    other = Client()
    sign_in(other)
    assert other.post(CODE, {"code": f"{code[:3]} {code[3:]}"}).status_code == 200


def test_a_recovery_code_opens_once(enrolled):
    client = Client()
    sign_in(client)
    assert client.post(CODE, {"code": enrolled[1][0]}).status_code == 302
    assert "복구 번호가 9개 남았습니다" in client.get("/admin/second-factor/").content.decode()
    again = Client()
    sign_in(again)
    assert again.post(CODE, {"code": enrolled[1][0]}).status_code == 200
    assert again.post(CODE, {"code": enrolled[1][1]}).status_code == 302


def test_codes_cannot_be_tried_without_end(enrolled):
    client = Client()
    sign_in(client)
    tried = [client.post(CODE, {"code": f"{number:06}"}) for number in range(tries.OF_A_NAME + 1)]
    assert [answer.status_code for answer in tried] == [200] * tries.OF_A_NAME + [429]
    assert client.post(CODE, {"code": shown_now(enrolled[0], 1)}).status_code == 429
    for number in range(tries.CODES_ANYWHERE):
        elsewhere = Client(REMOTE_ADDR=f"198.51.100.{number}")
        sign_in(elsewhere)
        elsewhere.post(CODE, {"code": "000000"})
    elsewhere = Client(REMOTE_ADDR="203.0.113.1")
    sign_in(elsewhere)
    assert elsewhere.post(CODE, {"code": shown_now(enrolled[0], 1)}).status_code == 429


def test_the_owner_in_a_browser_of_theirs_is_not_held_back_by_others(publisher):
    known = Client()
    sign_in(known)
    secret, _ = turn_on(known)
    known.post("/admin/logout/")
    for number in range(tries.CODES_ANYWHERE + 1):
        other = Client(REMOTE_ADDR=f"198.51.100.{number}")
        sign_in(other)
        other.post(CODE, {"code": "000000"})
    sign_in(known)
    assert known.post(CODE, {"code": shown_now(secret, 1)}).status_code == 302


def test_the_seed_is_not_stored_as_it_is(enrolled):
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert enrolled[0] not in stored
    assert not [code for code in enrolled[1] if code in stored]


def test_under_another_key_no_code_is_right_and_the_operator_is_told(enrolled, settings, caplog):
    settings.SECRET_KEY = "x" * 60
    client = Client()
    sign_in(client)
    for secret in ("", "A" * 32):
        assert client.post(CODE, {"code": shown_now(secret)}).status_code == 200
    assert "reset_second_factor" in caplog.text


def test_recovery_codes_are_shown_once(publisher):
    client = Client()
    sign_in(client)
    turn_on(client)
    page = client.get(CODES).content.decode()
    assert not re.findall(r"<code>\d{8}</code>", page)
    assert "새로 만드세요" in page


def test_new_recovery_codes_replace_the_old(enrolled):
    client = Client()
    sign_in(client)
    client.post(CODE, {"code": shown_now(enrolled[0], 1)})
    answer = client.post("/admin/second-factor/codes/new/")
    fresh = re.findall(r"<code>(\d{8})</code>", client.get(answer.url).content.decode())
    assert len(fresh) == 10 and not set(fresh) & set(enrolled[1])
    other = Client()
    sign_in(other)
    assert other.post(CODE, {"code": enrolled[1][0]}).status_code == 200


def test_turned_off_it_is_to_be_turned_on_again_by_who_must(enrolled):
    client = Client()
    sign_in(client)
    client.post(CODE, {"code": shown_now(enrolled[0], 1)})
    client.post(OFF)
    assert not Authenticator.objects.exists()
    assert client.get(HOME).url == ON


@pytest.fixture
def many_accounts(db):
    """Numbers of which allauth writes letters in the session of who is on the way."""
    User.objects.create(pk=1_000, username="the 1000th")


def test_an_operator_helps_who_lost_everything(many_accounts, enrolled, capsys):
    client, on_the_way = Client(), Client()
    sign_in(client)
    client.post(CODE, {"code": shown_now(enrolled[0], 1)})
    sign_in(on_the_way)
    make_writer()
    other = Client()
    sign_in(other, "writer")
    call_command("reset_second_factor", "publisher")
    assert "2 sessions are ended" in capsys.readouterr().out
    assert client.get(HOME).url.startswith("/admin/login/")
    assert on_the_way.get(CODE).url == "/admin/login/"
    assert other.get(HOME).status_code == 200
    sign_in(client)
    assert client.get(HOME).url == ON


def test_the_operator_is_told_of_a_name_that_nobody_has():
    with pytest.raises(CommandError, match="nobody is called 'nobody'"):
        call_command("reset_second_factor", "nobody")


def test_a_disabled_user_does_not_come_through(enrolled, publisher):
    client = Client()
    sign_in(client)
    publisher.is_active = False
    publisher.save()
    client.post(CODE, {"code": shown_now(enrolled[0], 1)})
    assert client.get(HOME).status_code == 302


def test_wrong_codes_store_neither_name_nor_code(enrolled):
    client = Client()
    sign_in(client)
    client.post(CODE, {"code": "123123"})
    stored = str(list(Allowance.objects.values_list("key", flat=True)))
    assert "publisher" not in stored and "123123" not in stored


def test_the_code_that_is_to_be_photographed_is_a_picture_of_black_on_white(publisher, rf):
    svg = SecondFactor().build_totp_svg("otpauth://totp/a?secret=B")
    assert svg.startswith("<svg") and "style" not in svg and "#fff" in svg


def test_sessions_of_the_password_step_carry_nothing_over(enrolled):
    client = Client()
    sign_in(client)
    key = client.session.session_key
    client.post(CODE, {"code": shown_now(enrolled[0], 1)})
    assert client.session.session_key != key
    assert not Session.objects.filter(pk=key).exists()
