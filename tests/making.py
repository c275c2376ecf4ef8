"""Small makers of real documents for tests; every default is complete enough to be published."""

from datetime import date
from functools import cache
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import get_hasher, make_password
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import OuterRef

from faq.models import Category, Entry
from guides.models import Checklist, ChecklistItem, ComparisonRow, ComparisonTable, Guide
from kbhelp import live
from kbhelp.live.pointers import mark_live
from kbhelp.publishing.models import Document, Edition, SlugHistory
from kbhelp.publishing.sources import Citation, Source
from kbhelp.roles import PUBLISHER, WRITER

_numbers = count(1)


def make_source(key="gov24", **fields):
    fields = {"name": "정부24", "publisher": "행정안전부", "url": "https://www.gov.kr/"} | fields
    return Source.objects.get_or_create(key=key, defaults=fields)[0]


def _document(model, **fields):
    number = next(_numbers)
    defaults = {
        "title": f"글 {number}",
        "slug": f"document-{number}",
        "summary": f"한 줄 답 {number}입니다.",
        "written_on": date(2026, 11, 23),
        "review_on": date(2027, 5, 23),
    }
    document = model.objects.create(**defaults | fields)
    document.sources.add(make_source())
    return document


def make_guide(**fields):
    return _document(
        Guide, **{"topic": "name", "body": "본문입니다.", "still_stuck": "은행에 물어보세요."} | fields
    )


def make_table(rows=1, **fields):
    table = _document(ComparisonTable, **fields)
    for position in range(rows):
        make_row(table, position=position, item=f"항목 {position + 1}")
    return table


def make_row(table, **fields):
    defaults = {
        "item": "명의",
        "normal": "내 이름",
        "failure": "가족 이름",
        "how_to_check": "통신사 앱에서 봅니다.",
        "remedy": "통신사에 물어보세요.",
    }
    return ComparisonRow.objects.create(table=table, **defaults | fields)


def make_checklist(items=1, **fields):
    checklist = _document(Checklist, **fields)
    for position in range(items):
        ChecklistItem.objects.create(
            checklist=checklist, position=position, text=f"확인 {position + 1}", remedy="이렇게 하세요."
        )
    return checklist


def make_category(slug="reason", name="왜 안 되나요"):
    return Category.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def make_entry(**fields):
    category = fields.pop("category", None) or make_category()
    return _document(Entry, **{"category": category, "body": "설명입니다."} | fields)


def published(document, **options):
    """The document, live."""
    live.publish(document, **options)
    return document


def copied(document, number: int) -> list[Document]:
    """`number` more live documents that say the same as this one, as rows alone, so that a thousand take a second:
    readers' pages and lists know them, search and the desk do not."""
    edition = document.live
    names = [f"{edition.slug}-{next(_numbers)}" for _ in range(number)]
    documents = [Document(kind=document.kind, title=edition.title, slug=name) for name in names]
    Document.objects.bulk_create(documents)
    numbers = [one.pk for one in documents]
    copy_edition(edition, numbers)
    own = {one.document_id: one for one in Edition.objects.filter(document__in=numbers)}
    for one in documents:
        one.live = own[one.pk]
    made = Document.objects.filter(pk__in=numbers)
    made.update(live=Edition.objects.filter(document=OuterRef("pk")).values("pk"))
    count_rows()
    SlugHistory.objects.bulk_create(SlugHistory(kind=d.kind, slug=d.slug, document=d) for d in documents)
    Citation.objects.bulk_create(citation for one in own.values() for citation in Citation.of(one))
    mark_live(numbers)
    return documents


def count_rows():
    """What PostgreSQL does by itself within a minute, but never inside the transaction of a test: without it a thousand
    rows are looked through a thousand times."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def copy_edition(edition: Edition, numbers: list[int]):
    """Within the database: psycopg escapes long texts of many rows letter by letter, which takes minutes."""
    columns = [field.column for field in Edition._meta.concrete_fields if not field.primary_key]
    title = "edition.title || ' ' || document.slug"
    named = f"'title', {title}, 'slug', document.slug"
    snapshot = {
        "postgresql": f"edition.snapshot || jsonb_build_object({named})",
        "sqlite": f"json_patch(edition.snapshot, json_object({named}))",
    }[connection.vendor]
    own = {"document_id": "document.id", "title": title, "short_title": title, "slug": "document.slug"}
    own |= {"snapshot": snapshot, "live_kind": "''"}  # mark_live's
    placed = ", ".join(f'"{name}"' for name in columns)
    taken = ", ".join(own.get(name, f'edition."{name}"') for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO publishing_edition ({placed}) SELECT {taken} FROM publishing_edition edition, "
            "publishing_document document WHERE edition.id = %s AND document.id BETWEEN %s AND %s",
            [edition.pk, min(numbers, default=0), max(numbers, default=0)],
        )


def live_tables() -> list[int]:
    return list(Document.objects.live().filter(kind=ComparisonTable.KIND).values_list("pk", flat=True))


def withdraw_tables(but: list[int]):
    """The rows of tables that readers see are questions of the diagnosis: a test takes its own away."""
    for table in Document.objects.live().filter(kind=ComparisonTable.KIND).exclude(pk__in=but):
        live.withdraw(table)


def edited(document, **fields):
    """The working copy as an editor would leave it after another save."""
    for name, value in fields.items():
        setattr(document, name, value)
    document.save()
    document.count_change()
    return document


@cache
def hashed(hasher: str) -> str:
    """The password of all: hashed once, since a site's own hasher takes a quarter of a second."""
    return make_password("아주 긴 비밀번호 하나", hasher=hasher)


def make_user(name, role=None, **fields):
    user = get_user_model()(username=name, is_staff=True, **fields)
    user.password = hashed(get_hasher().algorithm)
    user.save()
    if role:
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    return user


def make_writer(name="writer"):
    return make_user(name, WRITER)


def make_publisher(name="publisher"):
    return make_user(name, PUBLISHER)
