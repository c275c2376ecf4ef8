"""What only a superuser sees whole: every list of the desk, and the pages of people and roles."""

import secrets

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import reverse

from kbhelp.audit.models import Act
from kbhelp.roles import WRITER
from tests.pagetypes import make_missing_types
from tests.test_accessibility import violations
from tests.test_editing_browser import PASSWORD, sign_in
from tests.test_second_factor_browser import sideways

WIDTHS = (390, 768, 1280)
CUT_OFF = """() => {
    const list = document.querySelector("#changelist .results");
    return list ? list.scrollWidth - list.clientWidth : 0;
}"""


@pytest.fixture
def desk(open_page, on_site):
    """Without the policy, for axe-core, which writes styles."""
    make_missing_types()
    name = f"boss-{secrets.token_hex(4)}"
    User.objects.create_superuser(name, password=PASSWORD)
    page = open_page(bypass_csp=True)
    sign_in(page, name)
    return page


def test_no_list_has_to_be_pushed_sideways(desk):
    Act.objects.create(kind="change", user_name="a" * 60, name="b" * 80, said="c" * 120)
    cut_off = {}
    for model in admin.site._registry:
        desk.goto(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
        for width in WIDTHS:
            desk.set_viewport_size({"width": width, "height": 844})
            if pixels := desk.evaluate(CUT_OFF):
                cut_off[model._meta.label, width] = pixels
    assert cut_off == {}


def test_on_a_phone_a_list_tells_what_a_document_is_and_how_it_stands(desk):
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.goto("/admin/guides/guide/")
    columns = desk.locator("#result_list thead th:visible").all_inner_texts()
    assert [column.strip() for column in columns] == ["", "제목", "상태", "다시 확인할 날"]
    assert desk.locator("#result_list .field-title").first.bounding_box()["width"] >= 100


def pages_of_people() -> list[str]:
    user, group = User.objects.filter(is_superuser=True).first(), Group.objects.get(name=WRITER)
    return [
        "/admin/auth/user/",
        "/admin/auth/user/add/",
        f"/admin/auth/user/{user.pk}/change/",
        f"/admin/auth/user/{user.pk}/invite/",
        f"/admin/auth/user/{user.pk}/end/",
        f"/admin/auth/group/{group.pk}/change/",
    ]


def test_the_pages_of_people_have_nothing_wrong(desk):
    for path in pages_of_people():
        desk.goto(path)
        assert (path, violations(desk)) == (path, set())
        assert (path, sideways(desk)) == (path, 0)


def test_whoever_typed_nothing_is_offered_nothing_back(desk):
    for path in pages_of_people()[1:]:
        desk.goto(path)
        desk.wait_for_load_state("networkidle")
        desk.goto("/admin/")
        desk.goto(path)
        desk.wait_for_load_state("networkidle")
        assert (path, desk.get_by_text("저장하지 않은 글이 남아 있습니다").count()) == (path, 0)
