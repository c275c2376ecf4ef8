from django.db import migrations

from kbhelp.publishing.migrations._roles import WRITER, take_back


def leave_them_to_publishers(apps, schema_editor):
    """Readers see a best bet as soon as it is saved; writers may look at them."""
    take_back(apps, WRITER, "search", "add_bestbet", "change_bestbet", "delete_bestbet")


class Migration(migrations.Migration):
    dependencies = [("search", "0005_whole_words")]
    operations = [migrations.RunPython(leave_them_to_publishers, migrations.RunPython.noop)]
