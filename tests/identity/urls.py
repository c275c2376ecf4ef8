"""The provider's pages: allauth's, and a sign-in where somebody says who they are."""

import json

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import include, path

from tests.identity import PEOPLE, number_of


def come_in(request):
    if request.method == "POST":
        login(request, User.objects.get(username=request.POST["who"]))
        return redirect(request.GET["next"])
    buttons = "".join(f'<button name="who" value="{name}">{name}</button>' for name in PEOPLE)
    return HttpResponse(f'<!doctype html><title>provider</title><form method="post">{buttons}</form>')


def lies() -> dict:
    return json.loads((settings.FOLDER / "lies.json").read_text())


class Adapter(DefaultOIDCAdapter):
    def get_issuer(self):
        return lies().get("issuer") or super().get_issuer()

    def get_user_sub(self, client, user):
        return number_of(user.username)

    def populate_id_token(self, id_token, client, scopes, **kwargs):
        id_token.update(lies().get("token", {}))

    def populate_server_metadata(self, data):
        data.update(lies().get("to", {}))


urlpatterns = [path("come-in/", come_in, name="come_in"), path("", include("allauth.idp.urls"))]
