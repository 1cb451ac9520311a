"""What the sign-in library asks of this house: no open sign-up, letters in the person's language, secrets kept sealed."""

import base64
import hashlib
import smtplib
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.mail import get_connection
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rumo.doors.office.gate import SINCE
from rumo.doors.web import clock
from rumo.doors.web.headers import private
from rumo.ground.people.models import User

MAIL_IS_DOWN = (OSError, smtplib.SMTPException)
TOO_MANY = lazy("Foram tentativas a mais. Espere 15 minutos e tente outra vez.")
WRONG = lazy("Este código não está certo. Confirme os algarismos e as letras, ou peça outro.")


class Account(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come by invitation alone."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_code": WRONG,
        "invalid_login": lazy("Escreva o seu endereço de e-mail."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Open the session and note when, since none lasts longer than its day's work."""
        super().login(request, user)
        request.session[SINCE] = int(clock.now().timestamp())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write to the account in its own language; to an address without account send nothing, though the mail server is asked all the same."""
        known = User.objects.filter(email=email.casefold(), is_active=True).first()
        try:
            if known is None:
                connection = get_connection()
                connection.open()
                connection.close()
                return
            spoken = known.language if known.language in dict(settings.LANGUAGES) else get_language()
            with override(spoken):
                super().send_mail(template_prefix, known.email, {**context, "person": known})
        except MAIL_IS_DOWN as error:
            raise ImmediateHttpResponse(
                private(render(self.request, "account/mail_down.html", status=503))
            ) from error

    def format_email_subject(self, subject: str) -> str:
        """Leave the subject as the letter says it."""
        return subject


class Provider(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An identity provider signs in who has an account already."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody signs up through a provider."""
        return False


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: the app's secret is kept sealed with this installation's key, and nobody is left without any."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG,
        "cannot_delete_authenticator": lazy("É o seu único segundo passo: junte outro antes de tirar este."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret for the database."""
        return _seal().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` sealed."""
        return _seal().decrypt(encrypted_text.encode("ascii")).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Tell whether another second factor would remain; recovery codes are none."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """Name a new passkey by its number."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Chave de acesso %(n)s") % {"n": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name this site to the browser's keys."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Rumo"}


def _seal() -> Fernet:
    digest = hashlib.sha256(b"rumo second factors:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
