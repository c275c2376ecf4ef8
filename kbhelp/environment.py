"""Reading the environment once, at start: whatever is missing or weak stops the start in one Korean line."""

import os
import stat
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host
from environ import Env

LONGEST_ISSUER = 200  # of the column that keeps whose account is connected
LONGEST_SOCKET = 100  # bytes; systems take 103 to 107
CONNECTIONS = 12  # of one process to PostgreSQL: more than its threads and what it does beside them
TOKEN_LENGTH = 32
WEAK_SECRET_LENGTH = 50  # the length Django itself warns below (security.W009)


def flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def choice(name: str, among: tuple[str, ...]) -> str:
    """One of several; the first where nothing is given."""
    given = os.environ.get(name) or among[0]
    if given not in among:
        raise SystemExit(f"{name}에는 {', '.join(among)} 가운데 하나를 적으세요: {given}")
    return given


def number(name: str, default: int, *, least: int = 0, most: int) -> int:
    """A whole number from `least` to `most`."""
    given = os.environ.get(name) or str(default)
    if not (given.isascii() and given.isdecimal() and least <= int(given) <= most):
        raise SystemExit(f"{name}에는 {least}부터 {most}까지의 숫자를 적으세요: {given}")
    return int(given)


def token(name: str) -> str:
    """A secret that a program sends along; empty where none is given."""
    given = os.environ.get(name, "")
    if given and not (
        len(given) >= TOKEN_LENGTH and given.isascii() and given.isprintable() and " " not in given
    ):
        raise SystemExit(f"{name}에는 영문자와 숫자로 된 무작위 글자 {TOKEN_LENGTH}자 이상을 적으세요.")
    return given


def site_url(name: str, default: str) -> str:
    """The public address: scheme, name and port, nothing behind them."""
    given = (os.environ.get(name) or default).rstrip("/")
    address = _split(given)
    if (
        address is None
        or address.scheme not in {"http", "https"}
        or not address.hostname
        or address.username is not None
        or address.path
        or address.query
        or address.fragment
    ):
        raise SystemExit(f"{name}에는 https://help.example.kr처럼 주소를 적으세요(뒤에 경로 없이): {given}")
    return given


def _split(address: str) -> SplitResult | None:
    try:
        found = urlsplit(address)
        found.port  # noqa: B018 – is read here, since it raises where it is no number
    except ValueError:
        return None
    return found


def hosts(name: str, default: str, *, url_name: str, url: str) -> list[str]:
    """The names that are answered. The public address must be among them: else every reader would get a 400."""
    answered = words(name, default)
    public = urlsplit(url).hostname or ""
    wanted = f"[{public}]" if ":" in public else public
    if os.environ.get(url_name) and not validate_host(wanted, answered):
        raise SystemExit(f"{name}에 {url_name}의 이름이 없어 아무도 들어올 수 없습니다: {name}={wanted}")
    return answered


def plain_hosts(name: str) -> list[str]:
    """Names of other sites, each perhaps with its port, as a browser says them: in small letters, nothing around."""
    given = words(name)
    for host in given:
        address = _split(f"//{host}")
        is_right = address and address.hostname and address.netloc == host == host.lower() and host.isascii()
        if not is_right or set(host) & set("*@ ") or host.endswith(":"):
            raise SystemExit(f"{name}에는 www.example.org나 localhost:3000처럼 이름만 적으세요: {host}")
    return given


def behind_proxy(name: str, *, url_name: str, is_https: bool) -> bool:
    """Whether X-Forwarded-Proto is believed. Without it a site that is https to the outside takes every request that
    its proxy hands on for plain http and sends it away to where it came from, for ever."""
    if is_https and not os.environ.get(name):
        raise SystemExit(
            f"{url_name}이 https입니다. 앞에 있는 서버(nginx 등)가 X-Forwarded-Proto를 보내면 {name}=1,"
            f" 앞에 아무것도 없으면 {name}=0을 적으세요."
        )
    return flag(name)


class Provider(NamedTuple):
    """Who says, by OpenID Connect, which of its accounts somebody has; `name` in words of the desk."""

    issuer: str
    client: str
    secret: str
    name: str


def provider(name: str) -> Provider | None:
    """None where none is named: then nobody but the site itself says who somebody is."""
    issuer, client, secret = (os.environ.get(f"{name}_{part}", "") for part in ("ISSUER", "CLIENT", "SECRET"))
    if not (issuer or client or secret):
        return None
    if not (issuer and client and secret):
        raise SystemExit(f"{name}_ISSUER, {name}_CLIENT, {name}_SECRET는 셋을 함께 적으세요.")
    if len(issuer) > LONGEST_ISSUER or not is_safe(issuer):
        raise SystemExit(f"{name}_ISSUER에는 https://로 시작하는 주소를 적으세요(뒤에 ?나 # 없이): {issuer}")
    return Provider(issuer, client, secret, os.environ.get(f"{name}_NAME") or "회사 계정")


def is_safe(address: str) -> bool:
    """Nobody on the way reads or changes what is said there: https, or this machine itself."""
    found = _split(address)
    if found is None or not found.hostname or found.username is not None or found.query or found.fragment:
        return False
    return found.scheme == "https" or (found.scheme == "http" and is_this_machine(found.hostname))


def is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def database(name: str, default: dict[str, object], is_serving: bool) -> dict[str, object]:
    """A PostgreSQL by its address, else the default. A serving process shares a few connections among its threads, and
    gives up on a server that is away (3 s) or on a statement that does not end (30 s)."""
    given = os.environ.get(name)
    if not given:
        return default
    address = _split(given)
    # What is said names no part of the address: it holds a password.
    if address is None or address.scheme not in {"postgres", "postgresql"} or not address.path.strip("/"):
        raise SystemExit(
            f"{name}에는 postgresql://사용자:비밀번호@서버/이름처럼 PostgreSQL의 주소를 적으세요."
            " 비밀번호 속의 @ : / # ? %는 %40처럼 적습니다."
        )
    found: dict[str, object] = dict(dj_database_url.parse(given, conn_max_age=600, conn_health_checks=True))
    if is_serving:
        limits = "-c statement_timeout=30s -c idle_in_transaction_session_timeout=60s"
        # Left to itself the pool waits twice as long after each failure; once it gave up, the next request tries again.
        pool = {"min_size": 1, "max_size": CONNECTIONS, "timeout": 5, "reconnect_timeout": 1}
        found["CONN_MAX_AGE"] = 0  # a pool keeps them open
        found["OPTIONS"] = found.get("OPTIONS", {}) | {
            "pool": pool,
            "connect_timeout": 3,
            "options": limits,
        }
    return found


def mail(name: str) -> dict[str, object]:
    """Django's EMAIL_ settings from an address such as smtp+tls://user:password@host:587; without one the console's."""
    try:
        return Env.email_url_config(os.environ.get(name) or "consolemail://")
    except ImproperlyConfigured as wrong:
        raise SystemExit(
            f"{name}에는 smtp+tls://사용자:비밀번호@서버:587처럼 메일 서버의 주소를 적으세요."
        ) from wrong


def bucket(name: str) -> dict[str, str]:
    """What kbhelp.bucket needs of an S3-compatible storage; empty where none is named and pictures lie in a folder."""
    given = os.environ.get(name)
    if not given:
        return {}
    address = _split(given)
    is_right = address and address.scheme in {"http", "https"} and address.hostname
    is_right = is_right and address.username and address.password and address.path.strip("/")
    # What is said names no part of the address: it holds a secret.
    if not is_right or "/" in address.path.strip("/") or parse_qs(address.query).keys() - {"region"}:
        raise SystemExit(
            f"{name}에는 https://열쇠:비밀@서버/버킷처럼 S3 저장소의 주소를 적으세요(지역은 ?region=…)."
            " 비밀 속의 @ : / # ? %는 %40처럼 적습니다."
        )
    if not (find_spec("storages") and find_spec("boto3")):
        raise SystemExit(f"{name}에 필요한 패키지가 없습니다. 먼저 실행하세요: bin/venv requirements-s3.txt")
    return {
        "endpoint_url": f"{address.scheme}://{address.netloc.rpartition('@')[2]}",
        "bucket_name": address.path.strip("/"),
        "access_key": unquote(address.username),
        "secret_key": unquote(address.password),
        "region_name": parse_qs(address.query).get("region", ["us-east-1"])[0],
    }


def socket_path(name: str) -> str:
    """Where a process of this machine listens, or will; empty where none is named."""
    given = os.environ.get(name, "")
    if given and not (given.startswith("/") and len(given.encode()) <= LONGEST_SOCKET and "\0" not in given):
        raise SystemExit(f"{name}에는 /run/kbhelp-semantic.sock처럼 소켓의 전체 경로를 적으세요: {given}")
    return given


def secret_key(data: Path) -> str:
    """SECRET_KEY from the environment, else the file that bin/serve made on the first start."""
    given = os.environ.get("SECRET_KEY")
    if given is not None:
        return _strong(given, "SECRET_KEY")
    file = data / "secret_key"
    if not file.exists():
        raise SystemExit("비밀 키가 없습니다: SECRET_KEY를 정하거나 bin/serve를 한 번 실행하세요.")
    if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SystemExit(f"비밀 키 파일을 다른 사용자가 읽을 수 있습니다: chmod 600 {file}")
    return _strong(file.read_text().strip(), file.name)


def _strong(secret: str, where: str) -> str:
    if len(secret) < WEAK_SECRET_LENGTH or len(set(secret)) < 5 or secret.startswith("django-insecure"):
        raise SystemExit(
            f"비밀 키가 약합니다({where}): 무작위 글자 {WEAK_SECRET_LENGTH}자 이상이어야 합니다."
        )
    return secret
