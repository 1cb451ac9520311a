"""The one address of signing in that has no language: where an identity provider sends people back, registered there once."""

from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path

from rumo.doors.office.signing.kept import kept

urlpatterns = [
    path("conta/identidade/<slug:provider_id>/volta/", kept(oidc.callback), name="openid_connect_callback")
]
