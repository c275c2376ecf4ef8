"""Once filled the vocabulary. That is content, which changes with the code, and `manage.py prepare` fills it now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0002_index_and_roles")]
    operations = []
