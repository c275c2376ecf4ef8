"""A proxy address that cannot be read would make all readers one: said before the site starts."""

import ipaddress

from django.conf import settings
from django.core.checks import Error, register


@register
def proxies_are_addresses(app_configs, **options):
    return [
        Error(f"KBHELP_TRUSTED_PROXIES: IP 주소나 대역이 아닌 것이 있습니다: ‘{word}’.", id="feedback.E001")
        for word in settings.TRUSTED_PROXIES
        if not is_network(word)
    ]


def is_network(word: str) -> bool:
    try:
        ipaddress.ip_network(word, strict=False)
    except ValueError:
        return False
    return True
