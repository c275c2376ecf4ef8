"""A browser in words that its owner knows. Only these words are kept: what browsers send tells people apart."""

import re

UNKNOWN = "알 수 없는 브라우저"
# The first that is named: almost every browser also names Safari, and many Chrome.
BROWSERS = [
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"Whale/", "네이버 웨일"),
    (r"SamsungBrowser/", "삼성 인터넷"),
    (r"OPR/", "Opera"),
    (r"KAKAOTALK", "카카오톡"),
    (r"(Firefox|FxiOS)/", "Firefox"),
    (r"(Chrome|CriOS)/", "Chrome"),
    (r"Safari/", "Safari"),
]
SYSTEMS = [
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Macintosh", "Mac"),
    (r"CrOS", "Chromebook"),
    (r"Linux", "Linux"),
]


def in_words(sent: str) -> str:
    """Chrome · Windows; `sent` is the User-Agent."""
    named = [first_of(BROWSERS, sent), first_of(SYSTEMS, sent)]
    return " · ".join(filter(None, named)) or UNKNOWN


def first_of(names: list[tuple[str, str]], sent: str) -> str:
    return next((name for pattern, name in names if re.search(pattern, sent)), "")
