"""Lists of steps keep each step by itself, and lose nothing of the page."""

import pytest

from kbhelp.markdown import render

WARNING = "::: 주의\n지워집니다.\n:::\n\n"


def steps_in(text):
    return [block["steps"] for block in render(text).blocks if "steps" in block]


def html(text):
    return "".join(block["html"] for block in render(text).blocks)


def test_each_step_stands_by_itself_with_what_is_inside_it():
    (found,) = steps_in("## 순서\n\n앞 글\n\n1. **하나** 글\n2. 둘\n\n   - 가\n   - 나\n\n뒤 글")
    assert (found["number"], found["title"]) == (1, "순서")
    assert found["before"]["html"] == "<p>앞 글</p>\n"
    assert [step["text"] for step in found["each"]] == ["하나 글", "둘\n가\n나"]
    assert found["each"][1]["html"] == "<p>둘</p>\n<ul>\n<li>가</li>\n<li>나</li>\n</ul>\n"
    assert found["after"]["html"] == "<p>뒤 글</p>\n"


def test_the_page_reads_as_ever_when_it_is_put_together_again():
    text = "앞\n\n1. 하나\n2. 둘\n\n사이\n\n1. 셋\n\n뒤"
    steps = '<ol class="steps">\n<li>하나</li>\n<li>둘</li>\n</ol>\n'
    assert html(text) == f'<p>앞</p>\n{steps}<p>사이</p>\n<ol class="steps">\n<li>셋</li>\n</ol>\n<p>뒤</p>\n'


def test_a_warning_above_goes_along_though_a_heading_stands_between():
    (found,) = steps_in(f"{WARNING}글\n\n## 순서\n\n1. 지우기")
    assert "지워집니다." in found["before"]["html"] and "글</p>" not in found["before"]["html"]


def test_a_list_ends_at_the_next_one_and_takes_its_own_words():
    first, second = steps_in("1. 하나\n\n사이\n\n1) 둘")
    assert first["after"]["html"] == second["before"]["html"] == "<p>사이</p>\n"
    assert (first["number"], second["number"]) == (1, 2)


@pytest.mark.parametrize(
    "text", ["", "글", "- 하나\n- 둘", "> 1. 하나", f"{WARNING.replace('지워집니다.', '1. 하나')}"]
)
def test_what_is_no_list_of_the_outermost_level_has_no_steps(text):
    assert steps_in(text) == []


def test_of_very_many_lists_the_first_are_cut():
    text = WARNING + "\n\n## 제목\n\n".join(["1. 하나"] * 40)
    assert len(steps_in(text)) == 9
    assert html(text).count("<ol") == 40


def test_what_is_hostile_in_a_step_is_as_clean_as_on_the_page():
    (found,) = steps_in("1. <script>x</script> [글](javascript:alert)\n2. 둘")
    assert "<script" not in found["each"][0]["html"] and "href" not in found["each"][0]["html"]
