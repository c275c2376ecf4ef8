"""Uploaded images: re-encoded files only, under names the server chose, unable to run anything."""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_safe

from kbhelp.middleware.headers import FILE_POLICY

TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
NAME = re.compile(r"images/[0-9a-f]{2}/[0-9a-f]{16,64}\.(png|jpg|gif|webp)")


@require_safe
def media(request, name: str):
    match = NAME.fullmatch(name)
    if match is None:
        raise Http404
    try:
        file = default_storage.open(name).file
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Http404 from error
    except OSError:  # the disk or the bucket does not answer
        return HttpResponse(status=503, headers={"Retry-After": "5", "Cache-Control": "no-store"})
    response = FileResponse(file, filename=name.rpartition("/")[2], content_type=TYPES[match[1]])
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
