from collections import Counter

from django.db import migrations
from django.db.models import Count, F, Max

SPAN = 2_000  # kbhelp.publishing.counts.SPAN of this release


def fill(apps, schema_editor):
    Edition, Citation, LiveCount, LiveSpan = (
        apps.get_model("publishing", name) for name in ("Edition", "Citation", "LiveCount", "LiveSpan")
    )
    live = Edition.objects.exclude(live_kind="").order_by()
    cells = live.values_list("live_kind", "stage", "group").annotate(number=Count("pk"))
    LiveCount.objects.bulk_create(
        LiveCount(kind=kind, stage=stage, group=group, number=number) for kind, stage, group, number in cells
    )
    spans = Counter(
        (kind, document // SPAN) for kind, document in live.values_list("live_kind", "document_id").iterator()
    )
    LiveSpan.objects.bulk_create(
        LiveSpan(kind=kind, span=span, number=number) for (kind, span), number in spans.items()
    )
    newest = Citation.objects.filter(is_live=True).order_by().values("key").annotate(newest=Max("pk"))
    Citation.objects.filter(pk__in=set(newest.values_list("newest", flat=True))).update(newest_of=F("key"))


class Migration(migrations.Migration):
    dependencies = [("publishing", "0015_kept_counts")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
