"""From one phone to another: the picture and the address lead to the very state, and to nothing but this site."""

import re

import pytest
import segno

from conftest import PHONE

STATE = "/diagnose/?stage=issue"


def test_the_address_of_a_checklist_s_result_is_handed_over(open_page):
    page = open_page(viewport=PHONE, js=False)
    page.goto("/checklists/final-check/?owner-name=bad&network=unsure")
    page.get_by_role("link", name="다른 휴대폰으로 이어 보기").click()
    picture = page.get_by_role("img", name="지금 보던 화면의 주소가 담긴 그림(QR 코드)")
    box = picture.locator("svg").bounding_box()
    assert 200 <= box["width"] <= 320 and abs(box["width"] - box["height"]) < 2
    page.locator(".handover__address").click()
    assert page.url.endswith("/checklists/final-check/?owner-name=bad&network=unsure")
    assert page.locator("#result").is_visible()


def test_what_to_say_aloud_keeps_passwords_with_their_owner(open_page):
    page = open_page(viewport=PHONE)
    page.goto(f"/handover/?at={STATE}")
    assert "비밀번호와 인증번호는 본인이 직접 입력합니다." in page.inner_text("main")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "at",
    [
        "//evil.example/",
        "/\\evil.example/",
        "https://evil.example/",
        "javascript:alert(1)",
        "evil",
        "/admin/",
        "/desk/upload/",
        "/a\u202eb",
        "/" + "a" * 500,
        "http://[",
        "/\t/evil.example",
    ],
)
def test_nothing_but_a_readers_page_of_this_site_is_drawn(client, at):
    assert client.get("/handover/", {"at": at}).status_code == 404


@pytest.mark.django_db
def test_the_picture_is_that_of_the_whole_address(client, settings):
    page = client.get("/handover/", {"at": "/search/?q=문자"})
    address = f"{settings.SITE_URL}/search/?q=문자"
    assert page.context["address"] == address
    lines = segno.make(address, error="m", micro=False).matrix_iter(border=4)
    dark = {(x, y) for y, line in enumerate(lines) for x, square in enumerate(line) if square}
    assert squares(page.content.decode()) == dark
    assert b"style=" not in page.content


def squares(html: str) -> set[tuple[int, int]]:
    """The dark squares of the picture, from the strokes that draw it: `M4 4.5h7m2 0h1` begins at row 4."""
    (path,) = re.findall(r'<svg[^>]* class="handover__code".*?stroke="#000" d="([^"]+)"', html, re.S)
    x = y = 0
    drawn = set()
    for verb, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        first, *second = map(float, numbers.split())
        if verb == "h":
            drawn |= {(int(x) + step, int(y)) for step in range(int(first))}
            x += first
        else:
            x, y = (first, *second) if verb == "M" else (x + first, y + second[0])
    return drawn
