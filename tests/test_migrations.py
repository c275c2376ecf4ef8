"""Migrations say what was, whatever has become of the code since."""

import ast
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from kbhelp.schema import unknown_migrations
from tests.index_tables import made, made_by_the_code
from tests.test_architecture import ROOT

MIGRATIONS = sorted(
    path for app in ("kbhelp", "guides", "faq") for path in (ROOT / app).glob("**/migrations/*.py")
)


def taken_from_the_project(path) -> list[str]:
    """`from kbhelp… import …`, but from what is frozen beside migrations. What Django itself writes for a field's
    default or choices is `import kbhelp…`, and names a function that the models still name."""
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    modules = [node.module for node in tree if isinstance(node, ast.ImportFrom)]
    ours = [module for module in modules if module.split(".")[0] in {"kbhelp", "guides", "faq"}]
    return [module for module in ours if ".migrations" not in module]


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_migration_takes_nothing_from_living_code(path):
    assert taken_from_the_project(path) == []


@pytest.mark.django_db
def test_this_code_knows_every_migration_that_it_applied_and_those_that_it_has_squashed():
    loader = MigrationLoader(connection)
    assert unknown_migrations(loader) == []
    loader.applied_migrations |= {("search", "0098_squashed"): None, ("search", "0099_future"): None}
    loader.applied_migrations |= {("gone", "0001_initial"): None}  # an app that was taken out
    loader.disk_migrations["search", "0100_squash"] = SimpleNamespace(replaces=[("search", "0098_squashed")])
    assert unknown_migrations(loader) == ["search.0099_future"]


# The index's tables are no models, so that Django cannot tell when they and their migrations part.


@pytest.mark.django_db
def test_migrations_lead_to_the_tables_that_the_code_makes():
    assert len(made("search")) >= 9
    assert made("search") == made_by_the_code()
