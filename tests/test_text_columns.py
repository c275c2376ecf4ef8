"""No script from any text column anywhere: seven payloads in every text of documents, parts, sources, groups, notices
and terms, past all checks; then every address of readers and pages of the desk are read as a browser reads them."""

from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import User
from django.db import models
from django.test import Client

from faq.models import Category
from kbhelp.notices.models import Notice, NoticeUpdate
from kbhelp.publishing.models import Document, Source
from kbhelp.search.models import AskedWay, QueryDay, Term
from tests.crawl import crawl
from tests.making import make_checklist, make_entry, make_guide, make_source, make_table, published

pytestmark = pytest.mark.django_db
PAYLOADS = {
    "an element": "<xss>",
    "out of a double quote": '"><xss y="',
    "out of a single quote": "'><xss onxss='1' y='",
    "out of a script": "</script></title></textarea><xss>",
    "an attribute that runs": "<img src=x onxss=xss()>",
    "an address that runs": "javascript:xss()",
    "out of a comment or of XML": "--> ]]><xss/>",
}
RUN = ("javascript:", "vbscript:", "data:text")
LEFT = {"slug", "key", "name_key"}  # what leads to a row
MAKERS = (make_guide, make_table, make_checklist, make_entry)


class Seen(HTMLParser):
    """What a browser would make of a page that should not be there."""

    def __init__(self, page: str):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag == "xss":
            self.found.append(self.get_starttag_text())
        for name, value in attributes:
            leads = name in {"href", "src", "action", "formaction", "srcset", "ping", "data"}
            if name.startswith("on") or leads and (value or "").strip().lower().startswith(RUN):
                self.found.append(self.get_starttag_text())


def what_runs(text: str) -> list[str]:
    """`text`: an answer as tests.crawl gives it, or a page. Feed and maps are XML: whole, and without the element."""
    xml = text.find("<?xml")
    if xml < 0:
        return Seen(text).found
    return [one.tag for one in ElementTree.fromstring(text[xml:]).iter() if "xss" in one.tag]


def filled(row: models.Model, payload: str) -> models.Model:
    for field in row._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField)
        if is_text and field.editable and not field.choices and field.name not in LEFT | {"follows"}:
            setattr(row, field.name, f"말 {payload}"[: field.max_length] if payload[0] != "j" else payload)
    row.save()
    return row


def hostile_site(payload: str, monkeypatch) -> list[Document]:
    monkeypatch.setattr("kbhelp.live.acts.refuse_if_wrong", lambda draft: None)
    documents = []
    for make in MAKERS:
        document = filled(make(slug="sample", home_position=1), payload)
        document.sources.set([filled(make_source("hostile"), payload)])
        for part in getattr(document, document.PARTS).all() if document.PARTS else ():
            filled(part, payload)
        documents.append(published(document, note=payload))
    filled(Category.objects.get(), payload)
    Source.objects.filter(key="hostile").update(url=payload)
    notice = filled(Notice.objects.create(title="점검", institution="bank"), payload)
    NoticeUpdate.objects.create(notice=notice, text=payload)
    notice.publish()
    filled(Term.objects.create(name="낱말", definition="뜻"), payload)
    QueryDay.objects.create(query=payload, day="2026-11-23")
    AskedWay.objects.create(query=payload, unit=payload[:120], document=documents[0], is_accepted=True)
    return documents


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_readers_get_every_text_as_text(payload, monkeypatch):
    hostile_site(payload, monkeypatch)
    pages = crawl()
    pages |= {
        url: Client().get(url, {"q": payload}).content.decode() for url in ("/search/", "/faq/", "/diagnose/")
    }
    assert len(pages) > 25
    read = {
        url: page for url, page in pages.items() if not url.endswith((".txt", ".md"))
    }  # shown as plain text
    assert {url: found for url, page in read.items() if (found := what_runs(page))} == {}


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_the_desk_shows_every_text_as_text(payload, monkeypatch):
    documents = hostile_site(payload, monkeypatch)
    client = Client()
    client.force_login(User.objects.create_superuser("someone", first_name=payload[:20]))
    pages = [f"/admin/{one}/" for one in ("", "reports", "faq/category", "publishing/source", "search/term")]
    pages += [
        "/admin/notices/notice/",
        "/admin/search/queryday/",
        "/admin/search/queryday/ways/?show=accepted",
        "/admin/feedback/remark/report/",
        "/admin/auth/user/",
    ]
    for one in documents:
        own = f"/admin/{one._meta.app_label}/{one._meta.model_name}/"
        pages += [
            own,
            *(f"{own}{one.pk}/{page}/" for page in ("change", "history", "editions", "uses", "delete")),
        ]
    answers = {url: client.get(url.replace("//", "/")) for url in pages}
    assert {
        url: answer.status_code for url, answer in answers.items() if answer.status_code not in {200, 302}
    } == {}
    found = {url: what_runs(answer.content.decode()) for url, answer in answers.items()}
    assert {url: runs for url, runs in found.items() if runs} == {}


@pytest.mark.parametrize(
    "page", ["<xss>", "<a href=' javascript:x'>", "<p onclick=x>", '<?xml version="1.0"?><a><xss/></a>']
)
def test_what_would_run_is_found(page):
    assert what_runs(page)
