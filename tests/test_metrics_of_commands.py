"""What commands publish is in the numbers of the servers beside them (kbhelp.metrics.commands)."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from kbhelp.exchange.tests.making import GUIDE
from kbhelp.metrics import counting
from kbhelp.publishing.models import Document
from tests.making import make_guide, published
from tests.test_exchange import folder
from tests.test_metrics import TOKEN, asked, samples

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def commands_only(settings, tmp_path):
    """As in the process of a command, beside a server that is watched."""
    settings.METRICS_TOKEN, settings.DATA_DIR = TOKEN, tmp_path
    assert counting._meters == {}


def due(guide):
    at = timezone.now() - timedelta(seconds=1)
    Document.objects.filter(pk=guide.pk).update(withdraw_at=at)
    return guide


def test_what_commands_publish_and_withdraw_is_in_the_numbers_of_the_server(client, commands_only, tmp_path):
    due(published(make_guide()))
    due(published(make_guide()))
    call_command("publish_due", verbosity=0, stdout=StringIO())
    call_command("import_content", folder(tmp_path / "content", guides__new=GUIDE), stdout=StringIO())
    assert counting._meters == {}
    told = samples(asked(client).content.decode())
    assert (told["withdrawn_by_commands"], told["published_by_commands"]) == (2, 1)


def test_what_cannot_be_counted_is_published_all_the_same(commands_only, settings, tmp_path, caplog):
    settings.DATA_DIR = tmp_path / "gone"
    guide = due(published(make_guide()))
    call_command("publish_due", stdout=StringIO())
    assert not Document.objects.get(pk=guide.pk).live_id
    assert "not in the numbers" in caplog.text


def test_commands_of_a_site_that_nobody_watches_leave_nothing(settings, tmp_path):
    settings.METRICS_TOKEN, settings.DATA_DIR = "", tmp_path
    due(published(make_guide()))
    call_command("publish_due", stdout=StringIO())
    assert list(tmp_path.glob("metrics*")) == []
