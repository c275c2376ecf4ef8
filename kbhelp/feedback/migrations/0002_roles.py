from django.db import migrations

from kbhelp.publishing.migrations._roles import PUBLISHER, WRITER, grant

WORK = {"view_remark": "Can view 독자 의견", "change_remark": "Can change 독자 의견"}
DELETE = {"delete_remark": "Can delete 독자 의견"}  # should personal data have slipped through the mask
READ = {"view_vote": "Can view 대답"}


def allow_working(apps, schema_editor):
    for role in (WRITER, PUBLISHER):
        grant(apps, role, "feedback", "remark", WORK)
        grant(apps, role, "feedback", "vote", READ)
    grant(apps, PUBLISHER, "feedback", "remark", DELETE)


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial"), ("publishing", "0002_roles")]
    operations = [migrations.RunPython(allow_working, migrations.RunPython.noop)]
