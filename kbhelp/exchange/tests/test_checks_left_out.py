"""No file makes a check: what it says of one is left out, and said to be left out."""

import pytest

from guides.models import Guide
from kbhelp.exchange.folder import export_folder, import_folder
from kbhelp.exchange.tests.making import GUIDE, make_folder
from kbhelp.publishing.models import Document, Verification
from kbhelp.publishing.tests.test_verifying import checked
from tests.making import make_table, published

pytestmark = pytest.mark.django_db
CHECKED = GUIDE.replace("written_on: 2026-11-23", "written_on: 2026-11-23\nchecked_on: 2026-11-24")
OLD = GUIDE.replace("written_on:", "checked_on:")


@pytest.mark.parametrize("text", [CHECKED, OLD])
def test_a_file_that_speaks_of_a_check_makes_none(tmp_path, text):
    said = []
    import_folder(make_folder(tmp_path, {"guides/a.md": text}), said.append)
    guide = Guide.objects.get()
    assert (guide.checked_on, guide.live.snapshot["checked_on"]) == (None, None)
    assert not Verification.objects.exists()
    assert any(line.startswith("left out, checked_on") for line in said)


@pytest.mark.parametrize("text", [CHECKED, OLD])
def test_the_day_of_an_older_file_is_when_it_was_written(tmp_path, text):
    import_folder(make_folder(tmp_path, {"guides/a.md": text}))
    assert Guide.objects.get().live.snapshot["written_on"] == "2026-11-23"


def test_an_export_tells_of_checks_and_another_site_asks_for_its_own(tmp_path):
    table = make_table(slug="t")
    table.rows.update(written_on="2026-11-20")
    published(checked(table))
    export_folder(tmp_path / "out")
    text = (tmp_path / "out/tables/t.md").read_text()
    assert text.count("checked_on:") == 2
    Verification.objects.all().delete()
    Document.objects.update(live=None)
    table.editions.all().delete()
    table.addresses.all().delete()
    table.delete()
    import_folder(tmp_path / "out")
    snapshot = Document.objects.get().live.snapshot
    assert (snapshot["checked_on"], snapshot["rows"][0]["checked_on"]) == (None, None)


def test_on_the_same_site_an_export_comes_back_without_an_edition_and_keeps_the_check(tmp_path):
    table = published(checked(make_table(slug="t")))
    export_folder(tmp_path / "out")
    assert import_folder(tmp_path / "out") == 0
    assert Verification.objects.filter(document=table).count() == 2
