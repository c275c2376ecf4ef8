"""The page of all components, for who works on the site: never for readers, and held to what their pages are."""

import importlib

import pytest
from django.test import Client
from django.urls import clear_url_caches

from kbhelp import urls
from tests.pagetypes import address
from tests.test_accessibility import violations
from tests.test_narrow_browser import NARROW, beyond_at_both_sizes


@pytest.fixture
def debugging(settings):
    """The routes as they are with KBHELP_DEBUG, for one test."""
    settings.DEBUG = True
    reload_routes()
    yield
    settings.DEBUG = False
    reload_routes()


def reload_routes():
    importlib.reload(urls)
    clear_url_caches()


@pytest.fixture
def style_page(open_page, on_site, debugging):
    """Made here, where DEBUG can be, and looked at among the running site's statics."""
    address("home")
    page = open_page(viewport=NARROW, bypass_csp=True)
    html = Client().get("/style/").content.decode()
    page.route("**/style/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto("/style/")
    return page


def test_it_is_there_for_developers(db, debugging):
    response = Client().get("/style/")
    assert response.status_code == 200
    assert "<h1>부품</h1>" in response.content.decode()


def test_it_is_not_there_for_readers(db):
    response = Client().get("/style/")
    assert response.status_code == 404
    assert "찾는 글이 없습니다" in response.content.decode()


def test_no_component_has_anything_wrong_in_any_state(style_page):
    assert violations(style_page) == set()


def test_no_component_has_to_be_pushed_sideways(style_page):
    assert beyond_at_both_sizes(style_page) == [[0], [0]]
