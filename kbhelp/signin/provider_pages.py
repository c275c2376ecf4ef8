"""The pages of signing in by an account at the provider, and of connecting one: there only where one is set.

One leaves for the provider by a page of ours, not by the form itself: the policy lets forms go nowhere else, also where
the provider leads on to a third site.
"""

import logging
from functools import wraps
from typing import NamedTuple

from django.conf import settings
from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from kbhelp import metrics
from kbhelp.audit.acts import Act, record
from kbhelp.signin import connecting
from kbhelp.signin.connecting import CONNECT, SIGN_IN, Refused
from kbhelp.signin.tries import HeldBack, TryAtProvider
from kbhelp.signin.views import held_back

logger = logging.getLogger(__name__)
SOON = 60  # seconds after which a provider that was away may be there again


def proof():
    from kbhelp.signin import provider  # noqa: PLC0415 – 18 MB, only where one is set

    return provider


class Told(NamedTuple):
    title: str
    said: str
    status: int = 403


TOLD = {
    Refused.AWAY: Told(
        "서버가 답하지 않습니다",
        "{name} 서버가 지금 답하지 않습니다. 아이디와 비밀번호로 로그인하거나, 잠시 뒤에 다시 하세요.",
        503,
    ),
    Refused.WRONG: Told(
        "확인하지 못했습니다",
        "{name} 확인이 제대로 끝나지 않아 로그인도 연결도 하지 않았습니다. 처음부터 다시 하세요.",
    ),
    Refused.STOPPED: Told("그만두었습니다", "{name} 확인을 그만두었습니다. 바뀐 것은 없습니다."),
    Refused.STRANGER: Told(
        "연결되지 않은 계정",
        "그 계정({name})으로 로그인할 수 있는 편집실 계정이 없습니다. 아이디와 비밀번호로 로그인한 뒤 위쪽 "
        "‘{name}’에서 연결하세요. 편집실 계정이 없으면 관리자에게 부탁하세요.",
    ),
    Refused.TAKEN: Told(
        "이미 연결된 계정",
        "그 계정({name})은 다른 편집실 계정에 연결되어 있습니다. 그 편집실 계정으로 로그인해 먼저 연결을 끊으세요. "
        "누가 쓰는 계정인지 모르면 관리자에게 알리세요.",
    ),
}


def where_one_is_set(page):
    """404 on a site without a provider; what went wrong is a page that leads on."""

    @wraps(page)
    def checked(request):
        if settings.PROVIDER is None:
            raise Http404
        try:
            return page(request)
        except Refused as refusal:
            return refused(request, refusal)
        except HeldBack as refusal:
            return held_back(request, refusal)

    return checked


def refused(request, refusal: Refused):
    logger.warning("the provider of accounts: %s (%s)", refusal.reason, type(refusal.__cause__).__name__)
    told = TOLD[refusal.reason]
    context = {
        "title": told.title,
        "said": told.said.format(name=settings.PROVIDER.name),
        "is_connecting": refusal.is_connecting or request.user.is_authenticated,
    }
    page = admin.site.each_context(request) | context
    response = render(request, "signin/provider_refused.html", page, status=told.status)
    if told.status == 503:
        response["Retry-After"] = str(SOON)
    return response


def leave(request, process, next_url=None, user=None):
    """On the way to the provider; each such way counts as a try until it has led back."""
    TryAtProvider(request).begin()
    address = proof().Company.of_settings(request).address_to_leave_for(process, next_url, user)
    context = {"title": settings.PROVIDER.name, "address": address}
    return render(request, "signin/provider_leaving.html", admin.site.each_context(request) | context)


@require_http_methods(["POST"])
@where_one_is_set
def sign_in(request):
    if admin.site.has_permission(request):
        return redirect("admin:index")
    next_url = request.POST.get("next", "")
    stays = url_has_allowed_host_and_scheme(next_url, {request.get_host()}, request.is_secure())
    return leave(request, SIGN_IN, next_url if stays else None)


@require_http_methods(["GET"])
@where_one_is_set
def back(request):
    """Where the provider sends the browser, with the answer to a question of this very session."""
    try:
        response = proof().come_back(request)
    except Refused:
        metrics.count("failed_signins")
        raise
    TryAtProvider(request).succeed()
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@where_one_is_set
def mine(request):
    """The account that whoever has signed in has connected: at most one."""
    user = request.user
    if request.method == "POST" and request.POST.get("act") == "connect":
        return leave(request, CONNECT, user=user)
    if request.method == "POST":
        if connecting.disconnect(user):
            record(Act.Kind.ACCOUNT, f"연결을 끊음: {settings.PROVIDER.name}", request=request, of=user)
        messages.success(request, "연결을 끊었습니다. 이제 비밀번호로만 로그인합니다.")
        return redirect("provider")
    context = {"title": settings.PROVIDER.name, "connection": connecting.connection_of(user)}
    return render(request, "signin/provider.html", admin.site.each_context(request) | context)
