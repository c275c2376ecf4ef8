"""Error pages in Korean: what happened, and what to do now."""

from django.conf import settings
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import requires_csrf_token

from kbhelp import profile
from kbhelp.middleware.body_limit import is_staff_path


def answer(request, status: int):
    return render(request, f"{status}.html", {"is_desk": is_staff_path(request.path)}, status=status)


def not_found(request, exception):
    return answer(request, 404)


def bad_request(request, exception):
    return answer(request, 400)


def refused(request, exception):
    return answer(request, 403)


@requires_csrf_token
def csrf_refused(request, reason=""):
    """At the desk it means that another sign-in has changed the token since the form was opened."""
    is_desk = is_staff_path(request.path)
    is_form = is_desk and request.path != reverse(settings.LOGIN_URL)
    page = "desk/signed_out.html" if is_form else "403_csrf.html"
    return render(request, page, {"is_desk": is_desk}, status=403)


def broken(request):
    """Without a request context: whatever broke must not break this page too."""
    context = {"profile": profile.current(), "is_desk": is_staff_path(request.path)}
    return HttpResponseServerError(render_to_string("500.html", context))
