"""allauth asks for these names."""

from django.contrib import admin
from django.urls import path

from kbhelp.signin import passkey_pages as passkeys
from kbhelp.signin import provider_pages as provider
from kbhelp.signin import second_factor as pages
from kbhelp.signin import views
from kbhelp.signin.invited import Invited, forgotten


def of_staff(page):
    return admin.site.admin_view(page.as_view())


urlpatterns = [
    path("login/", admin.site.login, name="account_login"),
    path("login/provider/", provider.sign_in, name="provider_sign_in"),
    path("login/provider/back/", provider.back, name="provider_back"),
    path("provider/", provider.where_one_is_set(admin.site.admin_view(provider.mine)), name="provider"),
    path("invited/<uidb64>/<token>/", Invited.as_view(), name="invited"),
    path("forgotten/", forgotten, name="forgotten"),
    path("sessions/", admin.site.admin_view(views.places), name="sessions"),
    path("second-factor/code/", pages.AskForCode.as_view(), name="mfa_authenticate"),
    path("second-factor/", of_staff(pages.Overview), name="mfa_index"),
    path("second-factor/on/", of_staff(pages.TurnOn), name="mfa_activate_totp"),
    path("second-factor/off/", of_staff(pages.TurnOff), name="mfa_deactivate_totp"),
    path("second-factor/codes/", of_staff(pages.RecoveryCodes), name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", of_staff(pages.NewRecoveryCodes), name="mfa_generate_recovery_codes"),
    path("second-factor/passkeys/new/", of_staff(passkeys.NewPasskey), name="mfa_add_webauthn"),
    path("second-factor/passkeys/<int:pk>/", of_staff(passkeys.RemovePasskey), name="mfa_remove_webauthn"),
    path("second-factor/passkey-again/", of_staff(passkeys.PasskeyAgain), name="mfa_reauthenticate_webauthn"),
    path("second-factor/password-again/", of_staff(pages.PasswordAgain), name="account_reauthenticate"),
    path("second-factor/code-again/", of_staff(pages.CodeAgain), name="mfa_reauthenticate"),
]
