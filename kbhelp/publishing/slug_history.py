"""Every address at which readers ever found something: it leads there for ever."""

from django.db import models

from kbhelp.publishing.querysets import SlugHistoryQuerySet


class SlugHistory(models.Model):
    """Every address a document was ever published under; an address never passes to another document."""

    kind = models.CharField(max_length=20)
    slug = models.SlugField(max_length=80)
    document = models.ForeignKey("publishing.Document", on_delete=models.PROTECT, related_name="addresses")

    objects = SlugHistoryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="address_once_per_kind")]

    def __str__(self):
        return f"{self.kind}:{self.slug}"
