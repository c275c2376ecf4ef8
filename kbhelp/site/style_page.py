"""/style/, while DEBUG is on: every component in every state, by the partials that readers get.

Texts are short, real and as long as a field allows, in turn; nothing is read from the database but open notices.
"""

from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone

from kbhelp import profile
from kbhelp.feedback.forms import VoteForm
from kbhelp.markdown import render as rendered
from kbhelp.notices.models import Notice

LONG = "휴대폰을 가족 이름으로 개통했는데 회원 정보에는 내 이름으로 적혀 있어서 본인확인이 되지 않을 때"
UNSPACED = "가나다라마바사아자차카타파하" * 8

PROSE = """## 제목이 있는 글

본문에는 [안에서 가는 링크](/guides/)와 **굵은 글씨**, `화면에 나온 문구`가 나옵니다.

::: 참고
비밀번호는 앱에서 바꿉니다.
:::

::: 주의
지우면 되돌릴 수 없습니다. 먼저 백업하세요.
:::

1. **앱을 엽니다.** 최신 버전인지 봅니다.
2. **메뉴를 고릅니다.** 설정 화면으로 갑니다.
3. **안내를 따릅니다.**

- 신분증
- 본인 명의 휴대폰

> 공지에 적힌 말을 그대로 옮긴 것입니다.

### 칸이 많은 표

| 회사 | 전화 | 시간 |
|---|---|---|
| 알뜰폰 | 사업자마다 다름 | 평일 낮 |
| 통신 3사 | 114 | 분실 신고는 언제나 |
"""


def blocks(text: str) -> dict:
    return {"blocks": rendered(text).blocks}


def source(name="운영 기관", **fields) -> dict:
    defaults = {"publisher": "정보화팀", "url": "https://example.com/", "note": "", "is_official": True}
    return {"name": name} | defaults | fields


SOURCES = [
    source(note="로그인 방법과 오류 안내"),
    source("이용자가 쓴 글", publisher="블로그", is_official=False, note=UNSPACED),
]


def row(key: str, **fields) -> dict:
    defaults = {
        "item": "휴대폰 명의",
        "normal": "내 이름으로 개통했습니다",
        "failure": "가족 이름으로 개통했습니다",
        "how_to_check": blocks("앱에서 가입자 이름을 봅니다."),
        "remedy": blocks("고객센터에 **이름 바꾸기**를 물어보세요."),
        "success": "앱에 내 이름이 보입니다",
        "risk": "none",
        "risk_label": profile.label("risks", "none"),
        "effort": profile.ALONE,
        "effort_label": profile.label("efforts", profile.ALONE),
        "source": source(),
        "confidence": "a",
        "written_on": "2026-11-23",
        "checked_on": None,
        "error_texts": ["본인확인에 실패했습니다"],
        "screen": "identity",
        "weight": "often",
        "question": "휴대폰이 누구 이름으로 개통되어 있나요?",
        "answer_bad": "가족이나 다른 사람 이름이에요",
        "answer_ok": "내 이름이에요",
        "answer_na": "",
        "follows": "",
        "follows_when": "",
        "stage": "prepare",
        "stage_label": profile.label("stages", "prepare"),
        "mark": "",
    }
    return {"key": key} | defaults | fields


ROWS = [
    row("style-short"),
    row("style-risk", item="다시 설치하기", risk="removed", risk_label=profile.label("risks", "removed")),
    row("style-long", item=LONG[:60], normal=LONG * 2, failure=UNSPACED, success="", source=None),
]
ITEMS = [
    row("style-item", text="휴대폰이 내 이름으로 개통되어 있습니다", mark="ok"),
    row("style-item-long", text=LONG, mark="bad"),
    row("style-item-unspaced", text=UNSPACED, mark=""),
]


def page(title="로그인이 계속 안 될 때", **fields) -> dict:
    defaults = {
        "kind": "guide",
        "document": 1,
        "edition": 1,
        "slug": "style",
        "title": title,
        "summary": "휴대폰을 개통한 이름이 내 이름인지 먼저 보세요.",
        "stage": "issue",
        "stage_label": profile.label("stages", "issue"),
        "url": "/guides/",
        "written_on": "2026-11-20",
        "checked_on": "2026-11-23",
        "published_at": timezone.now(),
        "reading_minutes": 3,
        "body": blocks("설명입니다."),
        "sources": SOURCES,
        "rows": ROWS,
        "points": ITEMS,
    }
    return defaults | fields


def diagnosed(diagnosis) -> dict:
    """A question and an outcome as the module `guides.diagnosis` makes them of the rows above."""
    rows = diagnosis.rows_of([page(points=ROWS, related=[])])
    short, risk, long = (row["name"] for row in rows)
    return {
        "first": diagnosis.screen_of("", rows),
        "question": diagnosis.screen_of(f"stage=issue&ask={short}", rows),
        "list": diagnosis.screen_of("stage=issue&said=none", rows),
        "outcome": diagnosis.screen_of(f"stage=issue&{short}=ok&{risk}=bad&{long}=unsure&done=1", rows),
    }


def notice(kind: str, title: str) -> Notice:
    ends_at = timezone.now() + timedelta(hours=2)
    unsaved = Notice(pk=1, kind=kind, title=title, institution="gov24", ends_at=ends_at)
    unsaved.latest_text = "원인을 찾고 있습니다. 한 시간마다 다시 적습니다."
    return unsaved


def hit(title: str, *answer: tuple[str, bool], is_cause=False) -> dict:
    further = (("이것과 함께 찾은 ", False), ("말", True))
    return {"url": "/guides/", "title": title, "answer": answer, "passage": further, "is_cause": is_cause}


def found() -> dict:
    """What the search page may show, a list of contexts by name."""
    short = hit("알뜰폰도 되나요", ("알뜰폰", True), ("도 본인확인이 됩니다.", False))
    long = hit(LONG, (LONG, False), (UNSPACED, True), is_cause=True)
    hits = [(short, "자주 묻는 질문"), (long, "정상과 실패 비교")]
    result = {"correction": "알뜰폰", "near_words": ["본인확인", "명의"]}
    return {
        "answer": {"query": "알뜰폰", "answer": short, "hits": hits, "result": result},
        "cause": {"query": "오류", "cause": long, "hits": hits[:1], "result": {}},
        "none": {"query": "쀍", "hits": [], "result": result},
    }


def forms() -> dict:
    refused = VoteForm({"answer": "no", "text": "가" * 301})
    refused.is_valid()
    return {"remark": VoteForm({"answer": "no"}), "refused": refused, "thanks": VoteForm({"answer": "yes"})}


def style(request, diagnosis):
    long = page(LONG, summary=LONG * 2, kind="faq", stage=profile.ANY, slug="style-long", edition=2)
    context = {
        "page": page(),
        "pages": [page(), long, page(UNSPACED, summary=UNSPACED, stage="connect", slug="style-unspaced")],
        "related": {"related": [page(), long]},
        "prose": blocks(PROSE)["blocks"],
        "rows": ROWS,
        "sources": SOURCES,
        "notices": [notice("incident", "로그인이 되지 않습니다"), notice("maintenance", LONG)],
        "found": found(),
        "screens": diagnosed(diagnosis),
        "forms": forms(),
        "progress": {"count": 3, "marked": 2},
        "back": "/guides/",
    }
    return render(request, "style.html", context)
