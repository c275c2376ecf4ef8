"""Where an address leads is what browsers make of it, whoever asks."""

import pytest
from django.core.exceptions import ValidationError

from kbhelp.addresses import host_of, official_host, other_site, plain_address

DECEIVING = {
    "https://evil.example\\@www.gov.kr/": "evil.example",
    "https://evil.example\\.www.gov.kr/": "evil.example",
    "https://evil.example\t@www.gov.kr/": "www.gov.kr",
    "https://user:pw@www.gov.kr/": "www.gov.kr",
    "https://www.gov.kr@evil.example/": "evil.example",
    "https://www.gov.kr:pw@evil.example/": "evil.example",
    "https:www.gov.kr": "www.gov.kr",
    "https:/www.gov.kr/": "www.gov.kr",
    "https:\\\\www.gov.kr/": "www.gov.kr",
    "https:///www.gov.kr/": "www.gov.kr",
    "https://www.gov.kr%2eevil.example/": "www.gov.kr.evil.example",
    "https://%77ww.gov.kr/": "www.gov.kr",
    "https://www．gov．kr/": "www.gov.kr",
    "https://www.gov\n.kr/": "www.gov.kr",
    "https://www.gov.kr\t.evil.example/": "www.gov.kr.evil.example",
    "https://www.gov\u200b.kr/": "www.gov.kr",
    "https://0x7f.1/": "127.0.0.1",
}
NO_PAGE = [
    "https://",
    "https://www.gov.kr:99999/",
    "javascript:alert(1)//https://www.gov.kr/",
    "/guides/",
    "https://a b/",
    "",
]


@pytest.mark.parametrize("address", DECEIVING)
def test_an_address_that_deceives_is_read_as_browsers_do_refused_and_never_official(address):
    assert (host_of(address), official_host(address)) == (DECEIVING[address], "")
    with pytest.raises(ValidationError, match="역슬래시"):
        plain_address(address)


@pytest.mark.parametrize("address", NO_PAGE)
def test_what_is_no_page_of_the_web_has_no_host(address):
    assert (host_of(address), official_host(address)) == ("", "")


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.gov.kr/", "www.gov.kr"),
        ("HTTPS://WWW.GOV.KR", "www.gov.kr"),
        ("https://www.gov.kr:443/a@b?c=\\", "www.gov.kr"),
        ("http://www.gov.kr/", ""),
        ("https://www.gov.kr:8443/", ""),
        ("https://예시.한국/", "xn--vv4b11d.xn--3e0b707e"),
    ],
)
def test_a_plain_address_is_taken_and_official_over_https_alone(address, host):
    plain_address(address)
    assert official_host(address) == host


OTHERS = [
    ("https://www.gov.kr/", "https://evil.example/", "https://www.gov.kr/"),
    ("정부24(https://www.gov.kr)", "https://evil.example/", "https://www.gov.kr"),
    ("www.gov.kr", "https://www.gov.kr.evil.example/", "www.gov.kr"),
    ("gov.kr", "https://evil.example/", "gov.kr"),
    ("ＷＷＷ．gov.kr", "https://evil.example/", "WWW.gov.kr"),
    ("https://www.gov.kr/", "https://evil.example\\@www.gov.kr/", "https://www.gov.kr/"),
    ("https://www.gov.kr@evil.example", "https://www.gov.kr/", "https://www.gov.kr@evil.example"),
    ("https://www.gov.kr", "mailto:a@evil.example", "https://www.gov.kr"),
    ("https://www.gov.kr/", "https://www.gov.kr/minwon", ""),
    ("gov.kr", "https://www.gov.kr/", ""),
    ("예시.한국", "https://xn--vv4b11d.xn--3e0b707e/", ""),
    ("정부24", "https://www.gov.kr/", ""),
    ("안내.pdf", "https://www.gov.kr/a.pdf", ""),
    ("버전 6.2.10", "https://www.gov.kr/", ""),
]


@pytest.mark.parametrize(("words", "address", "said"), OTHERS)
def test_words_that_say_another_site_are_named(words, address, said):
    assert other_site(words, address) == said
