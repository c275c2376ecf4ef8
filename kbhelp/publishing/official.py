"""What may carry the badge 공식: hosts that people have checked, never inferred."""

from kbhelp import profile
from kbhelp.addresses import official_host


def is_official(url: str) -> bool:
    return official_host(url) in profile.current()["official_hosts"]
