"""Everything in a folder is read, ignored with a reason, or a problem: nothing is passed over in silence."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guides.models import Guide
from kbhelp.exchange.checking import check
from kbhelp.exchange.folder import ImportRefused, import_folder
from kbhelp.exchange.reading import read_folder
from kbhelp.exchange.tests.making import GUIDE, make_folder, problems_of
from kbhelp.publishing.models import Document
from tests.making import make_guide

pytestmark = pytest.mark.django_db


def test_what_systems_and_editors_leave_is_ignored_and_said(tmp_path, capsys):
    left = [
        "._a.md",
        ".DS_Store",
        ".git/config",
        "guides/._a.md",
        "guides/.a.md.swp",
        "guides/a.md~",
        "Thumbs.db",
    ]
    make_folder(tmp_path, {"guides/a.md": GUIDE, "README.md": "읽을거리", **dict.fromkeys(left, "\x00\x05")})
    call_command("import_content", tmp_path)
    assert capsys.readouterr().out.splitlines() == [
        "ignored, hidden: .DS_Store, ._a.md, .git, guides/._a.md, guides/.a.md.swp",
        "ignored, notes about the folder: README.md",
        "ignored, left behind by other programs: Thumbs.db, guides/a.md~",
        f"1 edition(s) published from {tmp_path}",
    ]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("guides/b.MD", "no document; their names end in .md"),
        ("guides/b.markdown", "no document; their names end in .md"),
        ("guides/b.txt", "no document; their names end in .md"),
        ("guides/b.md.bak", "no document; their names end in .md"),
        ("guides/picture.png", "no document; their names end in .md"),
        ("guides/name/b.md", "a folder; documents lie directly in guides/"),
        ("guides/b.md/c.md", "a folder; documents lie directly in guides/"),
        ("guide/b.md", "unknown name; did you mean guides?"),
        ("Guides/b.md", "unknown name; did you mean guides?"),
        ("안내/b.md", "does not belong here"),
        ("b.md", "does not belong here"),
        ("sources.yml", "unknown name; did you mean sources.yaml?"),
        ("Sources.yaml", "unknown name; did you mean sources.yaml?"),
        ("categories.yaml/b.md", "unknown name"),
        ("media/photo.png", "no picture of such a site"),
        ("media/images/ab/evil.png", "no picture of such a site"),
        (f"media/images/zz/{'c' * 62}.png", "no picture of such a site"),
        (f"media/images/ab/{'c' * 62}.svg", "no picture of such a site"),
        ("guides/나.md", "slug: "),
        ("guides/a b.md", "slug: "),
        ("guides/b.old.md", "the name must be like some-words.md"),
        ("guides/.md", None),
    ],
)
def test_what_does_not_belong_there_is_named(tmp_path, path, message):
    make_folder(tmp_path, {"guides/a.md": GUIDE, path: GUIDE})
    if message is None:  # hidden: ignored as such
        assert import_folder(tmp_path) == 1
        return
    said = problems_of(tmp_path)
    assert (len(said), message in said[0], Document.objects.count()) == (1, True, 0), said


def test_a_name_that_no_terminal_can_show_is_shown(tmp_path):
    make_folder(tmp_path, {"guides/a.md": GUIDE})
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/guides/\xff\x1b[31m.md")).write_text(GUIDE)
    said = problems_of(tmp_path)
    assert "\n".join(said).isprintable() and said[0].startswith("guides/\\xff\\x1b[31m.md:1: ")


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    outside = make_folder(tmp_path / "outside", {"guides/secret.md": GUIDE})
    inside = make_folder(tmp_path / "inside", {"guides/a.md": GUIDE})
    (inside / "guides/b.md").symlink_to(outside / "guides/secret.md")
    (inside / "guides/c.md").symlink_to("nowhere.md")
    (inside / "guides/d.md").symlink_to("d.md")
    (inside / "faq").symlink_to(outside / "guides")
    assert problems_of(inside) == [
        "faq:1: a link that leads out of the folder",
        "guides/b.md:1: a link that leads out of the folder",
        "guides/c.md:1: no file",
        "guides/d.md:1: no file",
    ]


def test_what_is_no_file_is_not_waited_for(tmp_path):
    make_folder(tmp_path, {"guides/a.md": GUIDE})
    os.mkfifo(tmp_path / "guides/b.md")
    os.mkfifo(tmp_path / "categories.yaml")
    assert problems_of(tmp_path) == ["categories.yaml:1: no file", "guides/b.md:1: no file"]


@pytest.fixture
def as_nobody():
    """A folder outside root's own, looked at without root's rights to read everything."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    is_root = os.geteuid() == 0

    def become():
        if is_root:
            os.seteuid(65534)
        return folder

    yield folder, become
    if is_root:
        os.seteuid(0)
    for path in ("faq", "tables"):
        (folder / path).chmod(0o755)
    shutil.rmtree(folder)


def test_what_may_not_be_read_is_a_problem(as_nobody):
    folder, become = as_nobody
    make_folder(folder, {"guides/a.md": GUIDE, "guides/b.md": GUIDE, "faq/c.md": GUIDE, "tables/d.md": GUIDE})
    for path, mode in {"guides/b.md": 0, "sources.yaml": 0, "faq": 0, "tables": 0o444}.items():
        (folder / path).chmod(mode)
    become()
    assert problems_of(folder) == [
        "faq:1: cannot be read: Permission denied",
        "guides/a.md:8: sources: “gov24” is not in sources.yaml",
        "guides/b.md:1: cannot be read: Permission denied",
        "sources.yaml:1: cannot be read: Permission denied",
        "tables/d.md:1: cannot be read: Permission denied",
    ]


def test_the_file_of_a_picture_that_nobody_shows_is_ignored_and_said(tmp_path):
    said, name = [], f"media/images/ab/{'c' * 62}.png"
    import_folder(make_folder(tmp_path, {"guides/a.md": GUIDE, name: "<script>"}), said.append)
    assert said == [f"ignored, pictures that no document shows: {name}"]


def test_two_files_cannot_be_one_document(tmp_path):
    make_folder(tmp_path, {"guides/a.md": GUIDE})
    import_folder(tmp_path)
    make_folder(tmp_path, {"guides/b.md": GUIDE.replace("state:", "former_addresses: [a]\nstate:")})
    assert problems_of(tmp_path) == [
        "guides/b.md:1: another file of the folder is the same document",
        "guides/b.md:10: the address “a” belongs to guides/a.md",
    ]


def test_two_addresses_that_differ_in_capitals_alone_are_one(tmp_path):
    make_folder(tmp_path, {"guides/new-phone.md": GUIDE, "guides/New-Phone.md": GUIDE})
    assert problems_of(tmp_path) == [
        "guides/new-phone.md:1: the address “new-phone” belongs to guides/New-Phone.md"
    ]


def test_the_address_of_a_document_does_not_pass_to_another(tmp_path):
    import_folder(make_folder(tmp_path / "one", {"guides/a.md": GUIDE}))
    renamed = GUIDE.replace("state:", "former_addresses: [a]\nstate:")
    import_folder(make_folder(tmp_path / "two", {"guides/b.md": renamed}))
    assert Guide.objects.get().live.snapshot["slug"] == "b"
    assert problems_of(tmp_path / "one") == [
        "guides/a.md:1: the address “a” belongs to guide:b on the site, or will"
    ]


def test_an_address_that_somebody_is_about_to_take_is_a_problem(tmp_path):
    import_folder(make_folder(tmp_path / "one", {"guides/a.md": GUIDE}))
    Guide.objects.update(slug="b")  # saved, not yet published
    said = problems_of(make_folder(tmp_path / "two", {"guides/b.md": GUIDE}))
    assert said == ["guides/b.md:1: the address “b” belongs to guide:a on the site, or will"]


def test_a_version_needs_what_comes_before_it(tmp_path):
    draft = GUIDE.replace("state: live", "state: draft")
    make_folder(tmp_path, {"guides/a.draft.md": draft, "guides/b.md": draft, "guides/b.draft.md": draft})
    make_folder(tmp_path, {"guides/c.md": GUIDE, "guides/c.draft.md": GUIDE})
    assert problems_of(tmp_path) == [
        "guides/a.draft.md:1: a.md is missing, which comes before it",
        "guides/b.draft.md:1: b.md is a draft itself",
        "guides/c.draft.md:10: state: “live” must be one of draft",
    ]


def test_a_document_is_not_related_to_itself(tmp_path):
    said = problems_of(
        make_folder(tmp_path, {"guides/a.md": GUIDE.replace("state:", "related: [guide:a]\nstate:")})
    )
    assert said == ["guides/a.md:10: a document cannot be related to itself"]


def test_a_thousand_files_are_read_with_as_many_queries_as_three(tmp_path):
    def queries(number: int) -> int:
        root = make_folder(tmp_path / str(number), {f"guides/a{n}.md": GUIDE for n in range(number)})
        with CaptureQueriesContext(connection) as captured:
            folder = read_folder(root)
            check(folder)
        assert folder.problems == []
        return len(captured)

    assert queries(3) == queries(1000)


def test_what_somebody_makes_meanwhile_is_not_overwritten(tmp_path):
    make_folder(tmp_path, {"guides/a.md": GUIDE, ".hidden": ""})
    with pytest.raises(
        ImportRefused, match="the site was changed while the folder was read; import it again"
    ):
        import_folder(tmp_path, note=lambda line: make_guide(slug="a", title="방금 쓴 글"))
    assert Guide.objects.get().title == "방금 쓴 글"


def test_the_command_counts_the_problems(tmp_path):
    make_folder(tmp_path, {"guides/a.md": "없음", "guides/b.md": GUIDE, "guide/c.md": GUIDE})
    with pytest.raises(CommandError) as refusal:
        call_command("import_content", tmp_path)
    assert str(refusal.value).splitlines() == [
        "guide:1: unknown name; did you mean guides?",
        "guides/a.md:1: no front matter: the file must begin with a block between two lines of ---",
        "2 problem(s); nothing was imported.",
    ]
