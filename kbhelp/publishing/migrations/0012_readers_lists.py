from django.db import migrations, models


class Migration(migrations.Migration):
    """What lists ask of an edition without asking its document; 0013 fills it."""

    dependencies = [("publishing", "0011_checks_are_acts")]

    operations = [
        migrations.AddField("edition", "place", models.PositiveSmallIntegerField(default=32767, editable=False)),
        migrations.AddField("edition", "live_kind", models.CharField(default="", editable=False, max_length=20)),
        migrations.AddField("citation", "is_live", models.BooleanField(default=False, editable=False)),
        migrations.AddField("edition", "snapshot_at_the_end", models.JSONField(null=True)),
        migrations.AddField("edition", "rendered_at_the_end", models.JSONField(null=True)),
    ]
