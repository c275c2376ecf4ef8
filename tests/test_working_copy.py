"""Whoever holds an old copy of a document, an edition or a notice: saving it never undoes what readers see."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib import admin
from django.db import IntegrityError, transaction
from django.forms import modelformset_factory
from django.test import RequestFactory
from django.utils import timezone

from guides.models import Guide
from kbhelp import live
from kbhelp.notices.models import Notice
from kbhelp.notices.tests.making import make_notice
from kbhelp.publishing.models import Document, Edition
from tests.making import edited, make_checklist, make_entry, make_guide, make_publisher, make_table, published

ROOT = Path(__file__).resolve().parent.parent
MAKERS = [make_guide, make_table, make_checklist, make_entry]


def of_readers(document) -> dict:
    return Document.objects.values("live", "withdraw_at", "withdrawn_at", "version").get(pk=document.pk)


def publish_again(document):
    live.publish(edited(document, title="다음 제목"))


def withdraw(document):
    live.withdraw(document)


def plan_withdrawal(document):
    live.withdraw(document, at=timezone.now() + timedelta(days=1))


CHANGES = [publish_again, withdraw, plan_withdrawal]


@pytest.fixture
def request_of_publisher(rf: RequestFactory, db):
    request = rf.post("/admin/")
    request.user = make_publisher()
    return request


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("make", MAKERS)
def test_an_old_copy_that_is_saved_leaves_what_readers_see(make, change):
    document = published(make())
    old = type(document).objects.get(pk=document.pk)
    change(document)
    after = of_readers(document)
    old.summary = "고친 답입니다."
    old.save()
    assert of_readers(document) == after
    assert type(document).objects.get(pk=document.pk).summary == "고친 답입니다."


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES)
def test_an_old_copy_that_is_restored_into_leaves_what_readers_see(change):
    document = published(make_table(rows=2))
    old, edition = type(document).objects.get(pk=document.pk), document.live
    change(document)
    after = of_readers(document)
    old.load(edition.snapshot)
    assert of_readers(document) == after | {"version": after["version"] + 1}


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES)
def test_an_old_copy_that_the_desk_saves_leaves_what_readers_see(change, request_of_publisher):
    document = published(make_guide())
    old = Guide.objects.get(pk=document.pk)
    change(document)
    after = of_readers(document)
    admin.site.get_model_admin(Guide).save_model(request_of_publisher, old, form=None, change=True)
    assert of_readers(document) == after


@pytest.mark.django_db
def test_a_list_that_is_edited_at_once_leaves_what_readers_see():
    documents = [published(make_guide()) for _ in range(3)]
    formset_class = modelformset_factory(Guide, fields=["title"], extra=0)
    data = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "3"}
    for number, document in enumerate(documents):
        data |= {f"form-{number}-id": document.pk, f"form-{number}-document_ptr": document.pk}
        data |= {f"form-{number}-title": f"새 제목 {number}"}
    formset = formset_class(data, queryset=Guide.objects.order_by("pk"))
    assert formset.is_valid()
    for document in documents:
        live.withdraw(document)
    after = [of_readers(document) for document in documents]
    formset.save()
    assert [of_readers(document) for document in documents] == after
    assert list(Guide.objects.order_by("pk").values_list("title", flat=True)) == [
        "새 제목 0",
        "새 제목 1",
        "새 제목 2",
    ]


@pytest.mark.django_db
def test_old_copies_that_are_updated_in_bulk_write_the_named_columns_alone():
    documents = [published(make_guide()) for _ in range(3)]
    old = list(Guide.objects.order_by("pk"))
    for document in documents:
        live.withdraw(document)
    after = [of_readers(document) for document in documents]
    Document.objects.bulk_update(old, ["title"])
    assert [of_readers(document) for document in documents] == after


@pytest.mark.django_db
def test_a_copy_of_which_only_a_part_was_read_writes_no_more_than_it_read():
    guide = published(make_guide(title="처음", summary="처음 답입니다."))
    part = Guide.objects.only("title").get(pk=guide.pk)
    Guide.objects.filter(pk=guide.pk).update(summary="다른 답입니다.")
    part.title = "다음"
    part.save()
    assert Guide.objects.values_list("title", "summary").get() == ("다음", "다른 답입니다.")


@pytest.mark.django_db
def test_a_new_object_never_takes_the_place_of_a_row_that_exists():
    guide = published(make_guide())
    before = of_readers(guide)
    impostor = Guide(pk=guide.pk, title="다른 글", slug="another", created_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        impostor.save()
    assert of_readers(guide) == before


@pytest.mark.django_db
def test_a_new_object_of_another_kind_never_takes_the_place_of_a_row_that_exists():
    entry = make_entry(title="먼저 있던 글")
    with pytest.raises(IntegrityError), transaction.atomic():
        Guide(pk=entry.pk, title="새 글", slug="other", created_at=timezone.now()).save()
    assert Document.objects.get(pk=entry.pk).title == "먼저 있던 글"


@pytest.mark.django_db
def test_the_version_never_moves_backwards_however_old_the_copies():
    guide = published(make_guide())
    copies, snapshot = [Guide.objects.get(pk=guide.pk) for _ in range(3)], guide.live.snapshot
    before = of_readers(guide)["version"]
    for copy in copies:
        copy.load(snapshot)
    assert (of_readers(guide)["version"], copies[-1].version) == (before + 3, before + 3)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["live", "live_id", "withdraw_at", "withdrawn_at", "version"])
def test_naming_a_column_that_is_written_elsewhere_is_refused(name):
    with pytest.raises(ValueError, match=name):
        make_guide().save(update_fields=["title", name])


@pytest.mark.django_db
def test_an_old_copy_of_an_edition_moves_no_date():
    guide = make_guide()
    edition = live.publish(guide, at=timezone.now() + timedelta(days=1))
    old = Edition.objects.get(pk=edition.pk)
    live.carry_out_due(timezone.now() + timedelta(days=2))
    released_at = Edition.objects.get().released_at
    old.publish_at = None
    old.save()
    assert Edition.objects.values_list("publish_at", "released_at").get() == (edition.publish_at, released_at)


@pytest.mark.django_db
def test_an_old_copy_of_a_notice_does_not_take_its_publication_back():
    notice = make_notice()
    old = Notice.objects.get()
    notice.publish(by=make_publisher())
    before = Notice.objects.values("published_at", "published_by").get()
    old.title = "고친 제목"
    old.save()
    assert Notice.objects.values("published_at", "published_by").get() == before
    assert (before["published_at"], Notice.objects.get().title) == (notice.published_at, "고친 제목")


@pytest.mark.django_db
def test_saving_a_notice_does_not_publish_it_whatever_the_object_says():
    notice = make_notice()
    notice.published_at = timezone.now()
    notice.save()
    assert Notice.objects.get().published_at is None


@pytest.mark.django_db
def test_of_two_publications_of_a_notice_the_first_stands():
    first, second = make_publisher("first"), make_publisher("second")
    notice = make_notice()
    old = Notice.objects.get()
    notice.publish(by=first)
    old.publish(by=second)
    assert (Notice.objects.get().published_by, old.published_at) == (first, notice.published_at)


# Assigning such a column to an object does nothing, so that these calls are left; kbhelp.live alone makes them.

OF_LIVE = {
    "live",
    "live_id",
    "withdraw_at",
    "withdrawn_at",
    "publish_at",
    "released_at",
    "released_by",
    "published_at",
    "published_by",
    "next_due",
}
WRITING = {"update", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update"}


def written_in(path: Path) -> set[str]:
    """The columns of readers that a module names in a call that writes."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in WRITING:
            found |= {keyword.arg for keyword in node.keywords}
            found |= {inner.value for inner in ast.walk(node) if isinstance(inner, ast.Constant)}
    return {name for name in found if isinstance(name, str)} & OF_LIVE


def test_only_the_part_live_writes_what_readers_see():
    code = [path for folder in ("kbhelp", "guides", "faq") for path in (ROOT / folder).rglob("*.py")]
    ours = [path for path in code if not {"tests", "migrations"} & set(path.parts)]
    assert {path.parent.relative_to(ROOT).as_posix() for path in ours if written_in(path)} == {
        "kbhelp/live",
        "kbhelp/benchmarks",  # a made-up site, in bulk
    }
