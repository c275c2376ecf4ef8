"""Whatever is done at the desk leaves a row that says who, what, when, to what and after which sign-in."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from kbhelp import live
from kbhelp.audit.acts import BY_COMMAND, BY_ITSELF, Act, OnlyAdded, record
from kbhelp.publishing.models import Document
from tests.making import make_guide, make_publisher, make_user, make_writer, published
from tests.test_desk import change_url, form_of

pytestmark = pytest.mark.django_db
PASSWORD = "아주 긴 비밀번호 하나"


def signed_in(name: str) -> Client:
    client = Client()
    answer = client.post("/admin/login/", {"username": name, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def told() -> list[tuple[str, str, str]]:
    return [(act.user_name, act.kind, act.said) for act in Act.objects.order_by("pk")]


def test_all_that_is_done_after_one_sign_in_is_told_together():
    make_publisher()
    client, guide = signed_in("publisher"), make_guide(title="길잡이")
    client.post(change_url(guide), form_of(client, guide) | {"title": "새 길잡이", "_continue": "1"})
    client.post(change_url(guide), form_of(client, guide) | {"_publish": "1"})
    client.get("/admin/logout/")  # no way to sign out
    client.post("/admin/logout/")
    assert told() == [
        ("publisher", "sign_in", "로그인함"),
        ("publisher", "change", "고친 칸: 제목"),
        ("publisher", "public", "1판을 발행함"),
        ("publisher", "sign_out", "로그아웃함"),
    ]
    acts = list(Act.objects.order_by("pk"))
    assert {len(act.session) for act in acts} == {12}
    assert len({act.session for act in acts}) == 1
    assert [act.name for act in acts[1:3]] == ["새 길잡이"] * 2
    assert client.cookies["session"].value not in {act.session for act in acts}
    assert {act.pk for act in Act.objects.of(guide)} == {act.pk for act in acts[1:3]}


def test_another_sign_in_is_told_apart():
    make_writer()
    signed_in("writer"), signed_in("writer")
    assert len(set(Act.objects.values_list("session", flat=True))) == 2


def test_a_wrong_password_is_told_and_a_name_that_nobody_has_is_not():
    make_writer()
    for name in ("writer", "비밀번호를 여기에 적음"):
        Client().post("/admin/login/", {"username": name, "password": "틀림"})
    assert told() == [
        ("writer", "sign_in_refused", "비밀번호 틀림"),
        ("없는 아이디", "sign_in_refused", "비밀번호 틀림"),
    ]


def test_what_falls_due_is_done_by_the_site(settings):
    guide = published(make_guide())
    Document.objects.filter(pk=guide.pk).update(withdraw_at="2026-01-01T00:00:00Z")
    live.carry_out_due()
    act = Act.objects.get()
    assert (act.user_name, act.kind, act.said) == (BY_ITSELF, "public", "예약대로 내림")
    assert act in Act.objects.of(guide)


def test_whoever_takes_something_away_or_brings_something_is_told(client, tmp_path):
    client.force_login(make_user("root", is_superuser=True))
    client.get("/admin/moving/export/")
    client.get("/admin/faq/entry/sheet/export/")
    call_command("export_content", tmp_path / "out")
    assert [(one, kind) for one, kind, _ in told()] == [
        ("root", "export"),
        ("root", "export"),
        (BY_COMMAND, "export"),
    ]


def test_a_changed_password_and_a_lost_phone_are_told(client):
    writer = make_writer()
    client.force_login(writer)
    new = "아주 긴 비밀번호 하나 더"
    client.post(
        "/admin/password_change/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    )
    call_command("reset_second_factor", "writer")
    assert told() == [
        ("writer", "account", "비밀번호를 바꿈"),
        (BY_COMMAND, "account", "두 번째 확인을 지움"),
    ]
    assert Act.objects.of(writer).count() == 2


def test_nothing_changes_or_deletes_an_act(client):
    act = record(Act.Kind.EXPORT, "하나", user=make_writer())
    act.said = "둘"
    for change in (
        act.save,
        act.delete,
        Act.objects.all().delete,
        lambda: Act.objects.update(said="둘"),
        lambda: Act.objects.bulk_update([act], ["said"]),
    ):
        with pytest.raises(OnlyAdded), transaction.atomic():
            change()
    User.objects.all().delete()
    client.force_login(make_user("root", is_superuser=True))
    assert client.post(f"/admin/audit/act/{act.pk}/change/", {"said": "둘"}).status_code == 403
    assert client.post(f"/admin/audit/act/{act.pk}/delete/", {"post": "yes"}).status_code == 403
    stored = Act.objects.select_related("user").get()
    assert (stored.said, stored.user_name, stored.user) == ("하나", "writer", None)


def test_only_superusers_read_all_of_it(client):
    record(Act.Kind.EXPORT, "글 3편을 폴더에 씀")
    client.force_login(make_publisher())
    assert client.get("/admin/audit/act/").status_code == 403
    assert "한 일의 기록" not in client.get("/admin/").content.decode()
    client.force_login(make_user("root", is_superuser=True))
    assert "글 3편을 폴더에 씀" in client.get("/admin/audit/act/?q=폴더").content.decode()
    assert "한 일의 기록" in client.get("/admin/").content.decode()


def test_an_act_that_is_undone_leaves_no_row(client, monkeypatch):
    client.raise_request_exception = False
    client.force_login(make_publisher())
    guide = make_guide()
    data = form_of(client, guide) | {"title": "새 제목", "_continue": "1"}
    monkeypatch.setattr("kbhelp.editing.admin.DocumentAdmin.response_change", lambda *args: 1 / 0)
    assert client.post(change_url(guide), data).status_code == 500
    assert told() == []
    guide.refresh_from_db()
    assert guide.title != "새 제목"
