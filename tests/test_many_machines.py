"""Two machines on one PostgreSQL, and what readers get while it does not answer."""

import os
import re
import secrets
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection

import psycopg
import pytest

from tests.site import LIGHT, ROOT, Site, environment
from tests.test_serving import FROM_MEMORY, get, until_found

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="what PostgreSQL alone needs"),
    pytest.mark.xdist_group("machines"),  # all on copies of the one database that two machines prepared
]


@contextmanager
def new_database(template="template1"):
    """The address of a new database beside the suite's own: an empty one, or a copy."""
    own, name = os.environ["DATABASE_URL"], f"site_{secrets.token_hex(4)}"
    with psycopg.connect(own, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield re.sub(r"/[^/]+$", f"/{name}", own)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database():
    with new_database() as address:
        yield address


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    """(address, (exit status, output, errors) of each): two machines that prepared one new database at once."""
    folder = tmp_path_factory.mktemp("machines")
    with new_database() as address:
        both = [prepared(folder / name, address) for name in ("a", "b")]
        said = [machine.communicate(timeout=240) for machine in both]
        yield address, [(machine.returncode, *one) for machine, one in zip(both, said, strict=True)]


@pytest.fixture
def filled(machines):
    """The address of a copy of what they prepared."""
    with new_database(template=machines[0].rpartition("/")[2]) as address:
        yield address


def test_two_machines_that_prepare_one_database_at_once_both_succeed(machines):
    address, ended = machines
    assert [status for status, *_ in ended] == [0, 0], ended
    with psycopg.connect(address) as found:
        assert found.execute("SELECT count(*) FROM auth_user").fetchone() == (1,)


def prepared(data, database):
    data.mkdir(mode=0o700)
    variables = environment(
        data, DATABASE_URL=database, SECRET_KEY="a" * 20 + secrets.token_urlsafe(40), **LIGHT
    )
    command = [ROOT / ".venv" / "bin" / "python", ROOT / "manage.py", "prepare"]
    return subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_what_one_machine_publishes_the_other_shows_and_a_frozen_database_stops_no_page_from_memory(
    filled, tmp_path, after_first_start
):
    key = secrets.token_urlsafe(50)
    variables = {"DATABASE_URL": filled, "SECRET_KEY": key} | LIGHT | FROM_MEMORY
    folders = [after_first_start(tmp_path / name) for name in ("a", "b")]  # for their statics alone
    sites = [Site(folder, **variables).wait_until_serving() for folder in folders]
    try:
        for site in sites:
            assert get(site, "/guides/from-beside/")[0] == 404
            assert [get(site, "/guides/")[0] for _ in range(2)] == [200, 200]
        publish(filled, tmp_path, key)
        for site in sites:
            assert "옆에서 온 글" in until_found(site, "/guides/from-beside/")
        assert [get(site, "/guides/from-beside/")[0] for site in sites] == [200, 200]
        with frozen(filled):
            assert "옆에서 온 글" in get(sites[0], "/guides/from-beside/")[2]
            status, headers, text = get(sites[0], "/search/?q=%EC%9D%B8%EC%A6%9D%EC%84%9C")
            assert (status, headers["retry-after"]) == (503, "5")
            assert "잠시 뒤에" in text
            assert "옆에서 온 글" in get(sites[0], "/guides/from-beside/")[2]
        assert until_found(sites[0], "/search/?q=%EC%9D%B8%EC%A6%9D%EC%84%9C")
    finally:
        for site in sites:
            site.stop()


def test_while_the_database_is_frozen_votes_desk_and_readiness_are_told_and_all_goes_on_afterwards(
    filled, tmp_path, after_first_start
):
    site = Site(after_first_start(tmp_path / "data"), DATABASE_URL=filled, **LIGHT).wait_until_serving()
    try:
        assert asked_at_once(site) == WELL
        with closed_to_others(filled), frozen(filled):
            began = time.monotonic()
            assert asked_at_once(site) == dict.fromkeys(ASKED, 503)
            assert time.monotonic() - began < 20
            assert get(site, "/healthz")[0] == 200
        assert until_found(site, "/readyz").startswith('{"status": "ok"')
        assert asked_at_once(site) == WELL
    finally:
        site.stop()


WELL = {"/feedback/": 200, "/readyz": 200, "/admin/": 302}
ASKED = {"/feedback/": "POST", "/readyz": "GET", "/admin/": "GET"}


def asked_at_once(site) -> dict[str, int]:
    """The status of each, asked side by side: whoever waits for the database does so for fifteen seconds."""

    def status(path):
        connection = HTTPConnection("127.0.0.1", site.port, timeout=40)
        headers = {
            "Origin": site.url,
            "Cookie": f"session={'a' * 32}",  # of nobody, which only the database knows
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request(ASKED[path], path, body="edition=1&answer=yes", headers=headers)
        return connection.getresponse().status

    with ThreadPoolExecutor(len(ASKED)) as threads:
        return dict(zip(ASKED, threads.map(status, ASKED), strict=True))


def publish(database, tmp_path, key):
    folder = tmp_path / "content"
    (folder / "guides").mkdir(parents=True)
    text = (ROOT / "content" / "guides" / "app-does-not-open.md").read_text(encoding="utf-8")
    text = re.sub("^title: .*", "title: 옆에서 온 글", text, flags=re.M)
    (folder / "guides" / "from-beside.md").write_text(text, encoding="utf-8")
    variables = environment(tmp_path / "a", DATABASE_URL=database, SECRET_KEY=key, **LIGHT)
    command = [ROOT / ".venv" / "bin" / "python", ROOT / "manage.py", "import_content", folder]
    subprocess.run(command, env=variables, check=True, capture_output=True)


@contextmanager
def closed_to_others(database):
    """As where the whole server stands still: nobody gets a connection that is not frozen."""
    name = database.rpartition("/")[2]
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        try:
            yield
        finally:
            server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


@contextmanager
def frozen(database):
    """Its server's processes for this database stand still: connections stay open and nothing answers."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        name = database.rpartition("/")[2]
        query = "SELECT pid FROM pg_stat_activity WHERE datname = %s"
        held = [pid for (pid,) in server.execute(query, [name])]
        for pid in held:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in held:
                os.kill(pid, signal.SIGCONT)
            time.sleep(0.1)
