"""The site with one app more; its statics as tests have them."""

from kbhelp.settings import *  # noqa: F403
from kbhelp.settings import DATABASES, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.handouts"]
ROOT_URLCONF = "tests.handouts.site_urls"
DATABASES["default"].setdefault("TEST", {}).setdefault(
    "NAME", "test_of_handouts"
)  # not the name of the suite's own
