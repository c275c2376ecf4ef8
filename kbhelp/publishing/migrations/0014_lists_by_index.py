from django.db import migrations, models


class Migration(migrations.Migration):
    """The wide columns at the end of the table again, as in 0008, and an index for each list."""

    dependencies = [("publishing", "0013_fill_readers_lists")]

    operations = [
        *(
            operation
            for name in ("snapshot", "rendered")
            for operation in (
                migrations.RemoveField("edition", name),
                migrations.RenameField("edition", f"{name}_at_the_end", name),
                migrations.AlterField("edition", name, models.JSONField()),
            )
        ),
        migrations.RemoveField("edition", "home_position"),
        migrations.AddIndex("document", models.Index(fields=["withdraw_at", "live"], name="document_ending")),
        migrations.AddIndex(
            "citation", models.Index(fields=["is_live", "key", "id", "edition"], name="citation_newest_live")
        ),
        *(
            migrations.AddIndex("edition", models.Index(fields=fields, name=name))
            for name, fields in {
                "edition_in_readers_order": ["live_kind", "place", "title", "document"],
                "edition_by_stage": ["live_kind", "stage", "place", "title", "document"],
                "edition_by_group": ["live_kind", "group", "place", "title", "document"],
                "edition_in_sitemap": ["document", "live_kind"],
                "edition_newest": ["released_at", "live_kind", "document"],
            }.items()
        ),
    ]
