"""Words that no page could bear, and keys that somebody still uses, are refused before readers see them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kbhelp import live, profile
from kbhelp.live.due import carry_out_due
from kbhelp.publishing.models import Edition
from kbhelp.site.tests.test_words import PHONES, said
from kbhelp.site.words.kept import kept
from kbhelp.site.words.spoken import spoken
from tests.making import edited, make_guide, make_row, make_table, published

pytestmark = pytest.mark.django_db


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
UNSEEN, BLOCKS = "독자에게 보이지 않습니다.", "한 문단으로 보이지 않습니다."
BREAKING = {  # what, and what editors are told of it
    "many ways": ({"today_ways": "전화하세요.\n" * 13}, "12줄까지 적을 수 있습니다. 지금 13줄입니다."),
    "a long way": ({"today_ways": "가" * 401}, "한 줄이 너무 깁니다."),
    "a way of marks": ({"today_ways": "**" * 10_001}, "한 줄이 너무 깁니다."),
    "many phones": (
        {"phones": PHONES + "".join(f"\np{n} | 누구 | 112" for n in range(20))},
        "20줄까지 적을 수 있습니다.",
    ),
    "marks without end": (
        {"about_body": "## 제목\n\n" + "\n\n".join("{bank} " * 400 for _ in range(60))},
        "글이 너무 깁니다.",
    ),
    "a text that vanishes": ({"urgent": "[x]: https://evil.example"}, UNSEEN),
    "a way that vanishes": ({"today_ways": "전화하세요.\n[x]: https://evil.example"}, UNSEEN),
    "a heading": ({"fraud_never": "# 묻지 않습니다"}, BLOCKS),
    "a list": ({"diagnosis_stop": "- 멈추세요"}, BLOCKS),
    "a picture": ({"call_first": "![그림](https://evil.example/a.png)"}, "다른 사이트의 그림은"),
    "another number": (
        {"urgent": "[KB국민은행 1588-9999](tel:09001234567)로 전화하세요."},
        "보이는 번호와 걸리는 번호가 다릅니다.",
    ),
    "an address that is none": ({"at_hand": "guide:의심 전화"}, "‘guide:주소 이름’처럼 적으세요."),
    "a kind without pages": ({"at_hand": "site:site"}, "‘guide:주소 이름’처럼 적으세요."),
    "danger first": (
        {"risks": "removed | 지워집니다\nlockout | 잠길 수 있습니다\nnone | 위험 없음"},
        "첫 줄은 ‘none’이어야 합니다.",
    ),
    "a field of the note twice": ({"call_note": "message | 문구"}, "프로그램이 쓰는 이름입니다."),
}
WEIGHTS = {"without end": "1" * 5_000, "in other digits": "٣", "of nothing": "0", "of too much": "101"}


def weighing(weight: str) -> dict:
    return {"frequencies": f"sometimes | 가끔 | {weight}"}


@pytest.mark.parametrize("case", BREAKING)
def test_words_that_would_break_a_page_are_refused(site, case):
    words, told = BREAKING[case]
    assert [complaint for complaint in said(site, **words) if told in complaint]


@pytest.mark.parametrize("case", WEIGHTS)
def test_a_weight_is_a_number_from_1_to_100_in_our_digits(site, case):
    complaints = said(site, **weighing(WEIGHTS[case]))
    assert [one for one in complaints if "한 줄이 너무 깁니다." in one or "1부터 100까지" in one]


@pytest.mark.parametrize("case", BREAKING)
def test_words_that_came_past_every_check_break_no_page(site, client, case):
    """An older release may have published them."""
    client.raise_request_exception = False
    published(make_guide(slug="one"))
    for name, value in BREAKING[case][0].items():
        setattr(site, name, value)
    with profile.speaking(spoken(site.snapshot())):
        assert [(url, status) for url in ALL_RIGHT if (status := client.get(url).status_code) >= 500] == []


def test_words_that_cannot_be_read_leave_the_last_ones(site, client, caplog):
    """An older release may have published these, too."""
    before = profile.current()
    edition = site.live
    edition.snapshot |= {"frequencies": ["sometimes | 가끔 | " + "1" * 5_000]}
    Edition.objects.filter(pk=edition.pk).update(snapshot=edition.snapshot, released_at=timezone.now())
    kept.next_change()
    assert profile.current() is before and "the last ones stay" in caplog.text
    assert [client.get(url).status_code for url in ("/", "/nothing/")] == [200, 404]


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
