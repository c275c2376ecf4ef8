"""A passkey is a second factor on a host name; what no device of the owner has signed just now opens nothing."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.test import Client

from kbhelp.signin import adapters, tries
from kbhelp.signin.tests.device import FLAG, Device, challenge_on
from kbhelp.signin.tests.test_second_factor import turn_on
from tests.making import make_publisher, make_writer

pytestmark = pytest.mark.django_db
PASSWORD = "아주 긴 비밀번호 하나"
HOME, CODE = "/admin/", "/admin/second-factor/code/"
OVERVIEW, NEW = "/admin/second-factor/", "/admin/second-factor/passkeys/new/"
AGAIN = "/admin/second-factor/passkey-again/"


@pytest.fixture(autouse=True)
def asked_for(settings):
    settings.SECOND_FACTOR = True
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "other.example"]


def browser(host="localhost", **options) -> Client:
    return Client(HTTP_HOST=host, **options)


def password_of(name="publisher", host="localhost", **options) -> Client:
    """A browser after the password."""
    client = browser(host, **options)
    client.post("/admin/login/", {"username": name, "password": PASSWORD})
    return client


def add_passkey(client, device=None, name="내 노트북") -> Device:
    device = device or Device()
    answer = client.post(NEW, {"name": name, "credential": device.made(challenge_on(client, NEW))})
    assert answer.status_code == 302, answer.content.decode()
    return device


@pytest.fixture
def device():
    """Of a publisher who has made a passkey and nothing else."""
    make_publisher()
    return add_passkey(password_of())


def is_in(client) -> bool:
    return client.get(HOME).status_code == 200


def test_a_passkey_alone_is_the_second_factor_that_is_asked_for():
    make_publisher()
    client = password_of()
    assert client.get(HOME).url == "/admin/second-factor/on/"
    assert NEW in client.get("/admin/second-factor/on/").content.decode()
    add_passkey(client)
    assert is_in(client)
    page = client.get(OVERVIEW).content.decode()
    assert "내 노트북" in page and "복구 번호가 10개" in page


def test_password_and_passkey_open_the_desk(device):
    client = password_of()
    assert not is_in(client)
    assert "패스키로 확인" in client.get(CODE).content.decode()
    answer = client.post(CODE, {"credential": device.signed(challenge_on(client, CODE))})
    assert (answer.status_code, answer.url) == (302, HOME)
    assert is_in(client)


def test_the_codes_of_an_app_and_recovery_codes_stay_a_way():
    make_publisher()
    client = password_of()
    _, codes = turn_on(client)
    add_passkey(client)
    client = password_of()
    assert client.post(CODE, {"code": codes[0]}).status_code == 302
    assert is_in(client)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "[::1]", "other.example"])
def test_neither_an_address_nor_a_name_without_https_is_offered_one(device, settings, host):
    settings.ALLOWED_HOSTS += ["[::1]"]
    client = password_of(host=host)
    assert client.get(CODE).status_code == 200
    assert "ask-passkey" not in client.get(CODE).content.decode()
    assert client.post(CODE, {"credential": device.signed("AAAA")}).status_code == 200
    assert not is_in(client)


def test_a_name_over_https_is(settings):
    make_publisher()
    client = password_of(host="other.example")
    assert client.get(NEW).status_code == 404
    assert client.get(NEW, secure=True).status_code == 200


# Attacks


def forged(device, client) -> dict[str, str]:
    """What is sent instead, by what is wrong with it."""
    challenge = challenge_on(client, CODE)
    stranger, elsewhere, below, port = Device(), Device(), Device(), Device()
    stranger.number = device.number
    for other, host, origin in [
        (elsewhere, "evil.example", "https://evil.example"),
        (below, "localhost", "http://evil.localhost"),
        (port, "localhost", "http://localhost:9000"),
    ]:
        other.key, other.number, other.host, other.origin = device.key, device.number, host, origin
    return {
        "another key": stranger.signed(challenge),
        "another site": elsewhere.signed(challenge),
        "a name below ours": below.signed(challenge),
        "another port": port.signed(challenge),
        "an older challenge": device.signed("AAAAAAAAAAAAAAAAAAAAAA"),
        "another act": device.signed(challenge, act="webauthn.create"),
        "nobody touched it": device.signed(challenge, flags=FLAG(0)),
        "a registration": device.made(challenge),
    }


WRONG = [
    "another key",
    "another site",
    "a name below ours",
    "another port",
    "an older challenge",
    "another act",
    "nobody touched it",
    "a registration",
]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_the_owners_device_has_not_signed_for_this_page_is_refused(device, wrong):
    client = password_of()
    answer = client.post(CODE, {"credential": forged(device, client)[wrong]})
    assert answer.status_code == 200 and "패스키로 확인하지 못했습니다" in answer.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize(
    "sent",
    ["", "x", "{}", "[]", "null", "1", '{"id": 1}', '{"rawId": "AA", "response": {}}', "\x00", "[" * 500],
)
def test_what_is_no_answer_of_a_device_is_refused(device, sent):
    client = password_of()
    client.get(CODE)
    assert client.post(CODE, {"credential": sent}).status_code == 200
    assert not is_in(client)
    writer = make_writer()
    signed_in = password_of(writer.username)
    signed_in.get(NEW)
    assert signed_in.post(NEW, {"name": "이름", "credential": sent}).status_code == 200
    assert Authenticator.objects.filter(user=writer).count() == 0


def test_an_assertion_opens_once_and_only_where_it_was_asked_for(device):
    client, thief = password_of(), password_of()
    signed = device.signed(challenge_on(client, CODE))
    thief.get(CODE)
    assert thief.post(CODE, {"credential": signed}).status_code == 200
    assert client.post(CODE, {"credential": signed}).status_code == 302
    for again in (thief, password_of()):
        assert again.post(CODE, {"credential": signed}).status_code == 200
        assert not is_in(again)


def test_of_two_tabs_the_newer_page_counts(device):
    client = password_of()
    older, newer = challenge_on(client, CODE), challenge_on(client, CODE)
    assert client.post(CODE, {"credential": device.signed(older)}).status_code == 200
    newer = challenge_on(client, CODE)
    assert client.post(CODE, {"credential": device.signed(newer)}).status_code == 302


def test_a_registration_is_taken_once():
    make_publisher(), make_writer()
    client, device = password_of(), Device()
    made = device.made(challenge_on(client, NEW))
    other = password_of("writer")
    other.get(NEW)
    assert other.post(NEW, {"credential": made}).status_code == 200
    assert client.post(NEW, {"credential": made}).status_code == 302
    assert client.post(NEW, {"credential": made}).status_code == 200
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_the_passkey_of_another_opens_nothing(device):
    make_writer()
    theirs = add_passkey(password_of("writer"))
    client = password_of()
    assert client.post(CODE, {"credential": theirs.signed(challenge_on(client, CODE))}).status_code == 200
    assert not is_in(client)


def test_the_passkey_of_another_is_neither_shown_nor_removed(device):
    make_writer()
    client = password_of("writer")
    path = f"/admin/second-factor/passkeys/{Authenticator.objects.get(type='webauthn').pk}/"
    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)
    assert "내 노트북" not in client.get(OVERVIEW).content.decode()
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_who_was_switched_off_meanwhile_does_not_come_in(device):
    client = password_of()
    signed = device.signed(challenge_on(client, CODE))
    User.objects.update(is_active=False)
    client.post(CODE, {"credential": signed})
    assert not is_in(client)


def test_without_a_password_a_passkey_opens_nothing(device):
    client = browser()
    client.get(CODE)
    assert client.post(CODE, {"credential": device.signed("AAAA")}).url == "/admin/login/"
    assert not is_in(client)


def test_tries_are_limited_as_codes_are(device):
    client = password_of()
    answers = [client.post(CODE, {"credential": '{"id": 1}'}).status_code for _ in range(tries.OF_A_NAME + 1)]
    assert answers == [200] * tries.OF_A_NAME + [429]


# Taking away, and being asked again


def test_the_last_one_taken_away_is_to_be_replaced_by_who_must(device):
    client = password_of()
    client.post(CODE, {"credential": device.signed(challenge_on(client, CODE))})
    path = f"/admin/second-factor/passkeys/{Authenticator.objects.get(type='webauthn').pk}/"
    assert "내 노트북" in client.get(path).content.decode()
    assert client.post(path).url == OVERVIEW
    assert not Authenticator.objects.exists()
    assert client.get(HOME).url == "/admin/second-factor/on/"


def test_it_confirms_before_the_gravest_acts(device, monkeypatch):
    User.objects.update(is_superuser=True)
    client = password_of()
    client.post(CODE, {"credential": device.signed(challenge_on(client, CODE))})
    assert is_in(client)
    now = adapters.time.time()
    monkeypatch.setattr(adapters.time, "time", lambda: now + 16 * 60)
    path = "/admin/auth/user/add/"
    assert AGAIN in client.get(client.get(path).url).content.decode()
    wrong = client.post(AGAIN, {"credential": Device().signed(challenge_on(client, AGAIN)), "next": path})
    assert wrong.url.startswith(AGAIN)
    assert client.get(path).status_code == 302
    sent = {"credential": device.signed(challenge_on(client, AGAIN)), "next": path}
    assert client.post(AGAIN, sent).url == path
    assert client.get(path).status_code == 200


def test_at_an_address_it_is_not_named_as_a_way(device, monkeypatch):
    assert "passkey-again" not in password_of(host="127.0.0.1").get(CODE).content.decode()
    assert browser("127.0.0.1").get(AGAIN).status_code in (302, 404)


@pytest.mark.parametrize("name", ["", "이" * 500, "<script>alert(1)</script>"])
def test_whatever_its_name_is_it_is_kept_and_shown_as_text(name):
    make_publisher()
    client = password_of()
    add_passkey(client, name=name)
    page = client.get(OVERVIEW).content.decode()
    assert "<script>alert" not in page
    assert len(Authenticator.objects.get(type="webauthn").wrap().name) in range(1, 61)
