"""The editors' manual is true: each word it prints for a button, a field or a message is seen where its chapter leads.

KBHELP_TAKE_PICTURES=1 bin/test tests/test_manual_browser.py takes the pictures of the manual anew.
"""

import os
import re
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image

from kbhelp.editing.manual import manual
from kbhelp.search.models import QueryDay
from tests.making import make_publisher
from tests.pagetypes import DESK_PAGES, GUIDE, address
from tests.site import ROOT
from tests.test_editing_browser import open_desk

NAME = "김편집"
WINDOW = {"width": 1000, "height": 720}
WIDEST, MOST = 800, 60_000  # pixels; bytes
TAKES = bool(os.environ.get("KBHELP_TAKE_PICTURES"))
WORD = re.compile(r"\*\*(.+?)\*\*|‘([^’]+)’")
SEEN = """() => {
  document.querySelectorAll("details").forEach(one => { one.open = true; });
  const labels = [...document.querySelectorAll("[aria-label], option")].map(one => one.ariaLabel ?? one.text);
  return [document.body.innerText, ...labels].join("\\n");
}"""
# Words of a moment that this walk does not bring about: where they are written.
WRITTEN = {
    "비밀번호를 잊었어요": "templates/admin/login.html",
    "패스키 만들기": "templates/signin/_passkeys.html",
    "패스키로 확인": "templates/signin/_ask_passkey.html",
    "끝내기": "templates/signin/_places.html",
    "이곳만 남기고 모두 끝내기": "templates/signin/places.html",
    "남은 글 불러오기": "templates/desk/_keep.html",
    "지우기": "templates/desk/_keep.html",
    "알림 치우기": "templates/desk/_plans.html",
    "예약 취소": "templates/desk/_plans.html",
    "예약": "templates/desk/document_form.html",
    "저장된 글로 바꾸기": "templates/desk/_conflicts.html",
    "아래 칸에 적힌 대로": "templates/desk/_conflicts.html",
    "공개하지 않은 판": "kbhelp/editing/states.py",
    "(사본)": "kbhelp/editing/copies.py",
    "답함": "templates/desk/_search_row.html",
    "내린 글": "templates/410.html",
    "다시 확인하고 있습니다": "templates/publishing/_heading.html",
    "확인할 때": "kbhelp/editing/admin.py",
    "확인한 날": "templates/publishing/_checked.html",
}
# Words that editors write, not the desk.
EXAMPLES = {"여기", "네", "인증번호 문자나 전화가 오지 않아요", "알뜰폰이 아니에요"}

WALKS = {
    "처음 오셨다면": ["index", "entry"],
    "로그인과 두 번째 확인": ["second-factor", "second-factor-on", "sessions"],
    "질문 하나 쓰기": ["index", "new-question"],
    "본문 쓰기": ["new-guide"],
    "비교표와 점검표": ["index", "table"],
    "미리 보고 점검하기": ["draft"],
    "검토와 발행": ["index", "draft", "review"],
    "날짜를 정해 공개하고 내리기": ["entry"],
    "고치기와 이전 판": ["guide", "draft", "editions"],
    "쓰인 곳, 복제, 미리보기 링크": ["guide", "duplicate", "share"],
    "적은 글은 없어지지 않습니다": [],
    "둘이 같은 글을 고칠 때": [],
    "그림": ["index", "pictures", "picture"],
    "사이트의 말": ["index", "site"],
    "독자가 찾는 말": [
        "term",
        "entry",
        "short-table",
        "index",
        "queries",
        "search-report",
        "search-test",
        "ways",
        "ways-accepted",
    ],
    "보고서": ["index", "reports", "votes", "opened-pages", "stale"],
    "진단 길": ["index", "paths"],
    "출처와 맞춰 보기": ["guide", "verify", "index", "table", "public"],
    "다시 확인할 때": ["guide", "index"],
    "표(엑셀, CSV)로 한꺼번에": ["list-questions", "short-table", "sheet", "sheet-of-rows"],
    "내보내기와 가져오기": ["index", "moving"],
}
PAGES = DESK_PAGES | {
    "new-question": "/admin/faq/entry/add/",
    "new-guide": "/admin/guides/guide/add/",
    "draft": "/admin/guides/guide/{draft}/change/",
    "short-table": "/admin/guides/comparisontable/{short_table}/change/",
    "queries": "/admin/search/queryday/",
    "public": GUIDE,
}


@pytest.fixture(scope="module")
def state():
    """The cookies of who has signed in."""
    return {}


@pytest.fixture
def desk(open_page, on_site, state):
    if state:
        return open_page(viewport=WINDOW, storage_state=state["signed in"])
    page = open_page(viewport=WINDOW)
    make_publisher(NAME)
    QueryDay.objects.create(query="지문이 안 먹어요", day=timezone.localdate(), asked=7, results=0)
    open_desk(page, NAME)
    state["signed in"] = page.context.storage_state()
    return page


def words_of(text: str) -> set[str]:
    found = WORD.findall(re.sub(r"`[^`]*`", "", text))
    return {bold or quoted for bold, quoted in found} - EXAMPLES


# What a chapter does on one of its pages, beside looking at it.


def write_a_table(desk):
    desk.fill("#id_body", "| 화면 | 할 일 |\n| --- | --- |\n| 오류 코드가 나와요 | 화면을 찍어 두세요 |")
    desk.eval_on_selector("#id_body", "field => { field.focus(); field.setSelectionRange(5, 5); }")
    desk.locator("[data-table-tool]", has_text="이 표 고치기").first.wait_for()


def open_the_picker(desk):
    desk.get_by_role("button", name="비교표·글 넣기").click()
    desk.locator(".picker__option").first.wait_for()


def open_the_table(desk):
    desk.keyboard.press("Escape")
    desk.locator("[data-table-tool]").first.click()


def open_the_paste(desk):
    desk.locator("[data-paste-open]").first.click()


def count_what_is_wrong(desk):
    desk.fill("#id_body", "주민번호 900101-1234567은 [여기](/guides/no-such/)에 적지 마세요.")
    desk.locator("[data-checks]").evaluate("one => { one.open = true; }")
    desk.locator("[data-checks]").get_by_text("살펴볼 것").first.wait_for()


def open_the_preview(desk):
    desk.locator("[data-preview]").click()
    desk.locator("dialog.preview[open]").wait_for()


STEPS = {
    ("본문 쓰기", "new-guide"): [write_a_table, open_the_picker, open_the_table],
    ("비교표와 점검표", "table"): [open_the_paste],
    ("미리 보고 점검하기", "draft"): [count_what_is_wrong, open_the_preview],
}
PICTURES = {
    "home": ("처음 오셨다면", "index", None),
    "question": ("질문 하나 쓰기", "new-question", None),
    "picker": ("본문 쓰기", "new-guide", open_the_picker),
    "text-table": ("본문 쓰기", "new-guide", open_the_table),
    "rows": ("비교표와 점검표", "table", None),
    "checks": ("미리 보고 점검하기", "draft", count_what_is_wrong),
    "review": ("검토와 발행", "review", None),
    "editions": ("고치기와 이전 판", "editions", None),
    "pictures": ("그림", "pictures", None),
    "search": ("독자가 찾는 말", "search-report", None),
    "sheet": ("표(엑셀, CSV)로 한꺼번에", "sheet", None),
}
TOP_OF = {
    "rows": "[data-grid] .part",
    "checks": "[data-checks]",
    "review": "h1",
    "question": "h1",
    "sheet": "h1",
    "search": "h1",
}


def take(desk, chapter: str, page: str, step):
    name = next((name for name, at in PICTURES.items() if at == (chapter, page, step)), None)
    if not (TAKES and name):
        return
    if name in TOP_OF:
        desk.locator(TOP_OF[name]).first.evaluate("one => one.scrollIntoView({block: 'start'})")
    picture = Image.open(BytesIO(desk.screenshot()))
    picture.thumbnail((WIDEST, WIDEST))
    path = ROOT / "static" / "desk" / "manual" / f"{name}.webp"
    path.parent.mkdir(exist_ok=True)
    picture.save(path, quality=70, method=6)


def walked(desk, chapter: str) -> str:
    """All that is seen on the way."""
    seen = []
    for page in WALKS[chapter]:
        desk.goto(address(page, PAGES), wait_until="networkidle")
        take(desk, chapter, page, None)
        seen.append(desk.evaluate(SEEN))
        for step in STEPS.get((chapter, page), []):
            step(desk)
            take(desk, chapter, page, step)
            seen.append(desk.evaluate(SEEN))
    return "\n".join(seen)


@pytest.mark.parametrize("chapter", manual().chapters, ids=lambda chapter: chapter.title)
def test_what_a_chapter_names_is_seen_where_it_leads(desk, chapter):
    seen = walked(desk, chapter.title)
    for word in words_of(chapter.text):
        if word not in seen:
            assert word in WRITTEN, word
            assert word in (ROOT / WRITTEN[word]).read_text(encoding="utf-8"), word


def test_each_picture_is_there_small_and_described():
    named = {
        piece["picture"]: piece["alt"]
        for chapter in manual().chapters
        for piece in chapter.pieces
        if "picture" in piece
    }
    assert named.keys() == {f"desk/manual/{name}.webp" for name in PICTURES}
    for path, alt in named.items():
        file = ROOT / "static" / path
        assert file.stat().st_size <= MOST, path
        assert Image.open(file).width <= WIDEST
        assert len(alt) > 3


def test_it_is_a_click_from_every_page_of_the_desk_and_leads_within_itself(desk):
    desk.goto("/admin/guides/guide/")
    desk.get_by_role("link", name="도움말", exact=True).click()
    desk.wait_for_url("**/admin/manual/")
    desk.get_by_role("navigation", name="차례").get_by_role("link", name="비교표와 점검표").click()
    assert desk.locator("h2", has_text="비교표와 점검표").bounding_box()["y"] < WINDOW["height"]
    assert not desk.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert all(desk.evaluate("[...document.images].map(one => one.alt !== '')"))
