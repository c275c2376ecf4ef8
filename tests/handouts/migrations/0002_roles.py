from django.db import migrations

from kbhelp.publishing.migrations._roles import grant_editing


def allow_editing(apps, schema_editor):
    grant_editing(apps, "handouts", "handout", "thing", "memo")


class Migration(migrations.Migration):
    dependencies = [("handouts", "0001_initial"), ("publishing", "0002_roles")]
    operations = [migrations.RunPython(allow_editing, migrations.RunPython.noop)]
