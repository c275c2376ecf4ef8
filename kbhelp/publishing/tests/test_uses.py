"""Where something is used: texts are read whenever they are written, and the desk answers from that."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kbhelp import live
from kbhelp.publishing.editions import restore
from kbhelp.publishing.mentions import Mention
from kbhelp.publishing.models import Document
from kbhelp.publishing.uses import (
    SHOWN,
    broken,
    by_document,
    note_everything,
    note_working_copy,
    uses_of,
    uses_of_source,
    uses_of_term,
)
from kbhelp.search.models import Term
from tests.making import (
    edited,
    make_entry,
    make_guide,
    make_publisher,
    make_row,
    make_source,
    make_table,
    published,
)

pytestmark = pytest.mark.django_db


def noted(document, **fields):
    document = edited(document, **fields) if fields else document
    note_working_copy(document)
    return document


def said(mentions) -> list[tuple]:
    return [
        (use["document"].title, use["hows"], sorted(use["places"])) for use in by_document(mentions)["lines"]
    ]


def test_links_embeds_and_related_documents_are_uses_of_a_document():
    table = published(make_table(slug="names", title="표"))
    noted(make_guide(title="넣은 글", body="앞\n\n[[비교표:names | 이름]]\n\n뒤"))
    noted(make_guide(title="링크한 글", body="[표 보기](/tables/names/#r1)에서 봅니다."))
    related = make_guide(title="함께 볼 글로 고른 글")
    related.related.add(table)
    noted(related)
    noted(make_guide(title="상관없는 글", body="`[[비교표:names]]`\n\n```\n/tables/names/\n```"))
    assert said(uses_of(table)) == [
        ("넣은 글", "글 안에 넣음", ["draft"]),
        ("링크한 글", "링크", ["draft"]),
        ("함께 볼 글로 고른 글", "함께 볼 글", ["draft"]),
    ]


def test_an_address_copied_from_the_browser_is_a_use_too(settings):
    entry = published(make_entry(slug="why"))
    noted(make_guide(title="글", body=f"[왜]({settings.SITE_URL}/faq/why/?q=1#top)"))
    assert said(uses_of(entry)) == [("글", "링크", ["draft"])]


def test_a_row_of_a_table_uses_what_its_cells_link_to_and_its_source():
    guide, source = published(make_guide(slug="phone")), make_source("bank", url="https://bank.example/")
    table = make_table(rows=0, title="표")
    make_row(table, remedy="[안내](/guides/phone/)를 보세요.", source=source)
    noted(table)
    assert said(uses_of(guide)) == [("표", "링크", ["draft"])]
    assert said(uses_of_source(source)) == [("표", "출처", ["draft"])]


def test_what_readers_see_and_what_waits_are_told_from_the_working_copy():
    table = published(make_table(slug="names"))
    guide = published(noted(make_guide(title="글", body="[[비교표:names]]")))
    assert said(uses_of(table)) == [("글", "글 안에 넣음", ["draft", "live"])]
    noted(guide, body="표를 뺐습니다.")
    assert said(uses_of(table)) == [("글", "글 안에 넣음", ["live"])]
    live.publish(guide, at=timezone.now() + timedelta(days=1))
    noted(guide, body="[표](/tables/names/)")
    live.publish(guide, at=timezone.now() + timedelta(days=1))
    live.withdraw(guide)
    assert said(uses_of(table)) == [("글", "링크", ["draft"])]


def test_past_editions_are_no_uses_of_a_document():
    table = published(make_table(slug="names"))
    guide = published(make_guide(title="글", body="[[비교표:names]]"))
    published(noted(guide, body="표를 뺐습니다."))
    assert said(uses_of(table)) == []
    restore(guide.editions.get(number=1), by=make_publisher())
    assert said(uses_of(table)) == [("글", "글 안에 넣음", ["draft"])]


def test_former_addresses_lead_to_the_same_document():
    table = published(make_table(slug="old"))
    noted(make_guide(title="글", body="[표](/tables/old/)"))
    published(edited(table, slug="new"))
    assert said(uses_of(Document.objects.get(pk=table.pk))) == [("글", "링크", ["draft"])]


def test_a_document_that_links_to_itself_is_no_use():
    guide = noted(make_guide(slug="self", body="[위](/guides/self/)"))
    assert said(uses_of(guide)) == []


def test_sources_are_used_as_sources_and_by_their_address():
    source = make_source("bank", name="은행", url="https://bank.example/help")
    named = make_guide(title="출처로")
    named.sources.add(source)
    noted(named)
    noted(make_guide(title="링크로", body="[은행](https://bank.example/help/)"))
    noted(make_guide(title="다른 쪽", body="[은행](https://bank.example/help/other)"))
    assert said(uses_of_source(source)) == [("링크로", "링크", ["draft"]), ("출처로", "출처", ["draft"])]


def test_terms_are_used_where_their_explanation_is_linked_to():
    term = Term.objects.create(name="개통 이름", definition="휴대폰을 개통한 이름입니다.")
    noted(make_guide(title="글", body=f"[명의](/terms/?t={term.pk}#t-{term.pk})"))
    assert said(uses_of_term(term)) == [("글", "링크", ["draft"])]


def test_readers_links_break_when_what_they_lead_to_is_withdrawn_and_heal_when_it_comes_back():
    table = published(make_table(slug="names"))
    published(make_guide(title="넣은 글", body="[[비교표:names]]"))
    published(make_guide(title="링크", body="[표](/tables/names/)"))
    assert said(broken()) == []
    live.withdraw(table)
    assert [title for title, _, _ in said(broken())] == ["넣은 글", "링크"]
    published(table)
    assert said(broken()) == []


def test_a_date_of_withdrawal_that_has_passed_breaks_links_before_anybody_carries_it_out():
    table = published(make_table(slug="names"))
    published(make_guide(title="글", body="[표](/tables/names/)"))
    past = timezone.now() - timedelta(minutes=1)
    Document.objects.filter(pk=table.pk).update(withdraw_at=past)
    assert [title for title, _, _ in said(broken())] == ["글"]


def test_a_draft_may_name_what_is_not_there_without_breaking_anything():
    noted(make_guide(body="[[비교표:nobody]]\n\n[글](/guides/nothing/)"))
    assert said(broken()) == []


@pytest.mark.parametrize(
    "body",
    [
        "[a](//evil.example/[)",
        "[a](/guides/%zz/)",
        "[a](/" + "x" * 400 + "/)",
        "[a](https://[::1)",
        "![](/media/x)",
        "가" * 90_000,
    ],
)
def test_no_text_is_too_odd_to_be_read(body):
    guide = noted(make_guide(body=body))
    assert {mention.kind for mention in Mention.objects.filter(document=guide)} <= {"source", "picture"}


def test_an_old_database_learns_of_all_that_was_written_before():
    table = published(make_table(slug="names"))
    published(make_guide(title="글", body="[[비교표:names]]"))
    Mention.objects.all().delete()
    note_everything()
    assert said(uses_of(table)) == [("글", "글 안에 넣음", ["draft", "live"])]


@pytest.mark.parametrize("number", [0, 1, 10, 1_000])
def test_however_many_use_it_the_question_costs_the_same(number, django_assert_max_num_queries):
    table = published(make_table(slug="names"))
    guides = [Document(kind="guide", title=f"글 {n}", slug=f"guide-{n}") for n in range(number)]
    Document.objects.bulk_create(guides)
    Mention.objects.bulk_create(
        Mention(document_id=guide.pk, kind="table", name="names", how=Mention.LINK) for guide in guides
    )
    with django_assert_max_num_queries(3):  # the addresses, the mentions, the documents
        found = by_document(uses_of(table))
    assert (found["count"], len(found["lines"])) == (number, min(number, SHOWN))
