"""Moving content in the browser: the folder of `manage.py export_content` as a zip, and back with a look before it."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kbhelp.audit.acts import Act, record
from kbhelp.exchange.exporting import contents
from kbhelp.exchange.folder import import_folder
from kbhelp.exchange.planning import ImportRefused
from kbhelp.moving import archives, waiting
from kbhelp.moving.changes import Changes, changes_of
from kbhelp.roles import may_publish, may_publish_directly

SIGNER = signing.Signer(salt="kbhelp.moving")
AGAIN = "올린 파일이 남아 있지 않습니다. 한 시간이 지났거나 그 뒤에 다른 파일을 올렸습니다. 다시 올리세요."
OVERTAKEN = (
    "미리 본 뒤에 사이트나 파일이 바뀌었습니다. 아무것도 가져오지 않았습니다. 바뀐 것을 다시 확인하세요."
)


def publishers_only(view):
    def guarded(request):
        if not may_publish(request.user):
            raise PermissionDenied
        return view(request)

    return guarded


def page(request, template: str, title: str, **context):
    """`problems` of what was sent are an answer of 422."""
    context |= admin.site.each_context(request) | {"title": title}
    return render(request, template, context, status=422 if context.get("problems") else 200)


@require_safe
@publishers_only
def moving(request):
    waiting.forget()
    context = {
        "largest": settings.ARCHIVE_BODY_LIMIT // 1_000_000,
        "may_import": may_publish_directly(request.user),
    }
    return page(request, "desk/moving.html", "내보내기·가져오기", **context)


@require_safe
@publishers_only
def export(request):
    file = tempfile.TemporaryFile()  # noqa: SIM115 – the response closes it
    archives.pack(contents(), file)
    file.seek(0)
    record(Act.Kind.EXPORT, "모든 글과 그림을 내려받음", request=request)
    name = f"kbhelp-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@require_POST
@publishers_only
def preview(request):
    refuse_who_may_not_import(request)
    upload = request.FILES.get("archive")
    if upload is None:
        messages.error(request, "가져올 zip 파일을 고르세요.")
        return redirect("moving")
    return shown(request, waiting.keep(request.user, upload))


@require_POST
@publishers_only
def bring(request):
    """What was looked at, if it still means the same: otherwise it is shown once more."""
    refuse_who_may_not_import(request)
    path = waiting.kept(request.user)
    try:
        seen = SIGNER.unsign_object(request.POST.get("seen", ""))
    except signing.BadSignature:
        seen = None
    if path is None or seen is None or seen[0] != waiting.digest(path):
        messages.error(request, AGAIN)
        return redirect("moving")
    with waiting.room() as room:
        try:
            root = archives.unpack(path, room)
            if changes_of(root).fingerprint != seen[1]:
                messages.warning(request, OVERTAKEN)
                return shown(request, path)
            notes: list[str] = []
            number = import_folder(root, note=notes.append)
        except ImportRefused as refusal:
            return refused(request, refusal)
    waiting.drop(request.user)
    record(Act.Kind.IMPORT, f"파일에서 가져와 {number}판을 발행함", request=request)
    return page(request, "desk/moved.html", "가져왔습니다", number=number, notes=notes)


def refuse_who_may_not_import(request):
    """An import publishes: where two people must look at everything, nobody passes by the second."""
    if not may_publish_directly(request.user):
        raise PermissionDenied


def shown(request, path: Path):
    with waiting.room() as room:
        try:
            changes: Changes = changes_of(archives.unpack(path, room))
        except ImportRefused as refusal:
            return refused(request, refusal)
    seen = SIGNER.sign_object([waiting.digest(path), changes.fingerprint])
    names = {"before": "지금", "after": "가져온 뒤"}
    return page(
        request, "desk/moving_preview.html", "가져오기 미리 보기", changes=changes, seen=seen, names=names
    )


def refused(request, refusal: ImportRefused):
    waiting.drop(request.user)
    return page(request, "desk/moving_problems.html", "가져올 수 없습니다", problems=refusal.problems)
