"""Setting up: what refuses to start, what the first start makes, and how the site stops. All in real processes."""

import re
import signal
import stat
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest

from tests.site import LIGHT, ROOT, START_SECONDS, Site, environment

STRONG = "Zm9yLXRlc3RzLW9ubHktbm90LWEtcmVhbC1zZWNyZXQta2V5LTAxMjM0NTY3ODk"
pytestmark = pytest.mark.xdist_group(
    "setup"
)  # servers one after the other, beside the tests of the other worker

# On a busy machine granian takes the worker that has just ended for one that still runs: it gives the thread that
# reaped it one millisecond to say so. One that it had to kill is told by the time: it waits so long before.
KILL_SECONDS = 10  # --workers-kill-timeout of bin/serve
SAID_OF_A_WORKER_ALREADY_GONE = re.compile(
    r"^\[WARNING\] Killing worker-1 after it refused to gracefully stop\n", re.MULTILINE
)


def manage(data, *arguments, **variables):
    """manage.py in an environment of its own; the finished process."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment(data, **variables),
        check=False,
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
    )


def assert_refused_in_one_line(run, beginning):
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)
    assert run.stderr.startswith(beginning)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(scope="module")
def first_start(tmp_path_factory):
    """A site in its first run; `.stopped` is the exit status after SIGTERM once a test has asked for it."""
    site = Site(tmp_path_factory.mktemp("setup") / "data").wait_until_serving()
    yield site
    site.stop()


def test_without_a_secret_key_nothing_starts(tmp_path):
    assert_refused_in_one_line(manage(tmp_path, "check"), "비밀 키가 없습니다")


@pytest.mark.parametrize("weak", ["", "짧은 열쇠", "a" * 80, f"django-insecure-{STRONG}", "changeme" * 2])
def test_a_weak_secret_key_is_refused(tmp_path, weak):
    assert_refused_in_one_line(manage(tmp_path, "check", SECRET_KEY=weak), "비밀 키가 약합니다(SECRET_KEY)")


def test_a_weak_secret_key_in_the_file_is_refused(tmp_path):
    (tmp_path / "secret_key").write_text("secret\n")
    (tmp_path / "secret_key").chmod(0o600)
    assert_refused_in_one_line(manage(tmp_path, "check"), "비밀 키가 약합니다(secret_key)")


def test_a_secret_key_that_others_can_read_is_refused(tmp_path):
    (tmp_path / "secret_key").write_text(STRONG)
    (tmp_path / "secret_key").chmod(0o644)
    assert_refused_in_one_line(manage(tmp_path, "check"), "비밀 키 파일을 다른 사용자가 읽을 수 있습니다")


def test_a_strong_secret_key_is_accepted_and_never_printed(tmp_path):
    run = manage(tmp_path, "check", SECRET_KEY=STRONG)
    assert run.returncode == 0
    assert STRONG not in run.stdout + run.stderr


def test_the_first_start_serves_the_home_page(first_start):
    with urlopen(first_start.url) as answer:
        assert "KB국민인증서" in answer.read().decode()


def test_the_data_folder_is_for_its_owner_alone(first_start):
    assert mode(first_start.data) == 0o700
    assert {file.name: mode(file) for file in first_start.data.iterdir() if file.is_file()}.items() >= {
        "secret_key": 0o600,
        "kbhelp.sqlite3": 0o600,
    }.items()


def test_the_secret_key_is_made_once_and_never_printed(first_start):
    key = (first_start.data / "secret_key").read_text().strip()
    assert len(key) >= 64
    assert key not in first_start.printed()


def test_a_second_server_on_the_same_port_is_refused_in_one_line(first_start):
    second = Site(first_start.data, port=first_start.port)
    assert second.process.wait(30) == 1
    assert second.printed().count("\n") == 1
    assert f"{first_start.port}번 포트에서 실행 중입니다" in second.printed()


def test_a_port_of_another_program_is_refused_in_one_line(first_start, tmp_path):
    other = Site(tmp_path / "data", port=first_start.port)
    assert other.process.wait(30) == 1
    assert other.printed().count("\n") == 1
    assert other.printed().startswith(f"127.0.0.1:{first_start.port}에서 시작할 수 없습니다")


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1"])
def test_an_impossible_port_is_refused_in_one_line(tmp_path, port):
    site = Site(tmp_path / "data", port=port)
    assert site.process.wait(30) == 1
    assert site.printed() == f"PORT는 1부터 65535까지의 숫자여야 합니다: {port}\n"


ASKED = """
from kbhelp.search.models import QueryDay
print(*QueryDay.objects.values_list("query", "asked"))
"""


def test_what_was_searched_is_written_down_when_the_site_is_stopped(tmp_path, after_first_start):
    site = Site(after_first_start(tmp_path / "data"), **LIGHT).wait_until_serving()
    for _ in range(2):
        urlopen(f"{site.url}/search/?q=%EC%9D%B8%EC%A6%9D").close()
    site.stop()
    assert manage(site.data, "shell", "--no-imports", "-c", ASKED).stdout == "('인증', 2)\n"


CHECK_PASSWORD = """
import os
from django.contrib.auth.models import User
for user in User.objects.filter(is_superuser=True):
    print(user.username, user.check_password(os.environ["GIVEN"]))
"""


def test_the_printed_password_is_the_first_superusers(first_start):
    (password,) = re.findall(r"비밀번호 (\S{16,})", first_start.printed())
    run = manage(first_start.data, "shell", "--no-imports", "-c", CHECK_PASSWORD, GIVEN=password)
    assert run.stdout == "admin True\n", run.stderr


COUNT_TERMS = """
from kbhelp.search.index.storage import tables
from kbhelp.search.models import Term
explained = Term.objects.exclude(definition="").count()
found = sum(key.startswith("term:") for key in tables().digests())
print(Term.objects.count() > 2000, 0 < explained == found)
Term.objects.filter(name="공동인증서").update(same="편집자가 고친 말")
"""


def test_the_first_start_fills_the_vocabulary_and_a_later_one_leaves_it_to_the_editors(first_start):
    run = manage(first_start.data, "shell", "--no-imports", "-c", COUNT_TERMS)
    assert run.stdout == "True True\n", run.stderr
    assert manage(first_start.data, "prepare").returncode == 0
    left = "from kbhelp.search.models import Term; print(Term.objects.get(name='공동인증서').same)"
    assert manage(first_start.data, "shell", "--no-imports", "-c", left).stdout == "편집자가 고친 말\n"


def test_a_start_says_how_much_another_renderer_made_until_it_is_made_anew(first_start):
    code = (
        "from kbhelp.publishing.models import Edition; Edition.objects.filter(document__kind='table').update"
    )
    assert manage(first_start.data, "shell", "--no-imports", "-c", f"{code}(renderer=0)").returncode == 0
    said = manage(first_start.data, "prepare").stdout
    assert said.startswith("공개 중이거나 예약한 글 2편의 화면을 지금과 다른 변환기가 만들었습니다.")
    assert manage(first_start.data, "rerender").stdout == "33 edition(s), 0 made anew\n"
    assert manage(first_start.data, "prepare").stdout == ""


def test_a_start_says_that_another_analyser_made_the_index_until_it_is_made_anew(first_start):
    said = manage(first_start.data, "prepare", KBHELP_ANALYSER="plain").stdout
    assert said.startswith("검색 색인을 지금과 다른 분석기가 만들었습니다.")
    assert manage(first_start.data, "rebuild_search", KBHELP_ANALYSER="plain").returncode == 0
    assert manage(first_start.data, "prepare", KBHELP_ANALYSER="plain").stdout == ""
    assert manage(first_start.data, "prepare").stdout == said
    assert manage(first_start.data, "rebuild_search").returncode == 0
    assert manage(first_start.data, "prepare").stdout == ""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_later_start_makes_nothing_anew_and_stops_cleanly(first_start, how):
    key = (first_start.data / "secret_key").read_bytes()
    later = Site(first_start.data).wait_until_serving()
    begin = time.monotonic()
    assert later.stop(how) == 0
    assert time.monotonic() - begin < KILL_SECONDS
    printed = SAID_OF_A_WORKER_ALREADY_GONE.sub("", later.printed())
    assert printed == f"{later.url} 에서 열립니다. 끝내려면 Ctrl-C.\n"
    assert (first_start.data / "secret_key").read_bytes() == key


def test_two_first_starts_at_once_on_one_folder_make_one_superuser(tmp_path):
    sites = [Site(tmp_path / "data", **LIGHT), Site(tmp_path / "data", **LIGHT)]
    for site in sites:
        site.wait_until_serving()
    printed = "".join(site.printed() for site in sites)
    assert [site.stop() for site in sites] == [0, 0]
    assert printed.count("비밀번호 ") == 1
    assert "Traceback" not in printed


def test_a_start_that_is_interrupted_while_preparing_is_finished_by_the_next(tmp_path):
    interrupted = Site(tmp_path / "data", **LIGHT)
    while not (tmp_path / "data" / "kbhelp.sqlite3").exists() and interrupted.process.poll() is None:
        time.sleep(0.02)
    assert interrupted.stop() == 143
    assert Site(tmp_path / "data", **LIGHT).wait_until_serving().stop() == 0


def test_a_vanished_database_is_not_replaced_by_an_empty_one(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    (data / "static.stamp").touch()  # what an earlier start leaves behind
    site = Site(data)
    assert site.process.wait(30) == 1
    assert site.printed().startswith("데이터베이스 파일이 없습니다")
    assert_refused_in_one_line(manage(data, "migrate", SECRET_KEY=STRONG), "데이터베이스 파일이 없습니다")
    assert not (data / "kbhelp.sqlite3").exists()


FROM_THE_FUTURE = """
from django.db.migrations.recorder import MigrationRecorder
from django.db import connection
MigrationRecorder(connection).record_applied("search", "9999_from_the_future")
"""
TOO_NEW = "데이터베이스가 이 코드보다 새것입니다(search.9999_from_the_future)."


def test_a_database_of_newer_code_is_refused_by_prepare_and_by_the_server_itself(tmp_path, after_first_start):
    data = after_first_start(tmp_path / "data")
    assert manage(data, "shell", "--no-imports", "-c", FROM_THE_FUTURE, SECRET_KEY=STRONG).returncode == 0
    assert_refused_in_one_line(manage(data, "prepare", SECRET_KEY=STRONG), TOO_NEW)
    site = Site(data, SECRET_KEY=STRONG)
    assert (site.process.wait(60), site.printed().count(TOO_NEW)) == (1, 1)
    served = manage(data, "shell", "--no-imports", "-c", "import kbhelp.wsgi", SECRET_KEY=STRONG, **LIGHT)
    assert (served.returncode, served.stderr.splitlines()[-1].startswith(TOO_NEW)) == (1, True)


def test_a_server_starts_while_the_database_is_away(tmp_path):
    served = manage(tmp_path, "shell", "--no-imports", "-c", "import kbhelp.wsgi", SECRET_KEY=STRONG, **LIGHT)
    assert served.returncode == 0, served.stderr


def test_migrate_alone_makes_a_first_database(tmp_path):
    run = manage(tmp_path / "data", "migrate", "--verbosity", "0", SECRET_KEY=STRONG)
    assert (run.returncode, run.stderr) == (0, "")
    assert mode(tmp_path / "data" / "kbhelp.sqlite3") == 0o600
