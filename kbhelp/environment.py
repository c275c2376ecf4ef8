"""Reading the environment once, at start: whatever is missing or weak stops the start in one Korean line."""

import os
import stat
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environ import Env

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


def mail(name: str) -> dict[str, object]:
    """Django's EMAIL_ settings from an address such as smtp+tls://user:password@host:587; without one the console's."""
    try:
        return Env.email_url_config(os.environ.get(name) or "consolemail://")
    except ImproperlyConfigured as wrong:
        raise SystemExit(
            f"{name}에는 smtp+tls://사용자:비밀번호@서버:587처럼 메일 서버의 주소를 적으세요."
        ) from wrong


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
