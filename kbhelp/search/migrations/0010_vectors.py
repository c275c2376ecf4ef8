"""What a sentence encoder makes of each unit, beside the index."""

from django.db import migrations

SQLITE = "CREATE TABLE search_vector (key TEXT PRIMARY KEY, digest TEXT, encoder TEXT, numbers BLOB)"
POSTGRESQL = (
    'CREATE TABLE search_vector (key TEXT COLLATE "C" PRIMARY KEY, digest TEXT COLLATE "C",'
    ' encoder TEXT COLLATE "C", numbers BYTEA)'
)


def make_vectors(apps, schema_editor):
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def drop_vectors(apps, schema_editor):
    schema_editor.execute("DROP TABLE IF EXISTS search_vector")


class Migration(migrations.Migration):
    dependencies = [("search", "0009_choices")]
    operations = [migrations.RunPython(make_vectors, drop_vectors)]
