"""What editors write comes out as they meant it: the dialect, in Korean."""

import unicodedata
from io import BytesIO

import pytest
from PIL import Image

from kbhelp.markdown import PLACEHOLDER_ALT, Problem, UnknownLabel, render
from kbhelp.publishing.images import accept

PICTURE = "/media/images/ab/0123456789abcdef.png"


def html(text: str) -> str:
    """The HTML of a text that has nothing to complain about."""
    result = render(text)
    assert result.problems == []
    return "".join(block["html"] for block in result.blocks).strip()


def problems(text: str, resolve=None) -> list[tuple[int, str]]:
    """Line and first words of every problem."""
    return [(problem.line, problem.message) for problem in render(text, resolve=resolve).problems]


@pytest.mark.parametrize(
    "written, strong",
    [
        ("**강조**는", "강조"),
        ("**강조(예)**는", "강조(예)"),
        ("이것은**“따옴표”**입니다", "“따옴표”"),
        ('화면에**"확인"**을 누르고', '"확인"'),
        ("**‘인증서 발급’**을 누릅니다", "‘인증서 발급’"),
        ("**인증서.**그리고", "인증서."),
        ("**KB국민은행(앱)**에 전화", "KB국민은행(앱)"),
        ("**100%**를", "100%"),
        ("**이름(Name)**과", "이름(Name)"),
        ("「제목」**「책」**은", "「책」"),
        ("**🙂**는", "🙂"),
    ],
)
def test_emphasis_works_beside_korean_particles(written, strong):
    assert f"<strong>{strong}</strong>" in html(written)


@pytest.mark.parametrize("written", ["2 * 3 * 4", "** 떨어진 별 **", "파일_이름_하나", "9시~18시, 3~5일"])
def test_what_is_no_emphasis_stays_as_written(written):
    assert html(written) == f"<p>{written}</p>"


def test_names_in_angle_brackets_and_escaped_html_survive_as_text():
    assert html("<이름> <홍길동> <name:홍> \\<b>굵게\\</b>") == (
        "<p>&lt;이름&gt; &lt;홍길동&gt; &lt;name:홍&gt; &lt;b&gt;굵게&lt;/b&gt;</p>"
    )


def test_lists_nest_and_only_outer_numbered_lists_are_steps():
    assert html("1. 하나\n   1. 안\n   - 점\n2. 둘").replace("\n", "") == (
        '<ol class="steps"><li>하나<ol><li>안</li></ol><ul><li>점</li></ul></li><li>둘</li></ol>'
    )


def test_steps_may_start_later():
    assert html("3. 셋\n4. 넷").replace("\n", "") == '<ol start="3" class="steps"><li>셋</li><li>넷</li></ol>'


@pytest.mark.parametrize(
    "written", ["2026. 11. 23. 기준입니다.", "11. 23.에 확인", "2026.11.23. 확인", "2026) 뒤"]
)
def test_a_line_that_begins_with_a_date_is_no_list(written):
    assert html(written) == f"<p>{written}</p>"


def test_indented_lines_are_text_and_dashes_below_a_line_make_no_heading():
    assert html("    들여 쓴 문장\n---\n다음") == "<p>들여 쓴 문장</p>\n<hr>\n<p>다음</p>"


def test_headings_have_two_levels_and_anchors_in_korean():
    result = render("# 준비하기\n## 준비하기\n#### 이름(실명) 확인\n")
    assert result.headings == [
        {"level": 2, "text": "준비하기", "anchor": "h-준비하기"},
        {"level": 2, "text": "준비하기", "anchor": "h-준비하기-2"},
        {"level": 3, "text": "이름(실명) 확인", "anchor": "h-이름-실명-확인"},
    ]
    assert '<h3 id="h-이름-실명-확인">이름(실명) 확인</h3>' in result.blocks[0]["html"]


def test_anchors_differ_even_where_headings_imitate_numbers():
    anchors = [heading["anchor"] for heading in render("## 가\n## 가 2\n## 가\n## 가\n## !!\n## ??").headings]
    assert anchors == ["h-가", "h-가-2", "h-가-3", "h-가-4", "h-part", "h-part-2"]


def test_tables_align_by_class_and_scroll_in_a_named_region():
    made = html("| 항목 | 수 |\n|:-:|--:|\n| 가 \\| 나 | **1** |")
    assert '<div class="table-scroll" tabindex="0" role="region" aria-label="표: 항목, 수">' in made
    assert '<th class="align-center" scope="col">항목</th>' in made
    assert '<td class="align-center">가 | 나</td>' in made
    assert '<td class="align-right"><strong>1</strong></td>' in made
    assert "style" not in made


def test_two_tables_with_the_same_columns_have_names_of_their_own():
    made = html("| 가 |\n|---|\n| 1 |\n\n| 가 |\n|---|\n| 2 |")
    assert 'aria-label="표: 가"' in made
    assert 'aria-label="표: 가 (2)"' in made


def test_callouts_say_in_a_word_what_they_are():
    assert html("::: 주의\n**먼저** 확인\n:::").replace("\n", "") == (
        '<aside class="callout callout--warn" role="note"><p class="callout__title">주의</p>'
        "<p><strong>먼저</strong> 확인</p></aside>"
    )


def test_a_callout_inside_a_step_belongs_to_the_step():
    made = html("1. 하나\n   ::: 참고\n   덧붙임\n   :::\n2. 둘").replace("\n", "")
    assert '하나<aside class="callout callout--note" role="note">' in made
    assert "</aside></li><li>둘</li></ol>" in made


@pytest.mark.parametrize(
    "written, line, part",
    [
        ("글\n\n::: 주의\n안 닫음", 3, "닫는"),
        ("::: 위험\n글\n:::", 1, "‘위험’ 상자는 없습니다"),
        ("글\n\n:::\n", 3, "여는 줄 없이"),
        ("::: 주의\n::: 참고\n글\n:::\n:::", 2, "겹쳐"),
        ("> ::: 주의\n> 글", 1, "닫는"),
    ],
)
def test_a_callout_that_is_written_wrong_is_named_with_its_line(written, line, part):
    first = render(written).problems[0]
    assert first.line == line
    assert part in first.message


def test_a_wrong_callout_loses_no_text():
    for written in ("::: 위험\n남는 글\n:::", "::: 주의\n남는 글"):
        assert render(written).text == "남는 글"


def test_a_code_box_that_is_not_closed_is_a_problem():
    for closed in ("```\n```", "```\n\n```", "~~~ 이름\n값\n\n~~~\n글", "- ```\n  값\n  ```"):
        assert problems(closed) == []
    assert problems("글\n\n```\n값\n\n나머지") == [(3, "‘```’로 연 상자를 닫는 ‘```’ 줄이 없습니다.")]


def test_outside_links_say_so_to_the_browser_and_inside_links_do_not():
    assert html("[정부24](https://www.gov.kr/)") == (
        '<p><a href="https://www.gov.kr/" rel="noopener noreferrer nofollow">정부24</a></p>'
    )
    assert html("[안내](/guides/new-phone/#h-준비)").startswith('<p><a href="/guides/new-phone/#h-')
    assert html("[전화](tel:1588-9999)") == '<p><a href="tel:1588-9999">전화</a></p>'


@pytest.mark.parametrize(
    "address", ["javascript:x()", "//a.example", "ftp://a.example", "https://b@a.example"]
)
def test_a_refused_link_leaves_its_words_and_a_problem_in_its_line(address):
    result = render(f"첫 줄\n둘째 [여기]({address}) 줄")
    assert result.blocks == [{"html": "<p>첫 줄\n둘째 여기 줄</p>\n"}]
    assert [problem.line for problem in result.problems] == [2]


@pytest.mark.parametrize(
    "host",
    [
        "www.gov.kr:99999", "www.gov.kr:80a", "[::1", "www gov.kr", "www.gov.kr，", "www.gov.kr)", "www,gov,kr",
        "www..gov.kr", "gov", "999.1.1.1", "xn--a.kr", "a%00.kr", "a|b.kr", "*.kr", "https://www.gov.kr",
    ],
)  # fmt: skip
def test_a_link_to_a_host_that_cannot_be_is_refused(host):
    result = render(f"[여기](<https://{host}/>)")
    assert (result.blocks, len(result.problems)) == ([{"html": "<p>여기</p>\n"}], 1)


@pytest.mark.parametrize(
    "host", ["www.gov.kr", "WWW.GOV.KR:443", "a_b.co.kr", "정부.한국", "192.168.0.1:8000", "xn--3e0b707e.kr"]
)
def test_a_link_to_any_other_host_is_kept(host):
    result = render(f"[여기](https://{host}/)")
    assert ('href="http' in result.blocks[0]["html"], result.problems) == (True, [])


def test_a_link_without_words_is_a_problem():
    assert problems("[](/guides/x/)") == [
        (1, "글자가 없는 링크가 있습니다. [ ] 안에 어디로 가는지 적으세요.")
    ]


def test_a_picture_alone_with_a_title_is_a_figure():
    assert html(f'![인증서 화면]({PICTURE} "발급 화면")') == (
        f'<figure><img src="{PICTURE}" alt="인증서 화면" loading="lazy" decoding="async">'
        "<figcaption>발급 화면</figcaption></figure>"
    )


def test_an_uploaded_picture_keeps_its_place_while_it_loads():
    file = BytesIO()
    Image.new("RGB", (40, 30)).save(file, "PNG")
    file.seek(0)
    assert 'width="40" height="30"' in html(f"![그림]({accept(file).url})")


def test_a_picture_in_a_sentence_stays_there():
    assert html(f"앞 ![단추]({PICTURE}) 뒤") == (
        f'<p>앞 <img src="{PICTURE}" alt="단추" loading="lazy" decoding="async"> 뒤</p>'
    )


def test_pictures_of_other_sites_are_dropped_with_a_problem_in_their_line():
    result = render("글\n\n![그림](https://a.example/x.png)\n\n끝")
    assert result.blocks == [{"html": "<p>글</p>\n<p>끝</p>\n"}]
    assert [problem.line for problem in result.problems] == [3]


@pytest.mark.parametrize("alt", ["", "  ", PLACEHOLDER_ALT])
def test_a_picture_without_description_is_a_problem(alt):
    assert problems(f"글\n![{alt}]({PICTURE})") == [
        (2, "그림 설명이 없습니다. ![ ] 안에 그림이 보여 주는 것을 글로 적으세요.")
    ]


def test_embeds_stand_between_the_pieces_of_html():
    result = render("앞\n\n[[비교표:가]]\n[[FAQ:나]]\n뒤", resolve=lambda label, slug: {"is": label + slug})
    assert result.blocks == [
        {"html": "<p>앞</p>\n"},
        {"embed": {"is": "비교표가"}},
        {"embed": {"is": "FAQ나"}},
        {"html": "<p>뒤</p>\n"},
    ]
    assert result.problems == []


def test_an_embed_of_nothing_published_is_a_problem_and_no_block():
    result = render("앞\n\n[[비교표:없음]]", resolve=lambda label, slug: None)
    assert result.blocks == [{"html": "<p>앞</p>\n"}]
    message = "‘[[비교표:없음]]’가 가리키는 글이 없습니다. 주소 이름을 확인하고, 그 글을 먼저 발행하세요."
    assert result.problems == [Problem(3, message)]


def test_an_embed_of_an_unknown_kind_names_the_known_ones():
    def resolve(label, slug):
        raise UnknownLabel(["안내", "FAQ"])

    message = "‘[[그림:…]]’은 모르는 이름입니다. 안내, FAQ 가운데 하나를 적으세요."
    assert problems("[[그림:가]]", resolve=resolve) == [(1, message)]


@pytest.mark.parametrize(
    "written", ["글 [[안내:가]] 글", "- [[안내:가]]", "> [[안내:가]]", "::: 주의\n[[안내:가]]\n:::"]
)
def test_an_embed_inside_something_is_a_problem(written):
    assert "홀로" in problems(written, resolve=lambda label, slug: {})[0][1]


def test_an_embed_that_is_shown_as_code_is_text():
    assert html("`[[안내:가]]`라고 적습니다") == "<p><code>[[안내:가]]</code>라고 적습니다</p>"


def test_the_plain_text_has_the_words_and_none_of_the_marks():
    text = "## 준비\n**이름**과 [번호](/faq/x/)\n\n| 가 | 나 |\n|---|---|\n| 1 | `2` |\n\n- 항목\n\n::: 주의\n글\n:::"
    assert render(text).text == "준비\n이름과 번호\n가 · 나\n1 · 2\n항목\n글"


def test_sections_are_cut_at_headings():
    assert render("머리\n\n## 하나\n가\n\n### 둘\n나").sections == [
        {"anchor": "", "title": "", "text": "머리"},
        {"anchor": "h-하나", "title": "하나", "text": "가"},
        {"anchor": "h-둘", "title": "둘", "text": "나"},
    ]


def test_text_is_composed_and_rid_of_invisible_characters():
    decomposed = unicodedata.normalize("NFD", "국민인증서")
    assert html(f"{decomposed}\u202e\x07") == "<p>국민인증서</p>"
    assert render("\ud800글").text == "글"


def test_windows_line_ends_count_as_one_line():
    assert problems("하나\r\n\r\n::: 위험\r\n글\r\n:::")[0][0] == 3


def test_an_empty_text_has_no_blocks():
    assert render("").as_json() == {"blocks": [], "headings": [], "text": "", "sections": []}
