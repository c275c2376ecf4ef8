"""The strict policy is on every answer, whatever kind it is and whoever gives it."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from kbhelp import live
from kbhelp.publishing.models import Edition
from tests.making import edited, make_guide, make_publisher, make_writer, published

pytestmark = pytest.mark.django_db
STATIC = "http://testserver/static/"
STYLES = f"{STATIC} http://testserver/look/"
WORKER = "http://testserver/offline.js"
PAGE_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; worker-src {worker}; "
    "img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
OTHERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
FILE_POLICY = "default-src 'none'; sandbox"
PICTURE = f"images/ab/{'0' * 62}.png"


def assert_guarded(response, scripts=STATIC, styles=STYLES, worker=WORKER, policy=None):
    expected = policy or PAGE_POLICY.format(scripts=scripts, styles=styles, worker=worker)
    assert response["Content-Security-Policy"] == expected
    assert {name: response.headers.get(name) for name in OTHERS} == OTHERS


@pytest.fixture
def client(settings, tmp_path):
    """Serves the statics and the pictures of a folder of its own; a failure is answered, not raised."""
    settings.STATIC_ROOT = tmp_path / "static"
    for file in (settings.STATIC_ROOT / "site.css", settings.MEDIA_ROOT / PICTURE):
        file.parent.mkdir(parents=True)
        file.write_text("…")
    return Client(raise_request_exception=False)


def moved():
    published(edited(published(make_guide(slug="old")), slug="new"))
    return "/guides/old/"


def withdrawn():
    live.withdraw(published(make_guide(slug="gone")))
    return "/guides/gone/"


def living():
    published(make_guide(slug="here"))
    return "/guides/here/"


ANSWERS = {
    "home": ("get", lambda: "/", {}, 200),
    "a page": ("get", living, {}, 200),
    "its head": ("head", living, {}, 200),
    "a moved page": ("get", moved, {}, 301),
    "a missing slash": ("get", lambda: "/guides", {}, 301),
    "a withdrawn page": ("get", withdrawn, {}, 410),
    "a missing page": ("get", lambda: "/guides/none/", {}, 404),
    "nonsense": ("get", lambda: "/%00%ff", {}, 404),
    "a wrong method": ("post", living, {}, 405),
    "an unknown method": ("trace", living, {}, 405),
    "a body too large": ("post", lambda: "/", {"CONTENT_LENGTH": "150000000"}, 413),
    "the map": ("get", lambda: "/sitemap.xml", {}, 200),
    "a missing static file": ("get", lambda: "/static/none.css", {}, 404),
    "a missing picture": ("get", lambda: "/media/images/ab/none.png", {}, 404),
    "the folder of pictures": ("get", lambda: "/media/images/", {}, 404),
    "a refused preview": ("post", lambda: "/desk/markdown/", {}, 403),
    "a refused upload": ("post", lambda: "/desk/upload/", {}, 403),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_of_answer_is_guarded(client, kind):
    method, url, extra, status = ANSWERS[kind]
    response = getattr(client, method)(url(), **extra)
    assert response.status_code == status
    assert_guarded(response)


def test_a_static_file_can_run_nothing_by_itself_nor_when_it_has_not_changed(client):
    first = client.get("/static/site.css")
    assert first.status_code == 200
    assert_guarded(first, policy=FILE_POLICY)
    again = client.get("/static/site.css", HTTP_IF_MODIFIED_SINCE=first["Last-Modified"])
    assert again.status_code == 304
    assert_guarded(again, policy=FILE_POLICY)


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "a b", "", "testserver:x", "\x00"]
)
def test_a_forged_host_is_answered_400_without_naming_it(client, host):
    response = client.get("/", HTTP_HOST=host)
    assert response.status_code == 400
    assert_guarded(response, scripts="'none'", styles="'none'", worker="'none'")
    assert "evil" not in response.content.decode() + str(response.headers)


def test_a_failure_is_guarded_and_says_nothing_of_its_cause(client):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE publishing_edition RENAME TO publishing_edition_gone")
    response = client.get("/")
    assert response.status_code == 500
    assert_guarded(response)
    page = response.content.decode()
    assert "1588-9999" in page
    assert not any(word in page for word in ("Traceback", "publishing_edition", "SELECT", "OperationalError"))


def test_a_picture_can_run_nothing(client):
    response = client.get(f"/media/{PICTURE}")
    assert_guarded(response, policy=FILE_POLICY)
    assert response["Content-Type"] == "image/png"
    assert client.head(f"/media/{PICTURE}")["Content-Security-Policy"] == FILE_POLICY


@pytest.mark.parametrize(
    "name",
    [
        "../static/site.css",
        "images/ab/../../../static/site.css",
        "%2e%2e/static/site.css",
        "..%2fstatic%2fsite.css",
        "//etc/passwd",
        f"{PICTURE}/",
        f"{PICTURE}%00.html",
        f"{PICTURE}%0a",
        PICTURE.replace(".png", ".svg"),
        PICTURE.replace(".png", ".html"),
        PICTURE.replace("images", "Images"),
        "images/ab/",
        "",
    ],
)
def test_only_pictures_under_names_the_server_gave_are_served(client, settings, name):
    for ending in ("svg", "html"):
        (settings.MEDIA_ROOT / PICTURE).with_suffix(f".{ending}").write_text("<script>alert(1)</script>")
    assert client.get(f"/media/{name}").status_code == 404


# The desk


JSI18N = f"{STATIC} http://testserver/admin/jsi18n/"


def test_the_sign_in_and_the_way_to_it_are_guarded_and_never_stored(client):
    for url, status in [("/admin/login/", 200), ("/admin/", 302)]:
        response = client.get(url)
        assert (response.status_code, response["Cache-Control"]) == (status, "no-store")
        assert_guarded(response, scripts=JSI18N, worker="'none'")


@pytest.mark.parametrize(
    "page, status",
    [
        ("index", 200),
        ("guides_guide_changelist", 200),
        ("guides_guide_add", 200),
        ("jsi18n", 200),
        ("password_change", 200),
        ("auth_user_changelist", 403),
        ("logout", 405),
    ],
)
def test_pages_of_the_desk_are_guarded_and_never_stored(client, page, status):
    client.force_login(make_writer())
    response = client.get(reverse(f"admin:{page}"))
    assert (response.status_code, response["Cache-Control"]) == (status, "no-store")
    assert_guarded(response, scripts=JSI18N, worker="'none'")


def test_a_preview_of_the_desk_is_never_stored(client):
    client.force_login(make_publisher())
    guide = make_guide()
    for response in [
        client.post("/desk/markdown/", {"content": "글"}),
        client.post("/desk/upload/"),
        client.get("/desk/nothing/"),
        client.get(reverse("admin:guides_guide_withdraw", args=[guide.pk])),
        client.post(reverse("admin:guides_guide_withdraw", args=[guide.pk])),
        client.get("/admin/nothing/"),
    ]:
        assert response["Cache-Control"] == "no-store"
    assert Edition.objects.count() == 0


def test_a_request_without_the_token_is_refused_guarded_and_in_korean():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "writer", "password": "x"})
    assert response.status_code == 403
    assert_guarded(response, scripts=JSI18N, worker="'none'")
    assert "CSRF" not in response.content.decode()


def test_the_policy_names_the_host_and_the_scheme_that_were_asked(client):
    response = client.get("/", secure=True, HTTP_HOST="localhost:8443")
    assert "script-src https://localhost:8443/static/; " in response["Content-Security-Policy"]


def test_at_an_ipv6_address_which_no_policy_can_name_pages_still_have_their_styles(client):
    response = client.get("/", HTTP_HOST="[::1]:8000")
    assert_guarded(response, scripts="'self'", styles="'self'", worker="'self'")
