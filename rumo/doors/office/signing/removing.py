"""Taking a passkey away, unless it is the last second factor a person has."""

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.http import HttpRequest, HttpResponse

from rumo.doors.office.gate import refused
from rumo.doors.office.signing.adapter import Factors


class RemoveKey(RemoveWebAuthnView):  # type: ignore[misc]
    """The library's page, which would take the last one as well."""

    object: Authenticator

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Ask before it is done."""
        answer: HttpResponse = self._refusal(request) or super().get(request, *args, **kwargs)
        return answer

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Do it."""
        answer: HttpResponse = self._refusal(request) or super().post(request, *args, **kwargs)
        return answer

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        adapter = Factors()
        if adapter.can_delete_authenticator(self.get_object()):
            return None
        return refused(request, str(adapter.error_messages["cannot_delete_authenticator"]), status=409)


remove_key = RemoveKey.as_view()
