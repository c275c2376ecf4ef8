"""What a release ships reaches running sites, and what editors made of it stays theirs."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from kbhelp.search.models import RemovedTerm, Term
from kbhelp.search.vocabulary import glossary, renewing, shipped
from tests.making import make_publisher
from tests.test_desk import fields_of

pytestmark = pytest.mark.django_db

GROUPS = "짱구말 = 신분증\n둥글말 > 환불\n"


@pytest.fixture
def release(tmp_path, monkeypatch):
    """Writes the files of a release."""
    monkeypatch.setattr(shipped, "folders", lambda: [tmp_path])
    Term.objects.all().delete()

    def write(groups=GROUPS, words=""):
        (tmp_path / "spoken.txt").write_text(groups)
        (tmp_path / "confusions.txt").write_text("")
        (tmp_path / "glossary.txt").write_text(words)
        return renewing.renew()

    return write


def same() -> dict[str, str]:
    return dict(Term.objects.values_list("name", "same"))


def test_a_release_changes_adds_and_takes_away_what_nobody_touched(release):
    release()
    release("짱구말 = 신분증 = 주민증\n새말 = 환불\n")
    assert same() == {"짱구말": "신분증\n주민증", "새말": "환불"}


def test_what_an_editor_changed_stays_whatever_a_release_says_of_it(release):
    release()
    term = Term.objects.get(name="짱구말")
    term.same = "여권"
    term.save()
    release("짱구말 = 신분증 = 주민증\n")
    release("다른말 = 환불\n")
    assert same() == {"짱구말": "여권", "다른말": "환불"}


def test_what_an_editor_made_stays_though_a_release_ships_a_word_of_that_name(release):
    release()
    Term.objects.create(name="새말", same="여권")
    release(GROUPS + "새말 = 환불\n")
    assert same()["새말"] == "여권"


def test_a_desks_file_of_the_same_name_stands_beside_ours(tmp_path, monkeypatch):
    folders = [tmp_path / "everyday", tmp_path / "desk"]
    for folder, groups in zip(folders, GROUPS.splitlines(), strict=True):
        folder.mkdir()
        (folder / "hardware.txt").write_text(f"{groups}\n")
    monkeypatch.setattr(shipped, "folders", lambda: folders)
    Term.objects.all().delete()
    renewing.renew()
    assert same() == {"짱구말": "신분증", "둥글말": ""}


def test_what_an_editor_deleted_does_not_come_back(release, client):
    release()
    client.force_login(make_publisher())
    client.post(f"/admin/search/term/{Term.objects.get(name='짱구말').pk}/delete/", {"post": "yes"})
    assert "짱구말" not in same()
    release(GROUPS + "셋째말 = 여권\n")
    assert same() == {"둥글말": "", "셋째말": "여권"}


def test_what_an_editor_calls_otherwise_stays_and_is_not_shipped_by_its_old_name(release, client):
    release()
    client.force_login(make_publisher())
    address = f"/admin/search/term/{Term.objects.get(name='짱구말').pk}/change/"
    fields = fields_of(client.get(address)) | {"name": "고쳐 부른 말"}
    assert client.post(address, fields).status_code == 302
    release(GROUPS + "셋째말 = 여권\n")
    assert same() == {"고쳐 부른 말": "신분증", "둥글말": "", "셋째말": "여권"}


def test_other_processes_see_that_a_release_changed_a_word(release):
    release()
    before = Term.objects.get(name="짱구말").changed_at
    release("짱구말 = 신분증 = 주민증\n둥글말 > 환불\n")
    assert Term.objects.get(name="짱구말").changed_at > before


def test_a_deleted_word_of_ones_own_may_be_shipped_later(release):
    renewing.remember_removed([Term.objects.create(name="내 말", same="여권")])
    release("내 말 = 신분증\n")
    assert not RemovedTerm.objects.exists()


def test_a_second_start_has_nothing_to_do(release):
    release()
    assert not renewing.renewal()
    assert not release()


def test_readers_find_a_definition_of_a_new_release_and_no_longer_one_that_is_gone(release, client):
    release(words="짱구말 : 처음 쓰는 말풀이입니다.\n옛말 : 옛 말풀이입니다.\n")
    glossary.write_shipped()
    gone = Term.objects.get(name="옛말")
    (shipped.folders()[0] / "glossary.txt").write_text("짱구말 : 다시 쓴 말풀이입니다.\n")
    call_command("prepare", verbosity=0)
    page = client.get("/search/", {"q": "짱구말"}).content.decode()
    assert "다시 쓴 말풀이입니다." in page
    assert "옛 말풀이입니다." not in client.get("/search/", {"q": "옛말"}).content.decode()
    assert not Term.objects.filter(pk=gone.pk).exists()


def test_a_site_of_an_older_release_keeps_what_was_changed_after_its_first_start(release):
    release()
    Term.objects.update(shipped="", changed_at=timezone.now() - timedelta(days=3))
    edited = Term.objects.get(name="짱구말")
    edited.same = "여권"
    edited.save()
    import_module("kbhelp.search.migrations.0008_shipped_terms").mark_the_first(apps, None)
    release("새말 = 환불\n")
    assert same() == {"짱구말": "여권", "새말": "환불"}
