"""Other words in which readers ask for a document."""

from django.db import models

from kbhelp.typed import LinesField


class AskedInOtherWords(models.Model):
    """Other words for a document's question, which search reads as its titles; the kind names it in LISTS."""

    asked_as = LinesField(
        "다른 표현",
        blank=True,
        help_text="한 줄에 하나씩. 같은 것을 묻는 다른 말을 적으면 그 말로도 찾을 수 있습니다.",
    )

    class Meta:
        abstract = True
