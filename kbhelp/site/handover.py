"""‘다른 휴대폰으로 이어 보기’: an address of this site as a picture that opens it in another phone's camera.

It is drawn on the server, so that it stands there without a script and nothing is sent to anybody.
"""

from urllib.parse import urlsplit

import segno
from django.http import Http404
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from kbhelp.addresses import absolute
from kbhelp.middleware.body_limit import is_staff_path

READ_ALOUD = {"diagnosis", "guide_steps", "row_steps"}  # pages that `read=1` makes a script for who helps
LONGEST = 500  # characters; more would make squares too small for the camera of an old phone


@require_safe
def handover(request):
    path = request.GET.get("at", "/")
    if not is_ours(path):
        raise Http404
    is_script = is_read_aloud(path)
    if is_script:
        path = f"{path}{'&' if '?' in path else '?'}read=1"
    address = absolute(path)
    context = {"address": address, "path": path, "picture": picture_of(address), "is_script": is_script}
    return render(request, "handover.html", context)


def is_ours(path: str) -> bool:
    """Whether it is a readers' page of this site: a path, which no browser takes for another host."""
    try:
        parts = urlsplit(path)
    except ValueError:
        return False
    is_path = (
        path.startswith("/") and not path.startswith(("//", "/\\")) and not (parts.scheme or parts.netloc)
    )
    return is_path and path.isprintable() and len(path) <= LONGEST and not is_staff_path(parts.path)


def is_read_aloud(path: str) -> bool:
    try:
        return resolve(urlsplit(path).path).url_name in READ_ALOUD
    except Resolver404:
        return False


def picture_of(address: str) -> str:
    """SVG, black on white in dark colours too; a seventh of it may be dirty and it is still read."""
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(
        scale=6,
        border=4,
        dark="#000",
        light="#fff",
        svgclass="handover__code",
        lineclass=None,
        omitsize=True,
    )
    return mark_safe(svg)
