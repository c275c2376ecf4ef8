"""What an operator can set wrongly, or lose: each stops the start in one Korean line that says what to do."""

import os
import runpy
import subprocess
from importlib.util import find_spec
from urllib.parse import urlsplit

import pytest
from django.db import connection

from tests.site import LIGHT, ROOT, environment
from tests.test_setup import STRONG, assert_refused_in_one_line, manage

HTTPS = {"KBHELP_SITE_URL": "https://help.example.kr", "KBHELP_HOSTS": "help.example.kr"}
ANSWERED = HTTPS | {"KBHELP_BEHIND_PROXY": "1"}
pytestmark = pytest.mark.xdist_group("setup")


@pytest.fixture
def settings_of(monkeypatch):
    """What settings.py makes of an environment."""

    def make(**variables) -> dict:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(find_spec("kbhelp.settings").origin)

    return make


@pytest.fixture
def refused(settings_of):
    """The line by which settings.py stops the start."""

    def make(**variables) -> str:
        with pytest.raises(SystemExit) as stop:
            settings_of(**variables)
        line = str(stop.value)
        assert "\n" not in line
        return line

    return make


@pytest.mark.parametrize(
    "address",
    [
        "help.example.kr",
        "help.example.kr:8000",
        "https://",
        "https://help.example.kr/guides",
        "https://help.example.kr:port",
        "ftp://help.example.kr",
        "https://desk:secret@help.example.kr",
    ],
)
def test_a_public_address_that_is_none_is_refused(refused, address):
    line = refused(**ANSWERED | {"KBHELP_SITE_URL": address})
    assert line.startswith("KBHELP_SITE_URL에는 https://help.example.kr처럼 주소를 적으세요")


@pytest.mark.parametrize("hosts", [" ", "127.0.0.1", "example.kr, www.help.example.kr"])
def test_a_public_address_that_would_not_be_answered_is_refused(refused, hosts):
    line = refused(**ANSWERED | {"KBHELP_HOSTS": hosts})
    assert line.startswith("KBHELP_HOSTS에 KBHELP_SITE_URL의 이름이 없어 아무도 들어올 수 없습니다")
    assert line.endswith("KBHELP_HOSTS=help.example.kr")


def test_https_is_refused_until_it_is_said_whether_a_proxy_stands_before_the_site(tmp_path):
    run = manage(tmp_path, "check", SECRET_KEY=STRONG, **HTTPS)
    assert_refused_in_one_line(run, "KBHELP_SITE_URL이 https입니다.")
    assert "KBHELP_BEHIND_PROXY=1" in run.stderr


@pytest.mark.parametrize(
    "right",
    [
        {},
        {"KBHELP_HOSTS": "*"},
        {"KBHELP_HOSTS": ".example.kr"},
        {"KBHELP_BEHIND_PROXY": "0"},
        {"KBHELP_SITE_URL": "https://help.example.kr:8443/"},
        {"KBHELP_SITE_URL": "http://[::1]:8000", "KBHELP_HOSTS": "[::1]", "KBHELP_BEHIND_PROXY": ""},
        {"KBHELP_HSTS": "0"},
        {"KBHELP_WIDGET_HOSTS": "www.example.org, localhost:3000,[::1]:8443"},
        {"DATABASE_URL": "postgres://kb%40help:p%40ss@%2Ftmp%2Fnowhere/kbhelp"},
    ],
)
def test_what_is_right_is_taken(settings_of, right):
    assert settings_of(**ANSWERED | right)["SITE_URL"].startswith("http")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("KBHELP_WIDGET_HOSTS", host) for host in ("http://x", "*", "host/", "x@host", "host:no", "WWW.x")),
        ("KBHELP_WORKERS", "0"),
        ("KBHELP_WORKERS", "-1"),
        ("KBHELP_WORKERS", "many"),
        ("KBHELP_THREADS", "0"),
        ("KBHELP_HSTS", "a year"),
    ],
)
def test_an_impossible_number_is_refused(refused, name, value):
    assert refused(**ANSWERED | {name: value}).startswith(f"{name}에는 ")


@pytest.mark.parametrize("seconds", [0, 300])
def test_for_how_long_browsers_keep_to_https_can_be_set(settings_of, seconds):
    assert settings_of(**ANSWERED, KBHELP_HSTS=str(seconds))["SECURE_HSTS_SECONDS"] == seconds


@pytest.mark.parametrize(
    "address",
    [
        "mysql://kbhelp@host/kbhelp",
        "kbhelp",
        "postgresql://kbhelp:pa/ss@host/kbhelp",
        "postgresql://host",
        "postgresql://[host/kbhelp",
    ],
)
def test_an_address_of_a_database_that_is_none_is_refused_without_being_repeated(refused, address):
    line = refused(DATABASE_URL=address)
    assert line.startswith("DATABASE_URL에는 postgresql://")
    assert address not in line


def test_a_database_that_does_not_answer_is_said_in_one_line(tmp_path):
    away = "postgresql://kbhelp:hidden@127.0.0.1:1/kbhelp"
    run = manage(tmp_path, "prepare", SECRET_KEY=STRONG, DATABASE_URL=away)
    assert_refused_in_one_line(run, "데이터베이스에 연결할 수 없습니다.")
    assert "hidden" not in run.stderr


postgres_only = pytest.mark.skipif(connection.vendor != "postgresql", reason="bin/postgres runs these")


def with_name(name: str, user: str = "") -> str:
    """The address of another database on the tests' own server, for another user."""
    address = urlsplit(os.environ["DATABASE_URL"])
    netloc = f"{user}@{address.netloc.rpartition('@')[2]}" if user else address.netloc
    return address._replace(netloc=netloc, path=f"/{name}").geturl()


@pytest.mark.database
@postgres_only
def test_a_database_of_another_encoding_is_refused(tmp_path, django_db_blocker):
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    try:
        run = manage(tmp_path, "prepare", SECRET_KEY=STRONG, DATABASE_URL=with_name("latin"))
        assert_refused_in_one_line(run, "데이터베이스의 인코딩이 LATIN1입니다.")
    finally:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("DROP DATABASE latin")


@pytest.mark.database
@postgres_only
def test_a_database_of_another_owner_is_refused(tmp_path, django_db_blocker):
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("CREATE ROLE guest LOGIN")
        cursor.execute("CREATE DATABASE another")
    try:
        run = manage(tmp_path, "prepare", SECRET_KEY=STRONG, DATABASE_URL=with_name("another", "guest"))
        assert_refused_in_one_line(
            run, "guest 사용자가 데이터베이스 another의 표를 만들거나 고칠 수 없습니다."
        )
    finally:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("DROP DATABASE another")
            cursor.execute("DROP ROLE guest")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, after_first_start):
    return after_first_start(tmp_path_factory.mktemp("prepared") / "data")


def test_a_database_file_without_content_does_not_become_a_fresh_site(prepared):
    file = prepared / "kbhelp.sqlite3"
    whole = file.read_bytes()
    file.write_bytes(b"")
    try:
        for command in ("prepare", "migrate"):
            run = manage(prepared, command, SECRET_KEY=STRONG)
            assert_refused_in_one_line(run, "데이터베이스 파일이 비어 있습니다")
        assert file.stat().st_size == 0
    finally:
        file.write_bytes(whole)


def stylesheet(data):
    return next((data / "static" / "css").glob("*.????????????.css"))


def test_statics_that_vanished_are_collected_again(prepared):
    for vanished in (prepared / "static", stylesheet(prepared)):
        vanished.rename(prepared.parent / f"gone-{vanished.name}")
        assert manage(prepared, "prepare", SECRET_KEY=STRONG, **LIGHT).returncode == 0
        assert vanished.exists()


def test_statics_that_are_there_are_not_collected_again(prepared):
    stamp = prepared / "static.stamp"
    written = stamp.stat().st_mtime_ns
    assert manage(prepared, "prepare", SECRET_KEY=STRONG, **LIGHT).returncode == 0
    assert stamp.stat().st_mtime_ns == written


def test_the_suite_hears_no_setting_of_the_shell(tmp_path):
    """A value that no start takes: with it pytest would not even collect."""
    wrong = environment(tmp_path, KBHELP_ANALYSER="wrong", KBHELP_WORKERS="0", KBHELP_SITE_URL="wrong")
    command = ["bin/test", "-n0", "-m", "not browser", "--collect-only", "tests/test_days.py"]
    run = subprocess.run(command, cwd=ROOT, env=wrong, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("token", ["short", "a" * 31, "with space " * 4, "토큰" * 20, "line\n" * 20])
def test_a_token_for_numbers_that_could_be_guessed_or_not_be_sent_is_refused(refused, token):
    line = refused(KBHELP_METRICS_TOKEN=token)
    assert line == "KBHELP_METRICS_TOKEN에는 영문자와 숫자로 된 무작위 글자 32자 이상을 적으세요."


def test_a_token_for_numbers_is_taken_as_it_is_and_none_means_none(settings_of, monkeypatch):
    assert settings_of(KBHELP_METRICS_TOKEN="a1" * 16)["METRICS_TOKEN"] == "a1" * 16
    assert settings_of(KBHELP_METRICS_TOKEN="")["METRICS_TOKEN"] == ""


OIDC = {
    "KBHELP_OIDC_ISSUER": "https://id.example.kr/realm",
    "KBHELP_OIDC_CLIENT": "desk",
    "KBHELP_OIDC_SECRET": "a1" * 16,
}


def test_a_provider_that_is_named_in_part_is_refused(refused):
    line = refused(**OIDC | {"KBHELP_OIDC_SECRET": ""})
    assert line == "KBHELP_OIDC_ISSUER, KBHELP_OIDC_CLIENT, KBHELP_OIDC_SECRET는 셋을 함께 적으세요."


@pytest.mark.parametrize(
    "issuer",
    ["http://id.example.kr", "id.example.kr", "https://id.example.kr/?a=b", "https://a:b@id.example.kr"],
)
def test_a_provider_that_others_could_play_is_refused(refused, issuer):
    line = refused(**OIDC | {"KBHELP_OIDC_ISSUER": issuer})
    assert line.startswith("KBHELP_OIDC_ISSUER에는 https://로 시작하는 주소를 적으세요")


def test_a_provider_is_taken_as_it_is_named(settings_of):
    assert settings_of(**OIDC)["PROVIDER"] == (*OIDC.values(), "회사 계정")
    assert settings_of(**dict.fromkeys(OIDC, ""))["PROVIDER"] is None


@pytest.mark.parametrize(
    "address",
    [
        "pictures",
        "https://s3.example.kr/pictures",
        "https://key:very-secret@s3.example.kr",
        "https://key:very-secret@s3.example.kr/pictures/below",
        "https://key:very-secret@s3.example.kr/pictures?acl=public",
        "s3://key:very-secret@s3.example.kr/pictures",
        "https://key:very-secret@s3.example.kr:port/pictures",
    ],
)
def test_a_bucket_whose_address_is_none_is_refused_without_its_secret(refused, address):
    line = refused(KBHELP_MEDIA_S3=address)
    assert line.startswith("KBHELP_MEDIA_S3에는 https://열쇠:비밀@서버/버킷처럼 S3 저장소의 주소를 적으세요")
    assert "very-secret" not in line


def test_a_bucket_is_read_from_its_address(settings_of):
    made = settings_of(KBHELP_MEDIA_S3="https://key:a%2Fb@s3.example.kr:9000/pictures?region=kr-1")
    assert made["STORAGES"]["default"] == {
        "BACKEND": "kbhelp.bucket.Bucket",
        "OPTIONS": {
            "endpoint_url": "https://s3.example.kr:9000",
            "bucket_name": "pictures",
            "access_key": "key",
            "secret_key": "a/b",
            "region_name": "kr-1",
        },
    }
    assert made["MEDIA_BUCKET"] == "pictures"


@pytest.mark.parametrize("path", ["1", "semantic.sock", "http://127.0.0.1:9000", "/" + "a" * 100])
def test_where_the_second_opinion_listens_is_a_path_that_fits_into_an_address(refused, path):
    line = refused(KBHELP_SEMANTIC=path)
    assert line.startswith("KBHELP_SEMANTIC에는 /run/kbhelp-semantic.sock처럼 소켓의 전체 경로를 적으세요")


def test_search_is_alone_unless_a_second_opinion_is_named(settings_of):
    assert settings_of()["SEMANTIC"] == ""
    assert settings_of(KBHELP_SEMANTIC="/run/kbhelp-semantic.sock")["SEMANTIC"] == "/run/kbhelp-semantic.sock"
