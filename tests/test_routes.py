"""Who may do what where: every route × role × method, found by walking the resolver, so that none is forgotten."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core import serializers
from django.test import Client

from tests.making import make_publisher, make_user, make_writer
from tests.routes import routes
from tests.samples import address, key_of

METHODS = ("get", "head", "post", "put", "delete")  # the order of the five statuses below
READING = (200, 200, 405, 405, 405)
SENDING = (405, 405, 200, 405, 405)


def always(status: int) -> tuple:
    return (status,) * len(METHODS)


PUBLIC = dict.fromkeys(
    """
    home guide_list guide_page table_page diagnosis call_note slip handover checklist_list checklist_page faq_list
    faq_entry notice_list notice sources about privacy accessibility sitemap sitemap_part search
    terms favicon touch_icon robots llms feed security_txt worker offline ready
    guide_twin table_twin checklist_twin faq_twin
    api_index api_documents api_document_by_number api_document api_notices api_openapi api_diagnosis
    """.split(),
    READING,
) | {
    "guide_steps": (302, 302, 405, 405, 405),  # the sample has no list: to the guide
    "row_steps": (302, 302, 405, 405, 405),  # no row has the sample's key: to the table
    "api_search": (400, 400, 405, 405, 405),  # without a question
    "search_opened": (405, 405, 204, 405, 405),
    "vote": (405, 405, 403, 405, 405),  # a form of another site, or of none
    "numbers": always(404),  # there is no token
    **dict.fromkeys(
        ["shared", "media", "widget", "styles_in_colour", "mark_in_colour"], (404, 404, 405, 405, 405)
    ),
}

# Where no provider is set, nobody gets anything.
PROVIDER = {
    "provider": always(404),
    "provider_sign_in": (405, 405, 404, 405, 405),
    "provider_back": (404, 405, 405, 405, 405),
}

# What staff get at the desk's own pages, which need no right to a kind of content.
DESK = {
    "markdownx_markdownify": SENDING,
    "markdownx_upload": (405, 405, 400, 405, 405),  # without a file
    "picker": READING,
    **dict.fromkeys(["moving", "moving_export"], READING),
    **dict.fromkeys(["moving_preview", "moving_import"], (405, 405, 302, 405, 405)),  # without an archive
    **dict.fromkeys(
        ["admin:index", "admin:manual", "admin:work", "admin:reports", "admin:stale"], always(200)
    ),
    "admin:guides_comparisontable_paths": READING,
    "admin:guides_comparisontable_accept": (405, 405, 302, 405, 405),  # back to the paths, without a weight
    "admin:session": READING,
    "admin:signed_in": READING,
    "admin:presence": (405, 405, 404, 405, 405),  # no document has that number
    "admin:login": (302, 200, 200, 200, 405),
    "admin:logout": (405, 405, 200, 302, 302),  # signed out by POST alone, hence back to the sign-in
    "admin:password_change_done": READING,
    "admin:autocomplete": (403, 403, 405, 405, 405),  # without saying what is searched
    "account_login": (302, 200, 200, 200, 405),
    "invited": always(404),  # no such link
    "forgotten": (302, 302, 200, 405, 405),  # who has signed in needs none
    "sessions": (200, 200, 302, 405, 405),
    **PROVIDER,
    "mfa_index": READING,
    "mfa_add_webauthn": always(404),  # the tests' host has no https
    "mfa_remove_webauthn": (404, 404, 404, 405, 405),  # there is none
    "mfa_reauthenticate_webauthn": always(404),
    "mfa_authenticate": always(302),  # who is signed in is not asked
    "mfa_deactivate_totp": always(404),  # nothing to turn off
    "mfa_view_recovery_codes": (404, 404, 405, 405, 405),
    **dict.fromkeys(
        [
            "mfa_activate_totp",
            "mfa_generate_recovery_codes",
            "account_reauthenticate",
            "admin:password_change",
        ],
        (200, 200, 200, 200, 405),
    ),
    "mfa_reauthenticate": always(302),  # by password, since there is no second factor
    "admin:jsi18n": READING,
    "admin:view_on_site": always(404),  # nothing has that number
    "admin:app_list": always(200),
    "admin/(?P<url>.*)$": always(404),
}
OF_STAFF = (
    "admin",
    "markdownx",
    "picker",
    "moving",
    "mfa",
    "account",
    "sessions",
    "invited",
    "forgotten",
    "provider",
)
# Without a session the desk only ever asks to sign in, but for these.
UNSIGNED = {
    "markdownx_markdownify": (405, 405, 403, 405, 405),
    "markdownx_upload": (405, 405, 403, 405, 405),
    "picker": (403, 403, 405, 405, 405),
    **dict.fromkeys(["admin:login", "account_login"], (200, 200, 200, 200, 405)),
    "invited": always(404),
    **PROVIDER,
    "forgotten": (200, 200, 200, 405, 405),
    "admin:session": READING,  # nobody is signed in
}

# Kinds of content at the desk, and what those with the right get at each page of theirs.
WRITERS = {"writer", "publisher", "superuser"}
PUBLISHERS = {"publisher", "superuser"}
DOCUMENTS = {"guides_guide", "guides_comparisontable", "guides_checklist", "faq_entry"}
LISTS = {
    "faq_category",
    "publishing_source",
    "publishing_picture",
    "notices_notice",
    "search_term",
    "search_bestbet",
}
PEOPLE = {"auth_user", "auth_group"}
PAGES = dict.fromkeys(["changelist", "add", "change", "delete", "history"], always(200))
DOCUMENT_PAGES = PAGES | {
    **dict.fromkeys(["editions", "edition", "review", "share", "differences", "uses", "verify"], always(200)),
    "restore": always(302),  # without saying which edition
    "withdraw": always(302),  # readers do not see the sample
    "cancel": (200, 200, 302, 200, 200),
    "duplicate": (200, 200, 302, 200, 200),
    **dict.fromkeys(["sheet", "export"], READING),
    **dict.fromkeys(["look", "bring"], (405, 405, 302, 405, 405)),  # without a sheet
}
# There is one, and it stays.
SITE_PAGES = DOCUMENT_PAGES | {"delete": always(302), "duplicate": always(403)}
PEOPLE_PAGES = PAGES | {"end": (200, 200, 302, 200, 200), "invite": always(200)}
PICTURE_PAGES = PAGES | {"replace": always(200)}
# All kinds of documents together are there to be found and looked at, by nobody to be changed.
LOOKED_AT = PAGES | {
    "test": always(200),
    "report": always(200),
    "answer": always(302),  # to the report, without saying which query
    "ways": READING,
    "decide": (405, 405, 302, 405, 405),  # back to the proposals, without one
    "change": (200, 200, 403, 200, 200),
    "add": always(403),
    "delete": always(403),
}
# Readers' remarks: never added by hand; taken away by publishers, should personal data have come through.
REMARKS = PAGES | {"report": always(200), "pages": always(200), "add": always(403)}
# Readers see them as soon as they are saved.
BEST_BETS_OF_WRITERS = PAGES | {
    "change": (200, 200, 403, 200, 200),
    "add": always(403),
    "delete": always(403),
}
OF_PUBLISHERS = {"withdraw", "cancel"}
READ_ONLY = {"publishing_document", "search_queryday", "audit_act"}


def expected(key: str, role: str) -> tuple | None:
    """The five statuses; None for a route that nobody has listed."""
    if key in PUBLIC:
        return PUBLIC[key]
    if role in ("reader", "member") and key.startswith(OF_STAFF):
        return UNSIGNED.get(key, always(302))
    if key.startswith("moving") and role == "writer":
        return tuple(405 if status == 405 else 403 for status in DESK[key])
    if key.endswith("/<path:object_id>/"):
        return always(302)  # to the change page
    kind, _, page = key.removeprefix("admin:").rpartition("_")
    return DESK.get(key) or expected_of_staff(kind, page, role)


def expected_of_staff(kind: str, page: str, role: str) -> tuple | None:
    if kind == "search_bestbet" and role == "writer":
        return BEST_BETS_OF_WRITERS[page]
    if kind == "auth_user_password":
        kind = "auth_user"
    if kind in READ_ONLY:
        pages = LOOKED_AT if role in PUBLISHERS else LOOKED_AT | {"decide": (405, 405, 403, 405, 405)}
        return always(403) if kind == "audit_act" and role != "superuser" else pages.get(page)
    if kind == "feedback_remark":
        return always(403) if page == "delete" and role not in PUBLISHERS else REMARKS.get(page)
    if kind == "publishing_picture" and role in WRITERS:
        return PICTURE_PAGES.get(page)
    if kind in PEOPLE:
        return PEOPLE_PAGES.get(page) if role == "superuser" else always(403)
    of_kinds = dict.fromkeys(DOCUMENTS, DOCUMENT_PAGES) | dict.fromkeys(LISTS, PAGES)
    pages = (of_kinds | {"site_siteprofile": SITE_PAGES}).get(kind, {})
    allowed = PUBLISHERS if page in OF_PUBLISHERS else WRITERS
    return pages.get(page) if role in allowed else always(403)


@pytest.mark.parametrize("route", routes(), ids=key_of)
def test_every_route_is_listed(route):
    known = set(PUBLIC) | set(DESK)
    kinds = DOCUMENTS | LISTS | PEOPLE | READ_ONLY
    kinds |= {"auth_user_password", "feedback_remark", "site_siteprofile"}
    kind, _, page = key_of(route).removeprefix("admin:").rpartition("_")
    is_of_a_kind = (
        kind in kinds and page in DOCUMENT_PAGES | LOOKED_AT | REMARKS | PICTURE_PAGES | PEOPLE_PAGES
    )
    is_redirect = route.pattern.removesuffix("<path:object_id>/") in {
        f"admin/{kind.replace('_', '/', 1)}/" for kind in kinds
    }
    assert key_of(route) in known or is_of_a_kind or is_redirect, f"list {route} in tests/test_routes.py"


def signed_in(user=None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


@pytest.fixture
def roles(db):
    return {
        "reader": None,
        "member": User.objects.create_user("member"),
        "writer": make_writer(),
        "publisher": make_publisher(),
        "superuser": make_user("superuser", is_superuser=True),
    }


@pytest.mark.parametrize("route", routes(), ids=key_of)
def test_each_role_gets_from_each_route_what_is_listed(route, roles):
    url = address(route)
    for role, user in roles.items():
        client = signed_in(user)
        answers = tuple(getattr(client, method)(url).status_code for method in METHODS)
        assert (role, answers) == (role, expected(key_of(route), role))


def test_staff_of_no_group_may_do_nothing_with_content(db):
    client = signed_in(make_user("newcomer"))
    content = [route for route in routes() if "changelist" in route.name or route.name.endswith("_add")]
    assert len(content) >= 20
    assert {client.get(address(route)).status_code for route in content} == {403}
    assert [client.post("/desk/markdown/").status_code, client.post("/desk/upload/").status_code] == [
        403,
        403,
    ]


def everything_stored() -> str:
    """But who is signed in, and that somebody took something away."""
    models = [
        model for model in apps.get_models() if model._meta.label not in {"sessions.Session", "audit.Act"}
    ]
    return serializers.serialize("json", (row for model in models for row in model.objects.order_by("pk")))


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_nothing_but_post_changes_anything(method, roles):
    urls = [address(route) for route in routes() if key_of(route) != "admin:logout"]
    client, before = signed_in(roles["superuser"]), everything_stored()
    for url in urls:
        getattr(client, method)(f"{url}?_publish=1&post=yes&edition=1")
    assert everything_stored() == before


def test_the_search_of_people_is_closed_to_writers(roles):
    query = {"app_label": "guides", "model_name": "guide", "term": ""}
    client = signed_in(roles["writer"])
    assert client.get("/admin/autocomplete/", query | {"field_name": "related"}).status_code == 200
    assert client.get("/admin/autocomplete/", query | {"field_name": "owner"}).status_code == 403
    assert signed_in().get("/admin/autocomplete/", query | {"field_name": "related"}).status_code == 302
