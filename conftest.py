"""What the whole suite shares: private data, a real Chromium, and a real site for it to look at.

Browser tests look at a site that bin/serve started on a data folder of its own, not at pytest-django's live_server:
it is the server, the hashed statics and the headers that readers get; it holds the imported content; and nothing is
flushed between tests, so that the site version only ever grows, as in life. Hence browser tests share one site and
one browser in one worker, and each makes what it changes: `on_site` lets tests/making.py write into that site.
"""

import copy
import fcntl
import os
import shutil

import pytest
from django.conf import global_settings, settings
from django.core.management import call_command
from django.db import ConnectionHandler, connections
from django.utils import translation
from playwright.sync_api import Error, sync_playwright

from kbhelp import due_changes
from kbhelp.api import limits
from kbhelp.feedback import choices
from kbhelp.middleware import staff_sessions
from kbhelp.search import counting
from kbhelp.search.index import writer
from kbhelp.search.query import chosen
from kbhelp.search.vocabulary import renewing, terms
from kbhelp.site.words.kept import kept
from tests.site import LIGHT, Site

PHONE = {"width": 360, "height": 800}
DESKTOP = {"width": 1280, "height": 900}
# Each page comes from the server, but in the tests of what a browser keeps.
READER = {"locale": "ko-KR", "timezone_id": "Asia/Seoul", "service_workers": "block"}
CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What htmx and Chromium say of a request that a newer one made needless: on a slow machine each letter does so. A
# request that failed is said by other words besides.
GIVEN_UP = ("htmx:afterRequest", "htmx:sendAbort", "net::ERR_ABORTED")
ON_DATABASE = {"db", "transactional_db", "admin_client", "admin_user"}
# These go first: one worker would still be at them when the others have ended.
LONG = {"test_weight_of_lists.py", "test_turns.py", "test_many_machines.py"}
NO_BROWSER = (
    "브라우저를 시작할 수 없습니다. bin/test로 실행하거나, Chromium을 설치한 뒤 "
    "KBHELP_CHROMIUM에 그 경로를 넣으세요(Debian: sudo apt-get install chromium fonts-noto-cjk)."
)


def pytest_configure(config):
    if "KBHELP_DATA" not in os.environ:
        pytest.exit("시험은 bin/test로 실행하세요: 실제 자료(var/)를 건드리지 않습니다.", returncode=4)
    # Hashed names and slow password hashes belong to the running site, which the browser tests see.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.DUE_CHANGES_IN_BACKGROUND = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns of a missing folder
    kept.look_at = float("inf")  # → words_of_the_folder; for what is asked while tests are gathered


@pytest.hookimpl(tryfirst=True)  # before -m deselects by marker and xdist reads the groups
def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.path.name not in LONG)
    for item in items:
        asked_for = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or ON_DATABASE & set(asked_for):
            item.add_marker(pytest.mark.database)
        if "browser" in asked_for:
            item.add_marker(pytest.mark.browser)
            # Two workers with a site and a Chromium each; all in one would be half of the whole time.
            item.add_marker(pytest.mark.xdist_group("desk" if "desk" in asked_for else "browser"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test finds the shipped vocabulary, as a site has it after its first start."""
    with django_db_blocker.unblock():
        renewing.renew()


@pytest.fixture
def in_english():
    """What is marked for translation, as it stands in the code."""
    with translation.override(None):
        yield


@pytest.fixture(autouse=True)
def private_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def time_last_seen_is_written_once(monkeypatch):
    """Otherwise a page of the desk asks more whenever a minute has passed, as it may on a slow machine."""
    monkeypatch.setattr(staff_sessions, "SEEN_STEP", 1e9)


@pytest.fixture(autouse=True)
def nobody_asked_the_api_yet(monkeypatch):
    monkeypatch.setattr(limits, "minute", limits.Minute())


@pytest.fixture(autouse=True)
def words_of_the_folder(monkeypatch):
    """As on a site whose own words nobody has published yet; a test about them says `kept.next_change()`."""
    monkeypatch.setattr(kept, "edition", None)
    monkeypatch.setattr(kept, "profile", None)
    monkeypatch.setattr(kept, "look_at", float("inf"))


@pytest.fixture
def no_looks(monkeypatch):
    """What a process asks once a second belongs to no page."""
    monkeypatch.setattr(due_changes, "LOOK_SECONDS", 1e9)
    monkeypatch.setattr(terms, "LOOK_SECONDS", 1e9)
    monkeypatch.setattr("kbhelp.site.words.kept.LOOK_SECONDS", 1e9)


@pytest.fixture(autouse=True)
def no_search_counted_yet(monkeypatch):
    monkeypatch.setattr(counting, "_tally", {})
    monkeypatch.setattr(counting, "_opened", {})
    monkeypatch.setattr(chosen, "_chosen", {})
    monkeypatch.setattr(choices, "_clicks", set())
    monkeypatch.setattr(choices, "_answers", {})


@pytest.fixture(scope="session")
def tables_as_after_a_flush(django_db_setup, django_db_blocker):
    """Whichever test that commits comes first finds what the others find: tables that the one before has emptied."""
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(autouse=True)
def index_as_empty_as_the_tables(request):
    """After a test that commits, Django empties its own tables; those of the index are no models of it."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        return
    request.getfixturevalue("tables_as_after_a_flush")
    request.getfixturevalue("transactional_db")
    documents, keys = writer.held()
    for number in documents:
        writer.remove(number)
    writer.remove(None, keys)


@pytest.fixture(scope="session")
def after_first_start(tmp_path_factory):
    """after_first_start(folder): makes it the data folder that a first start leaves; on it a site is there at once.

    All workers copy what the first of them made.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    shared = (
        tmp_path_factory.getbasetemp().parent / f"first-{run}" if run else tmp_path_factory.mktemp("first")
    )
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "made").exists():
            site = Site(shared / "data", **LIGHT).wait_until_serving()
            assert site.stop() == 0
            (shared / "made").touch()
    return lambda folder: shutil.copytree(shared / "data", folder)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The running site: .url, .data, .printed()."""
    site = Site(tmp_path_factory.mktemp("site") / "data")
    yield site.wait_until_serving()
    site.stop()


@pytest.fixture
def on_site(site, django_db_blocker, settings):
    """Within this test the ORM, the media folder and the key are the running site's: what is made here, its readers
    see."""
    settings.MEDIA_ROOT = site.data / "media"
    settings.SECRET_KEY = (site.data / "secret_key").read_text().strip()
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    database = copy.deepcopy(settings.SQLITE) | {"NAME": f"file:{site.data / 'kbhelp.sqlite3'}?mode=rw"}
    ours = connections["default"]
    connections["default"] = ConnectionHandler({"default": database})["default"]
    with django_db_blocker.unblock():
        yield site
    connections["default"].close()
    connections["default"] = ours


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the session; without one the tests fail, they are never skipped."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop running in this thread
    with sync_playwright() as playwright:
        browser = start(playwright.chromium, os.environ.get("KBHELP_SHELL"))
        yield browser
        browser.close()


@pytest.fixture
def keeping_browser(browser):
    """A Chromium that keeps pages whole for Back and Forward, as people's browsers do; Playwright's do not, and the
    headless shell cannot."""
    keeping = start(browser.browser_type, ignore_default_args=["--disable-back-forward-cache"])
    yield keeping
    keeping.close()


def start(chromium, program=None, **options):
    flags = CHROMIUM_FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])
    program = program or os.environ.get("KBHELP_CHROMIUM") or None  # None: the one that Playwright installed
    try:
        return chromium.launch(executable_path=program, args=flags, **options)
    except Error as error:
        pytest.fail(f"{NO_BROWSER}\n{error}", pytrace=False)


@pytest.fixture
def open_page(browser, site):
    """open_page(viewport=PHONE, dark=True, js=False, browser=…, **context options): a page in a context of its own.

    Every page keeps .problems: console errors, errors in scripts, violations of the policy and requests to other
    origins. A test whose pages have any fails at its end; one that expects some clears the list.
    """
    pages = []

    def open_page(viewport=DESKTOP, dark=False, js=True, browser=browser, **options):
        options = READER | {"base_url": site.url} | options
        context = browser.new_context(
            viewport=viewport,
            color_scheme="dark" if dark else "light",
            java_script_enabled=js,
            **options,
        )
        context.set_default_timeout(10_000)
        pages.append(context.new_page())
        watch(pages[-1], options["base_url"])
        return pages[-1]

    yield open_page
    for page in pages:
        page.context.close()  # first, so that nothing is still on its way
    assert [problem for page in pages for problem in page.problems] == []


@pytest.fixture
def page(open_page):
    return open_page()


def watch(page, origin: str):
    """Chromium reports violations of the policy to the console as errors, so that one listener hears both."""
    page.problems, visited = [], set()

    def on_request(request):
        if request.is_navigation_request():
            visited.add(request.url)
        if not request.url.startswith((f"{origin}/", "data:", "blob:", "about:")):
            page.problems.append(f"foreign request: {request.url}")

    def on_console(message):
        # That a page itself answers 404 or 410 is said as an error too; the test that went there knows.
        is_answer = message.text.startswith("Failed to load resource") and message.location["url"] in visited
        if message.type == "error" and not is_answer and not any(words in message.text for words in GIVEN_UP):
            page.problems.append(f"console: {message.text} ({message.location['url']})")

    page.context.on("request", on_request)
    page.on("console", on_console)
    page.on("pageerror", lambda error: page.problems.append(f"script: {error}"))
