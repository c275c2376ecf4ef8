from django.db import models

from guides.beginnings import CHECKLIST, GUIDE, TABLE
from guides.embedded_markdown import items_markdown, rows_markdown
from guides.row_questions import RowQuestion, following_nothing
from guides.units import units_of_checklist, units_of_guide, units_of_table
from kbhelp import profile
from kbhelp.publishing.asked import AskedInOtherWords
from kbhelp.publishing.kinds import Area, AtHome
from kbhelp.publishing.models import Document, Source
from kbhelp.publishing.parts import Part
from kbhelp.search.kinds import SearchKind
from kbhelp.typed import DayField, LineField, LinesField, MarkdownField

GUIDES = Area("guides", "안내", "guide_list", menu_label="안내")
CHECKLISTS = Area("checklists", "점검표와 비교표", "checklist_list", menu_label="점검표")


class Guide(AskedInOtherWords, Document):
    KIND = "guide"
    ORDER = 10
    LABEL = EMBED_LABEL = "안내"
    AREA = GUIDES
    FOLDER = "guides"
    PAGE_URL = "guide_page"
    PAGE_TEMPLATE = "guides/guide.html"
    MARKDOWN_URL = "guide_twin"
    EMBED_TEMPLATE = "publishing/_card.html"
    SEARCH = SearchKind("guide", LABEL, units=("guide", "section"), is_one_answer=True)
    AT_HOME = AtHome("guides/_at_home.html", is_in_hero=True, is_whole=False)
    IN_LLMS = LEADS_THROUGH_A_STAGE = EXPLAINS = True
    MARKDOWN_FIELDS = ("body", "applies_when", "still_stuck")
    PROSE = (("applies_when", "이 글이 맞는 경우"), ("body", ""), ("still_stuck", "그래도 안 되면"))
    ANCHORS = (*Document.ANCHORS, "applies", "still-stuck")
    CONTENT_FIELDS = ("topic", "chip", "applies_when", "still_stuck", "asked_as")
    LISTS = ("asked_as",)
    BEGINS_WITH = GUIDE
    NEEDED = Document.NEEDED | {
        "body": "본문을 적으세요.",
        "still_stuck": "‘그래도 안 되면’을 적으세요.",
        "topic": "주제를 고르세요.",
    }

    topic = models.CharField(
        "주제",
        max_length=20,
        choices=profile.topic_choices,
        blank=True,
        help_text="안내 목록에서 고르는 주제입니다.",
    )
    chip = LineField(
        "짧은 증상",
        max_length=30,
        blank=True,
        help_text="첫 화면의 검색 칸 아래에 보입니다.",
    )
    applies_when = MarkdownField(
        "이 글이 맞는 경우", blank=True, help_text="독자가 자기 이야기인지 알아보게 짧은 목록으로 적습니다."
    )
    still_stuck = MarkdownField(
        "그래도 안 되면",
        blank=True,
        help_text="마지막에 보입니다. 오늘 꼭 해야 하는 사람이 갈 곳을 적습니다.",
    )

    class Meta:
        verbose_name = verbose_name_plural = "안내"

    @classmethod
    def group_of(cls, data):
        return data["topic"]

    @classmethod
    def group_name_of(cls, data):
        return profile.label("topics", data["topic"])

    @classmethod
    def short_title_of(cls, data):
        return data["chip"] or data["title"]

    @classmethod
    def units(cls, draft):
        return units_of_guide(draft)


class ComparisonTable(Document):
    KIND = "table"
    ORDER = 30
    LABEL, EMBED_LABEL = "정상과 실패 비교", "비교표"
    AREA = CHECKLISTS
    FOLDER = "tables"
    PAGE_URL = "table_page"
    PAGE_TEMPLATE = "guides/table.html"
    MARKDOWN_URL = "table_twin"
    EMBED_TEMPLATE = "guides/_table.html"
    PLAIN_TEMPLATE = "guides/_plain_rows.html"
    SEARCH = SearchKind("row", LABEL, units=("row",), has_error_texts=True)
    PARTS = "rows"
    BEGINS_WITH = TABLE

    class Meta:
        verbose_name = verbose_name_plural = "비교표"

    @classmethod
    def missing(cls, data):
        if not data["rows"]:
            return ["줄을 하나 이상 적으세요."]
        return ComparisonRow.missing(data["rows"]) + following_nothing(data["rows"])

    @classmethod
    def units(cls, draft):
        return units_of_table(draft)

    @classmethod
    def parts_markdown(cls, data):
        return rows_markdown(ComparisonRow.labelled(data["rows"]))


class ComparisonRow(RowQuestion, Part):
    """One thing that is either right or wrong: the table, the diagnosis and search all speak from it."""

    DOCUMENT = "table"
    FIELDS = (
        "item",
        "normal",
        "failure",
        "stage",
        "how_to_check",
        "remedy",
        "risk",
        "effort",
        "success",
        "error_texts",
        *RowQuestion.FIELDS,
        "source",
        "confidence",
        "written_on",
    )
    CHECKED = (
        "item",
        "normal",
        "failure",
        "how_to_check",
        "remedy",
        "risk",
        "success",
        "error_texts",
        "source",
    )
    IS_CHECKED_ALONE = True
    COLUMNS = ("item", "normal", "failure", "stage", "risk", "effort")
    NEEDED = ("normal", "failure", "remedy", "how_to_check")
    MARKDOWN_FIELDS = ("how_to_check", "remedy")
    LISTS = ("error_texts",)
    NAMED = {"source": "key"}
    SIBLINGS = ("follows",)

    table = models.ForeignKey(
        ComparisonTable, on_delete=models.CASCADE, related_name="rows", verbose_name="비교표"
    )
    item = LineField("항목", max_length=60, help_text="무엇을 비교하나요.")
    normal = LineField("정상", max_length=200)
    failure = LineField("실패", max_length=200, help_text="독자 탓으로 들리지 않게 사실만 적습니다.")
    stage = models.CharField("단계", max_length=10, choices=profile.stage_choices, default=profile.ANY)
    how_to_check = LinesField(
        "확인하는 방법", blank=True, help_text="‘잘 모르겠어요’를 고른 독자에게 보입니다."
    )
    remedy = LinesField(
        "해결 방법",
        blank=True,
        help_text="이 방법을 따르다가 지워지거나 잠길 수 있으면 그 말을 먼저 적습니다.",
    )
    risk = models.CharField(
        "해결 방법의 위험",
        max_length=10,
        choices=profile.risk_choices,
        default=profile.NO_RISK,
        help_text="이 방법대로 하면 생기는 일만 고릅니다. 잘못하면 생기는 일은 ‘실패’나 해결 방법의 글에 적습니다.",
    )
    effort = models.CharField(
        "누구와 하나요", max_length=10, choices=profile.effort_choices, default=profile.ALONE
    )
    success = LineField("잘 됐는지 확인하는 방법", max_length=200, blank=True)
    error_texts = LinesField(
        "화면에 나온 문구",
        blank=True,
        help_text="한 줄에 하나씩. 독자가 이 문구로 검색하거나 원인 찾기에서 고르면 이 줄이 나옵니다.",
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="출처"
    )
    confidence = models.CharField(
        "얼마나 확실한가요",
        max_length=1,
        choices=profile.confidence_choices,
        default=profile.SOFT,
        help_text="출처로 뒷받침되지 않으면 독자에게 부드럽게 말합니다.",
    )
    written_on = DayField("작성한 날", null=True, blank=True)

    class Meta(Part.Meta):
        verbose_name = verbose_name_plural = "줄"
        constraints = [
            models.UniqueConstraint(
                fields=["table", "key"],
                name="row_key_once_per_table",
                violation_error_message="같은 표시 이름이 이 표에 두 번 있습니다.",
            )
        ]

    def __str__(self):
        return self.item


class Checklist(Document):
    KIND = "checklist"
    ORDER = 40
    LABEL = EMBED_LABEL = "점검표"
    AREA = CHECKLISTS
    FOLDER = "checklists"
    PAGE_URL = "checklist_page"
    PAGE_TEMPLATE = "guides/checklist.html"
    MARKDOWN_URL = "checklist_twin"
    EMBED_TEMPLATE = "guides/_checklist.html"
    PLAIN_TEMPLATE = "guides/_plain_items.html"
    SEARCH = SearchKind("item", LABEL, units=("item",))
    AT_HOME = AtHome("guides/_checklist_at_home.html", order=1, at_most=1)
    PARTS = "items"
    BEGINS_WITH = CHECKLIST

    class Meta:
        verbose_name = verbose_name_plural = "점검표"

    @classmethod
    def missing(cls, data):
        if not data["items"]:
            return ["항목을 하나 이상 적으세요."]
        return ChecklistItem.missing(data["items"])

    @classmethod
    def units(cls, draft):
        return units_of_checklist(draft)

    @classmethod
    def parts_markdown(cls, data):
        return items_markdown(data["items"])


class ChecklistItem(Part):
    DOCUMENT = "checklist"
    FIELDS = ("text", "how_to_check", "remedy")
    COLUMNS = ("text",)
    NEEDED = ("remedy",)
    MARKDOWN_FIELDS = ("how_to_check", "remedy")

    checklist = models.ForeignKey(
        Checklist, on_delete=models.CASCADE, related_name="items", verbose_name="점검표"
    )
    text = LineField("확인할 것", max_length=120)
    how_to_check = LinesField("확인하는 방법", blank=True)
    remedy = LinesField("문제가 있을 때", blank=True)

    class Meta(Part.Meta):
        verbose_name = verbose_name_plural = "항목"
        constraints = [
            models.UniqueConstraint(
                fields=["checklist", "key"],
                name="item_key_once_per_checklist",
                violation_error_message="같은 표시 이름이 이 점검표에 두 번 있습니다.",
            )
        ]

    def __str__(self):
        return self.text
