"""Links within the site: to headings of the text itself, and to what `locate` knows."""

from urllib.parse import unquote

import pytest

from kbhelp.markdown import render

SITE = {
    "": {"sources", "h-다른-칸"},
    "/guides/new-phone/": {"h-지우기-전에", "row-1"},
    "/search/": set(),
    "/": set(),
}
PICTURE = "/media/images/ab/0123456789abcdef.png"


def links(text: str, locate=SITE.get) -> tuple[list[str], list[int]]:
    """Where the links of a text lead, and the lines of its problems."""
    result = render(text, locate=locate)
    html = "".join(block["html"] for block in result.blocks)
    found = [unquote(piece.split('"')[0]) for piece in html.split('href="')[1:]]
    return found, [problem.line for problem in result.problems]


@pytest.mark.parametrize(
    "written",
    [
        "#지우기-전에",
        "#h-지우기-전에",
        "<#지우기 전에>",
        "<#지우기 전에!>",
        "#%EC%A7%80%EC%9A%B0%EA%B8%B0-%EC%A0%84%EC%97%90",
    ],
)
def test_a_heading_is_found_by_its_own_words(written):
    assert links(f"[가]({written})\n\n## 지우기 전에") == (["#h-지우기-전에"], [])
    assert links(f"[가]({written})\n\n## 지우기 전에", locate=None) == (["#h-지우기-전에"], [])


def test_the_second_of_two_equal_headings_is_found_by_its_number():
    assert links("[가](#준비-2)\n\n## 준비\n\n## 준비") == (["#h-준비-2"], [])


def test_a_heading_of_another_field_or_part_of_the_page_is_found():
    assert links("[가](#다른-칸) [나](#sources)") == (["#h-다른-칸", "#sources"], [])


def test_a_heading_that_is_nowhere_is_a_problem_in_its_line_and_the_words_stay():
    result = render("글\n\n[가](#없는-제목)", locate=SITE.get)
    assert [(problem.line, problem.message[:17]) for problem in result.problems] == [
        (3, "‘#없는-제목’ 링크가 가리키는")
    ]
    assert result.text == "글\n가"


@pytest.mark.parametrize(
    "written, leads",
    [
        ("/guides/new-phone/", "/guides/new-phone/"),
        ("/guides/new-phone/?a=1#row-1", "/guides/new-phone/?a=1#row-1"),
        ("/guides/new-phone/#지우기-전에", "/guides/new-phone/#h-지우기-전에"),
        ("/search/?q=인증서", "/search/?q=인증서"),
        ("/", "/"),
        ("http://127.0.0.1:8000/guides/new-phone/#지우기-전에", "/guides/new-phone/#h-지우기-전에"),
    ],
)
def test_what_is_there_is_linked(settings, written, leads):
    settings.SITE_URL = "http://127.0.0.1:8000"
    assert links(f"[가]({written})") == ([leads], [])


@pytest.mark.parametrize(
    "written",
    [
        "/guides/no-such/",
        "/guides/no-such/#row-1",
        "/guides/new-phone/#없음",
        "/nowhere",
        "/guides/NEW-PHONE/",
    ],
)
def test_what_is_not_there_is_a_problem_in_its_line(written):
    assert links(f"글\n[가]({written})")[1] == [2]


@pytest.mark.parametrize(
    "written", ["other.md", "../faq/x.md", "guides/new-phone/", "./x", "?q=1", "#", "www.gov.kr"]
)
def test_addresses_that_depend_on_the_place_are_refused(written):
    assert links(f"글\n[가]({written})") == ([], [2])


def test_each_of_many_links_is_checked():
    text = "\n".join(f"[{n}](/guides/{'new-phone' if n % 2 else 'no'}/)" for n in range(1, 21))
    assert links(text)[1] == list(range(2, 21, 2))


def test_a_picture_whose_file_is_missing_is_a_problem():
    assert links(f"![그림]({PICTURE})", locate={PICTURE: set()}.get)[1] == []
    assert links(f"글\n\n![그림]({PICTURE})")[1] == [3]
