"""What is not live is nowhere: random words in all that readers must not see, and a walk through all that they can.

The canary's field names come from the models, so that a field or a kind added later is watched from its first day.
"""

import secrets
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.test import Client
from django.utils import timezone
from PIL import Image

from faq.models import Category
from guides.models import ChecklistItem, ComparisonRow
from kbhelp import live
from kbhelp.notices.models import Notice, NoticeUpdate
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Document, Source
from kbhelp.site.models import SiteProfile
from kbhelp.site.tests.making import make_site
from kbhelp.site.words.kept import kept
from tests.crawl import crawl, said
from tests.making import make_checklist, make_entry, make_guide, make_source, make_table, make_user, published

pytestmark = pytest.mark.django_db
MAKERS = {"guide": make_guide, "table": make_table, "checklist": make_checklist, "faq": make_entry}
PAGES = {
    "guide": "/guides/WORD/",
    "table": "/tables/WORD/",
    "checklist": "/checklists/WORD/",
    "faq": "/faq/WORD/",
}
SOON = timedelta(days=1)


class Canary:
    """Hands out random words and remembers where each was put."""

    def __init__(self):
        self.words = {}

    def word(self, place: str) -> str:
        word = lettered(secrets.token_hex(5))  # can stand in addresses and names of pictures
        self.words[word] = place
        return word

    def fill(self, row: models.Model, state: str):
        """A word of its own into every text field; the row is saved."""
        for field in row._meta.concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField)
            if field.name == "follows":  # a row that names none of its table is not published
                continue
            if field.name == "colour":  # six digits say nothing, and nothing else fits
                continue
            if is_text and field.editable and not field.choices:
                word = self.word(f"{state}: {row._meta.model_name}.{field.name}")
                setattr(row, field.name, self.value(field, word, state))
        row.save()
        return row

    def value(self, field, word: str, state: str) -> str:
        if isinstance(field, models.URLField):
            return f"https://www.gov.kr/{word}"
        if field.name in ("body", "remedy", "how_to_check"):
            return f"{word}\n\n![{word}]({self.picture(state)})\n"
        return word

    def picture(self, state: str) -> str:
        file = BytesIO()
        Image.new("RGB", (2, 2)).save(file, "PNG")
        name = f"images/ab/{self.word(f'{state}: name of a picture'):0<62}.png"
        return default_storage.url(default_storage.save(name, ContentFile(file.getvalue())))

    def document(self, kind: str, state: str, **fields) -> Document:
        """A document whose every word is a canary's, with parts, a source and a group of its own."""
        return self.rewrite(MAKERS[kind](**fields), state)

    def rewrite(self, document: Document, state: str) -> Document:
        document.count_change()
        document.owner = make_user(self.word(f"{state}: name of an editor"))
        if document.kind == "faq":
            document.category = self.fill(Category(), state)
        self.fill(document, state)
        document.sources.set([self.fill(Source(), state)])
        if document.PARTS:
            for part in getattr(document, document.PARTS).all():
                self.fill(part, state)
        return document

    def heard_in(self, texts) -> dict[str, str]:
        """The words that occur, by where they were put."""
        everything = "\n".join(texts)
        return {place: word for word, place in self.words.items() if word in everything}


@pytest.fixture
def canary():
    return Canary()


def draft(canary, kind):
    return canary.document(kind, "draft")


def edited(canary, kind):
    document = published(MAKERS[kind](home_position=1))
    return canary.rewrite(document, "edit over a live one")


def scheduled(canary, kind):
    return later(canary.document(kind, "scheduled"), canary)


def scheduled_over_a_live_one(canary, kind):
    return later(canary.rewrite(published(MAKERS[kind](home_position=1)), "scheduled edit"), canary)


def later(document, canary):
    live.publish(document, at=timezone.now() + SOON, note=canary.word("scheduled: note"))
    return document


def withdrawn(canary, kind):
    document = published(
        canary.document(kind, "withdrawn", home_position=1), note=canary.word("withdrawn: note")
    )
    refer_to(document)
    live.withdraw(document)
    return document


def ended(canary, kind):
    """Its end has come, but nothing has carried it out yet."""
    document = published(canary.document(kind, "ended", home_position=1))
    refer_to(document)
    Document.objects.filter(pk=document.pk).update(withdraw_at=timezone.now() - SOON)
    return document


def refer_to(document) -> Document:
    """A live guide that embeds the document."""
    return published(make_guide(body=f"본문\n\n[[{document.EMBED_LABEL}:{document.slug}]]", home_position=2))


HIDDEN = [draft, edited, scheduled, scheduled_over_a_live_one, withdrawn, ended]


def test_every_kind_and_every_model_with_text_is_watched(canary):
    assert MAKERS.keys() | {SiteProfile.KIND} == kinds().keys()
    for kind in MAKERS:
        canary.document(kind, "x")
    canary.fill(make_site(), "x")
    watched = {place.partition(": ")[2].partition(".")[0] for place in canary.words.values()}
    models_of_parts = {ComparisonRow, ChecklistItem, Source, Category}
    assert watched >= {model._meta.model_name for model in (*kinds().values(), *models_of_parts)}


def test_a_draft_of_the_sites_own_words_is_heard_nowhere(canary):
    site = make_site()
    for row in (site, *site.stages.all()):
        canary.fill(row, "edit of the site's own words")
    kept.next_change()
    assert len(canary.words) > 100
    assert canary.heard_in(crawl().values()) == {}


# What even a live document does not show: who works here, names of files, and what is only searched or asked for.
UNSHOWN = {
    "name of an editor",
    "note",
    "source.key",
    "entry.asked_as",
    "guide.asked_as",
    "comparisonrow.error_texts",
    "comparisonrow.how_to_check",
    "comparisonrow.question",
    "comparisonrow.answer_bad",
    "comparisonrow.answer_ok",
    "comparisonrow.answer_na",
}


@pytest.mark.parametrize("kind", MAKERS)
def test_the_crawl_hears_what_is_live(canary, kind):
    """Without this the tests below would pass if the crawl went nowhere."""
    published(canary.document(kind, "live", home_position=1), note=canary.word("live: note"))
    heard = canary.heard_in(crawl().values())
    unheard = {place.partition(": ")[2] for place in canary.words.values() if place not in heard}
    assert unheard - UNSHOWN == set()
    assert {"name of an editor", "note"} <= unheard


@pytest.mark.parametrize("hide", HIDDEN, ids=lambda hide: hide.__name__)
def test_what_is_not_live_is_nowhere(canary, hide):
    hidden = [hide(canary, kind) for kind in MAKERS]
    guide = make_guide()
    guide.related.set(hidden)
    published(guide)
    pages = crawl()
    assert len(pages) > 20
    assert canary.heard_in(pages.values()) == {}


def alike(urls) -> list[str]:
    """What addresses say, without the words in which they differ: the same where nothing is known of either."""
    client = Client()
    return [said(url.replace("WORD", word), client).replace(word, "WORD") for url, word in urls]


@pytest.mark.parametrize(
    "hide", [draft, edited, scheduled, scheduled_over_a_live_one], ids=lambda hide: hide.__name__
)
@pytest.mark.parametrize("kind", MAKERS)
def test_an_address_that_was_never_public_answers_like_one_that_never_was(canary, hide, kind):
    document = hide(canary, kind)
    hidden, invented = alike([(PAGES[kind], document.slug), (PAGES[kind], secrets.token_hex(5))])
    assert hidden.startswith("404")
    assert hidden == invented


@pytest.mark.parametrize("kind", MAKERS)
def test_the_address_of_what_was_live_says_only_that_it_is_gone(canary, kind):
    hidden = [hide(canary, kind) for hide in (withdrawn, withdrawn, ended)]
    first, second, third = alike([(PAGES[kind], document.slug) for document in hidden])
    assert first.startswith("410")
    assert first == second == third


@pytest.mark.parametrize("hide", HIDDEN, ids=lambda hide: hide.__name__)
def test_asking_for_a_hidden_word_finds_as_much_as_for_an_invented_one(canary, hide):
    for kind in MAKERS:
        hide(canary, kind)
    for url in ("/faq/?q=WORD", "/faq/?group=WORD", "/guides/?group=WORD", "/notices/?page=WORD"):
        invented, *hidden = alike([(url, word) for word in ("0123456789", *canary.words)])
        assert [word for word, answer in zip(canary.words, hidden, strict=True) if answer != invented] == []


def test_asking_does_find_what_is_live():
    """Without this the test above would pass if asking found nothing at all."""
    published(make_entry(title="사과를 고르는 법"))
    assert "고르는 법" in said("/faq/?q=사과")
    assert "고르는 법" not in said("/faq/?q=수박")


def test_a_changed_source_or_group_waits_for_the_next_publication(canary):
    source = make_source()
    entry = published(make_entry())
    canary.fill(source, "source behind a live document")
    canary.fill(entry.category, "group behind a live document")
    assert canary.heard_in(crawl().values()) == {}


def test_a_notice_that_is_not_published_is_nowhere(canary):
    notice = canary.fill(Notice(institution="bank"), "draft")
    canary.fill(NoticeUpdate(notice=notice), "draft")
    assert canary.heard_in(crawl().values()) == {}
    assert said(f"/notices/{notice.pk}/").startswith("404")
    notice.publish()
    assert set(canary.heard_in(crawl().values())) == {"draft: notice.title", "draft: noticeupdate.text"}


def test_a_notice_does_not_name_what_is_not_live(canary):
    notice = Notice.objects.create(title="점검", institution="bank")
    notice.documents.set([hide(canary, "guide") for hide in (draft, scheduled, withdrawn, ended)])
    notice.publish()
    assert canary.heard_in(crawl().values()) == {}


def lettered(word: str) -> str:
    """Without digits, of which one word in some hundreds would look like a telephone number."""
    return word.translate(str.maketrans("0123456789", "ghijklmnop"))
