from django.db import migrations
from django.db.models import Exists, F, OuterRef, Subquery


def fill(apps, schema_editor):
    Document, Edition, Citation = (
        apps.get_model("publishing", name) for name in ("Document", "Edition", "Citation")
    )
    Edition.objects.update(snapshot_at_the_end=F("snapshot"), rendered_at_the_end=F("rendered"))
    Edition.objects.filter(home_position__isnull=False).update(place=F("home_position"))
    kind = Document.objects.filter(pk=OuterRef("document")).values("kind")
    Edition.objects.filter(live_of__isnull=False).update(live_kind=Subquery(kind))
    Citation.objects.update(is_live=Exists(Document.objects.filter(live=OuterRef("edition"))))


class Migration(migrations.Migration):
    dependencies = [("publishing", "0012_readers_lists")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
