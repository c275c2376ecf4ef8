from django.db import migrations

from kbhelp.roles import grant, grant_editing
from kbhelp.search.index.storage import tables


def make_index(apps, schema_editor):
    tables().create()


def drop_index(apps, schema_editor):
    tables().drop()


def allow_editing(apps, schema_editor):
    grant_editing(apps, "search", "term", "bestbet")
    for role in ("작성자", "발행자"):
        grant(apps, role, "search", "queryday", {"view_queryday": "Can view queryday"})


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("publishing", "0002_roles")]
    operations = [
        migrations.RunPython(make_index, drop_index),
        migrations.RunPython(allow_editing, migrations.RunPython.noop),
    ]
