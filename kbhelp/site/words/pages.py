"""The pages about the site itself: a heading, an answer, and a text whose second headings part it."""

import re

from django.db import models

from kbhelp.site.words.standing import LONG
from kbhelp.typed import LineField, MarkdownField

PAGES = ("about", "privacy", "accessibility")
HEADING = re.compile(r"^## +(.+)$", re.MULTILINE)
SECTIONS = "‘## 제목’마다 한 부분이 됩니다."


class Pages(models.Model):
    about_heading = LineField("소개: 제목", max_length=60)
    about_answer = LineField("소개: 한 줄 답", max_length=LONG)
    about_body = MarkdownField("소개: 글", help_text=SECTIONS)
    privacy_heading = LineField("개인정보: 제목", max_length=60)
    privacy_answer = LineField("개인정보: 한 줄 답", max_length=LONG)
    privacy_body = MarkdownField("개인정보: 글", help_text=SECTIONS)
    accessibility_heading = LineField("접근성: 제목", max_length=60)
    accessibility_answer = LineField("접근성: 한 줄 답", max_length=LONG)
    accessibility_body = MarkdownField("접근성: 글", help_text=SECTIONS)

    FIELDS = tuple(f"{page}_{part}" for page in PAGES for part in ("heading", "answer", "body"))
    MARKDOWN = tuple(f"{page}_body" for page in PAGES)

    class Meta:
        abstract = True


def page_of(snapshot: dict, name: str) -> dict:
    """{"heading", "answer", "sections": [{"heading", "body"}]}"""
    found = HEADING.split(snapshot[f"{name}_body"] or "")
    parts = zip(found[1::2], found[2::2], strict=True)
    sections = [{"heading": heading.strip(), "body": body.strip()} for heading, body in parts]
    return {
        "heading": snapshot[f"{name}_heading"],
        "answer": snapshot[f"{name}_answer"],
        "sections": sections,
    }
