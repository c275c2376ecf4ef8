"""An old database, brought to today's schema as an operator's next start would: nothing of it is lost or broken."""

import re
from datetime import datetime
from html import unescape
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from kbhelp import live
from kbhelp.feedback.models import Vote
from kbhelp.publishing.models import Document, Edition
from tests.index_tables import made, made_by_the_code
from tests.old_site import old_site
from tests.undone import undone

pytestmark = [pytest.mark.database, pytest.mark.xdist_group("old")]  # migrated once for all of them


@pytest.fixture(scope="module")
def migrated(django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), old_site("8556a00", tmp_path_factory.mktemp("old")):
        call_command("migrate", verbosity=0, interactive=False)
        yield


@pytest.fixture(autouse=True)
def old(migrated):
    """What a test changes is undone."""
    with undone():
        yield


def document(kind: str, slug: str) -> Document:
    return Document.objects.get(kind=kind, slug=slug).concrete()


def read(client, url: str) -> str:
    """What a reader of that page reads, without tags, every space once."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    main = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)[0]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


def letters(text: str) -> str:
    return "".join(text.split())


def texts_of(edition: Edition) -> list[str]:
    """Every line that the edition says, whatever field it stands in."""
    found = [edition.title, edition.summary, *re.split(r"\n| · ", edition.rendered["body"]["text"])]
    for part in [*edition.snapshot.get("rows", []), *edition.snapshot.get("items", [])]:
        found += [part[name] for name in ("item", "normal", "failure", "text") if name in part]
    return found


def live_editions() -> list[Edition]:
    return list(Edition.objects.live().select_related("document__live").order_by("pk"))


def test_ten_documents_are_live():
    assert len(live_editions()) == 10


def test_every_live_page_says_all_its_texts(client):
    for edition in live_editions():
        page = letters(read(client, edition.document.live_url()))
        assert [text for text in texts_of(edition) if letters(text) not in page] == []


def test_a_guide_shows_the_table_and_the_checklist_that_it_embeds(client):
    page = read(client, "/guides/issuing-keeps-failing/")
    rows = document("table", "normal-and-failure").live.snapshot["rows"]
    items = document("checklist", "final-check").live.snapshot["items"]
    assert [row["item"] for row in rows if row["item"] not in page] == []
    assert [item["text"] for item in items[:4] if item["text"] not in page] == []


@pytest.mark.parametrize(
    ("url", "kind"), [("/guides/", "guide"), ("/faq/", "faq"), ("/checklists/", "checklist")]
)
def test_lists_name_every_live_document(client, url, kind):
    page = read(client, url)
    titles = [edition.title for edition in live_editions() if edition.document.kind == kind]
    assert titles
    assert [title for title in titles if title not in page] == []


def test_the_sitemap_names_every_live_address(client):
    answer = client.get("/sitemap-documents.xml").content.decode()
    assert [edition.title for edition in live_editions() if edition.document.live_url() not in answer] == []


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("/", "/guides/issuing-keeps-failing/"),
        ("/diagnose/?stage=issue&said=none&done=1", "명의(휴대폰을 개통한 사람)"),
        ("/sources/", "https://www.kbstar.com/"),
        ("/terms/", "공동인증서"),
        ("/feed/", "새 휴대폰으로 바꿨을 때"),
        ("/llms.txt", "/guides/changing-phone.md"),
        ("/guides/changing-phone.md", "새 휴대폰에서는 인증서를 다시 만들어야 합니다."),
    ],
)
def test_other_pages_speak_of_it(client, url, text):
    answer = client.get(url)
    assert (answer.status_code, text in answer.content.decode()) == (200, True)


def test_an_old_address_leads_to_the_new_one(client):
    answer = client.get("/guides/new-phone/")
    assert (answer.status_code, answer["Location"]) == (301, "/guides/changing-phone/")


@pytest.mark.parametrize(
    ("url", "status"),
    [("/faq/public-wifi/", 410), ("/guides/suspicious-call/", 404), ("/guides/which-certificate/", 404)],
)
def test_what_is_withdrawn_or_not_yet_published_is_not_shown(client, url, status):
    assert client.get(url).status_code == status


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("비밀번호를 잊었어요", "/faq/forgot-password/"),
        ("새 폰", "/guides/changing-phone/"),  # a best bet
        ("휴대폰 명의", "/tables/normal-and-failure/#"),
    ],
)
def test_search_finds_before_anything_is_rebuilt(client, query, address):
    assert f'href="{address}' in client.get("/search/", {"q": query}).content.decode()


def test_its_index_has_the_tables_that_the_code_makes():
    assert made("search") == made_by_the_code()


def test_a_rebuilt_index_differs_nowhere():
    call_command("rebuild_search", stdout=StringIO())
    said = StringIO()
    call_command("rebuild_search", check=True, stdout=said)
    assert said.getvalue() == "0 difference(s)\n"


def test_what_the_old_renderer_made_is_made_anew_with_nothing_lost(client):
    shown = {edition.pk: texts_of(edition) for edition in live_editions()}
    call_command("rerender", stdout=StringIO())
    for edition in live_editions():
        page = letters(read(client, edition.document.live_url())).replace("<br>", "")  # a break, or as typed
        assert [text for text in shown[edition.pk] if letters(text).replace("<br>", "") not in page] == []
    again = StringIO()
    call_command("rerender", stdout=again)
    assert again.getvalue() == "12 edition(s), 0 made anew\n"


def test_every_edition_can_be_loaded_and_comes_back_the_same():
    for edition in Edition.objects.select_related("document"):
        working_copy = edition.document.concrete()
        working_copy.load(edition.snapshot)
        assert working_copy.snapshot() | {"related": []} == edition.snapshot | {"related": []}
        assert {other.pk for other in working_copy.related.all()} == set(edition.rendered["related"])


def test_an_older_edition_is_listed_and_restored_at_the_desk(client):
    client.force_login(User.objects.get(username="publisher"))
    guide = document("guide", "issuing-keeps-failing")
    first = guide.editions.get(number=1)
    page = client.get(reverse("admin:guides_guide_editions", args=[guide.pk])).content.decode()
    assert all(f"{number}판" in page for number in (1, 2))
    client.post(reverse("admin:guides_guide_restore", args=[guide.pk]), {"edition": "1"})
    guide.refresh_from_db()
    assert (guide.title, guide.live.number) == (first.title, 2)


def test_the_schedule_is_carried_out_when_its_day_comes(client):
    live.carry_out_due(datetime(2099, 1, 4, tzinfo=timezone.get_current_timezone()))
    assert document("guide", "which-certificate").live.number == 1
    assert document("checklist", "final-check").live.summary == "예약한 한 줄 답입니다."
    assert client.get("/faq/is-it-free/").status_code == 410


def test_a_working_copy_ahead_of_its_readers_stays_ahead():
    question = document("faq", "forgot-password")
    assert question.has_unpublished_changes()
    assert (question.summary == "아직 발행하지 않은 한 줄 답입니다.") > (
        question.summary == question.live.summary
    )


def test_votes_hang_on_the_edition_that_was_read():
    first = document("guide", "issuing-keeps-failing").editions.get(number=1)
    assert sorted(first.votes.values_list("answer", flat=True)) == ["no", "yes"]
    assert Vote.objects.count() == 6


def test_notices_are_shown_and_kept(client):
    assert "통신사 본인확인이 늦습니다" in read(client, "/guides/issuing-keeps-failing/")
    assert "정부24에서 국민인증서 로그인이 되지 않았습니다" in read(client, "/notices/")


@pytest.mark.parametrize(("name", "may_publish"), [("writer", False), ("publisher", True)])
def test_both_roles_may_do_what_they_could(name, may_publish):
    user = User.objects.get(username=name)
    assert user.has_perm("publishing.write_document")
    assert user.has_perm("publishing.publish_document") == may_publish
