"""What the diagnosis asks of a row, in the reader's words: fields of the row, shown in its panel of the grid."""

from django.db import models

from kbhelp import profile
from kbhelp.publishing.complaints import Complaint
from kbhelp.typed import LineField

FOLLOWS_WHEN = [
    ("bad", "원인이라고 답했을 때"),
    ("not_bad", "원인이라고 답하지 않았을 때"),
    ("not_ok", "아니라고 답하지 않았을 때"),
]


class RowQuestion(models.Model):
    FIELDS = (
        "screen",
        "weight",
        "question",
        "answer_bad",
        "answer_ok",
        "answer_na",
        "follows",
        "follows_when",
    )

    screen = models.CharField(
        "문구가 나오는 화면",
        max_length=20,
        choices=profile.screen_choices,
        blank=True,
        help_text="원인 찾기의 첫 화면에서 이 이름 아래에 문구가 모입니다.",
    )
    weight = models.CharField(
        "흔한 정도",
        max_length=20,
        choices=profile.frequency_choices,
        default=profile.SOMETIMES,
        help_text="흔할수록 원인 찾기에서 먼저 묻습니다.",
    )
    question = LineField(
        "물어볼 말",
        max_length=80,
        blank=True,
        help_text="독자에게 묻는 말로 적습니다. 비워 두면 ‘정상’과 ‘실패’ 가운데 고르게 합니다.",
    )
    answer_bad = LineField(
        "원인일 때의 답",
        max_length=60,
        blank=True,
        help_text="독자가 하는 말로 적습니다. 다른 줄의 답과 함께 목록에 나오므로 이 말만 읽어도 알 수 있어야 합니다.",
    )
    answer_ok = LineField("아닐 때의 답", max_length=60, blank=True)
    answer_na = LineField(
        "해당 없을 때의 답",
        max_length=60,
        blank=True,
        help_text="이 물음이 맞지 않는 독자가 있으면 적습니다.",
    )
    follows = LineField(
        "먼저 물을 줄",
        max_length=40,
        blank=True,
        help_text="이 표에 있는 다른 줄의 표시 이름. 그 줄에 답한 뒤에만 이 줄을 묻습니다.",
    )
    follows_when = models.CharField(
        "그 줄의 답",
        max_length=10,
        choices=FOLLOWS_WHEN,
        blank=True,
        help_text="먼저 물을 줄에 이렇게 답한 독자에게만 묻습니다.",
    )

    class Meta:
        abstract = True


def following_nothing(rows: list[dict]) -> list[Complaint]:
    """Rows that wait for an answer which nobody can give."""
    keys = {row["key"] for row in rows}
    found = []
    for row in rows:
        if row["follows"] and row["follows"] not in keys - {row["key"]}:
            message = f"‘{row['item']}’ 줄이 기다리는 ‘{row['follows']}’ 줄이 이 표에 없습니다."
            found.append(Complaint.about(message, "follows", row["key"]))
        elif bool(row["follows"]) != bool(row["follows_when"]):
            message = f"‘{row['item']}’ 줄의 ‘먼저 물을 줄’과 ‘그 줄의 답’을 함께 적으세요."
            found.append(Complaint.about(message, "follows_when", row["key"]))
    return found
