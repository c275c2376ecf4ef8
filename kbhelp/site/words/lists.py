"""What a site knows by keys: lists of lines `표시 이름 | 말 | …`, as editors type them and snapshots hold them."""

from django.db import models

from kbhelp.typed import LinesField

# The parts of a line, by the list. The first is what is stored elsewhere; it never changes once something uses it.
ROWS = {
    "phones": ("key", "name", "number"),
    "institutions": ("key", "label"),
    "topics": ("key", "label"),
    "screens": ("key", "stage", "label"),
    "risks": ("key", "label"),
    "efforts": ("key", "label"),
    "confidences": ("key", "label", "said"),
    "frequencies": ("key", "label", "weight"),
    "votes": ("key", "label"),
    "call_note": ("key", "label"),
    "examples": ("key", "label"),
}
MAY_BE_EMPTY = {"said"}


def row_of(name: str, line: str) -> dict:
    """The parts of a line by their names; what it lacks is empty."""
    parts = [part.strip() for part in line.split("|")]
    names = ROWS[name]
    return dict(zip(names, parts + [""] * (len(names) - len(parts)), strict=False))


def line_of(name: str, row: dict) -> str:
    return " | ".join(str(row[part]) for part in ROWS[name]).removesuffix(" | ")


class Lists(models.Model):
    phones = LinesField(
        "전화번호",
        help_text=(
            "한 줄에 하나: 표시 이름 | 누구 | 번호. 맨 위가 대표 전화입니다. "
            "‘사이트의 말’의 다른 문장에서는 {표시 이름}으로 적습니다."
        ),
    )
    official_hosts = LinesField(
        "공식 사이트",
        blank=True,
        help_text="한 줄에 하나. 사람이 확인한 곳만 적습니다. ‘공식’ 표시가 붙습니다.",
    )
    subject_words = LinesField(
        "이 사이트만의 말",
        blank=True,
        help_text="한 줄에 하나. 프로그램이 이 말을 하지 않는지 확인할 때 씁니다.",
    )
    institutions = LinesField(
        "기관", blank=True, help_text="한 줄에 하나: 표시 이름 | 기관. 알림에서 고릅니다."
    )
    topics = LinesField(
        "주제", blank=True, help_text="한 줄에 하나: 표시 이름 | 주제. 안내를 이것으로 나눕니다."
    )
    screens = LinesField(
        "화면",
        blank=True,
        help_text="한 줄에 하나: 표시 이름 | 단계의 표시 이름 | 화면. 원인 찾기의 첫 물음에서 고릅니다.",
    )
    risks = LinesField("위험", help_text="한 줄에 하나: 표시 이름 | 말. 안전한 것부터 적습니다.")
    efforts = LinesField("누구와 하나요", help_text="한 줄에 하나: 표시 이름 | 말.")
    confidences = LinesField(
        "얼마나 확실한가요", help_text="한 줄에 하나: 표시 이름(한 글자) | 말 | 해결 방법 앞에 할 말."
    )
    frequencies = LinesField(
        "흔한 정도", help_text="한 줄에 하나: 표시 이름 | 말 | 무게(1~100). 흔한 것부터."
    )
    votes = LinesField("독자에게 묻는 말", help_text="한 줄에 하나: 표시 이름 | 물음.")
    call_note = LinesField("상담 메모의 칸", blank=True, help_text="한 줄에 하나: 표시 이름 | 칸의 이름.")
    examples = LinesField(
        "편집실의 예시", blank=True, help_text="한 줄에 하나: 종류.칸 | 예시. 칸 아래에 ‘예: …’로 보입니다."
    )

    FIELDS = ("phones", "official_hosts", "subject_words", *(name for name in ROWS if name != "phones"))

    class Meta:
        abstract = True
