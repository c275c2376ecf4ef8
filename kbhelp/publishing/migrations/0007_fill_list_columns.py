from urllib.parse import urlsplit

from django.db import migrations
from django.db.models import F


def fill(apps, schema_editor):
    Edition, Citation = (apps.get_model("publishing", name) for name in ("Edition", "Citation"))
    Edition.objects.update(snapshot_at_the_end=F("snapshot"), rendered_at_the_end=F("rendered"))
    for edition in Edition.objects.order_by("made_at", "pk").only("title", "snapshot").iterator(200):
        data = edition.snapshot
        short = data.get("chip") or edition.title
        Edition.objects.filter(pk=edition.pk).update(slug=data["slug"], short_title=short)
        Citation.objects.bulk_create(Citation(edition=edition, **cited(source)) for source in data["sources"])


def cited(source: dict) -> dict:
    parts = urlsplit(source["url"])
    host = parts.hostname or "" if parts.scheme == "https" else ""
    return {name: source[name] for name in ("key", "name", "publisher", "url", "note")} | {"host": host}


class Migration(migrations.Migration):
    dependencies = [("publishing", "0006_list_columns")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
