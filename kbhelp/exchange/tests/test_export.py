"""An export replaces the one before it, and nothing else."""

import os
import subprocess
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from faq.models import Entry
from kbhelp.exchange.folder import ExportRefused, export_folder
from tests.making import edited, make_entry, make_guide, published

pytestmark = pytest.mark.django_db


def names(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


ALWAYS = {"SHA256SUMS", "sources.yaml", "categories.yaml"}


def test_the_file_of_an_old_address_goes(tmp_path, capsys):
    guide = published(make_guide(slug="old"))
    export_folder(tmp_path)
    published(edited(guide, slug="new"))
    call_command("export_content", tmp_path)
    assert names(tmp_path) == ALWAYS | {"guides/new.md"}
    assert "removed, of an earlier export and no more: guides/old.md" in capsys.readouterr().out


def test_the_file_of_a_deleted_draft_goes_and_that_of_a_published_one(tmp_path):
    make_guide(slug="a")
    guide = edited(published(make_guide(slug="b")), title="고친 제목")
    export_folder(tmp_path)
    assert names(tmp_path) == ALWAYS | {"guides/a.md", "guides/b.md", "guides/b.draft.md"}
    type(guide).objects.get(slug="a").delete()
    published(guide)
    export_folder(tmp_path)
    assert names(tmp_path) == ALWAYS | {"guides/b.md"}


def test_a_file_that_was_changed_by_hand_is_left(tmp_path):
    make_entry(slug="a")
    said = []
    export_folder(tmp_path)
    (tmp_path / "faq/a.md").write_text("내 메모")
    Entry.objects.all().delete()
    export_folder(tmp_path, note=said.append)
    assert (tmp_path / "faq/a.md").read_text() == "내 메모"
    assert said == ["left, since it was changed after the export: faq/a.md"]


def test_what_no_export_wrote_is_neither_deleted_nor_overwritten(tmp_path):
    (tmp_path / "faq").mkdir()
    (tmp_path / "faq/a.md").write_text("내 글")
    (tmp_path / "faq/b.md").write_text("내 글")
    make_entry(slug="a")
    with pytest.raises(ExportRefused, match="faq/a.md"):
        export_folder(tmp_path)
    assert names(tmp_path) == {"faq/a.md", "faq/b.md"}
    with pytest.raises(
        CommandError, match=r"faq/a.md: not written by an export(.|\n)*1 file\(s\) in the way; nothing"
    ):
        call_command("export_content", tmp_path)
    call_command("export_content", tmp_path, overwrite=True)
    assert "title: 글" in (tmp_path / "faq/a.md").read_text()
    assert (tmp_path / "faq/b.md").read_text() == "내 글"


def test_the_same_export_again_writes_nothing(tmp_path):
    make_entry(slug="a")
    export_folder(tmp_path)
    before = (tmp_path / "faq/a.md").stat()
    export_folder(tmp_path)
    after = (tmp_path / "faq/a.md").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_the_list_of_files_is_one_that_other_programs_check(tmp_path):
    make_entry(slug="a")
    export_folder(tmp_path)
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=True
    )
    assert checked.stdout.decode().split() == "categories.yaml: OK faq/a.md: OK sources.yaml: OK".split()


@pytest.mark.parametrize(
    "path", ["../precious.yaml", "/etc/hostname", "notes.txt", "faq/../../precious.yaml", "faq/link.md"]
)
def test_a_forged_list_deletes_nothing_outside(tmp_path, path):
    root, precious = tmp_path / "folder", tmp_path / "precious.yaml"
    (root / "faq").mkdir(parents=True)
    for file in (precious, root / "notes.txt"):
        file.write_text("내 글")
    (root / "faq/link.md").symlink_to(precious)
    digest = subprocess.run(["sha256sum", precious], capture_output=True, text=True, check=True).stdout[:64]
    (root / "SHA256SUMS").write_text(f"{digest}  {path}\n")
    export_folder(root)
    assert names(root) >= {"notes.txt", "faq/link.md"} and precious.read_text() == "내 글"
    assert os.path.exists("/etc/hostname")


def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="file: Not a directory|file: File exists"):
        call_command("export_content", tmp_path / "file")
