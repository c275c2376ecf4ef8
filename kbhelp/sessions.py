"""Sessions exist for staff alone: readers' pages never load one, so that no cookie can be set there."""

import time

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware

STAFF_PATHS = ("/admin/", "/desk/")
SEEN_STEP = 60  # seconds between two writes of the time last seen


def is_staff_path(path: str) -> bool:
    return path.startswith(STAFF_PATHS)


class StaffSessions(SessionMiddleware):
    def process_request(self, request):
        if is_staff_path(request.path):
            super().process_request(request)

    def process_response(self, request, response):
        if not hasattr(request, "session"):
            return response
        response.headers["Cache-Control"] = "no-store"
        return super().process_response(request, response)


class StaffAuthentication(AuthenticationMiddleware):
    def process_request(self, request):
        if not hasattr(request, "session"):
            return
        super().process_request(request)
        self.end_when_over(request)

    @staticmethod
    def end_when_over(request):
        """Idle for 60 minutes or eight hours after signing in, whatever the cookie says."""
        if "_auth_user_id" not in request.session:
            return
        now = int(time.time())
        began = request.session.setdefault("began", now)
        seen = request.session.get("seen", 0)
        is_idle = seen and now - seen > settings.SESSION_IDLE_SECONDS
        if is_idle or now - began > settings.SESSION_COOKIE_AGE:
            logout(request)
        elif now - seen >= SEEN_STEP:
            request.session["seen"] = now


class StaffMessages(MessageMiddleware):
    def process_request(self, request):
        if hasattr(request, "session"):
            super().process_request(request)
