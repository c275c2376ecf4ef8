"""What was written for other programs and can be translated safely, is: readers never see that it was."""

import pytest

from kbhelp.markdown import render


def html(text: str) -> str:
    """The HTML of a text that has nothing to complain about, without line ends."""
    result = render(text)
    assert result.problems == []
    return "".join(block["html"] for block in result.blocks).replace("\n", "")


def problems(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in render(text).problems]


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
