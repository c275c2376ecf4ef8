"""What Django's own validators let through."""

from django.core.exceptions import ValidationError

from kbhelp.text import one_line

ONLY_BLANKS = "빈칸만으로는 비밀번호를 만들 수 없습니다. 글자나 숫자도 넣으세요."


class NotOnlyBlanks:
    """Blanks of every width, and what is not seen at all: twelve of them are long enough, and quickly guessed."""

    def validate(self, password, user=None):
        if not one_line(password):
            raise ValidationError(ONLY_BLANKS, code="password_only_blanks")

    def get_help_text(self):
        return "빈칸만으로는 만들 수 없습니다."
