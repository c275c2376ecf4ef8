"""What editors made of the vocabulary goes out and comes back; what is shipped stands on every site."""

import pytest

from kbhelp.exchange.folder import ImportRefused, export_folder, import_folder
from kbhelp.exchange.tests.making import SOURCES
from kbhelp.exchange.tests.round_trip import forget
from kbhelp.search.models import BestBet, Term
from kbhelp.search.query import engine
from kbhelp.search.vocabulary import renewing
from tests.making import make_guide, published

pytestmark = pytest.mark.django_db


def own():
    guide = published(make_guide(slug="fares", title="요금이 갑자기 오를 때"))
    Term.objects.create(
        name="뭉텅이 청구", same="요금 급증", definition="요금이 갑자기 크게 오른 것.", document=guide
    )
    Term.objects.filter(name="비밀번호").update(also="잠금 번호")
    BestBet(query="뭉텅이  청구", document=guide).save()


def test_a_fresh_site_has_nothing_of_its_own_to_export(tmp_path):
    published(make_guide(slug="a"))
    export_folder(tmp_path)
    assert {path.name for path in tmp_path.glob("*.yaml")} == {"sources.yaml", "categories.yaml"}


def test_terms_and_first_answers_come_back_on_another_machine(tmp_path):
    own()
    export_folder(tmp_path / "one")
    text = (tmp_path / "one" / "terms.yaml").read_text()
    assert text.count("- name:") == 2
    assert "document: guide:fares" in text
    forget()
    for model in (Term, BestBet):
        model.objects.all().delete()
    renewing.renew()
    import_folder(tmp_path / "one")
    term = Term.objects.get(name="뭉텅이 청구")
    assert (term.same, term.definition, term.document.slug) == (
        "요금 급증",
        "요금이 갑자기 크게 오른 것.",
        "fares",
    )
    assert Term.objects.get(name="비밀번호").also == "잠금 번호"
    assert BestBet.objects.get().words == "뭉텅이청구"
    export_folder(tmp_path / "two")
    for name in ("terms.yaml", "first_answers.yaml"):
        assert (tmp_path / "two" / name).read_bytes() == (tmp_path / "one" / name).read_bytes()


def test_search_knows_them_at_once(tmp_path):
    published(make_guide(slug="fares", title="요금이 갑자기 오를 때"))
    write(tmp_path, "- name: 뭉텅이\n  same: 갑자기 오르다\n  definition: 한꺼번에 오는 것.\n")
    import_folder(tmp_path)
    assert {hit.kind for hit in engine.search("뭉텅이").hits} >= {"term"}


def write(folder, text, name="terms.yaml"):
    published(make_guide(slug="kept"))
    export_folder(folder)
    (folder / "sources.yaml").write_text(SOURCES)
    (folder / name).write_text(text)


def test_importing_again_changes_nothing(tmp_path):
    own()
    export_folder(tmp_path)
    before = list(Term.objects.values_list("pk", "changed_at"))
    assert import_folder(tmp_path) == 0
    assert list(Term.objects.values_list("pk", "changed_at")) == before


@pytest.mark.parametrize(
    "name, text, line, message",
    [
        (
            "terms.yaml",
            "- name: 낱말\n  document: guide:nowhere\n",
            2,
            "no document is called “guide:nowhere”",
        ),
        ("terms.yaml", "- name: 낱말\n  changed_at: 2026-01-01\n", 2, "unknown key “changed_at”"),
        ("first_answers.yaml", "- query: 말\n", 1, "“document” is missing"),
        ("terms.yaml", "- name: 낱말\n- name: 낱말\n", 2, "the name “낱말” stands twice"),
    ],
)
def test_what_is_wrong_is_said_at_its_line_and_nothing_is_written(tmp_path, name, text, line, message):
    write(tmp_path, text, name)
    number = Term.objects.count()
    with pytest.raises(ImportRefused) as refused:
        import_folder(tmp_path)
    assert [str(problem) for problem in refused.value.problems] == [f"{name}:{line}: {message}"]
    assert Term.objects.count() == number
