"""Whether one of our own pages sent a request: readers have no cookie, so there is no token to compare."""

from urllib.parse import SplitResult, urlsplit


def is_from_our_page(request) -> bool:
    """Sec-Fetch-Site where the browser sends it, else Origin, else Referer; nothing at all is no page of ours."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    return _split(source).netloc == request.get_host()


def own_referer(request) -> str:
    """Path and query of the page of ours that the reader came from, or nothing."""
    referer = _split(request.headers.get("Referer", ""))
    return referer._replace(scheme="", netloc="").geturl() if referer.netloc == request.get_host() else ""


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:  # such as an unclosed bracket
        return urlsplit("")
