import pytest


@pytest.fixture(autouse=True)
def as_operators_read_it(in_english):
    """As `manage.py import_content` says it; the desk says the same in Korean."""
