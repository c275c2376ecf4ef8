"""A whole site with the process of its second opinion beside it, and without it from one moment to the next."""

import json
import os
import sqlite3
import time
from contextlib import closing
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from kbhelp.search.tests.encoding import serving
from tests.site import LIGHT, Site

pytestmark = [
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="a site of its own, on SQLite's file"),
    pytest.mark.xdist_group("setup"),
]
DOUBTFUL = quote("회색 곰인형을 잃어버렸는데 인증서로 찾을 수 있나요")
SECONDS = 120


@pytest.fixture
def process(settings):
    with serving(settings) as running:
        yield running


def vectors(data) -> int:
    with closing(sqlite3.connect(data / "kbhelp.sqlite3")) as database:
        return database.execute("SELECT COUNT(*) FROM search_vector").fetchone()[0]


def asked(site: Site, path: str) -> str:
    with urlopen(f"{site.url}{path}", timeout=60) as page:
        return page.read().decode()


def test_a_site_makes_its_vectors_by_itself_and_misses_the_process_no_more_than_its_reader_does(
    process, after_first_start, tmp_path
):
    data = after_first_start(tmp_path / "data")
    site = Site(data, KBHELP_SEMANTIC=process.path, **LIGHT).wait_until_serving()
    try:
        end = time.monotonic() + SECONDS
        while not vectors(data):
            assert time.monotonic() < end, site.printed()
            time.sleep(0.2)
        assert json.loads(asked(site, "/readyz"))["parts"]["semantic"] == "ok"
        before = asked(site, f"/search/?q={DOUBTFUL}")
        process.kill()
        after = asked(site, f"/search/?q={DOUBTFUL}")
        assert [page for page in (before, after) if "검색이 되지 않습니다" in page] == []
        assert json.loads(asked(site, "/readyz"))["parts"]["semantic"] == "degraded"
        assert "곰인형" not in site.printed() + process.log.read_text()
    finally:
        site.stop()
