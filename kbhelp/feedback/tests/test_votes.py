"""What a vote needs to be counted, what it becomes, and what is refused."""

import re
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape

from kbhelp import live
from kbhelp.feedback.models import Remark, Vote
from kbhelp.feedback.tests.making import send
from kbhelp.publishing.pages import page_of
from tests.making import edited, make_checklist, make_entry, make_guide, make_row, make_table, published

pytestmark = pytest.mark.django_db

FETCH = {"X-Requested-With": "fetch"}


def asked(document, row=None) -> list[str]:
    """Question and answers below a live page, as a reader sees them."""
    html = render_to_string("feedback/_question.html", {"page": page_of(document.live), "row": row})
    found = re.findall(r"<(?:legend|button)[^>]*>(.+?)</(?:legend|button)>", html)
    return [re.sub(r"<.+?>", "", words) for words in found]


def issuing_guide():
    return published(make_guide(stage="issue")).live


def test_a_guide_of_one_stage_is_asked_for_its_outcome():
    assert [asked(published(make_guide(stage=stage))) for stage in ("prepare", "issue")] == [
        ["발급됐나요?", "예", "아니요", "아직 해 보지 않았어요"]
    ] * 2


def test_everything_else_is_asked_whether_it_helped():
    pages = [make_guide(stage="any"), make_entry(stage="issue"), make_table(stage="issue"), make_checklist()]
    assert [asked(published(page)) for page in pages] == [["도움이 됐나요?", "예", "아니요"]] * 4


def test_a_remedy_is_asked_for_its_outcome():
    table = published(make_table())
    row = table.live.snapshot["rows"][0]
    assert asked(table, row) == ["발급됐나요? – 항목 1", "예", "아니요", "아직 해 보지 않았어요"]


def test_what_leads_to_a_connection_asks_whether_it_stands():
    pages = [published(make_guide(stage="connect")), published(make_table(stage="connect"))]
    row = pages[1].live.snapshot["rows"][0]
    assert [asked(pages[0])[0], asked(pages[1], row)[0]] == ["연결됐나요?", "연결됐나요? – 항목 1"]


def test_a_preview_asks_nothing():
    assert (
        render_to_string("feedback/_question.html", {"page": {"kind": "guide", "stage": "any"}}).strip() == ""
    )


def test_a_vote_hangs_on_the_edition_that_was_read(client):
    guide = published(make_guide(stage="issue"))
    read = guide.live
    published(edited(guide, title="다음 판"))
    assert send(client, read, "not_yet").status_code == 200
    vote = Vote.objects.get()
    assert (vote.edition, vote.row, vote.question, vote.answer) == (read, "", "issued", "not_yet")


def test_a_vote_on_a_remedy_names_its_row(client):
    table = make_table(rows=0)
    make_row(table, item="알뜰폰", key="carrier")
    send(client, published(table).live, "no", row="carrier")
    vote = Vote.objects.get()
    assert (vote.row, vote.row_label, vote.question) == ("carrier", "알뜰폰", "issued")


def test_a_withdrawn_page_that_was_read_can_still_be_voted_on(client):
    guide = published(make_guide(stage="issue"))
    edition = guide.live
    live.withdraw(guide)
    assert (send(client, edition).status_code, Vote.objects.count()) == (200, 1)


def test_what_never_was_public_answers_404(client):
    waiting = live.publish(make_guide(), at=timezone.now() + timedelta(days=1))
    numbers = [waiting.pk, 0, -1, "", "x", "1.0", "²", "9" * 40, "\0"]
    assert [send(client, number).status_code for number in numbers] == [404] * len(numbers)
    assert Vote.objects.count() == 0


@pytest.mark.parametrize("row", ["unknown", "x" * 500, "\0"])
def test_a_row_that_the_edition_has_not_answers_404(client, row):
    assert send(client, published(make_table()).live, row=row).status_code == 404
    assert send(client, issuing_guide(), row=row).status_code == 404
    assert Vote.objects.count() == 0


@pytest.mark.parametrize("data", [{"answer": "perhaps"}, {"answer": ""}, {"reason": "forged"}])
def test_a_choice_that_no_page_offers_is_refused(client, data):
    assert send(client, issuing_guide(), **{"answer": "yes"} | data).status_code == 400
    assert Vote.objects.count() == 0


def test_not_yet_is_no_answer_to_whether_a_page_helped(client):
    assert send(client, published(make_entry()).live, "not_yet").status_code == 400


def test_reading_the_endpoint_is_refused_and_names_the_way(client):
    for method in (client.get, client.head, client.put, client.delete):
        response = method("/feedback/")
        assert (response.status_code, response.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "http://["},
        {"Origin": "", "Referer": "https://evil.example/testserver"},
        {"Origin": ""},
    ],
)
def test_a_vote_from_a_foreign_page_is_refused(client, headers):
    assert send(client, issuing_guide(), headers=headers).status_code == 403
    assert Vote.objects.count() == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "http://testserver"},
        {"Origin": "", "Referer": "http://testserver/guides/new-phone/"},
    ],
)
def test_a_vote_from_our_own_page_is_counted(client, headers):
    assert send(client, issuing_guide(), headers=headers).status_code == 200
    assert Vote.objects.count() == 1


def test_no_answer_sets_a_cookie_or_may_be_cached(client):
    edition = issuing_guide()
    answers = [
        send(client, edition),
        send(client, 0),
        send(client, edition, text="가" * 301),
        client.get("/feedback/"),
    ]
    assert [answer.status_code for answer in answers] == [200, 404, 422, 405]
    assert [len(answer.cookies) for answer in answers] == [0, 0, 0, 0]
    assert "no-store" in answers[0].headers["Cache-Control"]


def test_the_first_step_thanks_and_offers_the_second(client):
    page = send(client, issuing_guide(), "no").content.decode()
    assert "<h1>알려 주셔서 고맙습니다</h1>" in page
    assert [label for _, label in Remark.Reason.choices if label in page] == Remark.Reason.labels
    assert Remark.objects.count() == 0


def test_who_succeeded_is_not_asked_what_went_wrong(client):
    page = send(client, issuing_guide(), "yes").content.decode()
    assert "<textarea" in page
    assert 'name="reason"' not in page


def test_the_second_step_keeps_reason_and_masked_text(client):
    edition = issuing_guide()
    send(client, edition, "no")
    send(client, edition, "no", reason="screen", text="제 번호 010-1234-5678로 문자가 안 와요")
    remark = Remark.objects.get()
    assert (remark.vote.answer, remark.reason, remark.state) == ("no", "screen", "open")
    assert remark.text == "제 번호 [휴대폰]로 문자가 안 와요"
    assert Vote.objects.count() == 1


def test_an_empty_second_step_leaves_no_work(client):
    assert "의견을 받았습니다" in send(client, issuing_guide(), text=" \n ").content.decode()
    assert Remark.objects.count() == 0


def test_three_hundred_characters_are_kept_whatever_the_line_ends(client):
    assert send(client, issuing_guide(), text="가나\r\n" * 99 + "다라마").status_code == 200
    assert Remark.objects.get().text == "가나\n" * 99 + "다라마"


def test_a_longer_text_is_refused_and_kept_in_the_form(client):
    text = "<b>길다</b> " + "가" * 300
    response = send(client, issuing_guide(), "no", reason="hard", text=text)
    page = response.content.decode()
    assert response.status_code == 422
    assert escape(text) in page
    assert "300자까지 적을 수 있습니다. 지금은 310자입니다." in page
    assert re.search(r'value="hard" checked', page)
    assert (Vote.objects.count(), Remark.objects.count()) == (0, 0)


def test_the_script_gets_the_fragment_of_the_same_answer(client):
    edition = issuing_guide()
    thanks = send(client, edition, headers=FETCH)
    refused = send(client, edition, text="가" * 301, headers=FETCH)
    for response, template in [(thanks, "feedback/_thanks.html"), (refused, "feedback/_refused.html")]:
        assert (response.templates[0].name, response.headers["Fragment"]) == (template, "vote")
        assert "<html" not in response.content.decode()


@pytest.mark.parametrize(
    ("sent", "referer", "back"),
    [
        ("/diagnose/?r1=no", "http://testserver/feedback/", "/diagnose/?r1=no"),
        ("", "http://testserver/guides/new-phone/?a=1", "/guides/new-phone/?a=1"),
        ("//evil.example", "", "/"),
        ("/\\evil.example", "", "/"),
        ("javascript:alert(1)", "", "/"),
        ("https:evil.example", "https://evil.example/x", "/"),
        ("/\t/evil.example", "http://[", "/"),
        ("/feedback/", "http://testserver/feedback/", "/"),
    ],
)
def test_the_way_back_stays_on_our_site(client, sent, referer, back):
    page = send(client, issuing_guide(), back=sent, headers={"Referer": referer}).content.decode()
    assert f'<a href="{escape(back)}">읽던 글로 돌아가기</a>' in page
