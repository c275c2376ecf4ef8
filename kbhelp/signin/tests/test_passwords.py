"""Passwords that nobody gets, wherever one is chosen."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

SENTENCE = "빈칸만으로는 비밀번호를 만들 수 없습니다. 글자나 숫자도 넣으세요."


@pytest.mark.parametrize("password", [" " * 12, " \t" * 8, "\u3000" * 12, "\u200b\u3164\xa0" * 4])
def test_nothing_but_blanks_is_no_password(password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert SENTENCE in refused.value.messages


@pytest.mark.parametrize("password", ["네 낱말로 된 문장", "  가 나 다 라 마 바  ", "! ? ! ? ! ? ! ?"])
def test_blanks_between_words_are_welcome(password):
    validate_password(password.ljust(12, "끝"))
