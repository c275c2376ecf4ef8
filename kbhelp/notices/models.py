"""A notice says that an institution's service is down: readers should wait instead of trying again and again."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone

from kbhelp import live, profile
from kbhelp.notices.querysets import NoticeQuerySet
from kbhelp.publishing.models import Document
from kbhelp.publishing.saving import SavesOwnColumns
from kbhelp.typed import DayTimeField, LineField, LinesField


def in_four_hours():
    return timezone.now() + timedelta(hours=4)


class Notice(SavesOwnColumns):
    WRITTEN_ELSEWHERE = ("published_at", "published_by")  # by kbhelp.live

    class Kind(models.TextChoices):
        INCIDENT = "incident", "장애"
        MAINTENANCE = "maintenance", "점검"

    kind = models.CharField("분류", max_length=20, choices=Kind, default=Kind.INCIDENT)
    title = LineField(
        "제목",
        max_length=120,
        help_text="독자가 겪는 일을 그대로 적습니다.",
    )
    institution = models.CharField("어느 기관인가요", max_length=20, choices=profile.institution_choices)
    stage = models.CharField(
        "어느 단계가 막히나요",
        max_length=10,
        choices=profile.stage_choices,
        default=profile.ANY,
        help_text="이 단계의 안내와 원인 찾기 결과 맨 위에 보입니다. ‘공통’을 고르면 모든 글에 보입니다.",
    )
    documents = models.ManyToManyField(
        Document,
        blank=True,
        related_name="notices",
        verbose_name="관련된 글",
        help_text="단계와 상관없이 이 안내를 보여 줄 글입니다. 고르지 않아도 됩니다.",
    )
    begins_at = DayTimeField("시작하는 때", default=timezone.now)
    ends_at = DayTimeField(
        "끝나는 때",
        default=in_four_hours,
        help_text="이때가 되면 저절로 내려갑니다. 모르면 넉넉히 적고, 더 걸리면 늦추세요.",
    )
    published_at = models.DateTimeField("발행한 때", null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="발행한 사람",
    )
    version = models.PositiveIntegerField(default=0, editable=False)  # moves with every save at the desk
    changed_at = models.DateTimeField("고친 때", auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="고친 사람",
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-begins_at", "-pk"]
        verbose_name = verbose_name_plural = "장애·점검 안내"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("begins_at")),
                name="notice_ends_after_it_begins",
                violation_error_message="끝나는 때는 시작하는 때보다 뒤여야 합니다.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("notice", args=[self.pk])

    def publish(self, *, by=None, at=None):
        """From now on readers see it, while it lasts and then in the log."""
        live.announce(self, by=by, at=at)

    def end(self, text="끝났습니다.", *, at=None):
        """Over before its planned end; the log keeps it."""
        with live.turn():
            self.updates.create(state=NoticeUpdate.State.OVER, text=text, at=at or timezone.now())

    def over_at(self):
        """When it ended or is going to end. Looks at updates that the caller may have prefetched."""
        ended = [update.at for update in self.updates.all() if update.state == NoticeUpdate.State.OVER]
        return min([*ended, self.ends_at])

    def phase(self, at=None) -> str:
        """now, ahead or past: the words of the log hang on it."""
        at = at or timezone.now()
        if self.over_at() <= at:
            return "past"
        return "now" if self.begins_at <= at else "ahead"


class NoticeUpdate(models.Model):
    class State(models.TextChoices):
        INVESTIGATING = "investigating", "조사 중"
        CONFIRMED = "confirmed", "확인됨"
        RECOVERING = "recovering", "복구 중"
        OVER = "over", "끝남"

    notice = models.ForeignKey(
        Notice, on_delete=models.CASCADE, related_name="updates", verbose_name="장애·점검 안내"
    )
    state = models.CharField(
        "상태",
        max_length=20,
        choices=State,
        default=State.INVESTIGATING,
        help_text="‘끝남’을 고르면 안내가 바로 내려가고 기록에 남습니다.",
    )
    text = LinesField(
        "알릴 말", max_length=500, help_text="독자가 지금 무엇을 하면 되는지 한두 문장으로 적습니다."
    )
    at = DayTimeField("언제", default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = verbose_name_plural = "진행 상황"

    def __str__(self):
        return f"{self.get_state_display()}: {self.text}"

    def clean(self):
        if self.at and self.at > timezone.now():
            raise ValidationError({"at": "앞으로 올 때는 적을 수 없습니다. 지난 때나 지금을 적으세요."})
