"""What docs/security.md promises and no other test holds: what headers are worth, what a refusal looks like, what a
download is, and that nothing which a cache does not look at changes an answer."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from kbhelp import live
from kbhelp.feedback.tests.making import OURS
from kbhelp.pagecache.tests.making import ask, make_layer
from kbhelp.spreadsheets import csv_file
from tests.making import edited, make_entry, make_guide, make_publisher, published
from tests.site import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return Client(raise_request_exception=False)


def worth(headers) -> int:
    """Points by the rules of Mozilla's Observatory, as shared/security.md counts them (R28); no redirect, no cookie."""
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    inline = any("unsafe" in value for value in policy.values())
    return 100 + sum(
        points
        for points, holds in [
            (10, policy["default-src"] == "'none'" and not inline),
            (5, policy["frame-ancestors"] == "'none'"),
            (5, headers["Referrer-Policy"] in {"same-origin", "no-referrer", "strict-origin"}),
            (10, headers["Cross-Origin-Resource-Policy"] in {"same-origin", "same-site"}),
            (10, headers["Cross-Origin-Opener-Policy"] == "same-origin"),
            (10, headers["Cross-Origin-Embedder-Policy"] == "require-corp"),
            (-5, headers["X-Content-Type-Options"] != "nosniff"),
        ]
        if holds
    )


@pytest.mark.parametrize(
    "path", ["/", "/guides/here/", "/search/?q=a", "/nothing/", "/admin/login/", "/feedback/"]
)
def test_headers_are_worth_a_hundred_and_fifty_points(reader, path):
    published(make_guide(slug="here"))
    assert worth(reader.get(path).headers) == 150


@pytest.mark.parametrize(
    "path", ["/guides/old/?a=%0d%0aSet-Cookie:x=1", "/guides?%0d%0aX-A: b", "/guides/%0d%0aX-A:b"]
)
def test_no_line_of_the_answer_is_written_by_who_asks(reader, path):
    published(edited(published(make_guide(slug="old")), slug="new"))
    answer = reader.get(path)
    assert answer.status_code in {301, 404}
    assert not [value for value in answer.headers.values() if set(value) & set("\r\n")]
    assert "X-A" not in answer.headers
    assert not answer.cookies


@pytest.mark.parametrize("password", ["elevenchars", "password1234", "somebodysomebody", "123456789012"])
def test_a_password_that_is_guessed_is_taken_from_nobody(password):
    with pytest.raises(ValidationError):
        validate_password(password, User(username="somebodysomebody"))
    validate_password("아주 긴 비밀번호 하나", User(username="somebody"))


def withdrawn(client):
    live.withdraw(published(make_guide(slug="gone")))
    return client.get("/guides/gone/")


def too_often(client):
    for _ in range(6):
        answer = client.post("/admin/login/", {"username": "someone", "password": "wrong"})
    return answer


def without_database(client):
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(
            "django.db.models.sql.compiler.SQLCompiler.execute_sql", raising(OperationalError("secret"))
        )
        return client.get("/")


def with_a_mistake(client):
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", raising(ValueError("secret")))
        return client.get("/")


def raising(error):
    def act(*given, **named):
        raise error

    return act


REFUSALS = {
    400: lambda client: client.get("/", HTTP_HOST="evil.example"),
    403: lambda client: client.post("/feedback/", headers={"Origin": "https://evil.example"}),
    404: lambda client: client.get("/guides/none/"),
    405: lambda client: client.post("/guides/"),
    410: withdrawn,
    413: lambda client: client.post("/", CONTENT_LENGTH="150000000"),
    429: too_often,
    500: with_a_mistake,
    503: without_database,
}


@pytest.mark.parametrize("status", REFUSALS)
def test_each_refusal_is_a_korean_page_that_tells_nothing_of_the_inside(reader, status):
    answer = REFUSALS[status](reader)
    page = answer.content.decode()
    assert answer.status_code == status
    assert '<html lang="ko"' in page
    assert {"Traceback", "Error", "secret", "SELECT", "django", "/kbhelp/"} & set(
        page.replace('"', " ").split()
    ) == set()
    assert "secret" not in page
    assert worth(answer.headers) == 150
    assert status == 429 or not answer.cookies  # the form of signing in has its token


FORWARDED = {
    "X-Forwarded-Host": "evil.example",
    "Forwarded": "host=evil.example",
    "X-Original-URL": "/admin/",
}


def test_what_a_cache_does_not_look_at_changes_no_answer(reader):
    published(make_guide(slug="here"))
    plain, forged = reader.get("/guides/here/"), reader.get("/guides/here/", headers=FORWARDED)
    assert (forged.content, forged.headers.get("Location")) == (plain.content, None)
    assert "evil" not in forged.content.decode()


def test_a_forged_header_puts_nothing_of_its_own_on_the_shelf():
    published(make_guide(slug="here"))
    layer = make_layer()
    forged = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in FORWARDED.items()}
    first = ask(layer, "/guides/here/", **forged)
    assert b"evil" not in first.body
    assert ask(layer, "/guides/here/").body == first.body
    assert len(layer.shelf.copies) == 1


def test_an_address_with_a_query_is_on_no_shelf_however_it_is_written():
    layer = make_layer()
    for path in ("/search/?q=a", "/search/?Q=a", "/search/?q=A", "/?utm_source=a"):
        ask(layer, path)
    assert not layer.shelf.copies


def test_what_one_person_at_the_desk_gets_another_never_does():
    mine, yours = Client(), Client()
    mine.force_login(make_publisher("somebody"))
    yours.force_login(make_publisher("another"))
    pages = [client.get("/admin/password_change/") for client in (mine, yours)]
    assert [page.headers["Cache-Control"] for page in pages] == ["no-store", "no-store"]
    assert "somebody" not in pages[1].content.decode()


def test_a_download_is_saved_and_never_shown_or_guessed(client):
    client.force_login(make_publisher())
    published(make_entry(title="=1+1"))
    answers = [client.get(f"/admin/faq/entry/sheet/export/?format={kind}") for kind in ("csv", "xlsx")]
    answers.append(client.get("/admin/moving/export/"))
    for answer in answers:
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "\n=1+1" not in answers[0].content.decode()


def test_no_cell_of_a_report_is_a_formula():
    cells = ["=1", "+1", "-1", "@a", "\t=1", " =1", "＝1"]
    text = csv_file("a", ["머리"], [[cell] for cell in cells]).content.decode("utf-8-sig")
    assert text.splitlines()[1:] == [f"'{cell}" for cell in cells]


def test_who_has_found_a_weakness_learns_where_to_say_so(client):
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert fields["Contact"].endswith("/about/")
    left = datetime.fromisoformat(fields["Expires"]) - timezone.now()
    assert timedelta(days=30) < left <= timedelta(days=365)
    said = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "/.well-known/security.txt" in said


def test_a_vote_of_our_own_page_is_no_foreign_one(client):
    """The counterpart of the 403 above: else a site that refuses everything would pass."""
    guide = published(make_guide())
    data = {"edition": guide.live.pk, "answer": "yes"}
    assert client.post("/feedback/", data, headers={"Origin": OURS}).status_code == 200
