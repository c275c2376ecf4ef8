"""The site's own words are a document: editors change them, and everything that speaks for the site says so."""

import re

import pytest
from django.test import Client

from kbhelp import live, profile
from kbhelp.exchange.folder import export_folder, import_folder
from kbhelp.pagecache.tests.making import ask, make_layer
from kbhelp.publishing.checks import PublishRefused
from kbhelp.publishing.editions import restore
from kbhelp.publishing.models import Document
from kbhelp.site.models import SiteProfile
from kbhelp.site.words.kept import kept, of_folder
from tests.making import make_guide, make_writer, published
from tests.test_desk import change_url, form_of

pytestmark = pytest.mark.django_db
NAME, NUMBER = "새 이름 도움말", "1600-7777"
PHONES = f"bank | 새 은행 | {NUMBER}\npolice | 경찰 | 112\nsupervisor | 금융감독원 | 1332\nkisa | KISA | 118"
SPEAKING = ["/", "/about/", "/slip/", "/guides/one/", "/guides/one.md", "/feed/", "/llms.txt", "/nothing/"]


def said(site, **words) -> list[str]:
    """What is wrong with these words."""
    for name, value in words.items():
        setattr(site, name, value)
    site.save()
    with pytest.raises(PublishRefused) as refusal:
        live.publish(site)
    return refusal.value.problems


def test_imported_words_are_those_of_the_folder(site):
    assert profile.current() == of_folder()
    assert profile.current() is not of_folder()


def test_an_editor_changes_name_and_phone_and_every_page_follows(site, publisher):
    published(make_guide(slug="one", still_stuck="물어보세요."))
    before = {url: publisher.get(url).content.decode() for url in SPEAKING}
    sent = form_of(publisher, site) | {"title": NAME, "phones": PHONES, "_publish": "1"}
    answer = publisher.post(change_url(site), sent, follow=True)
    assert "발행했습니다" in answer.content.decode()
    kept.next_change()
    after = {url: publisher.get(url).content.decode() for url in SPEAKING}
    assert [url for url, page in before.items() if NAME in page] == []
    assert [url for url in SPEAKING if NAME not in after[url]] == ["/guides/one.md"]
    assert [url for url in ("/", "/slip/", "/guides/one/", "/nothing/") if NUMBER not in after[url]] == []


def test_a_preview_says_the_words_of_the_form_and_stores_nothing(site, publisher):
    sent = form_of(publisher, site) | {"title": NAME, "phones": PHONES, "_preview": "1"}
    page = publisher.post(change_url(site), sent).content.decode()
    assert [word for word in (NAME, NUMBER, "<search>") if word not in page] == []
    assert SiteProfile.objects.get().title == profile.current()["name"] != NAME
    assert NAME not in publisher.get("/").content.decode()


def test_a_writer_may_change_the_draft_and_not_what_readers_see(site):
    client = Client()
    client.force_login(make_writer())
    sent = form_of(client, site) | {"title": NAME, "_continue": "1"}
    assert client.post(change_url(site), sent).status_code == 302
    assert client.post(change_url(site), sent | {"_publish": "1"}).status_code == 403
    kept.next_change()
    assert (SiteProfile.objects.get().title, profile.current()["name"]) == (NAME, of_folder()["name"])


def test_there_is_one_and_its_list_leads_to_it(site, publisher):
    assert publisher.get("/admin/site/siteprofile/").url == change_url(site)
    assert publisher.get("/admin/site/siteprofile/add/").status_code == 403
    publisher.post(f"{change_url(site).removesuffix('change/')}withdraw/", {})
    assert SiteProfile.objects.get().live


def test_a_page_from_memory_follows_a_publication(site):
    layer = make_layer()
    assert NAME not in ask(layer, "/about/").body.decode()
    SiteProfile.objects.update(title=NAME)
    live.publish(SiteProfile.objects.get())
    layer.watch.look()
    assert NAME in ask(layer, "/about/").body.decode()


def test_an_older_edition_comes_back(site):
    SiteProfile.objects.update(title=NAME)
    live.publish(SiteProfile.objects.get())
    restore(site.editions.get(number=1), by=None)
    live.publish(SiteProfile.objects.get())
    kept.next_change()
    assert profile.current() == of_folder()


def test_the_same_object_answers_for_as_long_as_it_says_the_same(site):
    first = profile.current()
    kept.next_change()
    assert profile.current() is first


def test_an_export_holds_the_file_that_was_imported(site, settings, tmp_path):
    export_folder(tmp_path / "out")
    assert (tmp_path / "out/site.md").read_bytes() == (settings.CONTENT / "site.md").read_bytes()
    assert import_folder(tmp_path / "out") == 0


def test_each_wrong_line_is_named(site):
    lines = "bank | 은행 | 1588-9999\nbank | 은행 | 112\n경찰 | 경찰 | 112\nkisa | KISA\nfar | 먼 곳 | 전화"
    assert said(site, phones=lines) == [
        "전화번호 2번째 줄: 표시 이름 ‘bank’이 두 번 있습니다.",
        "전화번호 3번째 줄: 표시 이름은 영문 소문자와 숫자로 10자까지 적으세요.",
        "전화번호 4번째 줄: ‘kisa | KISA’에서 ‘|’로 나눈 칸이 맞지 않습니다.",
        "전화번호 5번째 줄: 번호는 숫자와 줄표로 적으세요.",
    ]


def test_a_text_names_only_phones_that_there_are(site):
    assert said(site, urgent="급하면 {nobody}로 전화하세요.") == [
        "급할 때: {nobody}라는 전화번호가 없습니다."
    ]


def test_a_key_that_the_program_uses_stays(site):
    site.stages.filter(key="any").delete()
    assert (
        said(site, screens="")[0]
        == "‘any’는 프로그램이 쓰는 표시 이름입니다. 말은 바꾸어도 지울 수 없습니다."
    )


def test_a_key_that_some_document_has_stays_and_an_unused_one_may_go(site):
    topics = "\n".join(line for line in site.topics.splitlines() if not line.startswith("safety"))
    guide = make_guide(topic="safety")
    assert said(site, topics=topics) == [
        "‘안전’(safety): 쓰는 곳이 있습니다(안내). 지우려면 그것부터 고치세요."
    ]
    guide.delete()
    live.publish(site)
    kept.next_change()
    assert [row["key"] for row in profile.current()["topics"]] == [
        "name",
        "device",
        "certificate",
        "connection",
    ]


def test_a_new_stage_can_be_chosen_at_once(site, publisher):
    site.stages.create(
        position=9, key="after", label="쓴 뒤", heading="쓴 뒤", hint="다 쓴 때", vote="issued"
    )
    live.publish(site)
    kept.next_change()
    assert publisher.get("/admin/guides/guide/add/").content.decode().count("쓴 뒤") >= 1
    published(make_guide(slug="after", stage="after"))
    assert "쓴 뒤" in publisher.get("/guides/").content.decode()


def test_a_refused_line_leads_to_its_field_and_a_stage_to_its_row(site, publisher):
    site.stages.filter(key="issue").update(vote="nobody")
    sent = form_of(publisher, site) | {"stages-1-vote": "nobody", "_publish": "1"}
    page = publisher.post(change_url(site), sent, follow=True).content.decode()
    assert 'href="#id_stages-1-vote"' in page
    sent |= {"stages-1-vote": "issued", "phones": "bank | 은행", "base": form_of(publisher, site)["base"]}
    page = publisher.post(change_url(site), sent, follow=True).content.decode()
    assert 'href="#id_phones"' in page and site.editions.count() == 1


def test_what_stands_before_the_first_heading_of_a_page_is_not_dropped_in_silence(site):
    assert said(site, about_body="먼저 하는 말\n\n## 누가\n\n우리가 합니다.") == [
        "소개: 글 1번째 줄: 첫 줄을 ‘## 제목’으로 적으세요. 그 앞의 글은 보이지 않습니다."
    ]


def test_the_words_of_another_desk_are_refused_before_a_start_would_refuse_the_data(site):
    assert said(site, desk="it-desk") == [
        "이 사이트는 ‘kb-certificate’ 헬프데스크입니다. 다른 헬프데스크(‘it-desk’)의 말로 바꿀 수 없습니다."
    ]


def test_nobody_is_asked_to_compare_them_with_sources(site):
    published(guide := make_guide())
    assert list(Document.objects.unchecked()) == [guide.document_ptr]


def test_a_colleague_sees_the_draft_by_its_link(site, publisher):
    SiteProfile.objects.update(title=NAME)
    shared = publisher.post(f"{change_url(site).removesuffix('change/')}share/").content.decode()
    link = re.search(r'/preview/[^"<]+', shared)[0]
    page = Client().get(link).content.decode()
    assert NAME in page and "단계: 발급" in page


def test_a_text_without_which_a_page_had_a_hole_is_asked_for(site):
    assert said(site, fraud_never="", slip_bring="") == [
        "‘사기 예방: 묻지 않는 것’ 칸을 채우세요.",
        "‘쪽지: 가져갈 것’ 칸을 채우세요.",
    ]
