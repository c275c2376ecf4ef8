"""Passkeys as second factor: allauth's pages, on a host name alone, since browsers make none for an address."""

from ipaddress import ip_address

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.http.request import split_domain_port

from kbhelp.signin.forms import counted, told
from kbhelp.signin.tries import HeldBack, TryOfCode


def are_possible(request) -> bool:
    """Browsers make them for a name, over https or on the machine itself."""
    host, _ = split_domain_port(request.get_host())
    return not is_an_address(host) and (request.is_secure() or host == "localhost")


def is_an_address(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def may_be_used(request, user) -> bool:
    has_one = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).exists()
    return has_one and are_possible(request)


def refuse():
    auth.clear_state()  # the next try has a challenge of its own
    return get_adapter().validation_error("incorrect_passkey")


def check_origin(credential):
    """This very site: to the standard every name below ours and every port would be as good."""
    request = context.request
    given = auth.parse_authentication_response(credential).response.client_data.origin
    if given != f"{request.scheme}://{request.get_host()}":
        raise ValidationError(given)


class ByPasskey:
    """What a browser says of a passkey is anybody's text: whatever it breaks on the way is a refusal."""

    def clean_credential(self):
        name = self.user.get_username()
        with counted(TryOfCode(context.request, name)), told(name, "패스키"):
            try:
                check_origin(self.cleaned_data["credential"])
                return super().clean_credential()
            except HeldBack:
                raise
            except Exception as wrong:  # fido2 and allauth raise a dozen kinds
                raise refuse() from wrong


class PasskeyForm(ByPasskey, AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(ByPasskey, ReauthenticateWebAuthnForm):
    pass


class NewPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "이름"
        self.fields["name"].max_length = 60
        self.fields["name"].widget.attrs |= {"maxlength": 60, "autofocus": True}

    def clean_name(self):
        return super().clean_name()[:60]

    def clean(self):
        try:
            return super().clean()
        except Exception as wrong:
            raise refuse() from wrong
