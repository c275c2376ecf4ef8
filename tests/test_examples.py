"""The second help desk, in examples/, is a whole site from the same code, and speaks of its own subject alone."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from kbhelp import profile
from kbhelp.exchange.folder import import_folder
from kbhelp.search.query.engine import search
from kbhelp.search.vocabulary import glossary, renewing
from kbhelp.site.words.kept import kept, of_folder
from tests.crawl import crawl, said
from tests.site import LIGHT, ROOT
from tests.test_setup import STRONG, assert_refused_in_one_line, manage

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def words() -> list[tuple[str, str]]:
    """(file, text) of every file, its name first: addresses are made of names."""
    files = sorted(path for path in EXAMPLES.rglob("*") if path.is_file() and path.suffix != ".png")
    return [
        (str(path.relative_to(EXAMPLES)), f"{path.name}\n{path.read_text(encoding='utf-8')}")
        for path in files
    ]


# Nobody's own words, and yet of the first desk's world.
WORLD = ["창구", "인증번호", "알뜰폰", "계좌번호", "영업점"]


def subject_of_the_first_desk() -> re.Pattern:
    alone = r"(?<![A-Za-z0-9]){}(?![A-Za-z0-9])"
    subject = [*profile.current()["subject_words"], *WORLD]
    return re.compile("|".join(alone.format(re.escape(w)) if w.isascii() else re.escape(w) for w in subject))


def test_no_example_says_a_word_of_the_first_desks_subject():
    foreign = subject_of_the_first_desk()
    assert len(words()) > 40
    assert [(name, found[0]) for name, text in words() if (found := foreign.search(text))] == []


@pytest.fixture
def it_desk(settings):
    """As `bin/serve --content examples/it-desk` fills a site; finds the words of the first."""
    foreign = subject_of_the_first_desk()
    settings.CONTENT = EXAMPLES / "it-desk"
    of_folder.cache_clear()
    import_folder(settings.CONTENT)
    glossary.write_shipped([glossary.key_of(term.pk) for term in renewing.renew().gone])
    kept.next_change()
    yield foreign
    of_folder.cache_clear()


@pytest.mark.django_db
def test_the_second_desk_is_a_whole_site_without_a_word_of_the_first(it_desk):
    pages = crawl() | {url: said(url) for url in ("/diagnose/?stage=login", "/search/?q=vpn", "/nothing/")}
    assert len(pages) > 150
    kinds = ("/guides/", "/faq/", "/tables/", "/checklists/")
    assert [kind for kind in kinds if sum(url.startswith(kind) for url in pages) < 2] == []
    assert [(url, it_desk.findall(page)) for url, page in pages.items() if it_desk.search(page)] == []
    assert [
        url for url, page in pages.items() if "<title>" in page and profile.current()["name"] not in page
    ] == []


@pytest.mark.django_db
def test_its_readers_find_what_they_ask_in_their_own_words(it_desk):
    asked = {"비번 까먹었어요": "password", "브이피엔 연결이 안 돼요": "vpn"}
    found = {query: search(query).hits[0].url for query in asked}
    assert [found[query] for query, name in asked.items() if name not in found[query]] == []


WITHOUT_WORDS = """
    DELETE FROM site_profilestage;
    DELETE FROM site_siteprofile;
    UPDATE publishing_document SET live_id = NULL WHERE kind = 'site';
    DELETE FROM publishing_slughistory WHERE kind = 'site';
    DELETE FROM publishing_edition WHERE live_kind = 'site';
    DELETE FROM publishing_document WHERE kind = 'site';
"""


@pytest.fixture
def data(tmp_path, after_first_start):
    after_first_start(tmp_path / "data")
    return tmp_path / "data"


def test_data_of_another_help_desk_are_refused_in_one_line(data):
    other = EXAMPLES / "it-desk"
    run = manage(data, "prepare", SECRET_KEY=STRONG, KBHELP_CONTENT=str(other), **LIGHT)
    assert_refused_in_one_line(
        run, "이 자료는 다른 헬프데스크(kb-certificate)의 것이고 글 폴더는 it-desk의 것입니다"
    )


WRONG = {
    "site.md:137: 전화번호: ‘desk | 전산’": ("- desk | 전산지원팀(내선) | 7000", "- desk | 전산"),
    "흔한 정도: 무게는 1부터 100까지의 숫자로 적으세요.": ("| 아주 흔함 | 8", "| 아주 흔함 | 여덟"),
    "모르는 이름 ‘titel’입니다.": ("title: ", "titel: "),
}


@pytest.mark.parametrize("said", WRONG)
def test_a_folder_with_something_wrong_starts_no_site_and_says_where(tmp_path, said):
    copytree(EXAMPLES / "it-desk", tmp_path / "desk")
    file = tmp_path / "desk/site.md"
    right, wrong = WRONG[said]
    assert right in (text := file.read_text("utf-8"))
    file.write_text(text.replace(right, wrong, 1), "utf-8")
    run = manage(tmp_path / "data", "prepare", SECRET_KEY=STRONG, KBHELP_CONTENT=str(file.parent), **LIGHT)
    assert run.returncode == 1 and "Traceback" not in run.stderr
    assert said in run.stderr and "고칠 것이" in run.stderr.splitlines()[-1]


def test_a_database_of_an_older_release_gets_the_sites_own_words(data):
    with closing(sqlite3.connect(data / "kbhelp.sqlite3")) as database:
        database.executescript(WITHOUT_WORDS)
    rmtree(data / "media")  # older releases had no picture of the site
    assert manage(data, "prepare", SECRET_KEY=STRONG, **LIGHT).returncode == 0
    with closing(sqlite3.connect(data / "kbhelp.sqlite3")) as database:
        held = database.execute("SELECT count(*) FROM publishing_edition WHERE live_kind = 'site'")
        assert held.fetchone() == (1,)
    assert list(data.glob("media/images/*/*.png"))


def test_a_site_that_has_its_words_starts_though_the_folders_are_wrong(tmp_path, data):
    copytree(ROOT / "content", tmp_path / "words")
    file = tmp_path / "words/site.md"
    file.write_text(file.read_text("utf-8").replace("headline:", "headlines:", 1), "utf-8")
    run = manage(data, "prepare", SECRET_KEY=STRONG, KBHELP_CONTENT=str(tmp_path / "words"), **LIGHT)
    assert (run.returncode, "Traceback" in run.stderr) == (0, False), run.stderr
    assert "the folder's site.md is not read again, though it is wrong" in run.stderr
