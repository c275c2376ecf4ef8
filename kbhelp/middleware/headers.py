"""One strict policy on every response, also on errors, statics and media.

django-csp writes one fixed policy; here scripts and styles are scoped to the static path of the host that
was asked, which a fixed policy cannot say and 'self' would widen to uploaded files.

A file that is no page loads nothing and runs nothing by itself, so that it needs one short policy: beside the twenty
files of a page the long one weighed 6 kB, which the first visit of a slow phone pays.
"""

from django.conf import settings
from django.core.exceptions import DisallowedHost

FILE_POLICY = "default-src 'none'; sandbox"


class PolicyHeaders:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", policy(request, response))
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("X-Frame-Options", "DENY")
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
        return response


def policy(request, response) -> str:
    """A static file that is not there is answered with a page."""
    is_file = request.path.startswith(settings.STATIC_URL) and response.status_code < 400
    return FILE_POLICY if is_file else page_policy(request)


def page_policy(request) -> str:
    scripts, styles, worker = sources(request)
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; worker-src {worker}; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


def sources(request) -> tuple[str, str, str]:
    """Where scripts, styles and the one service worker may come from."""
    try:
        host = request.get_host()
    except DisallowedHost:  # the answer is a 400 that needs neither
        return "'none'", "'none'", "'none'"
    if host.startswith(
        "["
    ):  # a policy has no way to write an IPv6 address; pictures are no scripts by their type
        return "'self'", "'self'", "'self'"
    origin = f"{request.scheme}://{host}"
    static = f"{origin}{settings.STATIC_URL}"
    styles = f"{static} {origin}/look/"  # in the colour that the desk chose
    if request.path.startswith("/admin/"):  # the admin's Korean words for its own scripts
        return f"{static} {origin}/admin/jsi18n/", styles, "'none'"
    return static, styles, f"{origin}/offline.js"
