"""점검: what stops a publication, what could be better, and that each is found where it stands."""

from datetime import date

import pytest
from django.urls import reverse

from faq.models import Entry
from guides.models import Guide
from kbhelp import live
from kbhelp.editing.checks import findings_of, headings, warnings_of
from kbhelp.publishing.checks import PublishRefused
from kbhelp.publishing.references import References
from kbhelp.publishing.rendering import draft_of
from kbhelp.search.models import Term
from tests.making import make_entry, make_guide, make_publisher, make_table, make_writer, published
from tests.test_desk import change_url, form_of

pytestmark = pytest.mark.django_db

LONG = "가나다라마바사아자차" * 6


def found(document) -> list[tuple[str, int]]:
    return [(one.field, one.line) for one in warnings_of(draft_of(document, References()))]


@pytest.mark.parametrize(
    "body, place",
    [
        ("본문입니다.", []),
        ("첫 줄\n\n### 작은 제목", [("body", 3)]),
        ("## 큰 제목\n\n### 작은 제목", []),
        ("## 큰 제목\n\n#### 건너뛴 제목\n\n#### 그 다음", [("body", 3)]),
        ("# 큰 제목\n\n### 작은 제목\n\n#### 더 작은 제목\n\n## 큰 제목\n\n##### 건너뛴 제목", [("body", 9)]),
        ("첫 줄\n[여기](/faq/)를 보세요.", [("body", 2)]),
        ("[자주 묻는 질문](/faq/)을 보세요.", []),
        ("[모르는 곳](https://unknown.example/)", [("body", 1)]),
        ("[정부24](https://www.gov.kr/portal)", []),
        (f"{LONG}.", []),
        (f"{LONG}하.", [("body", 1)]),
        (f"{LONG}. {LONG}.", []),
        ("수수료는 3,000원입니다.", [("body", 1)]),
        ("[정부24](https://www.gov.kr/)에 따르면 3,000원입니다.", []),
        ("문의: help@example.or.kr", [("body", 1)]),
        ("| 이름 |\n| --- |\n| [여기](/faq/) |", [("body", 3)]),
    ],
)
def test_what_could_be_better_is_found_at_its_line(body, place):
    assert found(make_guide(body=body)) == place


@pytest.mark.parametrize(
    "fields, place",
    [
        ({"summary": "왜 안 되나요?"}, [("summary", 1)]),
        ({"title": "같은 말", "summary": "같은 말"}, [("summary", 1)]),
        ({"written_on": date(2020, 1, 1), "review_on": date(2020, 7, 1)}, [("review_on", 1)]),
    ],
)
def test_fields_are_looked_at_too(fields, place):
    assert found(make_guide(**fields)) == place


def test_one_thing_is_called_by_one_word():
    Term.objects.create(
        name="휴대전화기", same="손전화\n휴대전화기 번호", definition="들고 다니는 전화입니다."
    )
    Term.objects.create(name="얼마쯤", same="값")
    assert found(make_guide(body="휴대전화기를 켭니다.\n\n손전화를 끕니다.")) == [("body", 3)]
    assert found(make_guide(body="손전화를 켜고 끕니다. 값은 얼마쯤입니까?")) == []


def test_a_question_that_is_answered_already_is_named_with_a_link():
    answered = published(make_entry(title="인증서가 발급되지 않는 까닭은 무엇인가요"))
    again = make_entry(title="인증서가 발급되지 않는 까닭이 무엇인가요")
    (finding,) = warnings_of(draft_of(again, References()))
    assert (finding.field, finding.blocks) == ("title", False)
    assert finding.links == ({"title": answered.title, "url": answered.desk_url()},)
    assert found(make_entry(title="통신사를 바꾸면 요금이 얼마인가요")) == []
    assert found(answered) == []


@pytest.mark.parametrize(
    "text", ["010-1234-5678", "０１０－１２３４－５６７８", "900101-1234567", "1234-5678-9012-3456"]
)
def test_personal_data_stops_a_publication_at_its_line(text):
    guide = make_guide(body=f"첫 줄\n\n{text}로 전화하세요.")
    with pytest.raises(PublishRefused) as refusal:
        live.publish(guide)
    assert [(problem.field, problem.line) for problem in refusal.value.problems] == [("body", 3)]


@pytest.mark.parametrize(
    "text", ["1588-1234", "010-****-1234", "https://www.gov.kr/0101234567812345", "2026-11-26"]
)
def test_what_everybody_may_know_stops_none(text):
    assert published(make_guide(body=f"{text} 참고")).live


def test_personal_data_in_a_row_is_found_by_its_key():
    table = make_table()
    row = table.rows.get()
    row.remedy = "010-1234-5678에 물어보세요."
    row.save()
    (finding,) = findings_of(draft_of(table, References()))
    assert (finding.field, finding.part, finding.blocks) == ("remedy", row.key, True)


def test_a_check_that_fails_hides_none_of_the_others(monkeypatch):
    def broken(draft):
        raise ValueError

    monkeypatch.setattr("kbhelp.editing.checks.CHECKS", [broken, headings.check])
    assert found(make_guide(body="### 작은 제목")) == [("body", 1)]


# At the desk


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


def checked(client, document, **fields):
    return client.post(change_url(document), form_of(client, document) | fields | {"_check": "list"})


def lines_of(response) -> list[tuple[bool, str, int]]:
    return [(line["blocks"], line["target"], line["line"]) for line in response.context["lines"]]


def test_the_unsaved_form_is_checked_and_nothing_is_saved(writer):
    guide = published(make_guide(body="처음"))
    response = checked(writer, guide, body="첫 줄\n[여기](/faq/)", summary="")
    assert lines_of(response) == [(True, "id_summary", 1), (False, "id_body", 2)]
    guide.refresh_from_db()
    assert (guide.body, guide.version) == ("처음", guide.live.version)


def test_what_is_wrong_in_a_row_leads_to_its_field(writer):
    table = make_table(rows=2)
    response = checked(writer, table, **{"rows-1-remedy": "010-1234-5678에 물어보세요."})
    assert lines_of(response) == [(True, "id_rows-1-remedy", 1)]


def test_a_form_that_cannot_be_saved_names_what_is_in_the_way(writer):
    response = checked(writer, make_guide(), title="")
    assert lines_of(response) == [(True, "id_title", 1)]
    assert "저장 전에 고칠 것 1개" in response.content.decode()


def test_a_new_document_is_checked_without_being_made(writer):
    data = {"title": "새 글", "stage": "any", "topic": "name", "_check": "list"}
    response = writer.post(reverse("admin:guides_guide_add"), data)
    assert (True, "id_summary", 1) in lines_of(response)
    assert Guide.objects.count() == 0


def test_without_scripts_the_button_opens_the_list_as_a_page(writer):
    entry = make_entry()
    page = writer.post(change_url(entry), form_of(writer, entry) | {"body": "[여기](/faq/)", "_check": "1"})
    assert "desk/checks.html" in [template.name for template in page.templates]
    assert "살펴볼 것 1개" in page.content.decode()
    assert Entry.objects.get().body == "설명입니다."


def test_the_form_is_checked_whatever_others_did_meanwhile(writer):
    guide = make_guide()
    mine = form_of(writer, guide)
    guide.count_change()
    assert lines_of(writer.post(change_url(guide), mine | {"_check": "list"})) == []


def test_nobody_else_has_a_form_checked(client):
    guide = make_guide()
    assert client.post(change_url(guide), {"_check": "list"}).status_code == 302


def test_a_publication_says_afterwards_what_is_worth_a_look(client):
    client.force_login(make_publisher())
    guide = make_guide()
    data = form_of(client, guide) | {"body": "[여기](/faq/)", "_publish": "1"}
    page = client.post(change_url(guide), data, follow=True)
    said = [message.message for message in page.context["messages"] if message.level_tag == "warning"]
    assert len(said) == 1 and "‘여기’" in said[0]
    guide.refresh_from_db()
    assert guide.is_live()


def test_a_question_that_somebody_else_has_begun_is_named_as_a_draft():
    begun = make_entry(title="인증서가 발급되지 않는 까닭은 무엇인가요")
    make_entry(title="통신사를 바꾸면 요금이 얼마인가요")
    gone = published(make_entry(title="인증서가 발급되지 않는 까닭은 무엇일까요"))
    live.withdraw(gone)
    (finding,) = warnings_of(
        draft_of(make_entry(title="인증서가 발급되지 않는 까닭이 무엇인가요"), References())
    )
    assert finding.links == ({"title": f"{begun.title} (초안)", "url": begun.desk_url()},)
