"""Words that no page could bear, and keys that somebody still uses, are refused before readers see them."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.utils import timezone

from kbhelp import live, profile
from kbhelp.live.due import carry_out_due
from kbhelp.site.tests.making import make_site
from kbhelp.site.tests.test_words import PHONES, said
from kbhelp.site.words.spoken import spoken
from tests.making import edited, make_guide, make_row, make_table, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


ALL_RIGHT = [
    "/",
    "/guides/",
    "/faq/",
    "/search/?q=x",
    "/diagnose/?due=today",
    "/slip/",
    "/about/",
    "/offline.js",
    "/nothing/",
]
BREAKING = {
    "many ways": {"today_ways": "전화하세요.\n" * 13},
    "a long way": {"today_ways": "가" * 401},
    "many phones": {"phones": PHONES + "\n" + "\n".join(f"p{n} | 누구 | 112" for n in range(20))},
    "marks without end": {"about_body": "## 제목\n\n" + "\n\n".join("{bank} " * 400 for _ in range(60))},
    "a text that vanishes": {"urgent": "[x]: https://evil.example"},
    "a way that vanishes": {"today_ways": "전화하세요.\n[x]: https://evil.example"},
    "a heading": {"fraud_never": "# 묻지 않습니다"},
    "a list": {"diagnosis_stop": "- 멈추세요"},
    "a picture": {"call_first": "![그림](https://evil.example/a.png)"},
    "another number": {"urgent": "[KB국민은행 1588-9999](tel:09001234567)로 전화하세요."},
    "an address that is none": {"at_hand": "guide:의심 전화"},
    "a kind without pages": {"at_hand": "site:site"},
    "danger first": {"risks": "removed | 지워집니다\nlockout | 잠길 수 있습니다\nnone | 위험 없음"},
    "a weight without end": {"frequencies": "sometimes | 가끔 | " + "1" * 5_000},
    "a weight in other digits": {"frequencies": "sometimes | 가끔 | ٣"},
    "a field of the note twice": {"call_note": "message | 문구"},
}


@pytest.mark.parametrize("case", BREAKING)
def test_words_that_would_break_a_page_are_refused(site, case):
    assert said(site, **BREAKING[case])


@pytest.mark.parametrize("case", BREAKING)
def test_words_that_came_past_every_check_break_no_page(site, client, case):
    """An older release may have published them."""
    client.raise_request_exception = False
    published(make_guide(slug="one"))
    for name, value in BREAKING[case].items():
        setattr(site, name, value)
    with profile.speaking(spoken(site.snapshot())) if "weight" not in case else nullcontext():
        assert [(url, status) for url in ALL_RIGHT if (status := client.get(url).status_code) >= 500] == []


def test_an_answer_of_the_diagnosis_is_no_stage(site):
    site.stages.create(position=9, key="unsure", label="모름", heading="모름", hint="때", vote="issued")
    assert said(site) == ["단계 ‘모름’: 프로그램이 쓰는 이름입니다. 다른 표시 이름을 적으세요."]


def without_topic(site, key: str) -> dict:
    return {"topics": "\n".join(line for line in site.topics.splitlines() if not line.startswith(key))}


def test_a_key_that_readers_still_see_stays_though_the_draft_has_left_it(site):
    guide = published(make_guide(topic="device", title="보이는 글"))
    edited(guide, topic="name")
    assert said(site, **without_topic(site, "device")) == [
        "‘휴대폰과 앱’(device): 독자가 보거나 볼 글이 씁니다(‘보이는 글’). 그것부터 고쳐 발행하세요."
    ]


def test_a_key_of_a_row_that_readers_will_see_stays(site):
    table = make_table(rows=0, title="보일 표")
    row = make_row(table, risk="lockout")
    live.publish(table, at=timezone.now() + timedelta(hours=1))
    row.risk = "none"
    row.save()
    risks = "\n".join(line for line in site.risks.splitlines() if not line.startswith("lockout"))
    assert "볼 글이 씁니다(‘보일 표’)" in said(site, risks=risks)[0]


def test_words_that_were_planned_are_looked_at_again_when_they_are_due(site):
    later = timezone.now() + timedelta(hours=1)
    site.topics = without_topic(site, "device")["topics"]
    site.save()
    live.publish(site, at=later)
    published(make_guide(topic="device"))
    carry_out_due(later)
    site.refresh_from_db()
    assert "device" in site.set_aside
    assert "device" in {row["key"] for row in profile.current()["topics"]}
