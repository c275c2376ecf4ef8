"""Error pages in Korean: what happened, and what to do now."""

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from kbhelp import profile


def not_found(request, exception):
    return render(request, "404.html", status=404)


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def refused(request, exception):
    return render(request, "403.html", status=403)


@requires_csrf_token
def csrf_refused(request, reason=""):
    return render(request, "403_csrf.html", status=403)


def broken(request):
    """Without a request context: whatever broke must not break this page too."""
    return HttpResponseServerError(render_to_string("500.html", {"profile": profile.current()}))
