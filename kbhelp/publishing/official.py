"""What may carry the badge 공식, and which numbers may be printed: a list checked by people, never inferred."""

from urllib.parse import urlsplit

OFFICIAL_HOSTS = frozenset(
    {
        "www.kbstar.com",
        "obank.kbstar.com",
        "www.gov.kr",
        "www.bokjiro.go.kr",
        "trustesign.kisa.or.kr",
        "www.kisa.or.kr",
        "www.fss.or.kr",
        "www.msafer.or.kr",
        "www.payinfo.or.kr",
    }
)

PHONES = [
    ("KB국민은행", "1588-9999"),
    ("경찰", "112"),
    ("금융감독원", "1332"),
    ("KISA", "118"),
]


def is_official(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.hostname in OFFICIAL_HOSTS
