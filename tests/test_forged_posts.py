"""A POST to each route of the desk by those who may not: nothing is stored, and no route breaks.

What is sent is no guess: it is what the page's own forms would send, as a superuser gets them, by every button. Sent by
a superuser it does what it says, without which nothing would be held here.
"""

import re
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urljoin

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from kbhelp import live
from kbhelp.editing.models import ReviewRequest
from kbhelp.publishing.models import Document
from tests.forms import Forms
from tests.making import make_publisher, make_user, make_writer, published
from tests.routes import routes
from tests.samples import address, key_of
from tests.test_routes import signed_in

pytestmark = pytest.mark.django_db
TYPED = dict.fromkeys(["title", "name", "summary", "username", "query", "item", "text", "reason"], "거짓 글")
TYPED |= dict.fromkeys(["password1", "password2"], "아주 긴 비밀번호 둘") | {
    "key": "forged",
    "slug": "forged",
}
ALIKE = {"_addanother", "_continue", "_preview", "_check"}  # either _save by another name or nothing for good
BY_HAND = {
    "post": "yes",
    "edition": "1",
    "row": "sample",
    "content": "글",
}  # of pages that only answer a POST
WRITTEN = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(?!django_session)(\w+)"')

OF_PUBLISHERS = {"publishing_siteversion", "search_bestbet", "auth_user", "auth_group"}


def forged(client, url: str) -> list[tuple[str, dict]]:
    """What the page at the address would send by each of its buttons, with something typed into what was empty."""
    page = client.get(url)
    is_page = page.status_code == 200 and page["Content-Type"].startswith("text/html")
    posts = []
    for action, fields, buttons in Forms(page.content.decode()).forms if is_page else []:
        typed = {name: TYPED[name] for name in fields.keys() & TYPED.keys() if not fields[name]}
        pressed = [button for button in buttons if button[0] not in ALIKE] or [("_save", "1")]
        if "logout" not in action:
            posts += [(urljoin(url, action), fields | typed | dict([button])) for button in pressed]
    return posts or [(url, BY_HAND)]


class Answer(NamedTuple):
    url: str
    status: int
    tables: set[str]  # that were written


class Writes(set):
    """The tables that statements wrote; a session is nobody's content."""

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if context["cursor"].rowcount:
            self.update(WRITTEN.findall(sql))
        return result


def sent_by(user, posts: list[tuple[str, dict]], **options) -> list[Answer]:
    """What each was answered; all is undone at once, so that every post finds the same."""
    answers = []
    for url, body in posts:
        client, writes = Client(**options), Writes()
        before = transaction.savepoint()  # no block: a durable one could not begin within it
        client.force_login(user)
        with connection.execute_wrapper(writes):
            status = client.post(url, body).status_code
        transaction.savepoint_rollback(before)
        answers.append(Answer(url, status, writes))
    return answers


@pytest.fixture
def posts(db):
    """(address, body) for every button of every route at the desk, but of that which ends a session."""
    superuser = signed_in(make_user("superuser", is_superuser=True))
    staff = [one for one in routes() if one.is_for_staff and key_of(one) != "admin:logout"]
    urls = [address(route) for route in staff]
    for url in urls:
        make_worth_attacking(url)
    urls = [f"{url}?edition=1" if url.endswith("restore/") else url for url in urls]
    return [post for url in urls for post in forged(superuser, url)]


def make_worth_attacking(url: str):
    """Where one withdraws, restores, decides or gives up a date, there is something to do it to."""
    path, _, page = url.strip("/").rpartition("/")
    if page not in {"withdraw", "restore", "review", "cancel"}:
        return
    document = published(Document.objects.get(pk=path.rpartition("/")[2]).concrete())
    if page == "review":
        ReviewRequest.ask(document, by=None)
    elif page == "cancel":
        live.publish(document, at=timezone.now() + timedelta(days=3))


def test_what_forms_send_does_nothing_for_those_who_may_not(posts):
    sent = {
        "superuser": sent_by(make_user("another", is_superuser=True), posts),
        "member": sent_by(get_user_model().objects.create_user("member"), posts),
        "newcomer": sent_by(make_user("newcomer"), posts),
        "without the token": sent_by(make_publisher(), posts, enforce_csrf_checks=True),
        "writer": sent_by(make_writer(), posts),
    }
    assert {one.url for answers in sent.values() for one in answers if one.status >= 500} == set()
    assert len({one.url for one in sent["superuser"] if one.tables}) >= 50
    for who in ("member", "newcomer", "without the token"):
        assert (who, [one for one in sent[who] if one.tables]) == (who, [])
    assert {one.status for one in sent["without the token"]} == {403}
    assert of_publishers(sent["writer"]) == set()
    assert len(of_publishers(sent["superuser"])) >= 20


def of_publishers(answers: list[Answer]) -> set[str]:
    """The addresses at which readers' pages changed, or who may do what."""
    found = {one.url for one in answers if one.tables & OF_PUBLISHERS}
    return {url for url in found if not url.startswith("/admin/search/term/")}  # synonyms are a writer's too
