"""Nothing asked which analyser wrote last: each unit's digest says by which it was read."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0006_best_bets_are_published")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE search_total DROP COLUMN analyser",
            "ALTER TABLE search_total ADD COLUMN analyser TEXT",
        )
    ]
