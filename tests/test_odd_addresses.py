"""Whatever stands in an address of the desk or the site, the answer is a page: never an error of the server."""

import re
from itertools import cycle

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kbhelp.careful_admin import SHOWN_WHOLE
from tests.making import make_guide, make_publisher, make_table, published
from tests.routes import routes
from tests.samples import address, key_of
from tests.test_desk import change_url, form_of

pytestmark = pytest.mark.django_db

# Percent-encoded: a word where a number is meant, NUL, half of a pair of surrogates, more than a database or Python's
# calendar holds, half an expression, a very long text (of letters that need no percent: decoding those in Python, a
# hundred times an address, took a fifth of the whole time).
ODD = [
    "x",
    "-1",
    "%00",
    "%ED%A0%80",
    "99999999999999999999",
    "0001-01-01",
    "9999-12-31T23:59:59Z",
    "1,x,%00",
    "[",
    "%EA%B0%80" + "x" * 30_600,
]
# What views and Django's admin read from an address, besides the fields and filters of the models.
NAMES = (
    "page p q o e all t kind stage group done term days edition before after related sources next publish_at weight"
    " from to show format owner seen post do _facets _changelist_filters app_label model_name field_name"
).split()
LOOKUPS = ["", "__exact", "__id__exact", "__in", "__year", "__regex"]
ODD_IN_FILTERS = [
    "x",
    "%00",
    "99999999999999999999",
    "[",
    "-1",
]  # five for six lookups: each meets each in turn


def filters_of(route) -> list[str]:
    """What may be asked of this list of the desk, each to be tried alone: the list gives up at the first wrong one."""
    for model, one in admin.site._registry.items():
        if route.name == f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist":
            filters = [name if isinstance(name, str) else name.parameter_name for name in one.list_filter]
            dates = [one.date_hierarchy] if one.date_hierarchy else []
            return [name + lookup for name in [*filters, *dates, "pk"] for lookup in LOOKUPS]
    return []


def fields_of(route) -> list[str]:
    """The fields that an empty form of the desk takes from its address."""
    for model in admin.site._registry:
        if route.name == f"admin:{model._meta.app_label}_{model._meta.model_name}_add":
            names = [field.name for field in model._meta.get_fields()]
            return names + [f"{name}_{part}" for name in names for part in (0, 1)]
    return []


def queries(route):
    for value in ODD:
        yield "&".join(f"{name}={value}" for name in [*NAMES, *fields_of(route)])
        if filters_of(route):
            yield from (f"{name}={value}" for name in ("q", "p", "o", "_to_field", "_popup"))
    yield from map("{}={}".format, filters_of(route), cycle(ODD_IN_FILTERS))


PATHS = ["0", "-1", "x", "%00", "_5F", "_zz", "%ED%A0%80", "99999999999999999999", "1,2", "%EA%B0%80" * 1_000]


def paths(route) -> list[str]:
    """The route with everything that it takes replaced by something odd."""
    return ["/" + re.sub(r"<[^>]*>", odd, route.pattern) for odd in PATHS] if route.takes_arguments else []


@pytest.mark.parametrize("route", routes(), ids=key_of)
def test_odd_parameters_are_answered(route):
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("superuser"))
    url = address(route)
    addresses = [f"{url}?{query}" for query in queries(route)] + paths(route)
    answers = {one[:200]: client.get(one).status_code for one in addresses}
    assert {one: status for one, status in answers.items() if status >= 500} == {}


def test_a_list_that_cannot_be_asked_is_shown_whole_with_a_sentence(client):
    client.force_login(User.objects.create_superuser("superuser"))
    guide = make_guide(title="보이는 글")
    page = client.get("/admin/guides/guide/?pk__in=99999999999999999999", follow=True)
    assert (SHOWN_WHOLE in page.content.decode(), list(page.context["cl"].result_list)) == (True, [guide])


def test_an_empty_form_takes_from_its_address_what_its_fields_can_hold(client):
    client.force_login(User.objects.create_superuser("superuser"))
    guide = make_guide()
    address = f"/admin/guides/guide/add/?title=제목&related={guide.pk}&sources=x&review_on=0001-01-01"
    form = client.get(address).context["adminform"].form
    assert {name: form.initial.get(name) for name in ("title", "related", "sources")} == {
        "title": "제목",
        "related": [guide.pk],
        "sources": None,
    }


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "9999-12-31T23:59:59Z", "x", "\0"])
def test_a_date_beyond_our_time_is_refused_with_a_sentence(client, at):
    client.force_login(make_publisher())
    table = published(make_table())
    for url, data in [
        (f"/admin/guides/comparisontable/{table.pk}/withdraw/", {"at": at}),
        ("/admin/notices/notice/add/", {"begins_at_0": at, "begins_at_1": at, "ends_at_0": at}),
        ("/admin/guides/guide/add/", {"written_on": at, "review_on": at, "publish_at": at, "_publish": "1"}),
    ]:
        answer = client.post(url, data)
        assert (url, answer.status_code) == (url, 200)
        assert "errorlist" in answer.content.decode()


@pytest.mark.parametrize("kind", ["guides/guide", "guides/comparisontable", "guides/checklist", "faq/entry"])
def test_a_list_reads_no_markdown(client, kind):
    client.force_login(make_publisher())
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/admin/{kind}/").status_code == 200
    assert [query["sql"] for query in queries if '"body"' in query["sql"]] == []


@pytest.mark.parametrize("sent", ["x", "\0", "²", "[]", "1e5", str(2**63), "9" * 400])
def test_a_choice_that_is_no_number_is_refused_with_a_sentence(client, sent):
    guide = make_guide()
    client.force_login(make_publisher())
    for name in ("sources", "related"):
        page = client.post(change_url(guide), form_of(client, guide) | {name: [sent], "_continue": "1"})
        assert (name, page.status_code, list(page.context["errors"]) != []) == (name, 200, True)
    page = client.post(reverse("admin:search_term_add"), {"name": "말", "same": "낱말", "document": sent})
    assert (page.status_code, list(page.context["errors"]) != []) == (200, True)
