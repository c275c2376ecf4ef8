"""The page of a request for review, in a browser: what is wrong opens at its place in the draft's form."""

import pytest

from tests.making import make_publisher, make_table, make_writer
from tests.test_desk_dates import url
from tests.test_desk_reviews import asked
from tests.test_editing_browser import open_desk

NAME = "reviewer-who-is-led"
CHOSEN = "[document.activeElement.id, getSelection().toString(), location.search, location.hash]"


@pytest.fixture
def table(on_site):
    make_publisher(NAME)
    table = make_table(rows=2, slug="led-from-review")
    table.rows.filter(position=1).update(remedy="통신사에 물어보세요.\n\n[여기](/faq/)를 보세요.")
    asked(table, by=make_writer(f"{NAME}-asks"))
    return table


def test_a_line_of_the_checks_opens_the_form_at_its_row_and_line(open_page, table):
    desk = open_page()
    open_desk(desk, NAME)
    desk.goto(url(table, "review"))
    desk.click(".checks__line a[data-line]")
    # The browser itself gives the field the focus while it loads; the line is chosen once its place left the address.
    desk.wait_for_url(lambda address: "/change/" in address and "line=" not in address)
    assert desk.evaluate(CHOSEN) == ["id_rows-1-remedy", "[여기](/faq/)를 보세요.", "", ""]
    assert desk.locator("#id_rows-1-remedy").is_visible()
