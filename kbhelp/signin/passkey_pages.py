"""The pages at which a passkey is made, taken away, and asked for again."""

from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy

from kbhelp.signin.passkeys import NewPasskeyForm, PasskeyAgainForm, are_possible
from kbhelp.signin.second_factor import AtTheDesk, Recorded


class WherePossible:
    def dispatch(self, request, *args, **kwargs):
        if not are_possible(request):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class NewPasskey(WherePossible, Recorded, AtTheDesk, AddWebAuthnView):
    title = "패스키 만들기"
    form_class = NewPasskeyForm
    template_name = "signin/new_passkey.html"
    act = "패스키를 만듦"


class RemovePasskey(Recorded, AtTheDesk, RemoveWebAuthnView):
    title = "패스키 지우기"
    template_name = "signin/remove_passkey.html"
    success_url = reverse_lazy("mfa_index")
    act = "패스키를 지움"
    http_method_names = ["get", "head", "post"]  # Django's DELETE would leave the recovery codes


class PasskeyAgain(WherePossible, AtTheDesk, ReauthenticateWebAuthnView):
    title = "패스키로 다시 확인"
    form_class = PasskeyAgainForm
    template_name = "signin/passkey_again.html"

    def form_invalid(self, form):
        for error in form.errors.get("credential", []):
            messages.error(self.request, error)
        return redirect(self.passthrough_next_url(reverse("mfa_reauthenticate_webauthn")))
