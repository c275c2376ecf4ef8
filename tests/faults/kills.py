"""kill -9 of the whole site at a random moment of what editors send without a pause: texts, pictures, imports."""

import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import time
from contextlib import ExitStack, closing
from io import BytesIO
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request

from PIL import Image

from tests.faults.people import (
    AWAY,
    LIGHT,
    PATIENCE,
    Editor,
    ask,
    assert_whole,
    repeating,
    seconds_until_well,
    summary,
)
from tests.site import ROOT, Site, environment
from tests.test_server import workers

LONGEST = 4.0  # seconds from a round's first confirmed act to its kill
FORM = '--f\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
IMPORTED = """---
title: 가져온 안내
summary: {summary}
stage: prepare
topic: device
written_on: 2026-11-26
review_on: 2027-05-26
state: live
sources: [kbstar]
still_stuck: 전화해 물어보세요.
---
본문입니다.
"""


class Uploader(Editor):
    """Sends one picture after the other; `kept` are the addresses that it was given."""

    def __init__(self, site: Site):
        super().__init__(site, "uploader")
        self.kept = []

    def send(self):
        page = ask(self.site, self.form, opener=self.opener)[2]
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)', page)
        if token is None:
            return
        file = BytesIO()
        Image.new("RGB", (320, 200), (len(self.kept) % 256, len(self.kept) // 256, 90)).save(file, "PNG")
        body = (FORM.format("csrfmiddlewaretoken", "") + token[1] + "\r\n").encode()
        body += (FORM.format("image", '; filename="a.png"')).encode() + file.getvalue() + b"\r\n--f--\r\n"
        headers = {"Content-Type": "multipart/form-data; boundary=f", "Referer": self.site.url + self.form}
        try:
            with self.opener.open(
                Request(f"{self.site.url}/desk/upload/", body, headers), timeout=60
            ) as answer:
                found = re.search(r"\]\((/media/[^)]+)\)", answer.read().decode())
        except (HTTPError, *AWAY):
            return
        if found:
            self.kept.append(found[1])


class Importer:
    """Imports a folder with one guide, again and again, each time with another sentence."""

    def __init__(self, site: Site):
        self.site, self.numbers, self.tried, self.process = site, [], 0, None
        self.folder = site.data.parent / "imported"
        (self.folder / "guides").mkdir(parents=True)

    def send(self):
        self.tried += 1
        file = self.folder / "guides" / "imported.md"
        file.write_text(IMPORTED.format(summary=summary(self.tried)), encoding="utf-8")
        self.process = subprocess.Popen(
            [ROOT / ".venv" / "bin" / "python", ROOT / "manage.py", "import_content", self.folder],
            env=environment(self.site.data, **LIGHT),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        said, _ = self.process.communicate()
        if self.process.returncode == 0:
            self.numbers.append(self.tried)
        elif self.process.returncode > 0 and "problem" in said:
            raise AssertionError(said)


class Publisher(Editor):
    def __init__(self, site: Site):
        super().__init__(site)
        self.numbers, self.tried = [], 0

    def send(self):
        self.tried += 1
        self.publish(self.tried)
        if self.confirmed == self.tried:
            self.numbers.append(self.tried)


def one_round(site: Site, everybody, awaited, seconds: float):
    """Until the kill: not before `awaited` had something confirmed, since a site that starts confirms nothing."""
    with ExitStack() as stack:
        for who in everybody:
            who.site = site
            stack.enter_context(repeating(who.send))
        before, end = len(awaited.numbers), time.monotonic() + PATIENCE
        while len(awaited.numbers) == before and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(seconds)
        importing = [who.process for who in everybody if getattr(who, "process", None)]
        for pid in [site.process.pid, *workers(site), *(one.pid for one in importing if one.poll() is None)]:
            os.kill(pid, signal.SIGKILL)
        site.process.wait()


def stored(data: Path) -> dict[str, set[int]]:
    """The numbers of all editions, by the address of their guide."""
    with closing(sqlite3.connect(data / "kbhelp.sqlite3")) as connection:
        found = connection.execute(
            "SELECT document.slug, edition.snapshot FROM publishing_edition AS edition"
            " JOIN publishing_document AS document ON document.id = edition.document_id"
        ).fetchall()
    numbers = {}
    for slug, snapshot in found:
        number = re.search(r"(\d+)번째로 고친", json.dumps(json.loads(snapshot), ensure_ascii=False))
        if number:
            numbers.setdefault(slug, set()).add(int(number[1]))
    return numbers


def assert_nothing_lost(publisher: Publisher, uploader: Uploader, importer: Importer, pictures):
    found = stored(publisher.site.data)
    assert not publisher.lost(), f"publication {publisher.confirmed} is lost"
    assert set(publisher.numbers) <= found.get("app-does-not-open", set()), "an edition is lost"
    assert set(importer.numbers) <= found.get("imported", set()), "an import is lost"
    gone = [address for address in pictures if ask(uploader.site, address)[0] != 200]
    assert not gone, f"{len(gone)} pictures are lost"


def killed(site: Site, kills=100) -> str:
    publisher, uploader, importer = Publisher(site), Uploader(site), Importer(site)
    chance, slowest = random.Random(1), 0.0
    for number in range(kills):
        before = len(uploader.kept)
        awaited = importer if number % 4 == 3 else publisher  # an import begins with a process of its own
        one_round(site, (publisher, uploader, importer), awaited, chance.uniform(0, LONGEST))
        site = Site(site.data, KBHELP_PAGE_CACHE="64", **LIGHT).wait_until_serving()
        slowest = max(slowest, seconds_until_well(site))
        publisher.site = uploader.site = site
        assert_nothing_lost(publisher, uploader, importer, uploader.kept[before:])
    assert_nothing_lost(publisher, uploader, importer, uploader.kept)
    assert_whole(site)
    site.stop()
    return (
        f"{kills} kills: {len(publisher.numbers)} publications, {len(uploader.kept)} pictures, {len(importer.numbers)} "
        f"imports confirmed, 0 lost; whole; well at most {slowest:.1f} s after each start"
    )
