from django.db import migrations, models

ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
KEPT = [ID, ("kind", models.CharField(max_length=20)), ("number", models.IntegerField())]


class Migration(migrations.Migration):
    """How many editions readers find, and which citation of a source is listed, beside the editions themselves."""

    dependencies = [("publishing", "0014_lists_by_index")]

    operations = [
        migrations.CreateModel(
            "LiveCount",
            [
                *KEPT,
                ("stage", models.CharField(max_length=10)),
                ("group", models.CharField(blank=True, max_length=80)),
            ],
        ),
        migrations.CreateModel("LiveSpan", [*KEPT, ("span", models.BigIntegerField())]),
        migrations.AddConstraint(
            "livecount",
            models.UniqueConstraint(fields=["kind", "stage", "group"], name="live_count_once_per_cell"),
        ),
        migrations.AddConstraint(
            "livespan", models.UniqueConstraint(fields=["kind", "span"], name="live_span_once_per_cell")
        ),
        migrations.AddField("citation", "newest_of", models.CharField(default="", editable=False, max_length=50)),
        migrations.AddIndex(
            "citation", models.Index(fields=["newest_of", "edition"], name="citation_listed")
        ),
        *(
            migrations.AddIndex("edition", models.Index(fields=fields, name=name))
            for name, fields in {
                "edition_by_both": ["live_kind", "stage", "group", "place", "title", "document"],
                "edition_newest_of_group": ["live_kind", "group", "id", "document"],
            }.items()
        ),
    ]
