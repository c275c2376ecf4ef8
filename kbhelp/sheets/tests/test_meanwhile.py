"""Between the preview of a sheet and its confirmation: others save, and other sheets are sent."""

import pytest

from faq.models import Entry
from kbhelp.sheets.admin import AGAIN, OVERTAKEN
from kbhelp.sheets.tests.making import QUESTIONS, confirm, csv_of, look, messages_of, told
from tests.making import edited, make_entry, make_writer

pytestmark = pytest.mark.django_db


def test_a_draft_that_changed_since_the_preview_is_not_overwritten(writer):
    entry = make_entry(slug="why", title="처음")
    sheet = csv_of(["질문", "주소 이름"], ["표의 말", "why"], ["새 것", ""])
    response = look(writer, sheet)
    edited(entry, title="그사이 고친 말")
    again = confirm(writer, response)
    assert messages_of(again) == [OVERTAKEN]
    assert [one.title for one in Entry.objects.all()] == ["그사이 고친 말"]
    confirm(writer, again)
    assert sorted(one.title for one in Entry.objects.all()) == ["새 것", "표의 말"]


def test_a_question_that_another_wrote_meanwhile_is_shown_again(writer):
    response = look(writer, csv_of(["질문", "주소 이름"], ["가", "why"]))
    make_entry(slug="why")
    again = confirm(writer, response)
    assert (messages_of(again), told(again)) == ([OVERTAKEN], [(2, "바뀜", ["질문"])])


def test_two_people_bring_each_their_own_sheet(writer, django_user_model):
    other = type(writer)()
    other.force_login(make_writer("other"))
    mine, theirs = (
        look(each, csv_of(["질문"], [name])) for each, name in ((writer, "내 것"), (other, "남의 것"))
    )
    assert messages_of(confirm(other, mine)) == [AGAIN]  # what another saw is not what I sent
    confirm(writer, mine)
    confirm(other, theirs)
    found = Entry.objects.order_by("pk").values_list("title", "changed_by__username")
    assert list(found) == [("내 것", "writer"), ("남의 것", "other")]


@pytest.mark.parametrize("seen", ["", "x", "a:b", "../../1.zip"])
def test_a_confirmation_that_nobody_was_given_does_nothing(writer, seen):
    look(writer, csv_of(["질문"], ["가"]))
    response = writer.post(f"{QUESTIONS}import/", {"seen": seen, "import_file_name": "../x"}, follow=True)
    assert (messages_of(response), Entry.objects.count()) == ([AGAIN], 0)


def test_a_sheet_is_brought_once(writer):
    response = look(writer, csv_of(["질문"], ["가"]))
    confirm(writer, response)
    assert messages_of(confirm(writer, response)) == [AGAIN]
    assert Entry.objects.count() == 1


def test_a_newer_sheet_takes_the_place_of_the_one_that_was_seen(writer):
    seen = look(writer, csv_of(["질문"], ["가"]))
    look(writer, csv_of(["질문"], ["나"]))
    assert messages_of(confirm(writer, seen)) == [AGAIN]
    assert Entry.objects.count() == 0


def test_what_waits_is_private_and_goes_when_done_or_wrong(writer, tmp_path):
    response = look(writer, csv_of(["질문"], ["가"]))
    (file,) = (tmp_path / "waiting").iterdir()
    assert (file.suffix, file.stat().st_mode & 0o077) == (".sheet", 0)
    confirm(writer, response)
    look(writer, csv_of(["뭐"], ["가"]))
    assert list((tmp_path / "waiting").iterdir()) == []
