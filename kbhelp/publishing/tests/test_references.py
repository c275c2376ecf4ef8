"""Links between documents are checked like embeds: what is live, or is published along with it, is there."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kbhelp import live
from kbhelp.notices.tests.making import make_notice
from kbhelp.publishing.checks import PublishRefused
from kbhelp.publishing.references import LastingReferences, References
from tests.making import edited, make_checklist, make_entry, make_guide, make_table, published

pytestmark = pytest.mark.django_db


def problems(document, **options) -> list[str]:
    try:
        live.publish(document, **options)
    except PublishRefused as refusal:
        return [str(problem) for problem in refusal.problems]
    return []


def guide_with(*links: str, **fields):
    return make_guide(body="\n\n".join(f"[글]({link})" for link in links), **fields)


def html_of(document) -> str:
    document.refresh_from_db()
    return document.live.rendered["body"]["blocks"][0]["html"]


def test_a_link_to_a_draft_is_refused_with_its_line_and_accepted_once_it_is_live():
    other = make_guide(slug="other")
    guide = guide_with("/guides/", "/guides/other/")
    assert problems(guide) == [
        "본문 3번째 줄: ‘/guides/other/’ 링크를 따라가도 독자가 볼 수 있는 것이 없습니다. "
        "주소를 확인하고, 우리 글이면 먼저 발행하세요."
    ]
    published(other)
    assert problems(guide) == []


def test_links_to_withdrawn_documents_are_refused_and_to_former_addresses_are_not():
    other = published(make_guide(slug="other"))
    published(edited(other, slug="renamed"))
    assert problems(guide_with("/guides/other/", "/guides/renamed/")) == []
    live.withdraw(other)
    assert len(problems(guide_with("/guides/other/", "/guides/renamed/"))) == 2


def test_documents_that_are_published_together_may_link_to_each_other_and_to_themselves():
    one = guide_with("/guides/two/#지우기-전에", "/guides/one/#끝", slug="one")
    one.body += "\n\n## 끝"
    one.save()
    two = make_guide(slug="two", body="## 지우기 전에\n\n[글](/guides/one/#끝)")
    assert [problems(document, along_with=[one, two]) for document in (one, two)] == [[], []]
    assert "/guides/two/#h-%EC" in html_of(one)


def test_headings_parts_and_sections_of_other_pages_are_found():
    table, checklist = published(make_table(slug="t")), published(make_checklist(slug="c"))
    published(make_guide(slug="g", body="## 준비\n\n[[비교표:t]]"))
    published(make_entry(slug="q", body="## 답"))
    row, item = table.rows.get().key, checklist.items.get().key
    links = [
        f"/tables/t/#{row}",
        f"/checklists/c/#{item}",
        f"/guides/g/#{row}",
        "/guides/g/#준비",
        "/faq/q/#답",
    ]
    assert problems(guide_with(*links, "/guides/g/#sources", "/guides/g/#still-stuck")) == []
    assert len(problems(guide_with(*(link + "-x" for link in links)))) == len(links)


def test_an_anchor_may_lie_in_another_field_of_the_same_document():
    guide = guide_with("#다른-길", "#없는-제목")
    guide.still_stuck = "## 다른 길\n\n은행에 물어보세요."
    guide.save()
    assert [problem[:10] for problem in problems(guide)] == ["본문 3번째 줄: "]


def test_links_in_rows_are_checked_too():
    table = make_table()
    table.rows.update(remedy="[글](/guides/no-such/)")
    assert [problem[:20] for problem in problems(table)] == ["항목 1의 해결 방법 1번째 줄: ‘"]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/guides/",
        "/faq/#q-x",
        "/diagnose/?stage=issue",
        "/search/?q=x",
        "/sources/",
        "/terms/#t-1",
        "/about",
        "/feed/",
    ],
)
def test_pages_of_the_site_itself_are_there(address):
    assert problems(guide_with(address)) == []


@pytest.mark.parametrize(
    "address", ["/admin/", "/desk/upload/", "/nowhere/", "/guides/../x/", "/guides/%2e%2e/", "/\x00"]
)
def test_the_desk_and_what_is_nowhere_are_not(address):
    assert References().locate(address) is None


def test_a_notice_is_there_once_it_is_public():
    notice = make_notice()
    assert References().locate(f"/notices/{notice.pk}/") is None
    notice.publish()
    assert "x" in References().locate(f"/notices/{notice.pk}/")


def test_a_picture_is_there_while_its_file_is():
    name = default_storage.save("images/ab/0123.png", ContentFile(b"x"))
    assert References().locate(f"/media/{name}") == ()
    default_storage.delete(name)
    assert References().locate(f"/media/{name}") is None
    assert References().locate("/media/../../etc/passwd") is None


def test_a_document_is_asked_for_once_however_often_it_is_linked(django_assert_num_queries):
    published(make_guide(slug="other", body="## 하나"))
    references = References()
    references.locate("/guides/")  # the addresses are read
    with django_assert_num_queries(3):
        assert all("h-하나" in references.locate("/guides/other/") for _ in range(20))


def test_the_texts_of_another_page_are_read_for_an_anchor_alone():
    published(make_guide(slug="other", body="## 지우기 전에"))
    found = References()
    with CaptureQueriesContext(connection) as queries:
        page = found.locate("/guides/other/")
    assert page is not None
    assert [query["sql"] for query in queries if "rendered" in query["sql"]] == []
    assert "h-지우기-전에" in page


def test_what_was_published_once_keeps_its_links_when_it_is_made_anew():
    other = published(make_guide(slug="other", body="## 하나"))
    live.withdraw(other)
    assert "h-하나" in LastingReferences().locate("/guides/other/")
    assert "x" in LastingReferences().locate("/guides/never-was/")
