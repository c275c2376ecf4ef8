"""The list of reports, and the apps that put theirs into it."""

import pytest
from django.contrib.auth.models import Permission

from kbhelp import reports
from kbhelp.reports import Report
from tests.making import make_publisher, make_user, make_writer

pytestmark = pytest.mark.django_db
LIST = "/admin/reports/"


@pytest.fixture
def no_more_registered(monkeypatch):
    monkeypatch.setattr(reports, "_registered", dict(reports._registered))


def shown(page) -> list[str]:
    return [report.title for report in page.context["reports"]]


@pytest.mark.parametrize("make", [make_writer, make_publisher])
def test_editors_find_every_report_with_a_sentence_and_each_can_be_opened(client, make):
    client.force_login(make())
    page = client.get(LIST)
    assert shown(page) == [
        "도움이 됐나요",
        "많이 본 글",
        "검색 보고서",
        "다른 표현 제안",
        "오래된 글",
        "진단 길",
    ]
    assert [report.shows in page.content.decode() for report in page.context["reports"]] == [True] * 6
    assert [client.get(report.url).status_code for report in page.context["reports"]] == [200] * 6


def test_the_first_page_of_the_desk_links_to_the_same(client):
    client.force_login(make_writer())
    home = client.get("/admin/")
    assert shown(home) == shown(client.get(LIST))
    assert f'href="{LIST}"' in home.content.decode()


def test_only_what_somebody_may_open_is_listed(client):
    newcomer = make_user("newcomer")
    client.force_login(newcomer)
    assert (client.get(LIST).status_code, shown(client.get("/admin/"))) == (403, [])
    newcomer.user_permissions.add(Permission.objects.get(codename="view_queryday"))
    assert shown(client.get(LIST)) == ["검색 보고서", "다른 표현 제안"]


def test_a_later_count_joins_by_registering_itself(client, no_more_registered):
    views = Report(
        "views", "많이 본 글", "어느 글을 많이 보는지 봅니다.", "admin:index", lambda user: True, order=1
    )
    reports.register(views)
    client.force_login(make_writer())
    assert shown(client.get(LIST))[0] == "많이 본 글"


def test_two_reports_of_one_name_are_refused_and_the_same_may_come_twice(no_more_registered):
    one = Report("views", "많이 본 글", "봅니다.", "admin:index", bool)
    assert reports.register(one) is reports.register(one)
    with pytest.raises(ValueError, match="views"):
        reports.register(Report("views", "다른 글", "봅니다.", "admin:index", bool))
