"""The pages of a second factor and of an invitation, which only one way leads to: nothing is wrong with any of them."""

from django.contrib.auth.models import User

from kbhelp.signin.tests.test_second_factor import CODE, CODES, OFF, ON, shown_now
from tests.making import make_publisher, make_writer
from tests.test_accessibility import violations
from tests.test_editing_browser import PASSWORD, sign_in

PHONE = 360


def sideways(page) -> int:
    """How far a phone can push the page."""
    page.set_viewport_size({"width": PHONE, "height": 800})
    return page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")


def assert_nothing_wrong(page):
    assert (page.url, violations(page), sideways(page)) == (page.url, set(), 0)


def test_the_pages_of_a_second_factor(open_page, on_site):
    User.objects.filter(username="with-a-phone").delete()
    make_publisher("with-a-phone")
    page = open_page(bypass_csp=True)
    sign_in(page, "with-a-phone")
    page.goto(ON)
    secret = page.locator(".sign-in__seed").text_content()
    page.fill("#id_code", shown_now(secret))
    page.get_by_role("button", name="켜기").click()
    page.get_by_text("지금 한 번만 보입니다").wait_for()
    assert_nothing_wrong(page)
    for path in ("/admin/second-factor/", OFF, CODES, f"{CODES}new/", "/admin/second-factor/code-again/"):
        page.goto(path)
        assert_nothing_wrong(page)
    page.locator("#logout-form button").click()
    page.wait_for_load_state()
    page.context.clear_cookies()
    page.goto("/admin/")
    page.fill("#id_username", "with-a-phone")
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url(f"**{CODE}*")
    assert_nothing_wrong(page)


def test_the_pages_of_an_invitation(open_page, on_site):
    User.objects.filter(username__in=["invites", "invited"]).delete()
    User.objects.create_superuser("invites", password=PASSWORD)
    page = open_page(bypass_csp=True)
    sign_in(page, "invites")
    page.goto(f"/admin/auth/user/{make_writer('invited').pk}/invite/")
    page.get_by_role("button", name="링크 만들기").click()
    link = page.locator("input[readonly]").input_value()
    assert_nothing_wrong(page)
    page.context.clear_cookies()
    for address, title in ((link, "비밀번호 정하기"), (f"{link.rstrip('/')}x/", "쓸 수 없는 링크")):
        page.goto(address)
        assert page.locator("h1").text_content() == title
        assert_nothing_wrong(page)
