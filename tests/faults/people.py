"""Readers who read all the while, and an editor whose publications are remembered once the site has confirmed them."""

import re
import subprocess
import threading
import time
from contextlib import contextmanager
from http.client import HTTPException
from itertools import count
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.forms import Forms
from tests.site import LIGHT, ROOT, Site, environment

GUIDE = "/guides/app-does-not-open/"
SEARCH = "/search/?q=%EC%9D%B8%EC%A6%9D%EC%84%9C"
PASSWORD = "아주 긴 비밀번호 하나"
PATIENCE = 90  # seconds until all must be well again
AWAY = (URLError, OSError, HTTPException)


def ask(site: Site, path: str, data=None, opener=None) -> tuple[int, dict, str]:
    """Status 0: nobody answered."""
    body = urlencode(data).encode() if data else None
    request = Request(site.url + path, body, {"Referer": site.url + path})
    try:
        with (opener or build_opener()).open(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read().decode(errors="replace")
    except HTTPError as error:
        return error.code, error.headers, error.read().decode(errors="replace")
    except AWAY:
        return 0, {}, ""


class Readers:
    """Within it two read one guide after the other. `share`: how many of a hundred got a page, also an old one."""

    def __init__(self, site: Site):
        self.site, self.seen, self.ended = site, [], threading.Event()
        self.threads = [threading.Thread(target=self.read) for _ in range(2)]

    def read(self):
        while not self.ended.wait(0.02):
            began = time.monotonic()
            status = ask(self.site, GUIDE)[0]
            self.seen.append((status, time.monotonic() - began))

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        time.sleep(0.5)
        return self

    def __exit__(self, *failure):
        self.ended.set()
        for thread in self.threads:
            thread.join()

    @property
    def share(self) -> float:
        return 100 * sum(status == 200 for status, _ in self.seen) / len(self.seen)

    @property
    def slowest(self) -> float:
        return max(seconds for _, seconds in self.seen)

    def __str__(self):
        return f"{self.share:.1f} % of {len(self.seen):,} pages read, the slowest after {self.slowest:.1f} s"


class Editor:
    """Signs in with a browser's cookies and sends the forms of the desk."""

    def __init__(self, site: Site, name="editor"):
        self.site, self.name, self.confirmed = site, name, 0
        self.opener = build_opener(HTTPCookieProcessor())
        make_superuser(site, name)
        self.sign_in()
        page = ask(site, "/admin/guides/guide/?q=app-does-not-open", opener=self.opener)[2]
        self.form = re.search(r'href="(/admin/guides/guide/\d+/change/)', page)[1]

    def sign_in(self):
        login = "/admin/login/"
        page = ask(self.site, login, opener=self.opener)[2]
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)', page)[1]
        data = {"csrfmiddlewaretoken": token, "username": self.name, "password": PASSWORD}
        assert "로그아웃" in ask(self.site, login, data, self.opener)[2]

    def publish(self, number: int) -> str:
        """What the desk says to it; `confirmed` is the last number of which it said that it is public."""
        page = ask(self.site, self.form, opener=self.opener)[2]
        fields = next((fields for _, fields, _ in Forms(page).forms if "slug" in fields), None)
        if fields is None:
            return ""
        sent = fields | {"summary": summary(number), "_publish": "1"}
        said = ask(self.site, self.form, sent, self.opener)[2]
        if "독자에게 보입니다" in said and "발행했습니다" in said:
            self.confirmed = number
        return said

    def lost(self) -> bool:
        """Whether readers see an older text than the last that was confirmed."""
        found = re.search(r"(\d+)번째로 고친 한 줄 답", ask(self.site, GUIDE)[2])
        return bool(self.confirmed) and (not found or int(found[1]) < self.confirmed)


def summary(number: int) -> str:
    return f"{number}번째로 고친 한 줄 답입니다."


def publishing(editor: Editor, begin=1):
    """Within it the editor publishes again and again."""
    numbers = count(begin)
    return repeating(lambda: editor.publish(next(numbers)))


@contextmanager
def repeating(act):
    """Within it the act is done again and again."""
    ended = threading.Event()

    def go_on():
        while not ended.is_set():
            act()

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def manage(site: Site, *arguments, **variables) -> subprocess.CompletedProcess:
    command = [ROOT / ".venv" / "bin" / "python", ROOT / "manage.py", *arguments]
    return subprocess.run(
        command, env=environment(site.data, **LIGHT | variables), capture_output=True, text=True, check=False
    )


def make_superuser(site: Site, name: str):
    variables = {"DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    made = manage(
        site, "createsuperuser", "--noinput", "--username", name, "--email", "a@example.com", **variables
    )
    assert made.returncode == 0 or "이미" in made.stderr, made.stderr


def seconds_until_well(site: Site) -> float:
    """Until page, search and sign-in answer as ever; a copy of before is no answer of a site that is well."""
    began = time.monotonic()
    while time.monotonic() < began + PATIENCE:
        answers = [ask(site, path) for path in (GUIDE, SEARCH, "/admin/login/")]
        if all(status == 200 and "Age" not in headers for status, headers, _ in answers):
            return time.monotonic() - began
        time.sleep(0.1)
    raise AssertionError(f"not well after {PATIENCE} s: {[status for status, _, _ in answers]}")


def assert_whole(site: Site):
    said = manage(site, "verify")
    assert said.returncode == 0, said.stdout + said.stderr
