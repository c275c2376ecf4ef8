"""What does not sign in: answers that are replayed, forged, for somebody else, or from somebody else."""

import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client, RequestFactory

from kbhelp.environment import Provider as Named
from kbhelp.signin.connecting import Refused
from kbhelp.signin.provider import Proof, nonce_of
from kbhelp.signin.tests.person import BACK, MINE, START, Person
from kbhelp.signin.tests.test_provider import text, told
from tests.identity import CLIENT, SECRET, number_of
from tests.making import make_writer
from tests.site import free_port

pytestmark = pytest.mark.django_db


def assert_refused(person, answer):
    assert (answer.status_code, "확인하지 못했습니다" in text(answer)) == (403, True)
    assert not person.is_in()


def test_an_answer_is_taken_once(kim):
    way = kim.way_back()
    assert kim.desk.get(way).url == "/admin/"
    kim.desk.post("/admin/logout/")
    assert_refused(kim, kim.desk.get(way))


def test_an_answer_is_for_the_browser_that_asked(kim):
    thief = Person()
    assert_refused(thief, thief.desk.get(kim.way_back()))


def test_nobody_is_signed_in_as_somebody_else_by_a_link(kim):
    """The thief's own answer in the victim's browser, at the victim's own question."""
    thief, victim = Person("lee"), Person()
    victim.desk.post(START)
    assert_refused(victim, victim.desk.get(thief.way_back()))


def test_nobody_elses_account_is_connected_by_a_link(provider):
    make_writer()
    victim, thief = Person().sign_in_by_password("writer"), Person("lee")
    victim.desk.post(MINE, {"act": "connect"})
    assert victim.desk.get(thief.way_back()).status_code == 403
    assert not SocialAccount.objects.exists()


def test_who_has_left_connects_nothing(provider):
    make_writer()
    person = Person().sign_in_by_password("writer")
    way = person.at_the_provider(person.address_of(person.desk.post(MINE, {"act": "connect"})))
    person.desk.post("/admin/logout/")
    assert person.desk.get(way).status_code == 403
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "token",
    [
        {"nonce": "of-another-question"},
        {"nonce": None},
        {"iss": "https://evil.example"},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"exp": 1},
        {"exp": None},
        {"sub": ""},
        {"sub": None},
        {"sub": 7},
        {"sub": "x" * 500},
        {"iat": 99_999_999_999},
    ],
    ids=str,
)
def test_a_token_that_is_not_the_answer_signs_nobody_in(kim, provider, token):
    with provider.lie(token=token):
        assert_refused(kim, kim.sign_in())


def test_another_number_is_another_person(kim, provider):
    with provider.lie(token={"sub": "1000000"}):
        assert kim.sign_in().status_code == 403
    assert told()[-1] == ("없는 아이디", "sign_in_refused", "회사 계정: 연결되지 않음")


@pytest.mark.parametrize("issuer", ["https://evil.example", "http://127.0.0.1", ""])
def test_whoever_answers_there_must_be_the_issuer_of_the_settings(kim, provider, settings, issuer):
    with provider.lie(issuer=issuer or "x"):
        assert_refused(kim, kim.desk.post(START))


@pytest.mark.parametrize(
    "to",
    [
        {"authorization_endpoint": "http://evil.example/"},
        {"token_endpoint": "http://evil.example/"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": None},
    ],
    ids=str,
)
def test_nothing_is_asked_where_others_could_read_it(kim, provider, to):
    with provider.lie(to=to):
        assert_refused(kim, kim.desk.post(START))


def test_the_connection_to_one_issuer_is_none_to_another(kim, provider, settings):
    SocialAccount.objects.update(provider="https://another.example")
    assert kim.sign_in().status_code == 403


@pytest.mark.parametrize(("algorithm", "key"), [("HS256", SECRET * 2), ("none", None)])
def test_a_token_that_the_provider_did_not_sign_is_nobodys(kim, provider, algorithm, key):
    address = kim.address_of(kim.desk.post(START))
    state = parse_qs(urlsplit(address).query)["state"][0]
    now = int(time.time())
    said = {"iss": provider.issuer, "aud": CLIENT, "exp": now + 60, "iat": now, "sub": number_of("kim")}
    forged = jwt.encode(said | {"nonce": nonce_of(state)}, key, algorithm, {"kid": "x"})
    proof = Proof(RequestFactory().get(BACK, {"state": state}), provider.issuer)
    with pytest.raises(Refused):
        proof.proven(forged, nonce_of(state))


@pytest.mark.parametrize(
    "query", ["", "?code=a", "?state=a", "?code=a&state=b", "?error=access_denied", "?state=%00&code=%ff"]
)
def test_what_nobody_asked_for_is_a_page_and_no_session(provider, query):
    client = Client()
    answer = client.get(BACK + query)
    assert (answer.status_code, "확인하지 못했습니다" in text(answer)) == (403, True)
    assert told() == []


def test_a_code_that_the_provider_never_gave_signs_nobody_in(kim):
    sent = urlsplit(kim.way_back())
    state = parse_qs(sent.query)["state"][0]
    assert_refused(kim, kim.desk.get(f"{BACK}?code=guessed&state={state}"))


def test_who_stops_there_is_told_so(kim):
    state = parse_qs(urlsplit(kim.address_of(kim.desk.post(START))).query)["state"][0]
    answer = kim.desk.get(f"{BACK}?error=access_denied&state={state}")
    assert (answer.status_code, "그만두었습니다" in text(answer)) == (403, True)


@pytest.mark.parametrize(
    "next_url",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
    ],
)
def test_after_it_one_goes_nowhere_but_this_site(kim, next_url):
    assert kim.sign_in(next_url).url == "/admin/"


def test_after_it_one_goes_where_one_wanted_to(kim):
    assert kim.sign_in("/admin/manual/").url == "/admin/manual/"


def test_leaving_asks_for_the_token(provider):
    assert Client(enforce_csrf_checks=True).post(START).status_code == 403


def test_a_provider_that_is_away_is_said_and_the_password_still_opens(kim, provider, settings):
    settings.PROVIDER = Named(f"http://127.0.0.1:{free_port()}", CLIENT, SECRET, "회사 계정")
    answer = kim.desk.post(START)
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "서버가 지금 답하지 않습니다. 아이디와 비밀번호로 로그인하거나" in text(answer)
    kim.sign_in_by_password("writer")
    assert kim.is_in()


def test_a_provider_that_is_away_on_the_way_back_is_said(kim, provider, settings):
    way = kim.way_back()
    with provider.lie(to={"token_endpoint": f"http://127.0.0.1:{free_port()}/"}):
        assert kim.desk.get(way).status_code == 503
    assert not kim.is_in()


def test_it_leads_to_no_third_site_behind_our_back(kim, provider):
    """An address that sends the question on is not followed: the answer would be another's."""
    with provider.lie(to={"token_endpoint": f"{provider.issuer}/come-in"}):
        assert kim.sign_in().status_code != 302
    assert not kim.is_in()
