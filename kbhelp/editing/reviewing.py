"""A request for review: an edition that is frozen until somebody approves exactly it, or sends it back."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from kbhelp import live
from kbhelp.publishing.checks import refuse_if_wrong
from kbhelp.publishing.editions import make_edition
from kbhelp.publishing.meanwhile import refuse_if_changed
from kbhelp.publishing.models import Document, Edition
from kbhelp.publishing.references import References
from kbhelp.publishing.rendering import draft_of
from kbhelp.roles import may_publish
from kbhelp.typed import LinesField


class DecidedAlready(Exception):
    """Somebody else decided first, or a new request took this one's place."""


class ReviewRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(outcome=ReviewRequest.WAITING)

    def open_of_document(self):
        """For an annotation of documents: whether one waits."""
        return models.Exists(self.open().filter(document=models.OuterRef("pk")))

    def of(self, document):
        """Those of a document, the latest first, without the texts of their editions."""
        found = self.filter(document=document.pk).order_by("-pk")
        found = found.select_related("edition", "asked_by", "decided_by")
        return found.defer("edition__snapshot", "edition__rendered")


class ReviewRequest(models.Model):
    """The document's later draft does not touch it; a new request of the same document takes its place."""

    WAITING, APPROVED, RETURNED = "", "approved", "returned"
    REPLACED, OVERTAKEN, TAKEN_BACK = "replaced", "overtaken", "taken back"
    OUTCOMES = {
        WAITING: "검토 중",
        APPROVED: "승인하고 발행함",
        RETURNED: "돌려보냄",
        REPLACED: "새 요청으로 바뀜",
        OVERTAKEN: "바로 발행함",
        TAKEN_BACK: "요청을 거둠",
    }

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="reviews")
    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="review")
    message = LinesField("전할 말", max_length=1000, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=OUTCOMES, blank=True, default=WAITING)
    reason = LinesField("까닭", max_length=1000, blank=True)

    objects = ReviewRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "검토 요청"
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(outcome=""), name="one_open_review_per_document"
            )
        ]

    def __str__(self):
        return f"{self.edition_id}: {self.get_outcome_display()}"

    @classmethod
    def ask(cls, document: Document, *, by, message="", note="", weight=Edition.NORMAL) -> "ReviewRequest":
        """Freeze the saved working copy for review. Raises PublishRefused, since what could not be published would
        only come back. What is in review itself may be referred to: it may be approved first."""
        document = document.concrete()
        document.refresh_from_db()
        in_review = Document.objects.filter(reviews__in=cls.objects.open())
        draft = draft_of(document, References(along_with=list(in_review)))
        refuse_if_wrong(draft)
        now = timezone.now()
        with transaction.atomic():
            refuse_if_changed(document)
            cls.objects.open().filter(document=document.pk).update(outcome=cls.REPLACED, decided_at=now)
            edition = make_edition(draft, by=by, note=note, weight=weight, at=now)
            return cls.objects.create(
                document_id=document.pk, edition=edition, message=message, asked_by=by, asked_at=now
            )

    def may_be_approved_by(self, user) -> bool:
        is_own = self.asked_by_id == user.pk
        return may_publish(user) and not (settings.FOUR_EYES and is_own)

    def approve(self, *, by, at=None) -> Edition:
        """Publish the frozen edition, now or at a later time. Raises PermissionDenied, DecidedAlready or
        PublishRefused, and then nothing is changed."""
        if not self.may_be_approved_by(by):
            raise PermissionDenied
        return live.publish_edition(self.edition, by=by, at=at, agree=lambda: self._decide(self.APPROVED, by))

    def send_back(self, *, by, reason: str):
        """Raises PermissionDenied, DecidedAlready."""
        if not may_publish(by):
            raise PermissionDenied
        self._decide(self.RETURNED, by, reason)

    def take_back(self, *, by):
        """By whoever asked. Raises PermissionDenied, DecidedAlready."""
        if self.asked_by_id != by.pk:
            raise PermissionDenied
        self._decide(self.TAKEN_BACK, by)

    def _decide(self, outcome: str, by, reason=""):
        decision = {"outcome": outcome, "decided_by": by, "decided_at": timezone.now(), "reason": reason}
        if not ReviewRequest.objects.open().filter(pk=self.pk).update(**decision):
            raise DecidedAlready
        self.refresh_from_db()

    @classmethod
    def overtake(cls, document, *, by):
        """Somebody published the document without the request."""
        decision = {"outcome": cls.OVERTAKEN, "decided_by": by, "decided_at": timezone.now()}
        cls.objects.open().filter(document=document.pk).update(**decision)


class Comment(models.Model):
    """A word about a document among those who write it; it stays with the document."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = LinesField("의견", max_length=1000)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = verbose_name_plural = "대화"

    def __str__(self):
        return self.text[:40]
