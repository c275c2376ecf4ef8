"""The site's own words as a document: edited, previewed, reviewed, published and restored as every other."""

from django.db import models

from kbhelp.publishing.models import Document
from kbhelp.publishing.parts import Part
from kbhelp.site.words.checks import wrong_with
from kbhelp.site.words.finding import Finding
from kbhelp.site.words.lists import Lists
from kbhelp.site.words.look import Look
from kbhelp.site.words.pages import Pages
from kbhelp.site.words.standing import LONG, Standing
from kbhelp.typed import LineField

ICONS = [("phone", "휴대폰"), ("window", "창")]


class SiteProfile(Standing, Look, Finding, Pages, Lists, Document):
    """One record, by its address, which is always this and which nobody sees → words.kept."""

    ADDRESS = "site"

    KIND = "site"
    ORDER = 200
    LABEL = "사이트의 말"
    FILE = "site.md"
    PAGE_TEMPLATE = "site_words.html"
    IN_SITEMAP = IN_FEED = False
    HANGS_ON_OTHERS = True
    MARKDOWN_FIELDS = ("body", *Pages.MARKDOWN)
    CONTENT_FIELDS = (*Standing.FIELDS, *Look.FIELDS, *Finding.FIELDS, *Pages.FIELDS, *Lists.FIELDS)
    LISTS = (*Lists.FIELDS, "headline", "at_hand", "typed_words", "today_ways", "slip_places", "slip_bring")
    PARTS = "stages"
    NEEDED = {
        "title": "사이트의 이름을 적으세요.",
        "summary": "검색 사이트에 보일 소개를 한 문장으로 적으세요.",
    }

    class Meta:
        verbose_name = verbose_name_plural = "사이트의 말"

    @classmethod
    def missing(cls, data):
        return wrong_with(cls, data)


class ProfileStage(Part):
    """A stage on the readers' way, in their order. The one with the key `any` is of what concerns all."""

    DOCUMENT = "site"
    FIELDS = (
        "label",
        "heading",
        "hint",
        "vote",
        "stuck_title",
        "stuck_text",
        "stuck_at_home",
        "stuck_name",
        "stuck_icon",
        "next_stage",
        "next_text",
        "next_button",
    )
    COLUMNS = ("label", "heading", "hint")
    NEEDED = ("label", "heading", "hint", "vote")

    site = models.ForeignKey(
        SiteProfile, on_delete=models.CASCADE, related_name="stages", verbose_name="사이트의 말"
    )
    label = LineField("단계", max_length=20)
    heading = LineField("제목", max_length=40)
    hint = LineField("어떤 때인가요", max_length=100)
    vote = LineField("해결 방법 뒤에 묻는 말", max_length=10)
    stuck_title = LineField(
        "막힌 독자가 하는 말",
        max_length=60,
        blank=True,
        help_text="적으면 원인 찾기의 첫 물음에서 고를 수 있습니다. 비우면 어느 때나 함께 봅니다.",
    )
    stuck_text = LineField("그 말의 설명", max_length=LONG, blank=True)
    stuck_at_home = LineField("첫 화면에서의 설명", max_length=100, blank=True)
    stuck_name = LineField("되짚을 때의 이름", max_length=60, blank=True)
    stuck_icon = models.CharField("그림", max_length=10, choices=ICONS, blank=True)
    next_stage = LineField("다음에 볼 단계", max_length=10, blank=True)
    next_text = LineField("다음 단계를 권하는 말", max_length=LONG, blank=True)
    next_button = LineField("다음 단계의 단추", max_length=60, blank=True)

    class Meta(Part.Meta):
        verbose_name = verbose_name_plural = "단계"
        constraints = [
            models.UniqueConstraint(
                fields=["site", "key"],
                name="stage_key_once",
                violation_error_message="같은 표시 이름이 두 번 있습니다.",
            )
        ]

    def __str__(self):
        return self.label
