"""A new document at the desk: what is asked, what is given, and what it is called."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from faq.models import Entry
from guides.models import Checklist, ComparisonTable, Guide
from kbhelp.days import months_later
from kbhelp.publishing.models import Edition
from kbhelp.publishing.uses import note_working_copy
from tests.making import make_category, make_entry, make_publisher, make_source, published
from tests.test_desk import change_url, fields_of, form_of, messages_of

pytestmark = pytest.mark.django_db
ADD = reverse("admin:faq_entry_add")


@pytest.fixture
def desk(client):
    client.user = make_publisher()
    client.force_login(client.user)
    return client


def new(client, **fields) -> dict:
    """The form of a new question as it stands, with these fields filled in."""
    return fields_of(client.get(ADD)) | {"title": "앱이 안 열려요", "_continue": "1"} | fields


def test_it_is_mine_due_in_six_months_and_claims_no_check(desk):
    desk.post(ADD, new(desk))
    entry = Entry.objects.get()
    in_six_months = months_later(timezone.localdate(), 6)
    assert (entry.owner, entry.review_on, entry.checked_on) == (desk.user, in_six_months, None)
    assert entry.written_on == timezone.localdate()


def test_an_empty_address_comes_from_the_title_and_is_shown_whole(desk, settings):
    response = desk.post(ADD, new(desk), follow=True)
    assert Entry.objects.get().slug == "aebi-an-yeollyeoyo"
    assert f"독자에게 보이는 주소: {settings.SITE_URL}/faq/aebi-an-yeollyeoyo/" in response.content.decode()


def test_two_of_one_title_have_an_address_each(desk):
    for _ in range(2):
        desk.post(ADD, new(desk))
    assert sorted(Entry.objects.values_list("slug", flat=True)) == [
        "aebi-an-yeollyeoyo",
        "aebi-an-yeollyeoyo-2",
    ]


def test_an_address_that_readers_know_stays_when_its_field_is_emptied(desk):
    entry = published(make_entry(slug="known"))
    desk.post(change_url(entry), form_of(desk, entry) | {"slug": "", "_continue": "1"})
    entry.refresh_from_db()
    assert entry.slug == "known"


def slug_help(client, document) -> str:
    page = client.get(change_url(document)).content.decode()
    return re.search(r'id="id_slug_helptext">(.*?)</div>', page, re.DOTALL)[1]


def test_beside_an_address_stands_what_points_to_it_and_what_a_new_name_would_do(desk):
    begun, known, alone = make_entry(slug="begun"), published(make_entry(slug="known")), make_entry()
    for _ in range(2):
        note_working_copy(make_entry(body="[하나](/faq/begun/)와 [둘](/faq/known/)"))
    points = '<a href="../uses/">글 2편</a>이 이 주소를 가리킵니다.'
    assert f"{points} 바꾸면 그 글도 고쳐야 합니다." in slug_help(desk, begun)
    assert f"{points} 바꾸어도 이어집니다." in slug_help(desk, known)
    assert "가리킵니다" not in slug_help(desk, alone)


@pytest.mark.parametrize(
    "make, said",
    [(make_entry, "그 글도 고쳐야 합니다"), (lambda: published(make_entry()), "링크들은 이어집니다")],
)
def test_the_page_of_uses_says_what_a_new_name_would_do(desk, make, said):
    document = make()
    note_working_copy(make_entry(body=f"[하나](/faq/{document.slug}/)"))
    assert said in desk.get(change_url(document).replace("change", "uses")).content.decode()


def test_a_line_that_was_pasted_with_breaks_is_stored_as_one(desk):
    desk.post(ADD, new(desk, title="앱이\n안 열려요", summary="다시\r\n켜세요."))
    entry = Entry.objects.get()
    assert (entry.title, entry.summary) == ("앱이 안 열려요", "다시 켜세요.")


def test_what_publishing_needs_is_marked_before_the_first_try(desk):
    page = desk.get(ADD).content.decode()
    marked = re.findall(
        r'<label[^>]* for="id_(\w+)"[^>]*>[^<]*<span class="needed">발행하려면 필요</span>', page
    )
    assert sorted(marked) == sorted(Entry.NEEDED)


def test_what_was_never_checked_is_published_and_says_so(desk):
    data = new(desk, summary="답", category=make_category().pk, sources=[make_source().pk], _publish="1")
    desk.post(ADD, data)
    page = desk.get(f"/faq/{Edition.objects.live().get().snapshot['slug']}/").content.decode()
    assert "공식 안내 확인 전" in page
    assert "확인한 날" not in page


@pytest.mark.parametrize("kind", [Entry, Guide, ComparisonTable, Checklist])
@pytest.mark.parametrize("verb", ["_continue", "_preview", "_check"])
def test_a_draft_needs_a_title_and_nothing_else(desk, kind, verb):
    address = reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_add")
    data = fields_of(desk.get(address)) | {"title": "이제 쓰기 시작한 글", verb: "1"}
    page = desk.post(address, data, follow=True)
    assert kind.objects.count() == (verb == "_continue")
    assert "필수" not in page.content.decode()
    assert "저장 전에" not in page.content.decode()


@pytest.mark.parametrize("verb", ["_publish", "_review"])
def test_what_a_draft_lacks_is_asked_for_with_the_way_to_it_when_others_are_to_see_it(desk, verb):
    address = reverse("admin:guides_guide_add")
    data = fields_of(desk.get(address)) | {"title": "이제 쓰기 시작한 글", verb: "1"}
    said = messages_of(desk.post(address, data, follow=True))
    assert '<a href="#id_topic" data-line="1">주제를 고르세요.</a>' in said
    assert Edition.objects.count() == 0
