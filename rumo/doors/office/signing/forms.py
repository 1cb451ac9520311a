"""The forms of signing in: tries are counted by account and network, so that nobody guesses and nobody is locked out by others."""

from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core import context, ratelimit
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from rumo.ground.people.models import User


def counted(action: str, account: str) -> bool:
    """Count a try for an account from the asker's network; tell whether it may go on (the rates are in the settings)."""
    key = f"{account} {get_ip(context.request)}"
    return cast(bool, ratelimit.consume(context.request, action=action, key=key))


class AskCode(LoginForm):  # type: ignore[misc]
    """An address, to which a code is sent if it has an account; what is answered is the same if it has none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            max_length=254,
            error_messages={
                "required": _("Escreva o seu endereço de correio eletrónico."),
                "invalid": _("Este endereço não está completo. Um exemplo: nome@municipio.pt"),
            },
        )

    def _clean_without_password(self, email: str | None, phone: str | None) -> dict[str, Any]:
        address = (email or "").casefold()
        if not counted("ask_code", address):
            self.add_error("login", get_adapter().validation_error("too_many_login_attempts"))
            return cast(dict[str, Any], self.cleaned_data)
        found = filter_users_by_email(address, is_active=True, for_login=True)
        self.user = found[0] if found else None
        return cast(dict[str, Any], self.cleaned_data)


class _Counted(forms.Form):
    """A code of the second factor, counted for whoever it is tried for."""

    user: User

    def clean_code(self) -> str:
        """Refuse when too many were tried from this network."""
        if not counted("second_factor", str(self.user.pk)):
            raise get_adapter().validation_error("too_many_login_attempts")
        return cast(str, super().clean_code())  # type: ignore[misc]


class Prove(_Counted, AuthenticateForm):  # type: ignore[misc]
    """The second factor at sign-in."""


class ProveAgain(_Counted, ReauthenticateForm):  # type: ignore[misc]
    """The second factor before its own means are changed."""


class Activate(_Counted, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""
