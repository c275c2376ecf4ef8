"""What a kind has that nobody told the rest of the house about; run by tests/test_new_kind.py."""

import json
import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from kbhelp import live
from kbhelp.exchange.folder import export_folder, import_folder
from kbhelp.notices.models import Notice
from kbhelp.publishing.checks import PublishRefused
from kbhelp.publishing.models import Document
from kbhelp.search.models import Term
from tests.handouts.models import Handout, Memo, Thing
from tests.making import make_guide, make_publisher, make_row, make_source, make_table, make_writer, published
from tests.test_desk import change_url, form_of

pytestmark = pytest.mark.django_db


def filled(model, title: str, **fields):
    dates = {"written_on": date(2026, 11, 23), "review_on": date(2027, 5, 23)}
    document = model.objects.create(title=title, summary=f"{title}에 대한 답입니다.", **dates, **fields)
    document.sources.add(make_source())
    return document


def make_handout(slug="visit", title="창구에 가져갈 것", things=("도장",), **fields):
    handout = filled(Handout, title, slug=slug, **{"place": "desk", "stage": "issue"} | fields)
    for position, name in enumerate(things):
        Thing.objects.create(
            handout=handout, position=position, key=f"t{position}", name=name, how_to_get="집에서 찾습니다."
        )
    return handout


def make_memo():
    return filled(Memo, "짧은 메모", slug="note")


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_its_migrations_are_what_its_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("things", [(), ("도장",), ("도장", "통장", "신분증")])
def test_it_is_published_with_none_one_and_several_parts(client, things):
    handout = make_handout(things=things)
    if not things:
        with pytest.raises(PublishRefused, match="준비물을 하나 이상"):
            live.publish(handout)
        return
    published(handout)
    assert re.findall(r'<li id="t\d">(\S+)', text_of(client, "/handouts/visit/")) == list(things)


def test_its_list_is_filtered_by_its_group(client):
    published(make_handout())
    published(make_handout(slug="call", title="전화하기 전에 볼 것", place="phone"))
    shown = re.findall(r'<li><a href="/handouts/\w+/">([^<]+)', text_of(client, "/handouts/?group=phone"))
    assert shown == ["전화하기 전에 볼 것"]


def test_search_finds_its_parts_names_it_and_can_be_narrowed_to_it(client):
    published(make_handout(things=("여권사진", "가족관계증명서")))
    published(make_guide(title="여권사진 찍기"))
    everything, narrowed = (
        client.get("/search/", {"q": "여권사진", "kind": kind}) for kind in ("", "handout")
    )
    assert ("handout", "준비물 안내") in everything.context["kinds"]
    found = narrowed.context
    assert [hit.key for hit in [found.get("answer"), *(hit for hit, _ in found["hits"])] if hit] == [
        f"thing:{Document.objects.get(slug='visit').pk}:t0"
    ]
    both = client.get("/search/", {"q": "여권사진 찍기"}).context
    assert ("thing", "준비물 안내") in [(hit.kind, label) for hit, label in both["hits"]]


def test_a_guide_embeds_it_and_shows_its_newest_edition(client):
    handout = published(make_handout())
    published(make_guide(slug="outer", body="앞\n\n[[준비물:visit]]\n\n뒤"))
    Thing.objects.filter(handout=handout).update(name="새 도장")
    published(handout)
    assert '<li id="t0">새 도장' in text_of(client, "/guides/outer/")
    twin = text_of(client, "/guides/outer.md")
    assert (
        f"[창구에 가져갈 것]({settings.SITE_URL}/handouts/visit/): 창구에 가져갈 것에 대한 답입니다." in twin
    )


def test_it_stands_on_the_home_page_in_the_menu_and_among_related_documents(client):
    for position, title in ((2, "둘째 것"), (1, "첫째 것"), (3, "셋째 것")):
        published(make_handout(slug=f"h{position}", title=title, home_position=position))
    home = text_of(client, "/")
    assert re.findall(r"<p>(\S+ 것)</p>", home) == ["첫째 것", "둘째 것"]  # AT_HOME shows two
    assert re.search(
        r'<nav aria-label="주 메뉴">.*?<a href="/handouts/">준비물</a>.*?</nav>', home, re.DOTALL
    )
    guide = make_guide(slug="with")
    guide.related.add(Document.objects.get(slug="h1"))
    published(guide)
    page = " ".join(text_of(client, "/guides/with/").split())
    assert re.search(r'links__group">준비물 안내</h3>.*?href="/handouts/h1/">첫째 것', page)


def test_machines_are_told_of_it(client):
    published(make_handout())
    assert f"## 준비물 안내\n\n- [창구에 가져갈 것]({settings.SITE_URL}/handouts/visit/)" in text_of(
        client, "/llms.txt"
    )
    assert "/handouts/visit/" in text_of(client, "/feed/")
    sitemap = text_of(client, "/sitemap.xml")
    for part in re.findall(r"<loc>http://[^/]+(/sitemap[^<]*)</loc>", sitemap):
        sitemap += text_of(client, part)
    assert f"<loc>{settings.SITE_URL}/handouts/visit/</loc>" in sitemap
    assert f"<loc>{settings.SITE_URL}/handouts/</loc>" in sitemap
    trail, about = (
        json.loads(text)
        for text in re.findall(r'ld\+json">(.*?)</script>', text_of(client, "/handouts/visit/"))
    )
    assert [step["name"] for step in trail["itemListElement"]] == [
        "첫 화면",
        "준비물 안내",
        "창구에 가져갈 것",
    ]
    assert about["@type"] == "HowTo"


def test_readers_are_asked_for_the_outcome_and_offered_it_beside_what_failed(client):
    handout = published(make_handout())
    assert "발급됐나요?" in text_of(client, "/handouts/visit/")
    table = make_table(rows=0)
    make_row(table, key="k", stage="issue")
    table.related.add(handout)
    published(table)
    outcome = client.get(f"/diagnose/?stage=issue&{table.pk}-k=bad").context["screen"]
    assert [card["title"] for card in outcome["related"]] == ["창구에 가져갈 것"]


@pytest.mark.parametrize("make", [make_handout, make_memo])
def test_an_export_imports_back_unchanged(tmp_path, make):
    document = published(make())
    before = document.snapshot()
    export_folder(tmp_path / "out")
    assert import_folder(tmp_path / "out") == 0
    document.refresh_from_db()
    assert document.concrete().snapshot() == before
    assert (tmp_path / "out" / document.FOLDER / f"{document.slug}.md").exists()


@pytest.mark.parametrize("make", [make_handout, make_memo])
@pytest.mark.parametrize("make_user", [make_writer, make_publisher])
def test_both_roles_edit_it_and_look_at_a_preview(client, make_user, make):
    document = published(make())
    client.force_login(make_user())
    filled = form_of(client, document) | {"summary": "바꾼 답", "_preview": "1"}
    preview = client.post(change_url(document), filled)
    assert (preview.status_code, "바꾼 답" in preview.content.decode()) == (200, True)
    form = client.get(change_url(document))
    assert ("내리기" in form.content.decode()) == (make_user is make_publisher)


def test_a_kind_without_a_page_is_met_inside_other_documents_alone(client):
    memo = published(make_memo())
    guide = make_guide(slug="outer", body="[[메모:note]]")
    guide.related.add(memo)
    published(guide)
    assert "<aside>짧은 메모에 대한 답입니다.</aside>" in text_of(client, "/guides/outer/")
    told = ["/", "/llms.txt", "/feed/", "/sitemap.xml"]
    assert ["짧은 메모" in text_of(client, address) for address in told] == [False] * 4
    assert client.get("/search/?q=짧은 메모").context["count"] == 0
    notice = Notice.objects.create(
        title="멈춤", institution="several", ends_at=timezone.now() + timedelta(hours=1)
    )
    notice.documents.add(memo)
    notice.publish()
    Term.objects.create(name="메모지", definition="적는 종이입니다.", document=memo)
    told = ["/guides/outer/", f"/notices/{notice.pk}/", "/terms/"]
    assert ['href=""' in text_of(client, address) for address in told] == [False] * 3


def test_withdrawn_it_is_gone_from_everywhere(client):
    handout = published(make_handout(home_position=1))
    live.withdraw(handout)
    assert client.get("/handouts/visit/").status_code == 410
    told = ["/", "/handouts/", "/llms.txt", "/feed/", "/sitemap.xml"]
    assert ["창구에 가져갈 것" in text_of(client, address) for address in told] == [False] * 5
    assert client.get("/search/?q=창구에 가져갈 것").context["count"] == 0
