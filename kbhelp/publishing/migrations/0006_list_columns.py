import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What lists show beside the snapshot, which they need not read then; 0007 fills it for older editions."""

    dependencies = [("publishing", "0005_edition_renderer")]

    operations = [
        migrations.AddField(
            "edition", "short_title", models.CharField("짧은 제목", max_length=120, default=""), preserve_default=False
        ),
        migrations.AddField(
            "edition",
            "slug",
            models.SlugField("주소 이름", max_length=80, db_index=False, default=""),
            preserve_default=False,
        ),
        migrations.AddField("edition", "snapshot_at_the_end", models.JSONField(null=True)),
        migrations.AddField("edition", "rendered_at_the_end", models.JSONField(null=True)),
        migrations.CreateModel(
            "Citation",
            [
                ("id", models.BigAutoField(primary_key=True, auto_created=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField("짧은 이름")),
                ("name", models.CharField("이름", max_length=80)),
                ("publisher", models.CharField("운영 기관", max_length=80)),
                ("url", models.URLField("주소")),
                ("host", models.CharField(max_length=200)),
                ("note", models.CharField("무엇을 확인하나요", max_length=200, blank=True)),
                (
                    "edition",
                    models.ForeignKey(
                        "publishing.edition",
                        django.db.models.deletion.CASCADE,
                        related_name="citations",
                        verbose_name="판",
                    ),
                ),
            ],
            options={"verbose_name": "판이 밝힌 출처", "verbose_name_plural": "판이 밝힌 출처"},
        ),
        migrations.AddIndex(
            "document", models.Index(fields=["kind", "live", "withdraw_at"], name="document_live_of_kind")
        ),
    ]
