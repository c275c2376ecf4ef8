from django.db import migrations

from kbhelp.publishing.migrations._roles import grant_editing


def grant(apps, schema_editor):
    grant_editing(apps, "site", "siteprofile", "profilestage")


class Migration(migrations.Migration):
    dependencies = [("site", "0001_the_sites_own_words"), ("publishing", "0002_roles")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
