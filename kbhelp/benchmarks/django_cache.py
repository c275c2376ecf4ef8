"""The site as Django's own cache middleware would serve it: to be measured, never to be run."""

from kbhelp.settings import *  # noqa: F403
from kbhelp.settings import MIDDLEWARE

PAGE_CACHE_BYTES = 0
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    *(name for name in MIDDLEWARE if not name.endswith("PublicPages")),  # whose no-cache would keep it out
    "django.middleware.cache.FetchFromCacheMiddleware",
]
