"""Accounts and groups at the desk: two superusers at once, and what stays of somebody who left."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from kbhelp.audit.models import Act
from tests.making import make_guide, make_user, make_writer
from tests.test_desk import change_url, form_of
from tests.test_desk_conflicts import said, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(admin_client):
    return admin_client


def test_an_account_that_another_switched_off_stays_off(desk):
    person = make_writer("kim")
    mine = form_of(desk, person) | {"first_name": "새 이름"}
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    assert "그사이 다른 사람이 먼저 저장했습니다." in said(save(desk, person, mine))
    person.refresh_from_db()
    assert (person.is_active, person.first_name) == (False, "")


def test_rights_that_another_took_away_stay_away(desk):
    person, right = make_user("kim"), Permission.objects.first()
    group = Group.objects.create(name="모임")
    person.groups.add(group)
    group.permissions.add(right)
    for row, relation in ((person, person.groups), (group, group.permissions)):
        mine = form_of(desk, row)
        relation.clear()
        assert "먼저 저장했습니다." in said(save(desk, row, mine))
        assert not relation.exists()


def test_signing_in_meanwhile_is_no_change_of_the_account(desk):
    person = make_writer("kim")
    mine = form_of(desk, person) | {"first_name": "새 이름"}
    type(person).objects.filter(pk=person.pk).update(last_login=timezone.now())
    assert save(desk, person, mine).status_code == 302


def test_no_password_leaves_the_server_with_the_form(desk):
    person = make_writer("kim")
    assert person.password.rpartition("$")[2] not in desk.get(change_url(person)).content.decode()


def test_whoever_did_something_is_kept_with_the_history(client, desk):
    person, guide = make_writer("kim"), make_guide()
    client.force_login(person)
    save(client, guide, form_of(client, guide) | {"title": "다른 제목"})
    delete = change_url(person).replace("change", "delete")
    assert desk.post(delete, {"post": "yes"}).status_code == 403
    assert Act.objects.filter(user=person).exists()


def test_an_account_made_by_mistake_can_be_deleted(desk):
    person = make_writer("kim")
    desk.post(change_url(person).replace("change", "delete"), {"post": "yes"})
    assert not type(person).objects.filter(pk=person.pk).exists()
