"""Who forgot the password gets a link by mail, where mail is set; nobody learns from it which names there are."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from kbhelp.signin import links, tries
from kbhelp.signin.tests.test_invited import LINK, may_sign_in, set_by
from tests.making import make_writer

pytestmark = pytest.mark.django_db
FORGOTTEN = "/admin/forgotten/"


@pytest.fixture
def at_once(monkeypatch):
    monkeypatch.setattr(links, "beside", lambda act, *given: act(*given))


@pytest.fixture
def writer():
    user = make_writer("kim")
    user.email = "kim@example.kr"
    user.save()
    return user


def test_who_forgot_gets_a_link_by_mail(writer, at_once, settings):
    assert FORGOTTEN in Client().get("/admin/login/").content.decode()
    Client().post(FORGOTTEN, {"username": "kim"}, HTTP_HOST="localhost")
    assert [one.to for one in mail.outbox] == [["kim@example.kr"]]
    assert settings.SITE_URL in mail.outbox[0].body
    set_by(Client(), LINK.search(mail.outbox[0].body)[0])
    assert may_sign_in()


def test_an_unknown_name_is_answered_alike(writer, at_once):
    known = Client().post(FORGOTTEN, {"username": "kim"})
    unknown = Client().post(FORGOTTEN, {"username": "nobody"})
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert len(mail.outbox) == 1


def test_names_are_looked_up_beside_the_answer(writer, monkeypatch):
    asked = []
    monkeypatch.setattr(links, "beside", lambda act, *given: asked.append(given))
    Client().post(FORGOTTEN, {"username": "kim"})
    assert asked == [("kim",)] and not mail.outbox


def test_nobody_is_sent_mail_without_end(writer, at_once):
    answers = [
        Client().post(FORGOTTEN, {"username": name}).status_code for name in ["kim"] * 6 + ["nobody"] * 6
    ]
    assert answers == ([200] * tries.OF_A_NAME + [429]) * 2
    for number in range(30):
        Client().post(FORGOTTEN, {"username": "KIM"}, REMOTE_ADDR=f"198.51.{number}.1")
    assert len(mail.outbox) <= tries.LINKS_ANYWHERE


@pytest.mark.parametrize(
    "fields", [{"is_active": False}, {"is_staff": False}, {"email": ""}, {"password": "!x"}]
)
def test_who_could_not_sign_in_gets_none(writer, at_once, fields):
    User.objects.filter(pk=writer.pk).update(**fields)
    assert Client().post(FORGOTTEN, {"username": "kim"}).status_code == 200
    assert mail.outbox == []


def test_without_a_mail_server_there_is_no_such_page(writer, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert FORGOTTEN not in Client().get("/admin/login/").content.decode()
    assert Client().get(FORGOTTEN).status_code == 404
    assert Client().post(FORGOTTEN, {"username": "kim"}).status_code == 404


def test_nobody_signs_up():
    for path in ("/admin/signup/", "/accounts/signup/", "/admin/forgotten/signup/"):
        assert Client().post(path, {"username": "new"}).status_code in (302, 404)
    assert not User.objects.exists()


def test_a_mail_server_that_is_away_breaks_nothing(writer, monkeypatch, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    monkeypatch.setattr(links, "connection", SimpleNamespace(close=lambda: None))
    monkeypatch.setattr(links, "_post", SimpleNamespace(submit=lambda act, *given: act(*given)))
    assert Client().post(FORGOTTEN, {"username": "kim"}).status_code == 200
    assert "a link was not sent" in caplog.text
