"""The pages of the second factor: allauth's, at the desk and in its words."""

from allauth.account.views import ReauthenticateView as PasswordAgainView
from allauth.mfa.base.views import AuthenticateView, IndexView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib import admin

from kbhelp.audit.acts import Act, record
from kbhelp.signin import passkeys
from kbhelp.signin.forms import CodeAgainForm, CodeForm, FirstCodeForm, PasswordAgainForm
from kbhelp.signin.required import is_required_of
from kbhelp.signin.views import Limited


class AtTheDesk(Limited):
    title = ""

    def get_context_data(self, **kwargs):
        own = {
            "title": self.title,
            "is_required": is_required_of(self.request.user),
            "may_have_passkeys": passkeys.are_possible(self.request),
        }
        return super().get_context_data(**kwargs) | admin.site.each_context(self.request) | own


class Recorded:
    """A page at which somebody changes how they sign in; `act` says so in the record."""

    def form_valid(self, form):
        response = super().form_valid(form)
        record(Act.Kind.ACCOUNT, self.act, request=self.request, of=self.request.user)
        return response


class AskForCode(AtTheDesk, AuthenticateView):
    title = "확인 번호"
    form_class = CodeForm
    webauthn_form_class = passkeys.PasskeyForm
    template_name = "signin/code.html"

    def _build_forms(self):
        sent = super()._build_forms()
        if not passkeys.may_be_used(self.request, self.stage.login.user):
            self.webauthn_form = None
        return sent

    def get_context_data(self, **kwargs):
        apps = Authenticator.objects.filter(user=self.stage.login.user, type=Authenticator.Type.TOTP)
        return super().get_context_data(**kwargs) | {"has_app": apps.exists()}


class Overview(AtTheDesk, IndexView):
    title = "두 번째 확인"
    template_name = "signin/overview.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        codes = context["authenticators"].get("recovery_codes")
        return context | {"left": len(codes.get_unused_codes()) if codes else 0}


class TurnOn(Recorded, AtTheDesk, ActivateTOTPView):
    title = "두 번째 확인 켜기"
    form_class = FirstCodeForm
    template_name = "signin/turn_on.html"
    act = "두 번째 확인을 켬"


class TurnOff(Recorded, AtTheDesk, DeactivateTOTPView):
    title = "두 번째 확인 끄기"
    template_name = "signin/turn_off.html"
    act = "두 번째 확인을 끔"

    def get_context_data(self, **kwargs):
        others = Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.WEBAUTHN)
        return super().get_context_data(**kwargs) | {"has_passkeys": others.exists()}


class RecoveryCodes(AtTheDesk, ViewRecoveryCodesView):
    title = "복구 번호"
    template_name = "signin/recovery_codes.html"


class NewRecoveryCodes(Recorded, AtTheDesk, GenerateRecoveryCodesView):
    title = "복구 번호 새로 만들기"
    template_name = "signin/new_recovery_codes.html"
    act = "복구 번호를 새로 만듦"


class PasswordAgain(AtTheDesk, PasswordAgainView):
    title = "비밀번호 다시 넣기"
    form_class = PasswordAgainForm
    template_name = "signin/again.html"


class CodeAgain(AtTheDesk, ReauthenticateView):
    title = "확인 번호 다시 넣기"
    form_class = CodeAgainForm
    template_name = "signin/again.html"
