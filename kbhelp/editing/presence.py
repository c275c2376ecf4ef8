"""Who has a document open at the desk, as far as their page said so within the last minute."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from kbhelp.publishing.models import Document

A_MINUTE = timedelta(minutes=1)
A_DAY = timedelta(days=1)


class Presence(models.Model):
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "열어 둔 사람"
        constraints = [models.UniqueConstraint(fields=["document", "user"], name="present_once")]

    def __str__(self):
        return f"{self.document_id}: {self.user_id}"

    @classmethod
    def note(cls, document_id: int, user) -> list[str]:
        """That somebody has it open now; the names of the others who do."""
        now = timezone.now()
        cls.objects.update_or_create(document_id=document_id, user=user, defaults={"seen_at": now})
        cls.objects.filter(seen_at__lt=now - A_DAY).delete()
        others = cls.objects.filter(document_id=document_id, seen_at__gt=now - A_MINUTE).exclude(user=user)
        return list(others.order_by("pk").values_list("user__username", flat=True))
