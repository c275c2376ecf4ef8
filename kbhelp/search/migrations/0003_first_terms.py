from django.db import migrations

from kbhelp.search.vocabulary.shipped import first_terms


def add_first_terms(apps, schema_editor):
    term = apps.get_model("search", "Term")
    if not term.objects.exists():
        term.objects.bulk_create(term(**row) for row in first_terms())


class Migration(migrations.Migration):
    dependencies = [("search", "0002_index_and_roles")]
    operations = [migrations.RunPython(add_first_terms, migrations.RunPython.noop)]
