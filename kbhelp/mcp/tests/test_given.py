"""What the environment says is read once, and what is wrong with it is said in one line."""

import pytest

from kbhelp.mcp.given import LOCAL_HOSTS, LOCAL_ORIGINS, read


def test_without_a_word_it_asks_the_site_of_this_machine_and_answers_this_machine_alone():
    given = read({})
    assert (given.host, given.port, given.site.geturl()) == ("127.0.0.1", 8010, "http://127.0.0.1:8000")
    assert given.public == given.site
    assert (given.hosts, given.origins) == (LOCAL_HOSTS, LOCAL_ORIGINS)


def test_the_site_is_asked_where_it_is_near_under_the_name_that_it_has_outside():
    given = read({"KBHELP_SITE_URL": "https://help.example.kr", "KBHELP_MCP_SITE": "http://127.0.0.1:8000/"})
    assert given.site.geturl() == "http://127.0.0.1:8000"
    assert (given.public.scheme, given.public.netloc) == ("https", "help.example.kr")
    assert read({"KBHELP_SITE_URL": "https://help.example.kr"}).site.netloc == "help.example.kr"


def test_further_hosts_and_origins_are_named():
    given = read(
        {"KBHELP_MCP_HOSTS": "help.example.kr, ", "KBHELP_MCP_ORIGINS": "https://a.example,https://b.example"}
    )
    assert given.hosts == [*LOCAL_HOSTS, "help.example.kr"]
    assert given.origins == [*LOCAL_ORIGINS, "https://a.example", "https://b.example"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KBHELP_MCP_SITE", "help.example.kr"),
        ("KBHELP_MCP_SITE", "ftp://help.example.kr"),
        ("KBHELP_MCP_SITE", "http://help.example.kr/desk"),
        ("KBHELP_MCP_SITE", "http://me:word@help.example.kr"),
        ("KBHELP_MCP_SITE", "http://help.example.kr:99999"),
        ("KBHELP_SITE_URL", "http://"),
        ("KBHELP_MCP_PORT", "0"),
        ("KBHELP_MCP_PORT", "65536"),
        ("KBHELP_MCP_PORT", "８"),
    ],
)
def test_what_is_no_address_ends_the_start_and_is_named(name, value):
    with pytest.raises(SystemExit) as end:
        read({name: value})
    assert str(end.value).startswith(name)
    assert "word@" not in str(end.value)
