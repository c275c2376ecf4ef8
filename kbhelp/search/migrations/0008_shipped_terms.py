"""Which Terms came with a release: those of the first start, all written within a minute and never changed since."""

import hashlib
from datetime import timedelta

from django.db import migrations, models
from django.db.models import Min


def mark_the_first(apps, schema_editor):
    terms = apps.get_model("search", "Term").objects
    first = terms.aggregate(first=Min("changed_at"))["first"]
    if first is None:
        return
    marked = list(terms.filter(changed_at__lt=first + timedelta(minutes=1)))
    for term in marked:
        said = "\0".join([term.name, term.same, term.also, term.not_same, term.definition])
        term.shipped = hashlib.sha256(said.encode()).hexdigest()[:16]
    terms.bulk_update(marked, ["shipped"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("search", "0007_total_without_analyser")]
    operations = [
        migrations.CreateModel(
            "RemovedTerm",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True)),
            ],
        ),
        migrations.AddField(
            "term", "shipped", models.CharField(default="", editable=False, max_length=16)
        ),
        migrations.RunPython(mark_the_first, migrations.RunPython.noop),
    ]
