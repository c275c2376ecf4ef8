"""Cells that no program takes for a formula, and that come back as they were."""

from hypothesis import given
from hypothesis import strategies as st

from kbhelp.spreadsheets import BEGINS_A_FORMULA, guarded, unguarded

TEXTS = st.text(st.sampled_from([*"'\t =+-@＝a가\n"]), max_size=8) | st.text(max_size=20)


@given(TEXTS)
def test_a_guarded_text_begins_no_formula_and_comes_back_as_it_was(text):
    assert not guarded(text).lstrip(" ").startswith(BEGINS_A_FORMULA)
    assert unguarded(guarded(text)) == text


@given(TEXTS)
def test_what_was_never_guarded_loses_nothing_but_a_guard(text):
    assert unguarded(text) in (text, text.removeprefix("'"))
