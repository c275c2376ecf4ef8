"""The checklist page: marks by a plain GET, the result on the same page."""

import pytest

from guides.models import ChecklistItem
from tests.making import make_checklist, published

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


def make_list():
    checklist = make_checklist(items=0, slug="final")
    for key in ("name", "app"):
        ChecklistItem.objects.create(checklist=checklist, key=key, text=f"확인 {key}", remedy=f"고치기 {key}")
    return published(checklist)


def result_in(page: str) -> str:
    return page[page.index('id="result"') : page.index("<h2>점검표</h2>")]


def test_without_marks_there_is_no_result_and_machines_may_read_it(client):
    make_list()
    page = text_of(client.get("/checklists/final/"))
    assert ("2개 중 0개를 골랐습니다." in page, 'id="result"' in page, "noindex" in page) == (
        True,
        False,
        False,
    )


def test_the_result_shows_the_remedies_of_what_is_wrong(client):
    make_list()
    page = text_of(client.get("/checklists/final/", {"name": "bad", "app": "ok"}))
    result = result_in(page)
    assert ("고치기 name" in result, "고치기 app" in result) == (True, False)
    assert "오늘 꼭 해야 한다면" in result
    assert page.count(" checked") == 2
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize("query", ["name=%00", "x=bad", "name=worse", "x=ok&" * 9_000])
def test_forged_marks_are_answered_like_none(client, query):
    make_list()
    response = client.get("/checklists/final/", QUERY_STRING=query)
    assert (response.status_code, 'id="result"' in text_of(response)) == (200, False)
