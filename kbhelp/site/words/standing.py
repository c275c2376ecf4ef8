"""The texts that stand on many pages. Each is one paragraph of Markdown; {bank} stands for the phone with that key."""

from django.db import models

from kbhelp.typed import LineField, LinesField

LONG = 400


class Standing(models.Model):
    desk = LineField(
        "헬프데스크 이름표",
        max_length=40,
        help_text="영문 소문자와 줄표. 글 폴더와 데이터가 같은 헬프데스크의 것인지 알아볼 때 씁니다. 바꾸지 않습니다.",
    )
    badge = LineField("이름 옆의 표시", max_length=10, blank=True, help_text="예: 비공식")
    headline = LinesField("첫 화면의 제목", help_text="줄마다 한 덩어리로 보입니다.")
    unofficial = LineField("누가 운영하나요", max_length=LONG, help_text="모든 화면의 맨 위에 보입니다.")
    last_word = LineField("무엇이 기준인가요", max_length=LONG)
    to_machines = LineField("프로그램에 하는 소개", max_length=LONG, help_text="llms.txt 맨 위에 보입니다.")
    urgent = LineField("급할 때", max_length=LONG)
    still_stuck = LineField("새 안내의 ‘그래도 안 되면’", max_length=LONG)
    at_hand = LinesField(
        "인터넷이 끊겨도 볼 글",
        blank=True,
        help_text="한 줄에 하나: guide:주소 이름. 위험한 독자에게 줄 글입니다.",
    )
    call_first = LineField("그 글의 맨 위", max_length=LONG, blank=True)
    not_theirs = LineField("오류 화면의 한마디", max_length=LONG)
    typed_words = LinesField(
        "본인만 누를 단계의 말",
        blank=True,
        help_text="한 줄에 하나. 단계에 이 말이 있으면 아래 말을 함께 보입니다.",
    )
    typed_said = LineField("돕는 분에게 하는 말", max_length=LONG)
    typed_self = LineField(
        "본인이 누를 것", max_length=LONG, help_text="다른 휴대폰으로 이어 볼 때 보입니다."
    )
    fraud_heading = LineField("사기 예방: 제목", max_length=60)
    fraud_never = LineField("사기 예방: 묻지 않는 것", max_length=LONG)
    fraud_advice = LineField("사기 예방: 할 일", max_length=LONG)
    fraud_in_short = LineField("사기 예방: 짧게", max_length=LONG)
    notices_lead = LineField("알림 목록의 첫 문장", max_length=LONG)
    notices_warning = LineField("알림마다 하는 주의", max_length=LONG)
    terms_lead = LineField("용어 풀이의 첫 문장", max_length=LONG)

    PLACES = {
        "badge": "badge",
        "headline": "headline",
        "unofficial": "unofficial",
        "last_word": "last_word",
        "to_machines": "to_machines",
        "urgent": "urgent",
        "still_stuck": "still_stuck",
        "call_first": "call_first",
        "not_theirs": "not_theirs",
        "typed_words": "typed_by_owner.typed",
        "typed_said": "typed_by_owner.said",
        "typed_self": "typed_by_owner.self",
        "fraud_heading": "fraud.heading",
        "fraud_never": "fraud.never",
        "fraud_advice": "fraud.advice",
        "fraud_in_short": "fraud.in_short",
        "notices_lead": "notices.lead",
        "notices_warning": "notices.warning",
        "terms_lead": "terms",
    }
    FIELDS = ("desk", "at_hand", *PLACES)

    class Meta:
        abstract = True
