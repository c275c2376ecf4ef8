"""Sessions exist for staff alone: readers' pages never load one, so that no cookie can be set there."""

import time

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError
from django.http import JsonResponse
from django.shortcuts import render

from kbhelp.middleware.body_limit import is_archive, is_staff_path, is_too_large, may_be_large
from kbhelp.roles import may_publish

SCRIPTED = "/desk/"  # what only scripts ask for, hence answered to them
BESIDE = (
    "/admin/session/",
    "/admin/presence/",
)  # what an open form asks by itself: nobody need sit before it
SEEN_STEP = 60  # seconds between two writes of the time last seen


class StaffSessions(SessionMiddleware):
    def process_request(self, request):
        if is_staff_path(request.path):
            super().process_request(request)

    def process_response(self, request, response):
        if not hasattr(request, "session"):
            response.cookies.clear()  # Django's CSRF check sends a new token to whoever sends a broken one
            return response
        response.headers["Cache-Control"] = "no-store"
        try:
            return super().process_response(request, response)
        except SessionInterrupted as interrupted:
            if not is_unwritten(interrupted):
                raise
            return response  # which is made; only when its editor was last seen is not written down


def is_unwritten(interrupted: SessionInterrupted) -> bool:
    """Django takes every session that it cannot save for one that was ended meanwhile; a full or locked database ends
    none."""
    reason = interrupted.__context__
    return isinstance(reason and reason.__context__, OperationalError)


class StaffAuthentication(AuthenticationMiddleware):
    def process_request(self, request):
        if not hasattr(request, "session"):
            return None
        super().process_request(request)
        self.end_when_over(request)
        return self.refuse_large_form(request)

    @staticmethod
    def refuse_large_form(request):
        """Only staff may send more than everybody; said here, since the CSRF check would first read it all."""
        if not may_be_large(request) or not is_too_large(request, settings.BODY_LIMIT):
            return None
        if request.user.is_staff and (may_publish(request.user) or not is_archive(request)):
            return None
        if request.path.startswith(SCRIPTED):
            refusal = {"error": "로그인이 끝났습니다. 새 창에서 로그인한 뒤 다시 하세요."}
            return JsonResponse(refusal, status=403, headers={"Connection": "close"})
        response = render(request, "desk/signed_out.html", {"is_desk": True}, status=403)
        response.headers["Connection"] = "close"
        return response

    @staticmethod
    def end_when_over(request):
        """Idle for 60 minutes or eight hours after signing in, whatever the cookie says."""
        if "_auth_user_id" not in request.session:
            return
        now = int(time.time())
        request.session.setdefault("began", now)
        if is_over(request.session, now):
            logout(request)
        elif now - request.session.get("seen", 0) >= SEEN_STEP and not request.path.startswith(BESIDE):
            request.session["seen"] = now


def is_over(session, now: float) -> bool:
    """Of a session, or of what is stored of one."""
    began, seen = session.get("began") or now, session.get("seen") or now
    return now - seen > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE


class StaffMessages(MessageMiddleware):
    def process_request(self, request):
        if hasattr(request, "session"):
            super().process_request(request)
