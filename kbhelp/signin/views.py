import math

from django.shortcuts import render

from kbhelp.signin.tries import HeldBack, remember

A_MINUTE = 60


def limited(login):
    """`login(request)`, Django's page, whose form may hold somebody back."""

    def answer(request, *args, **kwargs):
        try:
            response = login(request, *args, **kwargs)
        except HeldBack as refusal:
            return held_back(request, refusal)
        if request.method == "POST" and response.status_code == 302:
            remember(request, response, request.user.get_username())
        return response

    return answer


def held_back(request, refusal: HeldBack):
    minutes = math.ceil(refusal.wait / A_MINUTE)
    context = {"minutes": minutes, "is_busy": refusal.is_busy, "is_desk": True}
    response = render(request, "desk/held_back.html", context, status=429)
    response["Retry-After"] = str(refusal.wait)
    return response
