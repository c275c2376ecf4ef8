"""What the texts of a site profile become on pages: none may vanish, break a page, or say another number than it dials.

A page renders them when it is made, so that what the renderer refuses must not reach readers.
"""

import re

from kbhelp import profile
from kbhelp.markdown import TooLong, render
from kbhelp.publishing.complaints import Complaint
from kbhelp.site.words.pages import PAGES, page_of
from kbhelp.site.words.spoken import spoken

# What templates show with the filter `said`, besides the ways for today.
SAID = (
    "urgent",
    "still_stuck",
    "call_first",
    "typed_said",
    "fraud_never",
    "fraud_advice",
    "fraud_in_short",
    "diagnosis_stop",
    "diagnosis_enough",
    "diagnosis_not_found",
    *(f"{page}_answer" for page in PAGES),
)
BLOCK = re.compile(r"</?(?:p|ul|ol|h[1-6]|blockquote|table|pre|div|figure)\b")
CALL = re.compile(r'<a href="tel:([^"]*)">(.*?)</a>', re.DOTALL)
LEAST_DIGITS = 3  # of words that are read as a number
NO_PARAGRAPH = "한 문단으로 보이지 않습니다. 제목, 목록, 그림, 빈 링크 없이 문장으로 적으세요."
OTHER_NUMBER = "보이는 번호와 걸리는 번호가 다릅니다. 번호는 {표시 이름}으로 적으세요."


def wrong_rendering(model, data: dict) -> list[Complaint]:
    """Of data whose lists are right already."""
    with profile.speaking(spoken(data)):
        found = [
            Complaint.in_text(name, None, model._meta.get_field(name).verbose_name, number, wrong)
            for name, number, text in sentences(data)
            if (wrong := wrong_sentence(text))
        ]
        return found + [
            Complaint.about(f"{model._meta.get_field(name).verbose_name}: {wrong}", name)
            for name, text in page_texts(data)
            if (wrong := wrong_text(text)[0])
        ]


def sentences(data: dict):
    """(field, line, text) of each that pages show as Markdown inside a paragraph."""
    yield from ((name, 1, data[name]) for name in SAID if data[name])
    yield from (("today_ways", number, way) for number, way in enumerate(data["today_ways"], 1))


def page_texts(data: dict):
    """(field, text) of each part of the pages about the site, as it is rendered alone."""
    for page in PAGES:
        for section in page_of(data, page)["sections"]:
            yield f"{page}_body", section["body"]


def wrong_sentence(text: str) -> str:
    wrong, html = wrong_text(text)
    return wrong or ("" if is_paragraph(html.strip()) else NO_PARAGRAPH)


def is_paragraph(html: str) -> bool:
    inside = html.removeprefix("<p>").removesuffix("</p>")
    return len(html) == len(inside) + len("<p></p>") and bool(inside) and not BLOCK.search(inside)


def wrong_text(text: str) -> tuple[str, str]:
    """(what is wrong with it, its HTML)"""
    try:
        rendered = render(profile.with_phones(text))
    except TooLong as error:
        return str(error), ""
    html = "".join(block.get("html", "") for block in rendered.blocks)
    if rendered.problems:
        return rendered.problems[0].message, html
    return (OTHER_NUMBER if any(differs(*call) for call in CALL.findall(html)) else ""), html


def differs(dialled: str, words: str) -> bool:
    said = re.sub(r"\D", "", re.sub(r"<[^>]+>|&[^;]+;", "", words))
    return len(said) >= LEAST_DIGITS and said != re.sub(r"\D", "", dialled)
