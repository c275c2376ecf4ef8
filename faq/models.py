from django.db import models

from faq.units import units_of_entry
from kbhelp.publishing.asked import AskedInOtherWords
from kbhelp.publishing.kinds import Area, AtHome
from kbhelp.publishing.models import Document
from kbhelp.search.kinds import SearchKind
from kbhelp.typed import LineField

BEGINNING = """\
〈왜 그런지 한두 문장으로 적으세요. 한 줄 답으로 충분하면 비워 둡니다.〉

1. 〈먼저 해 볼 것을 적으세요.〉
2. 〈그래도 안 되면 할 것을 적으세요.〉
"""


class Category(models.Model):
    CATALOGUE, CATALOGUE_KEY = "categories.yaml", "slug"

    slug = models.SlugField("주소 이름", unique=True)
    name = LineField("이름", max_length=40)
    position = models.PositiveSmallIntegerField("순서", default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = verbose_name_plural = "질문 분류"

    def __str__(self):
        return self.name

    def snapshot(self) -> dict:
        return {"slug": self.slug, "name": self.name, "position": self.position}


class Entry(AskedInOtherWords, Document):
    """A question as readers ask it; the body is the explanation behind the one-line answer."""

    KIND = "faq"
    ORDER = 20
    LABEL, EMBED_LABEL = "자주 묻는 질문", "FAQ"
    AREA = Area("faq", LABEL, "faq_list", menu_label=LABEL)
    FOLDER = "faq"
    NAMED = {"sources": "key", "category": "slug"}
    PAGE_URL = "faq_entry"
    PAGE_TEMPLATE = "faq/entry.html"
    MARKDOWN_URL = "faq_twin"
    EMBED_TEMPLATE = "publishing/_card.html"
    SCHEMA_TYPE = "FAQPage"
    SEARCH = SearchKind("faq", LABEL, units=("faq",))
    AT_HOME = AtHome("faq/_at_home.html", order=2)
    IN_LLMS = EXPLAINS = True
    CONTENT_FIELDS = ("category", "asked_as")
    LISTS = ("asked_as",)
    BEGINS_WITH = BEGINNING
    NEEDED = Document.NEEDED | {"category": "분류를 고르세요."}
    ANSWERS_SEARCHES = True
    ALIKE = ("category",)

    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, null=True, blank=True, related_name="entries", verbose_name="분류"
    )

    class Meta:
        verbose_name = verbose_name_plural = "자주 묻는 질문"

    @classmethod
    def group_of(cls, data):
        return data["category"]["slug"] if data["category"] else ""

    @classmethod
    def group_name_of(cls, data):
        return data["category"]["name"] if data["category"] else ""

    @classmethod
    def units(cls, draft):
        return units_of_entry(draft)
