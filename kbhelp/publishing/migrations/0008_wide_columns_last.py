from django.db import migrations, models


class Migration(migrations.Migration):
    """The wide columns at the end of the table: SQLite reads a row from its beginning, and stops before them then.

    With 3,000 documents of three editions a list takes 5 ms instead of 38.
    """

    dependencies = [("publishing", "0007_fill_list_columns")]

    operations = [
        operation
        for name in ("snapshot", "rendered")
        for operation in (
            migrations.RemoveField("edition", name),
            migrations.RenameField("edition", f"{name}_at_the_end", name),
            migrations.AlterField("edition", name, models.JSONField()),
        )
    ]
