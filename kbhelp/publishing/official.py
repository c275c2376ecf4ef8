"""What may carry the badge 공식: hosts that people have checked, never inferred."""

from urllib.parse import urlsplit

from kbhelp import profile


def is_official(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.hostname in profile.current()["official_hosts"]
