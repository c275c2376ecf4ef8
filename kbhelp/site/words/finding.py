"""What the diagnosis, the ways for today and the slip for a counter say."""

from django.db import models

from kbhelp.site.words.standing import LONG
from kbhelp.typed import LineField, LinesField


class Finding(models.Model):
    diagnosis_description = LineField("원인 찾기: 소개", max_length=LONG)
    unsure_title = LineField("‘모르겠어요’: 답", max_length=60)
    unsure_text = LineField("‘모르겠어요’: 설명", max_length=LONG)
    unsure_name = LineField("‘모르겠어요’: 되짚을 때의 이름", max_length=60)
    diagnosis_stop = LineField("원인 찾기: 멈추라는 말", max_length=LONG)
    diagnosis_enough = LineField("원인 찾기: 고쳐도 안 됐을 때", max_length=LONG)
    diagnosis_not_found = LineField("원인 찾기: 원인을 찾지 못했을 때", max_length=LONG)
    note_never = LineField("전화로 할 말: 적지 말 것", max_length=LONG)
    before_danger = LineField("원인 찾기: 되돌릴 수 없는 일 앞에서", max_length=LONG)
    read_first_lead = LineField("먼저 읽을 글 앞의 말", max_length=LONG, blank=True)
    read_first = LineField("먼저 읽을 글", max_length=100, blank=True, help_text="guide:주소 이름")
    today_heading = LineField("오늘 꼭 해야 할 때: 제목", max_length=60)
    today_first = LineField("오늘 꼭 해야 할 때: 먼저 하는 말", max_length=LONG)
    today_at_home = LineField("오늘 꼭 해야 할 때: 첫 화면의 단추", max_length=60)
    today_ways = LinesField("오늘 꼭 해야 할 때: 다른 방법", help_text="한 줄에 하나.")
    slip_heading = LineField("쪽지: 제목", max_length=60)
    slip_answer = LineField("쪽지: 소개", max_length=LONG)
    slip_before = LineField("쪽지: 나서기 전에", max_length=LONG)
    slip_places = LinesField("쪽지: 갈 곳", help_text="한 줄에 하나.")
    slip_say = LineField("쪽지: 할 말", max_length=LONG)
    slip_ask = LineField("쪽지: 물어볼 말", max_length=LONG)
    slip_bring = LinesField("쪽지: 가져갈 것", help_text="한 줄에 하나.")
    slip_never = LineField("쪽지: 적지 말 것", max_length=LONG)

    PLACES = {
        "diagnosis_description": "diagnosis.description",
        "unsure_title": "diagnosis.unsure.title",
        "unsure_text": "diagnosis.unsure.text",
        "unsure_name": "diagnosis.unsure.name",
        "diagnosis_stop": "diagnosis.stop",
        "diagnosis_enough": "diagnosis.enough",
        "diagnosis_not_found": "diagnosis.not_found",
        "note_never": "diagnosis.note_never",
        "before_danger": "diagnosis.before_danger",
        "today_heading": "today.heading",
        "today_first": "today.first",
        "today_at_home": "today.at_home",
        "today_ways": "today.ways",
        "slip_heading": "slip.heading",
        "slip_answer": "slip.answer",
        "slip_before": "slip.before",
        "slip_places": "slip.places",
        "slip_say": "slip.say",
        "slip_ask": "slip.ask",
        "slip_bring": "slip.bring",
        "slip_never": "slip.never",
    }
    FIELDS = (*PLACES, "read_first_lead", "read_first")

    class Meta:
        abstract = True
