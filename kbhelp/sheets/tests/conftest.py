"""A writer at the desk, and a folder for what waits."""

import pytest

from tests.making import make_category, make_source, make_writer


@pytest.fixture
def data_dir(tmp_path, settings):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def writer(client, data_dir):
    client.force_login(make_writer())
    make_category()
    make_source()
    return client
