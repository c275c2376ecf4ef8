"""What is typed into every form of the desk: cleaned, or refused with a sentence, and never an error page."""

import unicodedata

import pytest
from django.contrib.auth import get_user_model
from django.forms import DateField, DateTimeField, SplitDateTimeField
from django.urls import reverse

from kbhelp.notices.tests.making import make_notice, make_update
from kbhelp.search.models import BestBet, Term
from kbhelp.typed import LineInput, LinesInput, MarkdownInput
from tests.making import (
    make_category,
    make_checklist,
    make_entry,
    make_guide,
    make_source,
    make_table,
    published,
)
from tests.test_desk import change_url, form_of

pytestmark = pytest.mark.django_db
DIRTY = f"\u200b{unicodedata.normalize('NFD', '국민')}\x0b\xa0글\u202e"
CLEAN = {LineInput: "국민  글", LinesInput: "국민\n 글", MarkdownInput: "국민\n 글"}

MADE = {
    "guide": make_guide,
    "question": make_entry,
    "table": lambda: make_table(rows=2),
    "checklist": lambda: make_checklist(items=2),
    "notice": lambda: make_update(make_notice()).notice,
    "source": make_source,
    "category": make_category,
    "term": lambda: Term.objects.create(name="낱말"),
    "best bet": lambda: BestBet.objects.create(query="검색어", document=published(make_guide())),
    "user": lambda: get_user_model().objects.create_user("kim"),
}


@pytest.fixture(params=MADE, ids=str)
def opened(request, admin_client):
    """(client, what is edited, the forms on its page)."""
    made = MADE[request.param]()
    page = admin_client.get(change_url(made))
    formsets = [formset.formset for formset in page.context.get("inline_admin_formsets", [])]
    forms = [
        page.context["adminform"].form,
        *(form for formset in formsets for form in formset.initial_forms),
    ]
    return admin_client, made, forms


def dirty_fields(form):
    return [field for field in form if isinstance(field.field, tuple(CLEAN))]


def test_every_text_of_every_form_is_cleaned(opened):
    client, made, forms = opened
    dirty = {field.html_name: DIRTY for form in forms for field in dirty_fields(form)}
    answer = client.post(change_url(made), form_of(client, made) | dirty | {"_continue": "1"})
    assert (answer.status_code, answer.context and answer.context["errors"]) == (302, None)
    for form in forms:
        names = {
            field.name: type(field.field)
            for field in dirty_fields(form)
            if hasattr(form.instance, field.name)
        }
        form.instance.refresh_from_db()
        kinds = {name: CLEAN[kind] for name, kind in names.items()}
        assert {name: getattr(form.instance, name) for name in names} == kinds


def test_a_day_that_no_database_can_hold_is_refused_in_every_form(opened):
    client, made, forms = opened
    wrong = {}
    for field in (field for form in forms for field in form):
        if isinstance(field.field, SplitDateTimeField):
            wrong |= {f"{field.html_name}_0": "0001-01-01", f"{field.html_name}_1": "00:00:00"}
        elif isinstance(field.field, DateTimeField):
            wrong[field.html_name] = "0001-01-01T00:00"
        elif isinstance(field.field, DateField):
            wrong[field.html_name] = "0001-01-01"
    answer = client.post(change_url(made), form_of(client, made) | wrong)
    if wrong:
        assert "2000년부터 2099년까지의 날짜를 적으세요" in answer.content.decode()
    else:
        assert answer.status_code == 302


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "10000-01-01", "2026-13-01", "어제"])
def test_a_publication_cannot_be_planned_for_such_a_day(admin_client, day):
    guide = make_guide()
    data = form_of(admin_client, guide) | {"publish_at": f"{day}T10:00", "_publish": "1"}
    answer = admin_client.post(change_url(guide), data)
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors.keys() == {"publish_at"}


def test_a_title_of_invisible_characters_is_refused_and_nothing_is_lost(admin_client):
    guide = make_guide(title="제목")
    answer = admin_client.post(
        change_url(guide), form_of(admin_client, guide) | {"title": "\u200b\u2060", "body": "새 글"}
    )
    form = answer.context["adminform"].form
    assert form.errors == {"title": ["눈에 보이는 글자가 없습니다. 글자를 적으세요."]}
    assert form["body"].value() == "새 글"
    guide.refresh_from_db()
    assert guide.title == "제목"


def test_saving_a_form_as_a_browser_sends_it_back_changes_nothing(admin_client):
    """A browser ends lines with CRLF: neither the text nor the working copy's version moves."""
    guide = make_guide(body="하나\n\n둘", still_stuck="셋\n넷", asked_as="다른 말\n또 다른 말")
    sent = {
        name: value.replace("\n", "\r\n")
        for name, value in form_of(admin_client, guide).items()
        if isinstance(value, str)
    }
    admin_client.post(change_url(guide), form_of(admin_client, guide) | sent | {"_continue": "1"})
    before = guide.version
    guide.refresh_from_db()
    assert (guide.body, guide.asked_as, guide.version) == ("하나\n\n둘", "다른 말\n또 다른 말", before)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_desks_search_finds_a_title_however_it_is_typed(admin_client, form):
    guide = make_guide(title="국민인증서가 안 될 때")
    typed = unicodedata.normalize(form, "국민인증서")
    page = admin_client.get(reverse("admin:guides_guide_changelist"), {"q": f"\u200b{typed}"})
    assert list(page.context["cl"].queryset) == [guide]
    found = admin_client.get(
        reverse("admin:autocomplete"),
        {"term": typed, "app_label": "publishing", "model_name": "document", "field_name": "related"},
    )
    assert found.status_code in (200, 403)


@pytest.mark.parametrize("address", ["/feed/", "/sitemap.xml", "/guides/", "/llms.txt"])
def test_what_was_published_before_does_not_break_what_lists_it(client, address):
    guide = published(make_guide())
    guide.live.__class__.objects.filter(pk=guide.live.pk).update(
        title="앞\x0b뒤", summary="앞\x00뒤".replace("\x00", "\x08")
    )
    assert client.get(address).status_code == 200
