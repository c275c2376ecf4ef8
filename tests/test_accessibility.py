"""What axe-core can prove wrong on any type of page: on a phone and a wide screen, light and dark."""

import re
from pathlib import Path

import pytest

from conftest import DESKTOP, PHONE
from tests.making import make_publisher
from tests.pagetypes import DESK_PAGES, ENTRY, READER_PAGES, address

AXE = (Path(__file__).parent / "vendor" / "axe-core-4.14.1.min.js").read_text(encoding="utf-8")
PASSWORD = "아주 긴 비밀번호 하나"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What readers may unfold is looked at unfolded. Frames hold previews of pages that are looked at by themselves.
RUN = """async (options) => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    const { violations } = await axe.run({ iframes: false, resultTypes: ["violations"], ...options });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
}"""

# The picker that Django brings draws its list again whenever something is picked; within are but those few words.
OF_SELECT2 = re.compile(r"(360|1280) light list: .*\.select2-selection__rendered")
STILL = "* { transition: none !important }"  # the admin's colours change slowly
FAULTS = """document.querySelector("h1").insertAdjacentHTML("afterend",
    `<img id="bare" src="/static/img/mark.svg"><p id="pale" style="color: #505a63">흐린 글</p>`)"""


def violations(page) -> set[str]:
    """Everything wrong with the page that is open. Of all rules only that of contrast depends on the colours."""
    page.add_style_tag(content=STILL)
    page.evaluate(AXE)
    everything = {"runOnly": RULES}
    contrast = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
    found = set()
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        for colours, options in (("light", everything), ("dark", contrast)):
            page.emulate_media(color_scheme=colours)
            found |= {f"{viewport['width']} {colours} {line}" for line in page.evaluate(RUN, options)}
    return {line for line in found if not OF_SELECT2.fullmatch(line)}


@pytest.fixture
def page(open_page, on_site):
    """axe-core writes styles into the page that it looks at, hence without the policy."""
    return open_page(viewport=PHONE, bypass_csp=True)


@pytest.mark.parametrize("name", READER_PAGES)
def test_a_page_for_readers_has_nothing_wrong(page, name):
    page.goto(address(name))
    assert violations(page) == set()


def test_a_fault_is_found_at_the_width_and_in_the_colours_that_have_it(page):
    page.goto("/about/")
    page.evaluate(FAULTS)
    assert violations(page) == {"360 light image-alt: #bare", "1280 light image-alt: #bare"} | {
        f"{width} dark color-contrast: #pale" for width in (360, 1280)
    }


def vote(page, answer):
    """Answered as without the script, with a page of its own."""
    page.goto(ENTRY)
    page.evaluate("document.querySelectorAll('[data-vote]').forEach((place) => delete place.dataset.vote)")
    page.get_by_role("button", name=answer, exact=True).click()
    page.wait_for_url("**/feedback/")


def test_the_thanks_for_a_vote_have_nothing_wrong(page):
    vote(page, "아니요")
    assert violations(page) == set()


def test_a_refused_remark_has_nothing_wrong(page):
    vote(page, "아니요")
    page.fill("textarea", "가" * 301)
    page.get_by_role("button", name="의견 보내기").click()
    page.get_by_role("heading", name="아직 보내지 않았습니다").wait_for()
    page.problems.clear()  # that the answer is 422
    assert violations(page) == set()


def test_the_thanks_within_a_page_have_nothing_wrong(page):
    page.goto(ENTRY)
    page.get_by_role("button", name="아니요", exact=True).click()
    page.get_by_role("status").filter(has_text="고맙습니다").wait_for()
    assert violations(page) == set()


@pytest.fixture(scope="module")
def sessions():
    """Cookies by name, so that each has to sign in but once."""
    return {}


@pytest.fixture
def desk(open_page, on_site, sessions):
    """A page of a publisher who has signed in."""
    name = "publisher-looking"
    if name in sessions:
        return open_page(viewport=PHONE, bypass_csp=True, storage_state=sessions[name])
    page = open_page(viewport=PHONE, bypass_csp=True)
    make_publisher(name)
    page.goto("/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
    sessions[name] = page.context.storage_state()
    return page


@pytest.mark.parametrize("name", DESK_PAGES)
def test_a_page_of_the_desk_has_nothing_wrong(desk, name):
    desk.goto(address(name, DESK_PAGES))
    assert violations(desk) == set()


def test_a_table_inside_a_text_has_nothing_wrong(desk):
    desk.goto(address("guide", DESK_PAGES))
    desk.get_by_role("button", name="표", exact=True).first.click()
    desk.locator("dialog.text-table[open]").wait_for()
    assert violations(desk) == set()


SHEETS = {
    "preview": "질문,본문,주소 이름\n새 질문,글,\n고친 질문,글,keeps-failing\n",
    "problems": "질문,분류\n,없는 분류\n",
}


@pytest.mark.parametrize("name", SHEETS)
def test_what_a_sheet_would_do_has_nothing_wrong(desk, name):
    desk.goto(address("sheet", DESK_PAGES))
    sheet = {"name": "a.csv", "mimeType": "text/csv", "buffer": SHEETS[name].encode()}
    desk.set_input_files("#sheet", sheet)
    desk.get_by_role("button", name="바뀌는 것 미리 보기").click()
    desk.wait_for_url("**/preview/")
    desk.problems.clear()  # that the answer to a wrong sheet is 422
    assert violations(desk) == set()


def test_signing_in_has_nothing_wrong(page):
    page.goto("/admin/")
    assert violations(page) == set()


def test_a_refused_sign_in_has_nothing_wrong(page):
    page.goto("/admin/")
    page.fill("#id_username", "nobody")
    page.fill("#id_password", "wrong")
    page.click("[type=submit]")
    page.locator(".errornote").wait_for()
    assert violations(page) == set()
