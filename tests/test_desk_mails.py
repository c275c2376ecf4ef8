"""Mail about a review goes to those whom it concerns, and its failure undoes nothing; owners hear of overdue checks."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from kbhelp.editing.models import ReviewRequest
from kbhelp.environment import mail as mail_settings
from kbhelp.publishing.models import Document
from tests.making import make_guide, make_publisher, make_writer, published
from tests.test_desk import messages_of
from tests.test_desk_reviews import ask, asked, decide

pytestmark = pytest.mark.django_db
NOWHERE = "smtp://127.0.0.1:9"  # the discard port: nothing listens


@pytest.fixture
def writer():
    return with_address(make_writer())


@pytest.fixture
def publisher():
    return with_address(make_publisher())


def with_address(person):
    person.email = f"{person.username}@example.com"
    person.save()
    return person


def sent() -> list[tuple[list[str], str]]:
    return [(one.to, one.subject) for one in mail.outbox]


def overdue(**fields):
    guide = published(make_guide(**fields))
    Document.objects.filter(pk=guide.pk).update(review_on=timezone.localdate() - timedelta(days=1))
    return guide


def test_publishers_hear_of_a_request_with_its_message_and_address(client, writer, publisher):
    with_address(make_publisher("second"))
    make_publisher("without an address")
    client.force_login(writer)
    guide = make_guide()
    ask(client, guide, title="새 휴대폰", message="제목을 봐 주세요.")
    assert sent() == [
        (["publisher@example.com"], "[KB국민인증서 도움말 (비공식)] 검토 요청: 새 휴대폰"),
        (["second@example.com"], "[KB국민인증서 도움말 (비공식)] 검토 요청: 새 휴대폰"),
    ]
    assert mail.outbox[0].body == (
        "writer님이 검토를 요청했습니다.\n\n제목을 봐 주세요.\n\n"
        f"http://127.0.0.1:8000/admin/guides/guide/{guide.pk}/review/"
    )


def test_who_asked_hears_of_the_approval_or_of_what_is_to_be_mended(client, writer, publisher):
    guide = make_guide(title="새 휴대폰")
    client.force_login(publisher)
    asked(guide, by=writer)
    decide(client, guide, "return", reason="한 줄 답이 깁니다.")
    asked(guide, by=writer)
    decide(client, guide, "approve")
    assert sent() == [
        (["writer@example.com"], "[KB국민인증서 도움말 (비공식)] 돌아온 글: 새 휴대폰"),
        (["writer@example.com"], "[KB국민인증서 도움말 (비공식)] 발행됨: 새 휴대폰"),
    ]
    assert "한 줄 답이 깁니다." in mail.outbox[0].body


def test_a_word_goes_to_those_in_the_talk_and_never_to_who_said_it(client, writer, publisher):
    with_address(make_writer("stranger"))
    guide = make_guide(title="새 휴대폰")
    asked(guide, by=writer)
    for person in (publisher, writer):
        client.force_login(person)
        decide(client, guide, "comment", text="이 문장은 어떤가요?")
    assert [to for to, _ in sent()] == [["writer@example.com"], ["publisher@example.com"]]


def test_a_title_of_two_lines_makes_no_second_header(writer, publisher):
    guide = make_guide()
    Document.objects.filter(pk=guide.pk).update(title="제목\nBcc: all@example.com", review_on="2020-01-01")
    published(make_guide(slug="other"))
    Document.objects.filter(slug="other").update(title="제목\nBcc: all@example.com", review_on="2020-01-01")
    call_command("remind")
    assert [one.recipients() for one in mail.outbox] == [["publisher@example.com"]]


def test_a_dead_mail_server_undoes_nothing_and_is_said(client, settings, writer, publisher, caplog):
    for name, value in mail_settings_of(NOWHERE).items():
        setattr(settings, name, value)
    client.force_login(writer)
    response = ask(client, make_guide())
    assert ReviewRequest.objects.open().count() == 1
    assert messages_of(response)[1:] == ["알림 메일을 보내지 못했습니다. 필요하면 직접 알려 주세요."]
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def mail_settings_of(address, name="EMAIL_URL") -> dict:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(name, address)
        return mail_settings(name)


@pytest.mark.parametrize("address", ["smtp.example.com", "bogus://host", "://"])
def test_an_address_of_no_mail_server_stops_the_start_with_a_line(address):
    with pytest.raises(SystemExit, match="EMAIL_URL에는 smtp"):
        mail_settings_of(address)


def test_each_owner_is_reminded_once_of_all_that_is_overdue(writer, publisher, capsys):
    overdue(title="첫 글", owner=writer)
    overdue(slug="second", title="둘째 글", owner=writer)
    overdue(slug="third", title="셋째 글", owner=make_writer("gone"))
    published(make_guide(slug="fresh", title="때가 되지 않은 글", owner=writer))
    call_command("remind")
    assert {one.to[0]: one.subject for one in mail.outbox} == {
        "writer@example.com": "[KB국민인증서 도움말 (비공식)] 다시 확인할 글 2편",
        "publisher@example.com": "[KB국민인증서 도움말 (비공식)] 다시 확인할 글 1편",
    }
    body = next(one.body for one in mail.outbox if one.to == ["writer@example.com"])
    assert "첫 글" in body and "둘째 글" in body and "/admin/work/due/" in body
    assert capsys.readouterr().out == "3 document(s) are due; 2 mail(s) sent\n"


def test_the_operator_hears_of_documents_that_nobody_can_be_told_of(capsys):
    overdue(title="혼자 남은 글")
    call_command("remind")
    assert capsys.readouterr().out.splitlines() == [
        "1 document(s) are due; 0 mail(s) sent",
        "nobody with an address looks after: 혼자 남은 글",
    ]


def test_a_reminder_that_is_not_sent_ends_the_command_with_an_error(settings, publisher):
    for name, value in mail_settings_of(NOWHERE).items():
        setattr(settings, name, value)
    overdue()
    with pytest.raises(CommandError, match="not sent to publisher"):
        call_command("remind")


def test_nothing_overdue_sends_nothing(publisher):
    published(make_guide())
    call_command("remind")
    assert sent() == []
