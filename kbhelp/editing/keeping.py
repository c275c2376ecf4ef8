"""What an open form asks beside its saving (static/desk/keep): is its editor still signed in, who else has it open.

None of it counts as activity: an editor who left is signed out, however long the page stays open.
"""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from kbhelp.editing.presence import Presence
from kbhelp.publishing.models import Document
from kbhelp.roles import may_write


@require_safe
def session(request):
    """Who is signed in, and the token for the next form that they send: signing in again changes it."""
    user = request.user.pk if request.user.is_staff else None
    return JsonResponse({"user": user, "token": get_token(request)})


@require_POST
def presence(request, number):
    if not may_write(request.user):
        raise PermissionDenied
    document = get_object_or_404(Document.objects.only("pk"), pk=number)
    return JsonResponse({"others": Presence.note(document.pk, request.user)})


@require_safe
def signed_in(request):
    """Where somebody lands who signed in again in a new window, or is still here under another name than the one whose
    form did not go (`for`)."""
    wanted = request.GET.get("for", "")
    is_another = bool(wanted) and wanted != str(request.user.pk)
    return render(request, "desk/signed_in.html", {"is_another": is_another, "wanted": wanted})
