"""Addresses of signing in and of one's own account; the names are the sign-in library's, the words in them ours."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as provider
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import include, path
from django.views.generic import RedirectView

from rumo.doors.office.signing import demo, invitation, own, removing
from rumo.doors.office.signing.kept import kept, leaving, to_provider

to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_account = RedirectView.as_view(pattern_name="account")

entering = [
    path("", to_provider(kept(account.login)), name="account_login"),
    path("codigo/", kept(account.confirm_login_code), name="account_confirm_login_code"),
    path("pedir-codigo/", to_login, name="account_request_login_code"),
    path("chave/", kept(keys.login_webauthn), name="mfa_login_webauthn"),
    path("segundo-passo/", kept(factors.authenticate), name="mfa_authenticate"),
    path("registo/", kept(account.signup), name="account_signup"),
    path("confirmar-endereco/", to_login, name="account_email_verification_sent"),
    path("conta-fechada/", kept(account.account_inactive), name="account_inactive"),
    path("identidade/erro/", kept(provider.login_error), name="socialaccount_login_error"),
    path("identidade/cancelada/", kept(provider.login_cancelled), name="socialaccount_login_cancelled"),
    path("identidade/registo/", kept(provider.signup), name="socialaccount_signup"),
    path("identidade/<slug:provider_id>/", to_provider(kept(oidc.login)), name="openid_connect_login"),
]
securing = [
    path("", to_account, name="mfa_index"),
    path("aplicacao/", kept(app.activate_totp, new_key=True), name="mfa_activate_totp"),
    path("aplicacao/tirar/", kept(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("codigos/", kept(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("codigos/novos/", kept(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("chaves/", to_account, name="mfa_list_webauthn"),
    path("chaves/nova/", kept(keys.add_webauthn, new_key=True), name="mfa_add_webauthn"),
    path("chaves/<int:pk>/tirar/", kept(removing.remove_key), name="mfa_remove_webauthn"),
    path("chaves/<int:pk>/nome/", kept(keys.edit_webauthn), name="mfa_edit_webauthn"),
]
confirming = [
    path("", kept(account.reauthenticate), name="account_reauthenticate"),
    path("codigo/", kept(factors.reauthenticate), name="mfa_reauthenticate"),
    path("chave/", kept(keys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
]
urlpatterns = [
    path(
        "conta/",
        include(
            [
                path("", own.account, name="account"),
                path("endereco/", to_account, name="account_email"),
                path("identidades/", to_account, name="socialaccount_connections"),
                path("sair/", leaving(kept(account.logout)), name="account_logout"),
                path("outras-sessoes/", own.end_others, name="end_other_sessions"),
                path("segundo-passo/", own.second_factor, name="second_factor"),
                path("convite/<str:token>/", invitation.invitation, name="invitation"),
                path("demo/<str:token>/", demo.enter, name="demo"),
                path("entrar/", include(entering)),
                path("seguranca/", include(securing)),
                path("confirmar/", include(confirming)),
            ]
        ),
    )
]
