"""Links to other sites lead to those that people have checked."""

from django.conf import settings

from kbhelp import profile
from kbhelp.addresses import host_of
from kbhelp.publishing.passages import passages_of
from kbhelp.publishing.sources import Source

UNKNOWN = "‘{}’: 출처 목록에도 공식 기관 목록에도 없는 사이트입니다. 주소가 맞는지 열어 보세요."


def check(draft) -> list:
    links = [
        (passage, link, host)
        for passage in passages_of(draft)
        for inline in passage.inlines
        for link in inline.links
        if (host := host_of(link.address))
    ]
    known = known_hosts() if links else set()
    return [
        passage.complaint(UNKNOWN.format(host), link.line)
        for passage, link, host in links
        if host not in known
    ]


def known_hosts() -> set[str]:
    of_sources = {host_of(url) for url in Source.objects.values_list("url", flat=True)}
    return of_sources | {*profile.current()["official_hosts"], host_of(settings.SITE_URL)}
