"""Exporting and importing again changes nothing, whatever a document says and whatever happened to it."""

import contextlib
from datetime import UTC, date, datetime
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guides.models import ChecklistItem, ComparisonRow
from kbhelp import live
from kbhelp.exchange.tests.round_trip import forget, goes_round
from kbhelp.publishing.checks import PublishRefused
from kbhelp.publishing.models import Document
from kbhelp.text import many_lines, one_line
from tests.making import edited, make_checklist, make_entry, make_guide, make_source, make_table

pytestmark = pytest.mark.django_db
LATER = datetime(2031, 5, 5, 9, 30, tzinfo=UTC)

SIGNS = "\n\n #:-'\"|>[]{}~!&*%@`,?.()<>\\\\/_=+0123456789가각힣ㄱㅏ한글abzé\u200b\xa0\u3000\ufeff🙂"
texts = st.text(
    st.sampled_from(SIGNS) | st.characters(exclude_categories=["Cc", "Co", "Cs", "Zl", "Zp"]), max_size=80
)
prose = texts.map(many_lines).map(str.strip)
lines = texts.map(one_line)
titles = lines.filter(bool)
lists = st.lists(titles, max_size=3, unique=True).map("\n".join)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31)) | st.none()
keys = st.lists(st.from_regex(r"[-a-zA-Z0-9_]{1,8}", fullmatch=True), min_size=1, max_size=3, unique=True)
common = {"title": titles, "summary": lines, "body": prose, "written_on": days, "review_on": days}
common |= {"home_position": st.none() | st.integers(0, 32767), "stage": st.sampled_from(["issue", "any"])}
written = {"asked_as": lists}
rows = st.fixed_dictionaries(
    {
        **dict.fromkeys(["item", "normal", "failure"], titles.map(lambda text: text[:60])),
        **dict.fromkeys(["how_to_check", "remedy"], prose),
        "success": lines,
        "error_texts": lists,
        "written_on": days,
    }
)
items = st.fixed_dictionaries({"text": titles, "how_to_check": prose, "remedy": prose})
documents = st.one_of(
    st.tuples(
        st.just(make_guide),
        st.fixed_dictionaries(
            {**common, **written, "chip": lines.map(lambda t: t[:30].strip()), "still_stuck": prose}
        ),
    ),
    st.tuples(st.just(make_entry), st.fixed_dictionaries({**common, **written})),
    st.tuples(st.just(make_table), st.fixed_dictionaries(common)),
    st.tuples(st.just(make_checklist), st.fixed_dictionaries(common)),
)
what_happens = st.lists(st.sampled_from(["publish", "schedule", "withdraw", "edit", "rename"]), max_size=4)
numbers = count(1)


def make_any(document, parts, story):
    maker, fields = document
    made = maker(
        slug="any",
        **({"rows": 0} if maker is make_table else {}),
        **({"items": 0} if maker is make_checklist else {}),
        **fields,
    )
    for position, (key, row, item) in enumerate(parts):
        if maker is make_table:
            ComparisonRow.objects.create(table=made, position=position, key=key, source=make_source(), **row)
        if maker is make_checklist:
            ChecklistItem.objects.create(checklist=made, position=position, key=key, **item)
    for number, step in enumerate(story):
        made = Document.objects.get().concrete()
        with contextlib.suppress(PublishRefused):
            if step == "publish":
                live.publish(made)
            elif step == "schedule":
                live.publish(made, at=LATER)
            elif step == "withdraw":
                live.withdraw(made)
            else:
                edited(
                    made,
                    **({"title": f"고친 제목 {number}"} if step == "edit" else {"slug": f"any-{number}"}),
                )


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    documents,
    keys.flatmap(lambda found: st.tuples(*(st.tuples(st.just(key), rows, items) for key in found))),
    what_happens,
)
def test_any_document_with_any_text_in_any_state(tmp_path, document, parts, story):
    forget()  # also what an example that failed has left, so that its own fault is the one that is told
    make_any(document, parts, story)
    goes_round(tmp_path / str(next(numbers)))
