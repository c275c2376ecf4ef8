"""An account at the provider, proven by OpenID Connect: allauth's client, which we let believe less.

Beside what allauth looks at (state, client, time, PKCE): the issuer is the one of the settings and not whoever answers
there, the signature is looked at always, what was signed is the answer to this very question (nonce), and nothing is
kept of the person but the provider's own number. Loaded only where a provider is set.
"""

from contextlib import contextmanager

import jwt
import requests
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from kbhelp.addresses import absolute
from kbhelp.environment import is_safe
from kbhelp.signin.connecting import Refused, look

# Signed with a key that only the provider has; never by the secret that both know, nor by nobody.
SIGNED_BY = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
ASKED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@contextmanager
def said_by_the_provider():
    """What comes from outside is anybody's text: whatever it breaks on the way is a refusal."""
    try:
        yield
    except Refused:
        raise
    except requests.RequestException as silent:
        raise Refused(Refused.AWAY) from silent
    except Exception as wrong:  # requests, jwt and allauth raise a dozen kinds
        raise Refused(Refused.WRONG) from wrong


def nonce_of(state: str) -> str:
    """A state is in one session and taken once, hence its nonce too."""
    return salted_hmac("kbhelp.signin.provider", state, algorithm="sha256").hexdigest()


class Proof(OpenIDConnectOAuth2Adapter):
    @property
    def openid_config(self):
        with said_by_the_provider():
            said = super().openid_config
            if said["issuer"] != settings.PROVIDER.issuer or not all(is_safe(said[name]) for name in ASKED):
                raise Refused(Refused.WRONG)
            return said

    def get_callback_url(self, request, app):
        return absolute(reverse("provider_back"))

    def get_access_token_data(self, request, app, client, pkce_code_verifier=None):
        with said_by_the_provider():
            return super().get_access_token_data(request, app, client, pkce_code_verifier)

    def complete_login(self, request, app, token, **kwargs):
        with said_by_the_provider():
            said = self.proven(kwargs["response"]["id_token"], nonce_of(request.GET["state"]))
            return self.get_provider().sociallogin_from_response(request, {"id_token": said})

    def proven(self, token: str, nonce: str) -> dict:
        if jwt.get_unverified_header(token)["alg"] not in SIGNED_BY:
            raise Refused(Refused.WRONG)
        provider = settings.PROVIDER
        said = jwtkit.verify_and_decode(
            credential=token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=provider.issuer,
            audience=provider.client,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        is_answer = constant_time_compare(said["nonce"], nonce)
        is_for_us = said.get("azp", provider.client) == provider.client
        if not (is_answer and is_for_us and said["exp"] and said["sub"]):
            raise Refused(Refused.WRONG)
        return said


class FromOutside(DefaultSocialAccountAdapter):
    def get_provider(self, request, provider, client_id=None):
        return Company.of_settings(request)

    def get_requests_session(self):
        session = super().get_requests_session()
        session.max_redirects = 0  # who was named answers, nobody else
        return session

    def is_open_for_signup(self, request, sociallogin):
        return False

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        """Without an exception whoever came back has begun nothing here, or has stopped."""
        if exception is not None:
            raise Refused(Refused.WRONG) from exception
        raise Refused(Refused.STOPPED if error == AuthError.CANCELLED else Refused.WRONG)

    def pre_social_login(self, request, sociallogin):
        look(request, sociallogin)


class Company(OpenIDConnectProvider):
    oauth2_adapter_class = Proof

    @classmethod
    def of_settings(cls, request):
        """The account of another issuer is another account, whatever its number."""
        provider = settings.PROVIDER
        return cls(
            request,
            SocialApp(
                provider=cls.id,
                provider_id=provider.issuer,
                name=provider.name,
                client_id=provider.client,
                secret=provider.secret,
                settings={"server_url": provider.issuer.rstrip("/"), "oauth_pkce_enabled": True},
            ),
        )

    def address_to_leave_for(self, process: str, next_url=None, user=None) -> str:
        """Raises Refused."""
        state = get_random_string(32)
        return self.redirect(
            self.request,
            process,
            next_url,
            user and user.pk,
            state_id=state,
            scope=["openid"],
            auth_params={"nonce": nonce_of(state)},
        ).url

    def extract_extra_data(self, data):
        return {}

    def extract_common_fields(self, data):
        return {}

    def extract_email_addresses(self, data):
        return []


def come_back(request):
    """With what the provider said; signs in or connects. Raises Refused."""
    return OAuth2CallbackView.adapter_view(Proof(request, settings.PROVIDER.issuer))(request)
