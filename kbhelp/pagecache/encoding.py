"""Which of our encodings a browser takes, from what it says in Accept-Encoding (RFC 9110, 12.5.3)."""

from functools import lru_cache

BROTLI, GZIP, PLAIN = "br", "gzip", ""
PREFERRED = (BROTLI, GZIP)
LONGEST = 200  # characters of a header that is read; no browser sends more


def encoding_for(accepted: str | None) -> str:
    return _encoding_for(accepted[:LONGEST]) if accepted else PLAIN


@lru_cache(maxsize=256)
def _encoding_for(accepted: str) -> str:
    weights = dict(_weight(part) for part in accepted.lower().split(","))
    for encoding in PREFERRED:
        if weights.get(encoding, weights.get("*", 0)) > 0:
            return encoding
    return PLAIN


def _weight(part: str) -> tuple[str, float]:
    """("gzip", 0.5) of `gzip;q=0.5`; what cannot be read is not taken."""
    name, _, parameters = part.partition(";")
    key, _, value = parameters.strip().partition("=")
    if not parameters.strip():
        return name.strip(), 1.0
    try:
        return name.strip(), float(value) if key.strip() == "q" else 0.0
    except ValueError:
        return name.strip(), 0.0
