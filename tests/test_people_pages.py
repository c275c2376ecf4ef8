"""The pages of people and roles, in words that somebody who is no programmer understands."""

import re

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from kbhelp.roles import PUBLISHER, WRITER
from tests.making import make_writer

pytestmark = pytest.mark.django_db
FOREIGN = re.compile(r"솔트|해시|알고리즘|스태프|SSO|LDAP|Can |원시|비활성화|permission|allowance|salt", re.I)


def text_of(response) -> str:
    return " ".join(strip_tags(response.content.decode()).split())


@pytest.fixture
def client(client, admin_user):
    client.force_login(admin_user)
    return client


def pages_of_people():
    writer, group = make_writer(), Group.objects.get(name=WRITER)
    return [
        reverse("admin:auth_user_changelist"),
        reverse("admin:auth_user_add"),
        reverse("admin:auth_user_change", args=[writer.pk]),
        reverse("admin:auth_user_password_change", args=[writer.pk]),
        reverse("admin:auth_group_changelist"),
        reverse("admin:auth_group_add"),
        reverse("admin:auth_group_change", args=[group.pk]),
    ]


def test_no_page_of_people_speaks_as_a_programmer_does(client):
    for path in pages_of_people():
        found = FOREIGN.findall(text_of(client.get(path)))
        assert (path, found) == (path, [])


def test_a_password_is_told_but_not_how_it_is_kept(client):
    with_one = make_writer()
    without = User.objects.create(username="new")
    pages = [client.get(reverse("admin:auth_user_change", args=[user.pk])) for user in (with_one, without)]
    told = [re.search(r"정해져 있습니다\.|아직 없습니다\.", text_of(page)).group() for page in pages]
    assert told == ["정해져 있습니다.", "아직 없습니다."]


def test_the_list_of_people_names_their_roles(client):
    make_writer()
    text = text_of(client.get(reverse("admin:auth_user_changelist")))
    assert WRITER in text and "관리자" in text


def test_the_list_of_people_asks_as_much_for_many_as_for_one(client):
    path = reverse("admin:auth_user_changelist")
    make_writer()
    client.get(path)  # what a process asks once
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for number in range(30):
        User.objects.create(username=f"p{number}").groups.add(*Group.objects.all())
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(many) == len(few)


def test_a_role_saved_unchanged_keeps_every_right(client):
    """The form shows the rights that somebody can use here; the role may hold others, which no page needs."""
    for group in Group.objects.filter(name__in=[WRITER, PUBLISHER]):
        before = set(group.permissions.values_list("pk", flat=True))
        path = reverse("admin:auth_group_change", args=[group.pk])
        form = client.get(path).context["adminform"].form
        assert before <= {permission.pk for permission in form.fields["permissions"].queryset}
        data = {"name": group.name, "permissions": sorted(before)}
        data |= {name: form[name].value() or "" for name in ("seen", "base", "unmerged")}
        assert client.post(path, data).status_code == 302
        assert set(group.permissions.values_list("pk", flat=True)) == before


def test_a_right_is_named_by_what_it_is_about(client):
    path = reverse("admin:auth_group_add")
    field = client.get(path).context["adminform"].form.fields["permissions"]
    change = Permission.objects.get(codename="change_guide")
    publish = Permission.objects.get(codename="publish_document")
    assert field.label_from_instance(change) == "안내: 고치기"
    assert field.label_from_instance(publish) == "글을 발행하고 내릴 수 있음"


def test_rights_that_nobody_gives_by_hand_stay_as_they_were(client):
    """A person has the rights of roles; what another hand gave to this one alone is not taken by saving the page."""
    user = make_writer()
    user.user_permissions.add(Permission.objects.get(codename="publish_document"))
    path = reverse("admin:auth_user_change", args=[user.pk])
    form = client.get(path).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    data["groups"] = list(user.groups.values_list("pk", flat=True))
    assert client.post(path, data | {"last_name": "김"}).status_code == 302
    assert User.objects.get(pk=user.pk).last_name == "김"
    assert user.user_permissions.count() == 1
