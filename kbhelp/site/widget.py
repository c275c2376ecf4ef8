"""The script that puts a search field into other sites: given to those that the settings name.

A script of another site is asked for with an Origin; only to a named one the answer says that it may be used there.
What it then asks is /api/v1/, which any site may read.
"""

from functools import cache
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from kbhelp import profile
from kbhelp.api.encoding import as_json

URGENT = '"URGENT"'  # in the script: whom to call, also while the site is away
KEPT = "public, max-age=600"  # seconds; a changed widget is seen within ten minutes


@require_safe
def widget(request):
    if not settings.WIDGET_HOSTS:
        raise Http404
    script = written().replace(URGENT, as_json(profile.with_phones(profile.current()["urgent"]))).encode()
    etag = f'W/"{blake2b(script, digest_size=12).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": KEPT, "Vary": "Origin"}
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8", headers=headers)
    response = get_conditional_response(request, etag=etag, response=response)
    if is_named(origin := request.headers.get("Origin", "")):  # also with a 304
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


widget.is_for_some = True  # what it says hangs on who asks


def is_named(origin: str) -> bool:
    try:
        address = urlsplit(origin)
    except ValueError:
        return False
    return (
        address.scheme in {"http", "https"}
        and origin == f"{address.scheme}://{address.netloc}"
        and (address.netloc in settings.WIDGET_HOSTS)
    )


@cache
def written() -> str:
    return Path(finders.find("widget/widget.js")).read_text(encoding="utf-8")
