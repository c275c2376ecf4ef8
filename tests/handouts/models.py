from django.db import models
from django.urls import reverse

from kbhelp.publishing.kinds import Area, AtHome
from kbhelp.publishing.models import Document
from kbhelp.publishing.parts import Part
from kbhelp.search.index.units import Unit
from kbhelp.search.kinds import SearchKind
from kbhelp.typed import LineField, LinesField


class Handout(Document):
    """What to bring: a kind with everything: parts, units, a filter, a place wherever there is one."""

    KIND = "handout"
    ORDER = 50
    LABEL, EMBED_LABEL = "준비물 안내", "준비물"
    AREA = Area("handouts", LABEL, "handout_list", menu_label="준비물")
    FOLDER = "handouts"
    PAGE_URL = "handout_page"
    PAGE_TEMPLATE = "handouts/page.html"
    EMBED_TEMPLATE = "handouts/_things.html"
    SCHEMA_TYPE = "HowTo"
    SEARCH = SearchKind("handout", LABEL, units=("handout", "thing"), is_one_answer=True)
    AT_HOME = AtHome("handouts/_at_home.html", order=3, at_most=2)
    IN_LLMS = EXPLAINS = LEADS_THROUGH_A_STAGE = True
    CONTENT_FIELDS = ("place",)
    PARTS = "things"

    place = models.CharField("어디에서", max_length=20, choices=[("desk", "창구"), ("phone", "전화")])

    class Meta:
        verbose_name = verbose_name_plural = "준비물"

    @classmethod
    def missing(cls, data):
        return [] if data["things"] else ["준비물을 하나 이상 적으세요."]

    @classmethod
    def group_of(cls, data):
        return data["place"]

    @classmethod
    def units(cls, draft):
        data, number = draft.snapshot, draft.document.pk
        url = reverse("handout_page", args=[data["slug"]])
        whole = Unit(
            f"handout:{number}", data["title"], data["summary"], url, "handout", number, data["stage"]
        )
        things = [
            Unit(
                f"thing:{number}:{row['key']}",
                row["name"],
                draft.rendered["things"][row["key"]]["how_to_get"]["text"],
                f"{url}#{row['key']}",
                "thing",
                number,
                data["stage"],
            )
            for row in data["things"]
        ]
        return [whole, *things]


class Thing(Part):
    DOCUMENT = "handout"
    FIELDS = ("name", "how_to_get")
    MARKDOWN_FIELDS = ("how_to_get",)

    handout = models.ForeignKey(Handout, on_delete=models.CASCADE, related_name="things")
    name = LineField("준비물", max_length=60)
    how_to_get = LinesField("받는 방법", blank=True)

    class Meta(Part.Meta):
        verbose_name = verbose_name_plural = "준비물"

    def __str__(self):
        return self.name


class Memo(Document):
    """A kind with next to nothing: readers meet it inside other documents alone."""

    KIND = "memo"
    LABEL = EMBED_LABEL = "메모"
    FOLDER = "memos"
    EMBED_TEMPLATE = "handouts/_memo.html"

    class Meta:
        verbose_name = verbose_name_plural = "메모"
