"""What an editor may put into a text by its name: each option is Markdown that our own renderer accepts."""

import pytest

from kbhelp import live
from kbhelp.markdown import render
from kbhelp.publishing.models import Document
from kbhelp.publishing.references import References
from kbhelp.search.models import Term
from tests.making import make_entry, make_guide, make_source, make_table, make_writer, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


def options(client, query="", mode="any", chosen="") -> list[dict]:
    return client.get("/desk/picker/", {"q": query, "mode": mode, "chosen": chosen}).json()["options"]


def texts(client, *args, **kwargs) -> list[str]:
    return [one["text"] for one in options(client, *args, **kwargs)]


def test_a_table_is_put_in_by_a_part_of_its_title(writer):
    published(make_table(slug="normal", title="정상과 실패 [비교] | 표"))
    make_table(slug="other", title="다른 표")
    assert options(writer, "실패 정상", "embed") == [
        {
            "title": "정상과 실패 [비교] | 표",
            "note": "비교표 넣기",
            "text": "[[비교표:normal | 정상과 실패 비교 표]]",
            "alone": True,
        }
    ]


def test_a_draft_says_so_and_what_was_withdrawn_is_not_offered(writer):
    make_table(slug="draft", title="초안인 표")
    live.withdraw(published(make_table(slug="gone", title="내린 표")))
    assert [one["note"] for one in options(writer, "표", "embed")] == ["비교표 넣기 · 아직 초안"]


def test_texts_headings_sources_and_terms_are_linked_to(writer):
    published(make_guide(slug="phone", title="새 휴대폰", body="## 지우기 전에\n\n글"))
    make_source("phone", name="휴대폰 안내")
    term = Term.objects.create(name="휴대폰 명의", definition="휴대폰을 개통한 이름입니다.")
    assert texts(writer, "휴대폰", "link")[:4] == [
        "[새 휴대폰](/guides/phone/)",
        "[지우기 전에](/guides/phone/#지우기-전에)",
        "[휴대폰 안내](https://www.gov.kr/)",
        f"[휴대폰 명의](/terms/?t={term.pk}#t-{term.pk})",
    ]


def test_selected_words_become_the_words_of_the_link(writer):
    published(make_guide(slug="phone", title="새 휴대폰"))
    assert texts(writer, "새 휴대폰", "link", "여기 *말고* 이 글")[0] == (
        r"[여기 \*말고\* 이 글](/guides/phone/)"
    )


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("https://www.gov.kr/portal", "[www.gov.kr](https://www.gov.kr/portal)"),
        ("https://x.kr/a_(b)", "[x.kr](https://x.kr/a_%28b%29)"),
    ],
)
def test_an_address_is_linked_to_as_it_is(writer, address, text):
    assert texts(writer, address, "link") == [text]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://x.kr/a b", 'https://x.kr/"<b>', "data:text/html,x"]
)
def test_what_is_no_address_is_a_search_for_a_title(writer, address):
    assert texts(writer, address, "link") == []


@pytest.mark.parametrize("query", ["\0", "%", "_", "' OR 1=1", "가" * 5_000, "[[", "\ud800"])
def test_any_query_is_answered(writer, query):
    published(make_guide())
    response = writer.get("/desk/picker/", {"q": query.encode("utf-8", "surrogatepass")})
    assert response.status_code == 200


def test_whoever_may_not_write_gets_nothing(client):
    response = client.get("/desk/picker/", {"q": "글"})
    assert (response.status_code, "options" in response.json()) == (403, False)


def test_every_option_is_markdown_that_can_be_published(writer):
    for title in ("*별* [대괄호] _밑줄_", "1. 번호 `코드`", "< > & ~ | #", "– 줄표 (괄호)"):
        published(make_table(title=title, slug=f"t-{Document.objects.count()}"))
        published(make_guide(title=title, slug=f"g-{Document.objects.count()}", body=f"## {title}\n\n글"))
        published(make_entry(title=title, slug=f"e-{Document.objects.count()}"))
    references = References()
    for title in ("별", "번호", "&", "줄표"):
        offered = options(writer, title)
        assert len(offered) >= 5
        for one in offered:
            rendered = render(f"앞\n\n{one['text']}\n\n뒤", resolve=references, locate=references.locate)
            assert rendered.problems == [], one


def test_asking_costs_as_many_questions_with_ten_documents_as_with_a_hundred(
    writer, django_assert_max_num_queries
):
    for number in range(100):
        published(make_guide(title=f"안내 {number}", slug=f"guide-{number}", body="## 제목\n\n글"))
    with django_assert_max_num_queries(13):
        assert len(options(writer, "안내")) > 12


def test_a_long_address_is_never_cut(writer):
    address = "https://example.com/?q=" + "a" * 1_900
    assert texts(writer, address) == [f"[example.com]({address})"]
    assert texts(writer, address + "a" * 100) == []
