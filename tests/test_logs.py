"""What operators read holds nothing of a person."""

import logging
from io import StringIO

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

pytestmark = pytest.mark.django_db
PATHS = {
    "/guides/010-1234-5678/": "Not Found: /guides/[휴대폰]/\n",
    "/guides/010%E2%80%931234%E2%80%935678/": "Not Found: /guides/[휴대폰]/\n",
    "/nothing/010/1234/5678": "Not Found: /nothing/[휴대폰]\n",
    "/nothing/kim%40naver.com/": "Not Found: /nothing/[이메일]/\n",
    "/nothing/kim%2540naver.com/": "Not Found: /nothing/[이메일]/\n",
    "/nothing/901010-1234567/": "Not Found: /nothing/[주민번호]/\n",
    "/nothing/%ED%99%8D@%EC%98%88.%ED%95%9C%EA%B5%AD/": "Not Found: /nothing/[이메일]/\n",
    "/nothing/a%0Ab%E2%80%AEc%E2%80%A8d/": "Not Found: /nothing/a\\nb\\u202ec\\u2028d/\n",
    "/nothing/0x80070035/": "Not Found: /nothing/0x80070035/\n",
}


@pytest.fixture
def log():
    """What the one handler of the settings writes."""
    ((_, handler),) = settings.LOGGING["handlers"].items()
    written = StringIO()
    stream = import_string(handler["class"])(written)
    stream.setFormatter(import_string(settings.LOGGING["formatters"][handler["formatter"]]["()"])())
    logging.root.addHandler(stream)
    yield written.getvalue
    logging.root.removeHandler(stream)


@pytest.mark.parametrize("path", PATHS)
def test_a_path_is_logged_without_personal_data(client, log, path):
    client.get(path)
    assert log() == PATHS[path]


def test_what_a_fault_says_of_its_values_is_masked_too_and_not_cut(log):
    try:
        raise ValueError("가" * 400 + " 010-1234-5678")
    except ValueError:
        logging.getLogger("kbhelp.test").exception("a check failed for %s", "kim@naver.com")
    written = log()
    assert written.startswith("a check failed for [이메일]\nTraceback")
    assert written.endswith("가" * 400 + " [휴대폰]\n")
