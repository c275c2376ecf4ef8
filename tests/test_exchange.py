"""Importing a folder and exporting it: nothing half done, nothing lost."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from guides.models import Guide
from kbhelp.exchange.folder import export_folder, import_folder
from kbhelp.exchange.tests.making import GUIDE, make_folder, problems_of
from kbhelp.publishing.models import Document, Edition, Source
from tests.making import make_guide, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
CONTENT = Path(__file__).resolve().parent.parent / "content"


def folder(root: Path, **files: str) -> Path:
    """files: guides__name="text" → guides/name.md, beside a list of one source."""
    return make_folder(root, {f"{name.replace('__', '/')}.md": text for name, text in files.items()})


def test_the_first_content_is_all_live_after_one_import():
    made = import_folder(CONTENT)
    assert made == len([*CONTENT.glob("*/*.md"), CONTENT / "site.md"]) == Edition.objects.live().count()


def test_importing_the_same_folder_again_makes_no_edition():
    import_folder(CONTENT)
    assert import_folder(CONTENT) == 0


def test_an_export_imports_back_unchanged(tmp_path):
    import_folder(CONTENT)
    before = {f"{d.kind}:{d.slug}": d.concrete().snapshot() for d in Document.objects.all()}
    export_folder(tmp_path / "one")
    assert import_folder(tmp_path / "one") == 0
    assert {f"{d.kind}:{d.slug}": d.concrete().snapshot() for d in Document.objects.all()} == before


def test_exporting_twice_gives_the_same_files(tmp_path):
    import_folder(CONTENT)
    for name in ("one", "two"):
        export_folder(tmp_path / name)
    files = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*")]
    catalogues, pictures = 2, len(list((CONTENT / "media").rglob("*.png")))
    assert len(files) == Document.objects.count() + catalogues + pictures
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_draft_stays_a_draft(tmp_path):
    import_folder(folder(tmp_path, guides__draft=GUIDE.replace("state: live", "state: draft")))
    assert (Guide.objects.count(), Edition.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("글만 있습니다", "guides/bad.md:1: no front matter"),
        ("---\ntitle: 글\nsummary: [열림\n---\n본문", "guides/bad.md:3: broken YAML"),
        (GUIDE.replace("topic: name", "topic: nonsense"), "guides/bad.md:5: topic: "),
        (GUIDE.replace("title: 글", "titel: 글"), "guides/bad.md:2: unknown key “titel”"),
        (GUIDE.replace("[gov24]", "[nowhere]"), "guides/bad.md:8: sources: “nowhere” is not in sources.yaml"),
        (
            GUIDE + "\n\n[[비교표:nowhere]]\n",
            "guides/bad.md:15: 본문: ‘[[비교표:nowhere]]’가 가리키는 글이 없습니다.",
        ),
        (
            GUIDE.replace("state:", "related: [guide:nowhere]\nstate:"),
            "guides/bad.md:10: no document is called",
        ),
        (
            GUIDE.replace("state:", "related: [guide:bad]\nstate:"),
            "guides/bad.md:10: a document cannot be related to itself",
        ),
        (GUIDE.replace("2026-11-23", "어제"), "guides/bad.md:6: written_on: "),
    ],
)
def test_each_problem_names_file_and_line_and_nothing_is_imported(tmp_path, text, problem):
    said = problems_of(folder(tmp_path, guides__bad=text, guides__good=GUIDE))
    assert any(line.startswith(problem) for line in said), said
    assert (Document.objects.count(), Source.objects.count()) == (0, 0)


def test_every_problem_is_said_at_once(tmp_path):
    said = problems_of(
        folder(tmp_path, guides__one="없음", guides__two=GUIDE.replace("[gov24]", "[nowhere]"))
    )
    assert [line.split(":")[0] for line in said] == ["guides/one.md", "guides/two.md"]


def test_a_document_that_cannot_be_published_stops_the_import(tmp_path):
    said = problems_of(folder(tmp_path, guides__bad=GUIDE.replace("summary: 답입니다.\n", "")))
    assert said == ["guides/bad.md:1: 한 줄 답을 적으세요. 독자가 처음 읽는 문장입니다."]
    assert Document.objects.count() == 0


def test_an_import_over_existing_documents_leaves_the_others_alone(tmp_path):
    make_source()
    other = make_guide(slug="other")
    import_folder(folder(tmp_path, guides__new=GUIDE))
    assert set(Guide.objects.values_list("slug", flat=True)) == {"new", other.slug}


def test_an_empty_folder_is_refused(tmp_path):
    assert "no documents found" in problems_of(tmp_path)[0]


def test_the_command_says_how_many_problems_there_are(tmp_path):
    with pytest.raises(CommandError, match=r"1 problem\(s\); nothing was imported"):
        call_command("import_content", folder(tmp_path, guides__bad="없음"))
