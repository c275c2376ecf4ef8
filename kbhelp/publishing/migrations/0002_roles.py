from django.db import migrations

from kbhelp.publishing.migrations._roles import PUBLISHER, WRITER, grant, grant_editing

WRITE = {"write_document": "글을 쓰고 그림을 올릴 수 있음"}
PUBLISH = {"publish_document": "글을 발행하고 내릴 수 있음"}


def make_roles(apps, schema_editor):
    for role in (WRITER, PUBLISHER):
        grant(apps, role, "publishing", "document", WRITE)
    grant(apps, PUBLISHER, "publishing", "document", PUBLISH)
    grant_editing(apps, "publishing", "source")
    apps.get_model("publishing", "SiteVersion").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
