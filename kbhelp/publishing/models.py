"""A Document is one identity with a working copy that staff edit; Editions are its immutable snapshots, one live."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from kbhelp import profile
from kbhelp.publishing.counts import LiveCount, LiveSpan
from kbhelp.publishing.kinds import LAST, Kind, kinds
from kbhelp.publishing.mentions import Mention
from kbhelp.publishing.pictures import Picture
from kbhelp.publishing.querysets import READERS_ORDER, DocumentQuerySet, EditionQuerySet
from kbhelp.publishing.saving import SavesOwnColumns
from kbhelp.publishing.slug_history import SlugHistory
from kbhelp.publishing.sources import Source
from kbhelp.publishing.stored import RenderedField, SnapshotField
from kbhelp.publishing.values import load_value, snapshot_value
from kbhelp.publishing.verifications import Verification, with_checks
from kbhelp.roles import PERMISSIONS
from kbhelp.typed import DayField, LineField, MarkdownField

__all__ = [
    "Document",
    "Edition",
    "LiveCount",
    "LiveSpan",
    "Mention",
    "Picture",
    "SiteVersion",
    "SlugHistory",
    "Source",
    "Verification",
]


class Document(Kind, SavesOwnColumns):
    """The base of everything published; a kind is a model below it → kbhelp.publishing.kinds."""

    NEEDED = {
        "title": "제목을 적으세요.",
        "summary": "한 줄 답을 적으세요. 독자가 처음 읽는 문장입니다.",
        "review_on": "다시 확인할 날을 적으세요.",
        "sources": "출처를 하나 이상 고르세요.",
    }
    # By kbhelp.live, and the last two by count_change().
    WRITTEN_ELSEWHERE = ("live", "withdraw_at", "withdrawn_at", "set_aside", "version", "checked_on")

    kind = models.CharField(max_length=20, editable=False)
    title = LineField(
        "제목",
        max_length=120,
        help_text="독자가 겪는 증상을 그대로 적습니다.",
    )
    slug = models.SlugField(
        "주소 이름",
        max_length=80,
        help_text="영문 소문자와 줄표. 발행한 뒤에 바꾸면 예전 주소는 새 주소로 이어집니다.",
    )
    summary = LineField(
        "한 줄 답",
        max_length=200,
        blank=True,
        help_text="글을 열자마자 보이는 첫 문장입니다. 무엇을 하면 되는지 한 문장으로 적습니다.",
    )
    body = MarkdownField("본문", blank=True)
    stage = models.CharField("단계", max_length=10, choices=profile.stage_choices, default=profile.ANY)
    home_position = models.PositiveSmallIntegerField(
        "첫 화면 순서", null=True, blank=True, help_text="적으면 첫 화면에 이 순서로 나옵니다."
    )
    written_on = DayField(
        "작성한 날", null=True, blank=True, help_text="쓰거나 크게 고친 날입니다. 독자에게 보입니다."
    )
    checked_on = DayField("확인한 날", null=True, editable=False)  # where somebody checked today's text
    review_on = DayField(
        "다시 확인할 날", null=True, blank=True, help_text="이날이 지나면 첫 화면에 알립니다."
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="담당자",
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="documents", verbose_name="출처")
    related = models.ManyToManyField(
        "self", blank=True, symmetrical=False, related_name="related_from", verbose_name="함께 볼 글"
    )
    live = models.OneToOneField(
        "Edition",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="live_of",
        verbose_name="공개 중인 판",
    )
    withdraw_at = models.DateTimeField("내릴 때", null=True, editable=False)
    withdrawn_at = models.DateTimeField("내린 때", null=True, editable=False)
    set_aside = models.CharField("지키지 못한 예약", max_length=300, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField("만든 때", auto_now_add=True)
    changed_at = models.DateTimeField("고친 때", auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="고친 사람",
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "글"
        permissions = list(PERMISSIONS.items())
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug"],
                name="document_slug_once_per_kind",
                violation_error_message="같은 종류의 다른 글이 이 주소 이름을 쓰고 있습니다.",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "live", "withdraw_at"], name="document_live_of_kind"),
            models.Index(fields=["withdraw_at", "live"], name="document_ending"),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.__dict__.get("kind", True):  # absent when deferred: asking for it would query
            self.kind = self.KIND

    def __str__(self):
        return self.title

    def concrete(self):
        """The same document as its own kind (Guide, Entry …)."""
        model = kinds()[self.kind]
        return self if isinstance(self, model) else model.objects.get(pk=self.pk)

    def is_live(self, at=None) -> bool:
        at = at or timezone.now()
        return self.live_id is not None and (self.withdraw_at is None or self.withdraw_at > at)

    def live_url(self) -> str:
        """Where readers find its live edition."""
        return kinds()[self.kind].url_of(self.live.slug)

    def desk_url(self, page="change") -> str:
        """Where editors find it; `page` may also be editions, history …"""
        options = kinds()[self.kind]._meta
        return reverse(f"admin:{options.app_label}_{options.model_name}_{page}", args=[self.pk])

    def has_unpublished_changes(self) -> bool:
        return self.live is None or self.version > self.live.version

    def is_only_draft(self) -> bool:
        """Readers never saw it and are promised nothing: its editions, if it has any, are drafts that were kept."""
        return not (self.editions.for_readers().exists() or self.addresses.exists())

    def snapshot(self) -> dict:
        """The working copy as plain data: all that readers, search, exports and differences ever see of it."""
        data = {name: snapshot_value(self, name) for name in self.snapshot_fields()}
        data["sources"] = [source.snapshot() for source in self.sources.order_by("name", "key")]
        data["related"] = [f"{other.kind}:{other.slug}" for other in self.neighbours()]
        if self.PARTS:
            data[self.PARTS] = [part.snapshot() for part in getattr(self, self.PARTS).all()]
        return with_checks(self, data)

    @classmethod
    def snapshot_fields(cls) -> tuple[str, ...]:
        common = ("title", "slug", "summary", "stage", "home_position", "written_on", "review_on", "body")
        return common + cls.CONTENT_FIELDS

    def load(self, data: dict):
        """Write a snapshot into the working copy: restoring an edition and importing a file are this one step.

        Relations are set only to what exists; an import has checked that everything does. No snapshot makes a check.
        """
        for name in self.snapshot_fields():
            load_value(self, name, data.get(name))
        self.save()
        if self.PARTS:
            getattr(self, self.PARTS).all().delete()
            for position, row in enumerate(data.get(self.PARTS, [])):
                self.part_model().from_snapshot(self, position, row).save()
        self.sources.set(Source.objects.filter(key__in=[source["key"] for source in data.get("sources", [])]))
        self.relate(data.get("related", []))
        self.count_change()

    def neighbours(self):
        """함께 볼 글, in the order that readers see; never the document itself, whatever was stored."""
        return self.related.exclude(pk=self.pk).order_by("title", "kind", "slug")

    def count_change(self):
        """To be called when its texts, parts and sources have been written: move the version on from the database's
        own, by which an edition knows that the working copy went on, and see whether a check still holds."""
        day = self.concrete().snapshot()["checked_on"] if self.verifications.exists() else None
        changed = {"version": models.F("version") + 1, "checked_on": day}
        Document.objects.filter(pk=self.pk).update(**changed)
        self.refresh_from_db(fields=list(changed))

    def relate(self, names: list[str]):
        """By `kind:slug`, where any address counts that a document was ever published under; never to itself."""
        wanted = models.Q(pk=None)
        for name in names:
            kind, _, slug = name.partition(":")
            wanted |= models.Q(kind=kind, slug=slug) | models.Q(addresses__kind=kind, addresses__slug=slug)
        self.related.set(Document.objects.filter(wanted).exclude(pk=self.pk).distinct())

    @classmethod
    def part_model(cls):
        return getattr(cls, cls.PARTS).rel.related_model


class Edition(SavesOwnColumns):
    """One published state, never changed again; the columns beside the snapshot are taken from it for lists.

    In the table the two wide columns stand last, since SQLite reads a row from its beginning: a list then reads some
    hundred bytes of each edition. A new column for lists therefore takes them along to the end, as migration 0008 does.
    """

    WRITTEN_ELSEWHERE = ("publish_at", "released_at", "released_by", "live_kind")  # by kbhelp.live
    TYPO, NORMAL, MAJOR = "typo", "normal", "major"
    WEIGHTS = {TYPO: "오타", NORMAL: "보통", MAJOR: "큰 변경"}

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="editions", verbose_name="글"
    )
    number = models.PositiveIntegerField("판")
    version = models.PositiveIntegerField(editable=False)  # the working copy's version that was published
    snapshot = SnapshotField()
    rendered = RenderedField()
    renderer = models.PositiveSmallIntegerField(default=0, editable=False)  # kbhelp.markdown.RENDERER of then
    title = models.CharField("제목", max_length=120)
    short_title = models.CharField("짧은 제목", max_length=120)
    slug = models.SlugField("주소 이름", max_length=80, db_index=False)
    summary = models.CharField("한 줄 답", max_length=200)
    stage = models.CharField("단계", max_length=10, choices=profile.stage_choices)
    group = models.CharField("갈래", max_length=80, blank=True)
    place = models.PositiveSmallIntegerField(
        default=LAST, editable=False
    )  # on the first screen, and in lists
    live_kind = models.CharField(max_length=20, default="", editable=False)  # its kind, while readers see it
    note = LineField("바꾼 까닭", max_length=200, blank=True)
    weight = models.CharField("바꾼 정도", max_length=10, choices=WEIGHTS, default=NORMAL)
    made_at = models.DateTimeField("만든 때", default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="발행한 사람",
    )
    publish_at = models.DateTimeField("예약한 때", null=True)
    released_at = models.DateTimeField("공개한 때", null=True)
    released_by = models.ForeignKey(  # where another than its maker approved it
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="승인한 사람",
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = verbose_name_plural = "판"
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="edition_number_once_per_document"),
        ]
        # Each holds all that a list asks of the editions it leaves out. READERS_ORDER stands at their end.
        indexes = [
            models.Index(fields=["live_kind", *READERS_ORDER], name="edition_in_readers_order"),
            models.Index(fields=["live_kind", "stage", *READERS_ORDER], name="edition_by_stage"),
            models.Index(fields=["live_kind", "group", *READERS_ORDER], name="edition_by_group"),
            models.Index(fields=["live_kind", "stage", "group", *READERS_ORDER], name="edition_by_both"),
            models.Index(fields=["live_kind", "group", "id", "document"], name="edition_newest_of_group"),
            models.Index(fields=["document", "live_kind"], name="edition_in_sitemap"),
            models.Index(fields=["released_at", "live_kind", "document"], name="edition_newest"),
        ]

    def __str__(self):
        return f"{self.title} {self.number}판"


class SiteVersion(models.Model):
    """One row: moves with every publication. Its update is also the lock that puts publications in line."""

    number = models.PositiveBigIntegerField(default=0)
    next_due = models.DateTimeField(null=True)

    def __str__(self):
        return str(self.number)
