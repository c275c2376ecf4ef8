"""What every browser test relies on: the page notices what it must not do, and the ORM reaches the running site."""

import pytest

from tests.making import make_publisher


def problems_after(page, script) -> str:
    """What a script in the page leads to; taken off the list, so that the test may end well."""
    page.goto("/")
    page.evaluate(script)
    for _ in range(100):
        if page.problems:
            break
        page.wait_for_timeout(50)
    said = "\n".join(page.problems)
    page.problems.clear()
    return said


@pytest.mark.parametrize(
    ("script", "trace"),
    [
        ("fetch('https://example.com/').catch(() => 0)", "Content Security Policy"),
        ("document.body.setAttribute('style', 'color: red')", "Content Security Policy"),
        ("console.error('고장')", "console: 고장"),
        ("setTimeout(() => { throw new Error('고장') })", "script: 고장"),
        ("fetch('/media/없는-그림.png')", "404"),
    ],
)
def test_what_a_page_must_not_do_is_noticed(page, script, trace):
    assert trace in problems_after(page, script)


def test_a_request_to_another_origin_is_noticed_where_no_policy_blocks_it(open_page):
    page = open_page(bypass_csp=True)
    page.route("https://example.com/**", lambda route: route.fulfill(body=""))
    said = problems_after(page, "new Image().src = 'https://example.com/x.png'")
    assert "foreign request: https://example.com/x.png" in said


def test_going_to_a_missing_page_is_not_a_problem_of_the_page(page):
    assert page.goto("/guides/없는-안내/").status == 404
    assert page.problems == []


def test_someone_made_in_a_test_can_sign_in_to_the_running_site(page, on_site):
    make_publisher("발행하는사람")
    page.goto("/admin/")
    page.fill("[name=username]", "발행하는사람")
    page.fill("[name=password]", "아주 긴 비밀번호 하나")
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/admin/")
    assert page.context.cookies()[0]["httpOnly"]
