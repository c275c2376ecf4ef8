"""The Markdown twin says what the page says, in Markdown that any reader of it understands."""

import html
import re

import pytest
from django.conf import settings
from markdown_it import MarkdownIt

from kbhelp import live
from tests.making import (
    edited,
    make_checklist,
    make_entry,
    make_guide,
    make_row,
    make_source,
    make_table,
    published,
)

pytestmark = pytest.mark.django_db
PLAIN = MarkdownIt("commonmark").enable("table")


def twin(client, slug="one") -> str:
    response = client.get(f"/guides/{slug}.md")
    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    return response.content.decode()


def read(text: str) -> str:
    """The words of a Markdown text as somebody sees them who knows nothing of this site."""
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", PLAIN.render(text))).split())


def make_full_table(**fields):
    table = make_table(rows=0, **fields)
    make_row(
        table,
        item="명의 | 이름",
        normal="내 이름 *그대로*",
        failure="<가족> 이름 & 회사",
        how_to_check="통신사 앱에서 **가입 정보**를 봅니다.",
        remedy="1. 지점에 갑니다.\n2. 명의를 바꿉니다.",
        risk="removed",
        effort="carrier",
        success="이름이 같아집니다.",
        source=make_source(),
        written_on="2026-10-01",
    )
    return table


def test_every_field_that_a_reader_sees_is_there(client):
    other = published(make_entry(title="함께 볼 질문"))
    guide = make_guide(
        slug="one",
        title="제목",
        summary="한 줄 답입니다.",
        stage="issue",
        applies_when="- 맞는 경우",
        body="본문 글",
        still_stuck="마지막 말",
    )
    guide.related.add(other)
    published(guide)
    said = read(twin(client))
    for words in [
        "제목",
        "한 줄 답입니다.",
        "단계: 발급",
        "작성한 날: 2026-11-23 확인: 공식 안내 확인 전",
        "이 글이 맞는 경우 맞는 경우",
    ]:
        assert words in said
    for words in [
        "본문 글",
        "그래도 안 되면 마지막 말",
        "함께 볼 글 함께 볼 질문",
        "정부24 : 행정안전부 · 공식",
    ]:
        assert words in said
    assert said.endswith(f"{settings.SITE_URL}/guides/one/")


def test_every_field_of_a_row_is_there_and_its_cells_stay_cells(client):
    published(make_full_table(slug="rows", title="표"))
    published(make_guide(slug="one", body="[[비교표:rows]]"))
    text = twin(client)
    cells = re.findall("<td>(.*?)</td>", PLAIN.render(text))
    expected = ["명의 | 이름", "내 이름 *그대로*", "<가족> 이름 & 회사"]
    assert [html.unescape(cell) for cell in cells] == expected
    said = read(text)
    for words in [
        "먼저 읽으세요. 이 방법은 인증서가 지워집니다. 확인하는 방법: 통신사 앱에서 가입 정보 를 봅니다.",
        "이렇게 하세요: 지점에 갑니다. 명의를 바꿉니다.",
        "잘 됐는지 확인하는 방법: 이름이 같아집니다.",
        "누구와 하나요: 통신사에 문의합니다",
        "작성한 날: 2026-10-01 확인: 공식 안내 확인 전",
    ]:
        assert words in said


def test_every_field_of_an_item_is_there(client):
    checklist = make_checklist(items=2, slug="check", title="점검")
    checklist.items.update(how_to_check="이렇게 봅니다.", remedy="- 하나\n- 둘")
    published(checklist)
    published(make_guide(slug="one", body="[[점검표:check]]"))
    said = read(twin(client))
    item = "확인하는 방법: 이렇게 봅니다. 문제가 있을 때: 하나 둘"
    assert f"[ ] 확인 1 {item} [ ] 확인 2 {item}" in said


def test_what_is_embedded_stands_where_it_is_named(client):
    for name in ("a", "b"):
        published(make_table(slug=name, title=f"표 {name}"))
    body = "첫째\n\n```\n[[비교표:b]]\n```\n\n[[비교표:b]]\n\n둘째\n\n[[비교표:a]]\n\n끝"
    published(make_guide(slug="one", body=body, applies_when="앞\n\n[[비교표:a]]"))
    said = read(twin(client))
    order = ["표 a", "첫째", "[[비교표:b]]", "표 b", "둘째", "표 a", "끝"]
    assert re.findall("|".join(map(re.escape, order)), said) == order


def test_a_withdrawn_table_leaves_the_place_of_the_next_alone(client):
    gone, stays = (
        published(make_table(slug="gone", title="내린 표")),
        make_table(slug="stays", title="남은 표"),
    )
    published(stays)
    published(make_guide(slug="one", body="[[비교표:gone]]\n\n사이\n\n[[비교표:stays]]"))
    live.withdraw(gone)
    said = read(twin(client))
    assert "내린 표" not in said
    assert said.index("사이") < said.index("남은 표")


def test_a_renamed_table_is_found_by_its_name_of_then(client):
    table = published(make_table(slug="old", title="표"))
    published(make_guide(slug="one", body="[[비교표:old]]"))
    published(edited(table, slug="new"))
    published(make_table(slug="old-too", title="다른 표"))
    assert f"[표]({settings.SITE_URL}/tables/new/)" in twin(client)


def test_other_guides_and_questions_are_links_with_their_answer(client):
    published(make_guide(slug="other", title="다른 *글*", summary="답입니다."))
    published(make_entry(slug="ask", title="질문"))
    published(make_guide(slug="one", body="[[안내:other]]\n\n[[FAQ:ask]]\n\n[[faq:ask]]"))
    text = twin(client)
    assert f"({settings.SITE_URL}/guides/other/): 답입니다." in text
    assert text.count(f"({settings.SITE_URL}/faq/ask/)") == 2
    assert "다른 *글*" in read(text)


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_what_readers_cannot_see_has_no_twin(client, state):
    guide = make_guide(slug="one")
    if state == "withdrawn":
        live.withdraw(published(guide))
    assert client.get("/guides/one.md").status_code == {"draft": 404, "withdrawn": 410}[state]
