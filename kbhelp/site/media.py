"""Uploaded images: re-encoded files only, under names the server chose, unable to run anything."""

import re
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from kbhelp.middleware.headers import FILE_POLICY

TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
NAME = re.compile(r"images/[0-9a-f]{2}/[0-9a-f]{16,64}\.(png|jpg|gif|webp)")


@require_safe
def media(request, name: str):
    match = NAME.fullmatch(name)
    file = Path(settings.MEDIA_ROOT, name)
    if match is None or not file.is_file():
        raise Http404
    response = FileResponse(file.open("rb"), content_type=TYPES[match[1]])
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
