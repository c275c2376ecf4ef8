"""What was written for other programs is translated or named with its line; honest Korean is left in peace."""

from pathlib import Path

import frontmatter
import pytest

from kbhelp.markdown import render
from kbhelp.markdown.foreign import ANYWHERE, AT_LINE_START

CONTENT = Path(__file__).resolve().parents[3] / "content"


def html(text: str) -> str:
    """The HTML of a text that has nothing to complain about, without line ends."""
    result = render(text)
    assert result.problems == []
    return "".join(block["html"] for block in result.blocks).replace("\n", "")


def problems(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in render(text).problems]


FOREIGN = [
    # HTML and what is built on it
    "가 <b>나</b> 다",
    "<div class='note'>",
    "<div",
    "</DETAILS>",
    "<summary>자세히</summary>",
    "<font color=red>주의</font>",
    "<u>밑줄</u>",
    "<img src='x.png'>",
    "<p>문단</p>",
    "<!-- 편집 메모 -->",
    "<!DOCTYPE html>",
    "<?php echo 1 ?>",
    "<Tabs>글</Tabs>",
    "<Admonition type='tip'>",
    "<Video />",
    "이름&nbsp값",
    "&nbps;",
    # Markdown of other dialects
    "글[^1]에 주가 없다",
    "글^[바로 적은 주]",
    "[정부24][1]",
    "[정부24][]",
    "[정부24][gov-24]",
    "[1]: www.gov.kr",
    "[정부24] (https://www.gov.kr/)",
    "[정부24]（https://www.gov.kr/）",
    "［정부24］（https://www.gov.kr/）",
    "(정부24)[https://www.gov.kr/]",
    "==강조==는",
    "++밑줄++",
    "'''굵게'''",
    "＊＊굵게＊＊",
    "[b]굵게[/b]",
    "[name=홍길동]",
    "[color=#f00]",
    "## 제목 {#my-id}",
    "문단 {.class}",
    "문단{: .note}",
    "{{ site.title }}",
    "{% hint style='info' %}",
    "{{< youtube 1 >}}",
    "{/* 메모 */}",
    "{code:java}",
    "확인 :white_check_mark:",
    "##제목",
    "###### 제목\n####제목",
    "####### 제목",
    "＃ 제목",
    "1.하나",
    "2)둘",
    "1.**굵게** 시작",
    "1.[링크](/guides/)",
    "１． 하나",
    "-항목",
    "제목\n===",
    "== 제목 ==",
    "h2. 제목",
    "import Tabs from '@theme/Tabs'",
    "import './x.css'",
    "export const a = 1",
    '!!! note "제목"',
    '??? tip "제목"',
    ".. note::",
    "[TOC]",
    "@[toc]",
    "[[TOC]]",
    "[[_TOC_]]",
    "${toc}",
    "줄 끝\\\\\n다음",
    # our own dialect, written wrong
    "[비교표:x]",
    "[점검표: 최종 점검]",
    "[안내:new-phone]",
    "[FAQ：a-b]",
    "[[점검표 이름]]",
    "![[그림.png]]",
    "글 [[안내:가]] 글",
    ":::spoiler\n글\n:::",
    "::: tip 제목\n글\n:::",
    "> [!QUESTION]\n> 글",
    "[!NOTE] 글",
    "| 가 | 나 |\n| 1 | 2 |",
    "가 | 나\n--- | --- | ---\n1 | 2",
    "| 가 |\n|---|---|\n| 1 | 2 |",
    "| 가 | 나 |\n|---|---|\n| 1 | 2 | 3 |",
    "｜ 가 ｜ 나 ｜",
    "---\ntitle: 제목\n---\n글",
    # what fonts of word processors alone know
    "\ue123 항목",
    "\U000f1234",
]


@pytest.mark.parametrize("written", FOREIGN)
def test_what_readers_would_see_as_typed_is_a_problem_with_its_line(written):
    found = (
        render(f"첫 문단입니다.\n\n{written}\n\n끝.") if not written.startswith("---") else render(written)
    )
    assert len(found.problems) == 1
    last = written.count("\n")
    assert 0 <= found.problems[0].line - (1 if written.startswith("---") else 3) <= last


@pytest.mark.parametrize("written", FOREIGN)
def test_no_word_of_it_is_lost(written):
    words = [
        word
        for word in ("제목", "강조", "굵게", "하나", "항목", "주의")
        if word in written and ":::" not in written
    ]
    shown = render(written).text
    assert [word for word in words if word in shown] == words


@pytest.mark.parametrize("each", ANYWHERE + AT_LINE_START)
def test_every_form_of_the_table_is_needed_by_an_example(each):
    assert any(each.pattern.search(written) for written in FOREIGN)


HONEST = [
    "<이름>과 <홍길동>, <KB>와 <PASS> 앱, <name:홍>",
    "[중요] 꼭 읽으세요. [확인][취소] [Ctrl][OK] 단추와 [1] [2]",
    "[안내: 오늘은 쉽니다] [참고]: 은행에 물어보세요",
    "[참고]: 없음",
    "1.5배, 3.1절, 6.25 전쟁, 2.0 버전",
    "1.5배로 커집니다",
    "3.1절에는 쉽니다",
    "2026.11.23. 기준",
    "23.에 확인했고\n24.까지 기다립니다",
    "#인증 #국민인증서",
    "오류 #10023이 보이면",
    "이름: 홍길동, 시각: 10:30, 비율 3:1, 08:00~09:30",
    "C++과 C#, 1+1 행사, a++",
    "a==b 또는 c==d",
    "A & B, R&D, Q&A, AT&T; 그리고 &",
    "정부24 → 복지로 --> 다음",
    "김** 님, 010-****-1234, 홍*동",
    "** 떨어진 별 **",
    "*필수 입력 칸입니다",
    "※ 참고, ○ 준비물, ■ 순서, ① 먼저",
    "- 항목\n* 항목\n+ 항목",
    "영하 -5도, -1을 누르고",
    "-끝-",
    "{이름}님께, {0}건",
    "설정 > 화면 > 글자 크기",
    "값이 3 < 5이고 7 > 2입니다",
    "x <y 그리고 z",
    "https://www.gov.kr/portal:8080/ 로 갑니다",
    "C:\\Users\\홍길동\\바탕화면",
    "`<b>`, `[^1]`, `{{x}}`는 그대로 적습니다",
    "\\<b>, \\[^1], \\==강조==, \\## 제목, 1\\.하나, \\[[비교표]]",
    "```\n<div>\n##제목\n| 가 |\n• 점\n```",
    "2026)\n숫자",
    "‘1.’을 누르세요",
    "주의:인증서가 지워집니다",
    "(정부24)[1]에 있습니다",
    "우리은행（국민）의 전각 괄호",
    "[정부24](https://www.gov.kr/)[복지로](https://www.bokjiro.go.kr/)",
    "| 가 | 나 |\n|---|---|\n| 1.하나 | ##값 |\n| `a|b` | |",
    "## 1.준비하기",
    "가 | 나 중에서 고르세요",
    "=\n같습니다",
    "전화 1588-9999 (평일 09:00~18:00)",
    "👩‍👧 가족, ☎ 전화, 🏳️‍🌈",
    "ㅋㅋㅋ ㅇㅈㅅ ㅠㅠ",
]


@pytest.mark.parametrize("written", HONEST)
def test_honest_korean_is_not_refused(written):
    assert problems(written) == []


def test_the_first_content_is_not_refused():
    for path in sorted(CONTENT.glob("*/*.md")):
        file = frontmatter.load(path)
        texts = [file.content, *(str(file.get(name) or "") for name in ("applies_when", "still_stuck"))]
        for part in [*file.get("rows", []), *file.get("items", [])]:
            texts += [part.get("how_to_check") or "", part.get("remedy") or ""]
        found = [render(text, resolve=lambda label, slug: {}).problems for text in texts]
        assert (path.name, found) == (path.name, [[]] * len(texts))


# What can be translated is


@pytest.mark.parametrize("typed", ["<br>", "<br/>", "<BR />"])
def test_a_typed_line_break_is_one_in_cells_and_text(typed):
    assert html(f"가{typed}나") == "<p>가<br>나</p>"
    assert "<td>1<br>2</td>" in html(f"| 가 |\n|---|\n| 1{typed}2 |")


def test_a_typed_line_break_does_not_shift_the_lines_of_problems():
    assert [line for line, _ in problems("가<br>나<br>다\n둘째 <b>줄")] == [2]


@pytest.mark.parametrize(
    "name, ours",
    [
        ("NOTE", "참고"),
        ("tip", "참고"),
        ("Info", "참고"),
        ("WARNING", "주의"),
        ("CAUTION", "주의"),
        ("참고", "참고"),
    ],
)
def test_boxes_of_other_programs_are_our_boxes(name, ours):
    look = {"참고": "note", "주의": "warn"}[ours]
    box = f'<aside class="callout callout--{look}" role="note"><p class="callout__title">{ours}</p>'
    assert html(f"> [!{name}]\n> 먼저 **확인**") == f"{box}<p>먼저 <strong>확인</strong></p></aside>"
    assert html(f":::{name}\n먼저\n:::") == f"{box}<p>먼저</p></aside>"


def test_the_title_of_a_box_is_kept_as_its_first_words():
    assert "<p>새 휴대폰 먼저 읽으세요</p>" in html("> [!note]- 새 휴대폰\n> 먼저 읽으세요").replace(
        "새 휴대폰먼저", "새 휴대폰 먼저"
    )


def test_a_box_in_a_box_is_a_problem_and_keeps_its_words():
    result = render("::: 주의\n> [!NOTE]\n> 안\n:::")
    assert [problem.line for problem in result.problems] == [2]
    assert result.text == "안"


@pytest.mark.parametrize("written", ["- [ ] 명의 확인\n- [x] 앱 확인", "- [] 명의 확인\n- [X]  앱 확인"])
def test_items_to_tick_off_are_plain_items(written):
    assert html(written) == "<ul><li>명의 확인</li><li>앱 확인</li></ul>"


def test_notes_stand_at_the_end_in_the_order_of_their_mention():
    written = "가[^b]와 나[^1], 다시 가[^b].\n\n[^1]: 첫째 **설명**\n[^b]: 둘째\n\n끝."
    assert html(written) == (
        "<p>가[주 1]와 나[주 2], 다시 가[주 1].</p><p>끝.</p><p>주</p>"
        "<ol><li>둘째</li><li>첫째 <strong>설명</strong></li></ol>"
    )


@pytest.mark.parametrize(
    "written, line",
    [
        ("글\n\n[^1]: 아무도 부르지 않는 주", 3),
        ("글[^1]\n\n[^1]: 하나\n[^1]: 둘", 4),
        ("글[^2]\n\n[^1]: 하나", 1),
    ],
)
def test_a_note_without_its_pair_is_a_problem_and_keeps_its_words(written, line):
    result = render(written)
    assert result.problems[0].line == line
    assert written[-1] in result.text


def test_links_of_notes_are_checked_like_all_others():
    assert [line for line, _ in problems("글[^1]\n\n[^1]: [가](javascript:x)")] == [3]


def test_addresses_may_be_written_once_below():
    assert html(
        "[정부24][1]와 [복지로]\n\n[1]: https://www.gov.kr/\n[복지로]: <https://www.bokjiro.go.kr/>"
    ) == (
        '<p><a href="https://www.gov.kr/" rel="noopener noreferrer nofollow">정부24</a>와 '
        '<a href="https://www.bokjiro.go.kr/" rel="noopener noreferrer nofollow">복지로</a></p>'
    )


@pytest.mark.parametrize("address", ["javascript:x()", "data:text/html,x", "https://b@a.example"])
def test_an_address_below_is_refused_like_one_in_place(address):
    result = render(f"[가][1]\n\n[1]: {address}")
    assert result.problems
    assert "href" not in result.blocks[0]["html"]


def test_an_address_below_that_nobody_uses_is_a_problem_since_nobody_sees_it():
    assert [line for line, _ in problems("글\n\n[1]: https://www.gov.kr/")] == [3]
    assert [line for line, _ in problems("[가][1]\n\n[1]: /guides/\n[1]: /faq/")] == [4]


@pytest.mark.parametrize("bullet", ["•", "\uf0b7", "\uf0a7\t", "▪ ", "· ", "\U000f02ef "])
def test_bullets_of_word_processors_make_lists(bullet):
    assert (
        html(f"준비물\n{bullet} 신분증\n{bullet} 휴대폰")
        == "<p>준비물</p><ul><li>신분증</li><li>휴대폰</li></ul>"
    )


def test_known_symbols_of_word_processors_become_what_they_look_like():
    assert (
        html("정부24 \uf0e0 복지로 \uf0fc \U000f02b1 \U000f0854책\U000f0855")
        == "<p>정부24 → 복지로 ✔ ① 《책》</p>"
    )


@pytest.mark.parametrize("space", ["\xa0", "\u3000", "\u2003", "\u3164", "&nbsp;"])
def test_odd_spaces_do_not_stand_in_the_way_of_signs(space):
    if space != "&nbsp;":
        assert html(f"##{space}제목") == '<h2 id="h-제목">제목</h2>'
        assert html(f"1.{space}하나") == '<ol class="steps"><li>하나</li></ol>'
        assert html(f"-{space}하나\n{space}\n- 둘") == "<ul><li><p>하나</p></li><li><p>둘</p></li></ul>"
    assert html(f"가{space}나") == "<p>가 나</p>"


@pytest.mark.parametrize("nothing", ["\u200b", "\ufeff", "\u2060", "\xad", "\u202e"])
def test_what_has_no_width_does_not_stand_in_the_way_of_signs(nothing):
    assert html(f"{nothing}## 제{nothing}목") == '<h2 id="h-제목">제목</h2>'
    assert html(f"**{nothing}굵게{nothing}**는") == "<p><strong>굵게</strong>는</p>"


def test_entities_bring_in_nothing_that_the_text_may_not_hold():
    assert html("가&#x202e;나&#8203;다&#xa0;라") == "<p>가나다 라</p>"


@pytest.mark.parametrize("written", ["[[비교표：가]]", "[[비교표: 가]]", "[[ 비교표 :가 ]]"])
def test_embeds_may_be_written_with_a_wide_colon(written):
    result = render(written, resolve=lambda label, slug: {"is": label + slug})
    assert (result.blocks, result.problems) == ([{"embed": {"is": "비교표가"}}], [])


def test_a_box_may_be_written_with_wide_colons():
    assert html("：：： 주의\n글\n：：：").endswith("<p>글</p></aside>")


def test_cells_beyond_the_head_are_counted_only_where_something_stands_in_them():
    head = "| 가 | 나 |\n|---|---|\n"
    assert problems(f"{head}| 1 | 2 | |\n| 1 |\n| 1 | 2") == []
    assert [line for line, _ in problems(f"{head}| 1 | 2 |\n| 1 | a | b |\n| 1 | a \\| b |")] == [4]


@pytest.mark.parametrize(
    "fence", ["```\n{}\n```", "~~~\n{}\n~~~", "- ```\n  {}\n  ```", "> ```\n> {}\n> ```"]
)
def test_bullets_in_code_stay_and_those_after_it_make_lists(fence):
    made = html(fence.format("• 값") + "\n\n글\n\n• 하나")
    assert "• 값" in made
    assert made.endswith("<ul><li>하나</li></ul>")
    assert html("```• 값```\n\n• 하나").endswith("<ul><li>하나</li></ul>")
