"""The site's own words stand in its content alone, and whatever they say next is what every page says."""

import json
import re
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.utils import timezone

from kbhelp import profile
from kbhelp.notices.models import Notice
from kbhelp.publishing.official import is_official
from kbhelp.search.models import Term
from kbhelp.site.errors import broken
from kbhelp.site.words.kept import of_folder
from tests.crawl import crawl, said
from tests.making import (
    make_category,
    make_checklist,
    make_entry,
    make_guide,
    make_row,
    make_source,
    make_table,
    make_user,
    published,
)

ROOT = Path(__file__).resolve().parent.parent
PLACES = ["templates", "static", "kbhelp", "guides", "faq", "bin", "deploy"]
WRITTEN = {".py", ".html", ".txt", ".js", ".css", ".svg", ".service", ".timer", ".conf", ".yaml", ""}
# Where words of the subject may stand: what the search knows, what is frozen, tests, others' code.
ALLOWED = re.compile(r"/vocabulary/|/migrations/|/tests/|static/vendor/")
# Of the profile, what is never shown as it stands.
KEYS = {"desk", "look", "key", "vote", "stage", "icon", "kind", "slug", "weight"}


def words_of_the_desk(standing=None) -> re.Pattern:
    """Names, numbers and hosts of the profile, and what it calls its subject's words; Latin ones as whole words."""
    now = profile.current()
    hosts = [host.removeprefix("www.") for host in now["official_hosts"]]
    phones = [phone[part] for phone in now["phones"] for part in ("name", "number")]
    words = {
        now["name"],
        *hosts,
        *phones,
        *(one["label"] for one in now["institutions"]),
        *now["subject_words"],
    }
    return re.compile("|".join(map(standing or standing_alone, words)))


def standing_alone(word: str) -> str:
    return rf"(?<![A-Za-z0-9#]){re.escape(word)}(?![A-Za-z0-9])" if word.isascii() else re.escape(word)


def standing_on_a_page(word: str) -> str:
    """A number of three digits is also that of some document, in addresses and in JSON: PostgreSQL counts on from one
    test to the next."""
    if word.isdecimal():
        return rf'tel:{word}|(?<![A-Za-z0-9#/:"=&.-])(?<!": ){word}(?![A-Za-z0-9/"&=.-])'
    return standing_alone(word)


def files():
    for place in PLACES:
        for path in sorted((ROOT / place).rglob("*")):
            name = str(path.relative_to(ROOT))
            if path.is_file() and path.suffix in WRITTEN and not ALLOWED.search(name):
                yield name, path.read_text(encoding="utf-8")


def test_no_template_and_no_code_says_a_word_of_the_desk():
    words = words_of_the_desk()
    said = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in files()
        for number, line in enumerate(text.split("\n"), 1)
        if words.search(line)
    ]
    assert said == []


def test_the_words_are_looked_for_where_they_could_stand():
    assert {name.split("/")[0] for name, _ in files()} >= {
        "templates",
        "static",
        "kbhelp",
        "guides",
        "faq",
        "deploy",
    }
    assert words_of_the_desk().search("급하면 1588-9999로") and words_of_the_desk().search("tel:112")


def test_the_profile_is_plain_data():
    assert json.loads(json.dumps(profile.current())) == profile.current()


def test_a_phone_stands_in_a_text_by_its_key_and_what_is_no_phone_stays():
    assert profile.with_phones("{police} {nobody}") == "[112](tel:112) {nobody}"


@pytest.mark.django_db
def test_a_key_that_the_profile_has_dropped_still_has_a_place_and_a_name(client, monkeypatch):
    published(make_guide(slug="old", stage="issue", topic="safety"))
    left = [stage for stage in profile.current()["stages"] if stage["key"] != "issue"]
    speak(monkeypatch, profile.current() | {"stages": left, "topics": []})
    assert client.get("/guides/old/").status_code == 200
    assert profile.label("stages", "issue") == "issue"


def speak(monkeypatch, told: dict):
    monkeypatch.setattr(profile, "current", lambda: told)


class OtherDesk:
    """The profile with every word replaced; `words` are the new ones but for the hosts, `foreign` finds the old."""

    def __init__(self):
        self.foreign = words_of_the_desk(standing_on_a_page)
        self.numbers, self.words = count(1001), []
        self.profile = self.replaced(profile.current())

    def replaced(self, value, name=""):
        if isinstance(value, dict):
            return {key: part if key in KEYS else self.replaced(part, key) for key, part in value.items()}
        if isinstance(value, list):
            return [self.replaced(part, name) for part in value]
        number = next(self.numbers)
        if name == "official_hosts":
            return f"host{number}.example"
        word = f"1600-{number}" if name == "number" else f"낱말{number}하나"
        if name not in {"subject_words", "typed"}:  # looked for, never said
            self.words.append(word)
        return " ".join([word, *re.findall(r"\{\w+\}", value)])


@pytest.fixture
def other_desk(monkeypatch):
    desk = OtherDesk()
    speak(monkeypatch, desk.profile)
    return desk


def make_everything(desk: OtherDesk):
    """One live document or notice for each thing of the profile, none with a word of its own."""
    Term.objects.all().delete()
    host = desk.profile["official_hosts"][0]
    make_source(name="곳", publisher="곳", url=f"https://{host}/")
    words = {"normal": "맞음", "failure": "틀림", "how_to_check": "봅니다.", "remedy": "고칩니다."}
    table = make_table(rows=0, slug="table")
    choices = {
        "risk": ("none", "lockout", "removed"),
        "effort": ("self", "carrier", "bank"),
        "confidence": "abc",
    }
    for place, chosen in enumerate(zip(*choices.values(), strict=True)):
        own = dict(zip(choices, chosen, strict=True))
        make_row(table, position=place, key=f"k{place}", stage="issue", **own, **words)
    published(table)
    for stage in desk.profile["stages"]:
        published(make_guide(stage=stage["key"], still_stuck="물어보세요.", home_position=1, chip="칩"))
    published(make_guide(slug=desk.profile["diagnosis"]["read_first"]["slug"], still_stuck="물어보세요."))
    published(make_guide(slug=desk.profile["at_hand"][0]["slug"], still_stuck="물어보세요."))
    published(make_checklist(slug="list", home_position=1))
    published(make_entry(category=make_category(), home_position=1))
    for institution in desk.profile["institutions"]:
        ends_at = timezone.now() + timedelta(hours=1)
        Notice.objects.create(title="멈춤", institution=institution["key"], ends_at=ends_at).publish()
    return table


def everything_said(table) -> str:
    """All that readers, machines and editors are shown, outcomes of the diagnosis and error pages included."""
    right = "&".join(f"{table.pk}-k{place}=ok" for place in range(3))
    wrong = right.replace("ok", "bad")
    tried = right.replace("ok", "tried")
    danger = wrong.rpartition("&")[2]
    asked = (
        "unsure&ask=stage",
        "unsure&said=none",
        *(f"issue&done=1&{one}" for one in (right, wrong, tried, danger)),
    )
    queries = [f"/diagnose/?stage={one}" for one in asked] + [
        "/search/?q=쀍뛟",
        "/tables/table/steps/k0/?read=1",
    ]
    pages = crawl() | {url: said(url) for url in [*queries, "/nothing/", "/guides/one.md"]}
    pages["500"] = broken(RequestFactory().get("/")).content.decode()
    editor = Client()
    editor.force_login(make_user("editor", is_superuser=True))
    desk = [
        "guides/guide",
        "guides/comparisontable",
        "guides/checklist",
        "notices/notice",
        "publishing/source",
    ]
    pages |= {url: said(url, editor) for url in ["/admin/", *(f"/admin/{form}/add/" for form in desk)]}
    return "\n".join(page.split("\n", 2)[-1] for page in pages.values())  # without status and headers


@pytest.mark.django_db
def test_another_profile_is_what_every_page_says_and_no_word_of_this_one(other_desk):
    text = everything_said(make_everything(other_desk))
    assert other_desk.foreign.findall(text) == []
    assert [word for word in other_desk.words if word not in text] == []


def test_only_the_profiles_hosts_are_official(other_desk):
    hosts = other_desk.profile["official_hosts"]
    urls = [f"https://{hosts[0]}/", f"http://{hosts[0]}/", f"https://{of_folder()['official_hosts'][0]}/"]
    assert [is_official(url) for url in urls] == [True, False, False]


@pytest.mark.django_db
def test_changed_words_and_another_order_need_no_migration(other_desk):
    other_desk.profile["stages"].reverse()
    call_command(
        "makemigrations", check=True, dry_run=True, verbosity=0
    )  # leaves with a status where it finds one
