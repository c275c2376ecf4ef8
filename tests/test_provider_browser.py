"""Signing in by an account at a provider, in a browser that holds to the policy, on a site that has one."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User

from kbhelp.signin.tests.person import BACK, MINE, PASSWORD
from tests.identity import CLIENT, SECRET, Provider
from tests.making import make_writer
from tests.site import AT_ONCE, LIGHT, Site, free_port
from tests.test_accessibility import violations
from tests.test_second_factor_browser import sideways


@pytest.fixture(scope="module")
def port():
    return free_port()


@pytest.fixture(scope="module")
def provider(tmp_path_factory, port):
    provider = Provider(tmp_path_factory.mktemp("provider"), f"http://127.0.0.1:{port}{BACK}")
    yield provider
    provider.stop()


@pytest.fixture(scope="module")
def site(tmp_path_factory, after_first_start, provider, port):
    """The running site, with a provider and with mail."""
    data = tmp_path_factory.mktemp("site") / "data"
    after_first_start(data)
    named = {
        "KBHELP_OIDC_ISSUER": provider.issuer,
        "KBHELP_OIDC_CLIENT": CLIENT,
        "KBHELP_OIDC_SECRET": SECRET,
    }
    mail = {"EMAIL_URL": "smtp://127.0.0.1:9"}
    site = Site(data, port, **AT_ONCE | LIGHT | named | mail)
    yield site.wait_until_serving()
    site.stop()


@pytest.fixture
def writer(on_site):
    User.objects.filter(username="writer").delete()
    return make_writer()


def by_password(page):
    page.goto("/admin/login/")
    page.fill("#id_username", "writer")
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="로그인", exact=True).click()
    page.wait_for_selector("#user-tools")


def sign_out(page):
    page.locator("#logout-form button").click()
    page.wait_for_load_state()


def test_it_is_connected_once_and_then_opens_instead_of_the_password(open_page, writer, provider):
    page = open_page(viewport={"width": 390, "height": 800})
    by_password(page)
    page.get_by_role("link", name="회사 계정").click()
    page.get_by_role("button", name="연결하기").click()
    page.get_by_role("button", name="kim").click()
    page.get_by_text("연결했습니다. 다음부터").wait_for()
    sign_out(page)
    page.goto("/admin/login/?next=/admin/manual/")
    page.get_by_role("button", name="회사 계정 로그인").click()
    page.wait_for_url("**/admin/manual/")
    assert {line.startswith(f"foreign request: {provider.issuer}") for line in page.problems} == {True}
    page.problems.clear()


def test_its_pages_have_nothing_wrong(open_page, writer, provider):
    page = open_page(bypass_csp=True)
    page.route(f"{provider.issuer}/**", lambda route: route.fulfill(status=204))
    page.goto("/admin/login/")
    assert violations(page) == set()
    page.get_by_role("button", name="회사 계정 로그인").click()
    page.get_by_role("link", name="옮겨 가기").wait_for()
    assert violations(page) == set()
    for path in (BACK, "/admin/forgotten/"):
        page.goto(path)
        assert (path, violations(page), sideways(page)) == (path, set(), 0)
    page.fill("#id_username", "nobody")
    page.get_by_role("button", name="링크 받기").click()
    page.get_by_text("몇 분 안에 오지 않으면").wait_for()
    assert violations(page) == set()
    by_password(page)
    page.goto(MINE)
    assert violations(page) == set()
    SocialAccount.objects.create(user=writer, provider=provider.issuer, uid="1")
    page.reload()
    assert page.get_by_role("button", name="연결 끊기").is_visible()
    assert violations(page) == set()
    page.problems.clear()
