"""The editors' desk: who may do what, and what each button does."""

import re

import pytest
from django.forms import MultiWidget
from django.urls import reverse

from guides.models import Guide
from kbhelp.publishing.models import Edition, SlugHistory
from tests.making import edited, make_guide, make_publisher, make_source, make_table, make_writer, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


@pytest.fixture
def publisher(client):
    client.force_login(make_publisher())
    return client


def form_of(client, document) -> dict:
    """Every field of the edit form as a browser would send it back."""
    return fields_of(client.get(change_url(document)))


def fields_of(page) -> dict:
    adminform, formsets = page.context["adminform"].form, page.context["inline_admin_formsets"]
    data = {}
    for form in [
        adminform,
        *(f.formset.management_form for f in formsets),
        *(r for f in formsets for r in f.formset),
    ]:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                data |= named(field, field.html_name, value)
            if field.field.show_hidden_initial:
                data |= named(field, field.html_initial_name, value)
    return data


def named(field, name: str, value) -> dict:
    """The value under the name of its field; in two where the field has two: a date and a time."""
    widget = field.field.widget
    if isinstance(widget, MultiWidget):
        values = value if isinstance(value, list) else widget.decompress(value)
        pieces = zip(widget.widgets_names, widget.widgets, values, strict=True)
        return {name + suffix: one.format_value(piece) for suffix, one, piece in pieces}
    return {name: sent(value)}


def sent(value):
    """A value as it stands in a form: dates as text, documents and sources as their number."""
    if isinstance(value, list):
        return [sent(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else getattr(value, "pk", value)


def change_url(document):
    return reverse(f"admin:{document._meta.app_label}_{document._meta.model_name}_change", args=[document.pk])


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_saving_keeps_a_draft_that_nobody_sees(publisher):
    guide = published(make_guide(title="처음"))
    publisher.post(change_url(guide), form_of(publisher, guide) | {"title": "고친 초안", "_continue": "1"})
    guide.refresh_from_db()
    assert (guide.title, guide.live.title, guide.has_unpublished_changes()) == ("고친 초안", "처음", True)


def test_saving_without_a_change_leaves_nothing_unpublished(publisher):
    guide = published(make_table())
    publisher.post(change_url(guide), form_of(publisher, guide) | {"_continue": "1"})
    guide.refresh_from_db()
    assert not guide.has_unpublished_changes()


def test_the_publish_button_saves_and_publishes(publisher):
    guide = make_guide()
    data = form_of(publisher, guide) | {"title": "새 제목", "_publish": "1", "note": "제목을 고침"}
    response = publisher.post(change_url(guide), data, follow=True)
    edition = Edition.objects.live().get()
    assert (edition.title, edition.note, edition.made_by.username) == ("새 제목", "제목을 고침", "publisher")
    assert messages_of(response) == ["1판을 발행했습니다. 지금부터 독자에게 보입니다."]


def test_a_new_guide_can_be_published_from_the_add_form(publisher):
    data = {
        "title": "새 안내", "slug": "new-guide", "summary": "답입니다.", "body": "본문", "stage": "issue",
        "topic": "name", "still_stuck": "은행", "sources": [make_source().pk], "written_on": "2026-11-23",
        "review_on": "2027-05-23", "_publish": "1",
    }  # fmt: skip
    publisher.post(reverse("admin:guides_guide_add"), data)
    assert Edition.objects.live().get().title == "새 안내"


def test_a_refused_publication_is_saved_and_says_why(publisher):
    guide = make_guide()
    data = form_of(publisher, guide) | {"summary": "", "title": "저장된 제목", "_publish": "1"}
    response = publisher.post(change_url(guide), data, follow=True)
    guide.refresh_from_db()
    assert (guide.title, guide.live) == ("저장된 제목", None)
    said = '<a href="#id_summary" data-line="1">한 줄 답을 적으세요. 독자가 처음 읽는 문장입니다.</a>'
    assert said in messages_of(response)


def test_what_rows_lack_leads_to_the_first_of_them(publisher):
    table = make_table(rows=3)
    table.rows.exclude(position=0).update(remedy="")
    data = form_of(publisher, table) | {"_publish": "1"}
    said = messages_of(publisher.post(change_url(table), data, follow=True))
    assert 'href="#id_rows-1-remedy"' in said[1]
    assert "‘항목 2’, ‘항목 3’ 줄의 ‘해결 방법’ 칸을 채우세요." in said[1]


def test_a_writer_finds_no_publish_button(writer):
    page = writer.get(change_url(make_guide())).content.decode()
    assert "저장(초안)" in page
    assert not re.search(r'name="(_publish|publish_at)"', page)


def test_a_preview_shows_the_unsaved_form_in_the_public_page_and_saves_nothing(writer):
    guide = published(make_guide(title="처음", body="처음 본문"))
    data = form_of(writer, guide) | {"title": "보기만", "body": "보기만 하는 본문", "_preview": "1"}
    response = writer.post(change_url(guide), data)
    assert "guides/guide.html" in [template.name for template in response.templates]
    assert "보기만 하는 본문" in response.content.decode()
    guide.refresh_from_db()
    assert (guide.title, guide.version) == ("처음", guide.live.version)


def test_a_preview_of_a_new_guide_creates_none(writer):
    data = {"title": "새 글", "slug": "new", "stage": "any", "topic": "name", "_preview": "1"}
    assert "새 글" in writer.post(reverse("admin:guides_guide_add"), data).content.decode()
    assert Guide.objects.count() == 0


def test_a_preview_of_a_form_with_errors_names_them(writer):
    guide = make_guide()
    response = writer.post(change_url(guide), form_of(writer, guide) | {"title": "", "_preview": "1"})
    assert "아직 미리 볼 수 없습니다" in response.content.decode()


def test_two_people_saving_the_same_guide_lose_nothing(publisher):
    guide = make_guide(title="처음")
    mine = form_of(publisher, guide)
    edited(guide, title="남이 저장함")
    response = publisher.post(change_url(guide), mine | {"title": "내가 적음", "_continue": "1"})
    guide.refresh_from_db()
    assert guide.title == "남이 저장함"
    page = response.content.decode()
    assert "먼저 저장했습니다" in page
    assert "내가 적음" in page


def test_after_the_warning_a_second_save_is_kept(publisher):
    guide = make_guide(title="처음")
    mine = form_of(publisher, guide) | {"title": "내가 적음", "_continue": "1"}
    edited(guide, title="남이 저장함")
    warned = publisher.post(change_url(guide), mine)
    again = mine | {"seen": warned.context["adminform"].form["seen"].value()}
    publisher.post(change_url(guide), again)
    guide.refresh_from_db()
    assert guide.title == "내가 적음"


def test_an_address_of_another_guide_is_refused_in_the_form(publisher):
    published(edited(published(make_guide(slug="old")), slug="new"))
    guide = make_guide()
    response = publisher.post(
        change_url(guide), form_of(publisher, guide) | {"slug": "old", "_continue": "1"}
    )
    assert "다른 글이 썼거나 쓰기로 한 주소입니다." in response.content.decode()


@pytest.mark.parametrize("button", ["_continue", "_publish"])
def test_an_address_that_differs_in_capitals_alone_is_taken_too(publisher, button):
    published(make_guide(slug="new-phone"))
    guide = make_guide()
    page = publisher.post(change_url(guide), form_of(publisher, guide) | {"slug": "New-Phone", button: "1"})
    assert (page.status_code, "다른 글이 썼거나 쓰기로 한 주소입니다." in page.content.decode()) == (
        200,
        True,
    )


def test_who_has_such_an_address_already_keeps_it(publisher):
    guide = published(make_guide(slug="New-Phone"))
    SlugHistory.objects.create(kind="guide", slug="new-phone", document=published(make_guide()))
    page = publisher.post(change_url(guide), form_of(publisher, guide) | {"_publish": "1"}, follow=True)
    assert messages_of(page)[0].startswith("2판을 발행했습니다")


def test_a_document_cannot_be_chosen_as_its_own_neighbour(publisher):
    guide = make_guide()
    response = publisher.post(
        change_url(guide), form_of(publisher, guide) | {"related": [guide.pk], "_continue": "1"}
    )
    assert "이 글 자신은 함께 볼 글이 될 수 없습니다." in response.content.decode()
    assert not guide.related.exists()


def test_the_list_says_what_readers_see(publisher):
    published(make_guide(title="공개된 글"))
    make_guide(title="초안인 글")
    page = publisher.get(reverse("admin:guides_guide_changelist")).content.decode()
    assert re.findall(r'state--(\w+)"', page) == ["draft", "live"]


@pytest.mark.parametrize("page", ["change/", "editions/", "withdraw/", "history/", "delete/"])
def test_a_number_beyond_any_database_is_not_found(publisher, page):
    response = publisher.get(f"/admin/guides/guide/{'9' * 25}/{page}")
    assert response.status_code in (302, 404)  # Django leads to the list from its own pages
