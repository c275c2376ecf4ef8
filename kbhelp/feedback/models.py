"""Votes hang on the edition that was read, so that editors see whether a change helped."""

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from kbhelp import profile
from kbhelp.feedback.querysets import PageDayQuerySet, RemarkQuerySet, VoteQuerySet
from kbhelp.feedback.reader import Reader
from kbhelp.feedback.salt import Allowance, DailySalt
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Edition


class TooMany(Exception):
    """The reader's network has used up its allowance; `wait` says for how many seconds."""

    def __init__(self, wait: int):
        super().__init__(wait)
        self.wait = wait


def question_of(kind: str, stage: str, row="") -> str:
    """The key of the question: a remedy is asked for its outcome, and so is a guide of one stage; everything else
    whether it helped."""
    is_asked_for_outcome = row or (kinds()[kind].LEADS_THROUGH_A_STAGE and stage != profile.ANY)
    found = profile.row("stages", stage) if is_asked_for_outcome else None
    return found["vote"] if found else profile.HELPFUL


class Vote(models.Model):
    class Answer(models.TextChoices):
        YES = "yes", "예"
        NO = "no", "아니요"
        NOT_YET = "not_yet", "아직 해 보지 않았어요"

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="votes", verbose_name="읽은 판"
    )
    row = models.CharField("해결 방법", max_length=40, blank=True)  # the key of the edition's row, or none
    question = models.CharField("질문", max_length=10, choices=profile.vote_choices)
    answer = models.CharField("대답", max_length=10, choices=Answer)
    voted_on = models.DateField("날짜")
    reader = models.CharField(max_length=64, null=True, editable=False)  # a hash of the day; gone on the next

    objects = VoteQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "대답"
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "edition", "row", "question"], name="one_vote_per_reader_and_day"
            ),
        ]

    def __str__(self):
        return f"{self.get_question_display()} {self.get_answer_display()}"

    @property
    def row_label(self) -> str:
        return label_of_row(self.edition, self.row)


class Remark(models.Model):
    """What a reader added to the answer: work for the editors."""

    class Reason(models.TextChoices):
        FAILED = "failed", "적힌 대로 했지만 안 됐어요"
        DIFFERENT = "different", "내 상황과 달라요"
        SCREEN = "screen", "화면이나 메뉴가 글과 달라요"
        HARD = "hard", "말이 어려워요"
        MISSING = "missing", "찾는 내용이 없어요"
        OTHER = "other", "다른 이유가 있어요"

    class State(models.TextChoices):
        OPEN = "open", "열림"
        PLANNED = "planned", "계획"
        DONE = "done", "완료"

    vote = models.OneToOneField(Vote, on_delete=models.CASCADE, related_name="remark", verbose_name="대답")
    reason = models.CharField("이유", max_length=20, choices=Reason, blank=True)
    text = models.TextField("의견", blank=True)
    state = models.CharField(
        "상태",
        max_length=10,
        choices=State,
        default=State.OPEN,
        help_text="고치기로 했으면 ‘계획’, 글에 반영했거나 할 일이 없으면 ‘완료’를 고릅니다.",
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "독자 의견"

    def __str__(self):
        return self.text or self.get_reason_display()


class PageDay(models.Model):
    """How often one page was opened on one day (page_views.py)."""

    day = models.DateField("날짜")
    path = models.CharField("주소", max_length=300)
    views = models.PositiveIntegerField("본 횟수", default=0)

    objects = PageDayQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "본 횟수"
        constraints = [models.UniqueConstraint(fields=["day", "path"], name="page_once_a_day")]

    def __str__(self):
        return f"{self.day} {self.path}"


def label_of_row(edition: Edition, key: str) -> str:
    """The row's own words in that edition: the item of a table, the text of a checklist."""
    model = kinds()[edition.document.kind]
    if not (key and model.PARTS):
        return ""
    named = model.part_model().FIELDS[0]
    return next((row[named] for row in edition.snapshot[model.PARTS] if row["key"] == key), "")


def cast(reader: Reader, *, edition: Edition, answer: str, row="", reason="", text="", at=None) -> Vote:
    """Count one answer; the same reader's second answer of the day takes the place of the first.

    `text` has been masked. Raises TooMany.
    """
    at = at or timezone.now()
    with transaction.atomic():
        salt = salt_of_the_day(at)
        if wait := Allowance.objects.take(salt.sign("network", reader.network), at):
            raise TooMany(wait)
        vote, _ = Vote.objects.update_or_create(
            reader=salt.sign("reader", reader.network, reader.agent),
            edition=edition,
            row=row,
            question=question_of(edition.document.kind, edition.stage, row),
            defaults={"answer": answer, "voted_on": salt.day},
        )
        if reason or text:
            remark = {"reason": reason, "text": text, "state": Remark.State.OPEN}
            Remark.objects.update_or_create(vote=vote, defaults=remark)
    return vote


def salt_of_the_day(at) -> DailySalt:
    """Today's salt; the first vote of a day forgets who voted before and draws a new one."""
    today = timezone.localdate(at)
    if salt := DailySalt.objects.filter(day__gte=today).first():
        return salt
    forget(at)
    return DailySalt.objects.get_or_create(pk=1, defaults={"day": today})[0]


def forget(at=None):
    """Make the readers of past days unrecognisable: their salt, hashes and allowances are deleted.

    Allowances before votes, in the order in which a vote takes its locks.
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        DailySalt.objects.filter(day__lt=today).delete()
        day_began = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
        Allowance.objects.filter(since__lt=day_began).delete()
        Vote.objects.filter(Q(voted_on__lt=today), reader__isnull=False).update(reader=None)
