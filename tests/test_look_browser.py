"""The colour that a desk chose is on its pages, under the strict policy, with a line and without one."""

import shutil

import pytest

from conftest import PHONE
from tests.site import LIGHT, ROOT, Site
from tests.test_offline_browser import begun
from tests.test_setup import STRONG, manage

BLUE = "rgb(52, 80, 164)"  # our accent in the hue of #2f4a9e
ACCENT = "getComputedStyle(document.querySelector('.top__search')).color"


@pytest.fixture
def blue_site(tmp_path, after_first_start):
    data, folder = after_first_start(tmp_path / "data"), tmp_path / "words"
    shutil.copytree(ROOT / "content/media", folder / "media")
    words = (ROOT / "content/site.md").read_text(encoding="utf-8")
    coloured = words.replace("share_picture:", "colour: '#2f4a9e'\nshare_picture:", 1)
    (folder / "site.md").write_text(coloured, encoding="utf-8")
    run = manage(data, "import_content", str(folder), SECRET_KEY=STRONG, **LIGHT)
    assert run.returncode == 0, run.stderr
    site = Site(data, **LIGHT).wait_until_serving()
    yield site
    site.stop()


def test_the_chosen_colour_is_seen_and_stays_where_the_line_is_lost(blue_site, open_page):
    page = begun(open_page(viewport=PHONE, service_workers="allow", base_url=blue_site.url))
    assert page.evaluate(ACCENT) == BLUE
    assert page.locator(".brand__mark").evaluate("mark => mark.naturalWidth") > 0
    blue_site.stop()
    page.goto("/")
    assert (page.evaluate(ACCENT), page.locator(".kept").is_visible()) == (BLUE, True)
    assert page.locator(".brand__mark").evaluate("mark => mark.naturalWidth") > 0
    page.problems.clear()  # what could not be asked for
