"""SQLite's index takes every analysed word for one token: see kbhelp.search.index.storage.sqlite."""

from django.db import migrations

TOKENIZER = r"""ascii tokenchars '!#$%&()*+,-./:;<=>?@[\]^_`{}~'"""
TABLES = {"titles": "title_terms", "terms": "title_terms, body_terms, grams"}


def take_whole_words(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for name, columns in TABLES.items():
        table, old = f"search_{name}", f"search_{name}_old"
        schema_editor.execute(f"ALTER TABLE {table} RENAME TO {old}")
        schema_editor.execute(
            f'CREATE VIRTUAL TABLE {table} USING fts5({columns}, tokenize="{TOKENIZER}", detail=none, columnsize=0)'
        )
        schema_editor.execute(f"INSERT INTO {table} (rowid, {columns}) SELECT rowid, {columns} FROM {old}")
        schema_editor.execute(f"DROP TABLE {old}")


class Migration(migrations.Migration):
    dependencies = [("search", "0004_term_document")]
    operations = [migrations.RunPython(take_whole_words, migrations.RunPython.noop)]
