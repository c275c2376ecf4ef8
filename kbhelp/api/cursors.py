"""Where a list goes on: signed, so that it comes from here, and bound to what was asked, so that it fits this list."""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from django.core.signing import BadSignature, Signer

from kbhelp.api.problems import Problem

LONGEST = 300  # characters
EPOCH, STEP = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


def signer() -> Signer:
    return Signer(salt="kbhelp.api.cursors")


def list_name(asked: dict[str, str]) -> str:
    """What tells one list from another: all that narrows or orders it."""
    told = "\n".join(f"{name}={value}" for name, value in sorted(asked.items()))
    return blake2b(told.encode(), digest_size=6).hexdigest()


def cursor(name: str, number: int, at: datetime | None) -> str:
    """Behind the document with this number, and with this time where the list goes by time."""
    place = [number, (at - EPOCH) // STEP] if at else [number]
    return signer().sign_object([name, *place])


def place_of(text: str, name: str) -> tuple[int, datetime | None]:
    try:
        told, number, *time = signer().unsign_object(text)
    except (BadSignature, ValueError) as error:
        raise Problem("bad_cursor", "cursor") from error
    if told != name:
        raise Problem("bad_cursor", "cursor")
    return number, EPOCH + time[0] * STEP if time else None
