"""A passkey in a real browser, with a device that Chromium plays: made, asked for, refused, taken away."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User

from tests.making import make_writer
from tests.test_accessibility import violations
from tests.test_editing_browser import PASSWORD

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
OVERVIEW, NEW = "/admin/second-factor/", "/admin/second-factor/passkeys/new/"


class Device:
    """What stands beside the page and signs, or does not."""

    def __init__(self, page):
        self.session = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        added = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        self.number = {"authenticatorId": added["authenticatorId"]}

    def forget(self):
        self.session.send("WebAuthn.clearCredentials", self.number)


@pytest.fixture
def local(site):
    """The site by a name."""
    return site.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def desk(open_page, on_site, local):
    User.objects.filter(username="passkeys").delete()
    make_writer("passkeys")
    page = open_page(base_url=local, viewport={"width": 390, "height": 800})
    page.device = Device(page)
    sign_in(page)
    page.wait_for_selector("#user-tools")
    return page


def sign_in(page):
    page.goto("/admin/login/")
    page.fill("#id_username", "passkeys")
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")


def make_one(desk, name="내 노트북"):
    desk.goto(OVERVIEW)
    desk.get_by_role("link", name="패스키 만들기").click()
    assert not desk.locator("[data-passkey-said]").is_visible()
    desk.fill("#id_name", name)
    desk.get_by_role("button", name="패스키 만들기").click()
    desk.wait_for_selector("text=지금 한 번만 보입니다")


def sign_out(desk):
    desk.locator("#logout-form button").click()
    desk.wait_for_load_state()


def test_a_passkey_is_made_and_opens_the_desk(desk):
    make_one(desk)
    desk.goto(OVERVIEW)
    assert desk.get_by_text("내 노트북").is_visible()
    sign_out(desk)
    sign_in(desk)
    desk.get_by_role("button", name="패스키로 확인").click()
    desk.wait_for_selector("#user-tools")
    assert Authenticator.objects.get(user__username="passkeys", type="webauthn").last_used_at


def test_enter_in_the_name_does_what_the_button_does(desk):
    desk.goto(NEW)
    desk.fill("#id_name", "전화")
    desk.press("#id_name", "Enter")
    desk.wait_for_selector("text=지금 한 번만 보입니다")
    assert Authenticator.objects.filter(user__username="passkeys", type="webauthn").count() == 1


def test_a_device_that_has_none_is_told_in_words(desk):
    make_one(desk)
    sign_out(desk)
    sign_in(desk)
    desk.device.forget()
    desk.get_by_role("button", name="패스키로 확인").click()
    desk.get_by_text("다시 누르세요").wait_for()
    assert desk.url.endswith("/code/")


def test_the_same_device_is_told_that_it_has_one(desk):
    make_one(desk)
    desk.goto(NEW)
    desk.get_by_role("button", name="패스키 만들기").click()
    desk.get_by_text("이미 있습니다").wait_for()


def test_it_is_taken_away(desk):
    make_one(desk)
    desk.goto(OVERVIEW)
    desk.get_by_role("link", name="내 노트북 지우기").click()
    desk.get_by_role("button", name="지우기").click()
    desk.get_by_text("패스키를 지웠습니다").wait_for()
    assert not Authenticator.objects.filter(user__username="passkeys").exists()


def test_at_an_address_it_is_not_offered(open_page, on_site):
    User.objects.filter(username="passkeys").delete()
    make_writer("passkeys")
    page = open_page()
    sign_in(page)
    page.goto(OVERVIEW)
    assert page.get_by_role("link", name="패스키 만들기").count() == 0
    assert page.get_by_text("이름으로 열었을 때").is_visible()


def test_its_pages_have_nothing_wrong(open_page, on_site, local):
    User.objects.filter(username="passkeys").delete()
    make_writer("passkeys")
    page = open_page(base_url=local, bypass_csp=True)
    page.device = Device(page)
    sign_in(page)
    page.goto(NEW)
    assert violations(page) == set()
    make_one(page)
    page.goto(OVERVIEW)
    assert violations(page) == set()
    page.get_by_role("link", name="내 노트북 지우기").click()
    page.wait_for_load_state()
    assert violations(page) == set()
    sign_out(page)
    sign_in(page)
    page.wait_for_selector("#ask-passkey")
    assert violations(page) == set()
