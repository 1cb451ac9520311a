"""Every refusal of the API in one shape, `{"error": {"code", "message", "where"}}`, whoever refuses."""

import errno
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from rumo.deliver.rollup.queries.scopes import BadScope, NoScope
from rumo.deliver.rollup.queries.whole import NoPlan
from rumo.doors.web.asking import BadQuestion

LONGEST = 2000
"""Characters of one parameter at most."""
logger = logging.getLogger("rumo.api")


class Fault(Exception):
    """A question that cannot be answered: HTTP status, a stable code, words, the parameter at fault; `faults`: each, where there may be several."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        where: str | None = None,
        *,
        faults: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.where, self.faults = status, code, where, tuple(faults)
        self.headers = dict(headers or {})


def bad(where: str, message: str) -> Fault:
    """A parameter that asks something nobody can answer."""
    return Fault(400, "bad_parameter", message, where)


def missing(where: str, message: str) -> Fault:
    """Something that is not there."""
    return Fault(404, "not_found", message, where)


def said(status: int, code: str, message: str, where: str | None = None, **more: Any) -> HttpResponse:
    """The answer that tells a fault; `more` stands beside the three fields everybody can count on."""
    error = {"code": code, "message": message, "where": where, **more}
    text = json.dumps({"error": error}, ensure_ascii=False)
    return HttpResponse(text.encode("utf-8", "replace"), status=status, content_type="application/json")


def answered(error: Exception) -> HttpResponse:
    """The answer to a question that raised; what nobody foresaw is logged and answered 500."""
    match error:
        case Fault():
            more = {"faults": error.faults} if error.faults else {}
            response = said(error.status, error.code, str(error), error.where, **more)
            for name, value in error.headers.items():
                response[name] = value
            return response
        case BadQuestion():
            return said(400, "bad_parameter", str(error), error.where)
        case BadScope():
            return said(400, "bad_parameter", str(error), "scope")
        case NoScope(successors=()):
            return said(404, "not_found", str(error), "scope")
        case NoScope():
            return said(404, "former_region", str(error), "scope", successors=list(error.successors))
        case NoPlan():
            return said(404, "not_found", str(error), "slug")
        case ValidationError():
            return _invalid(error.errors[0])
        case AuthenticationError():
            words = _(
                "Falta uma chave que sirva: envie «Authorization: Bearer CHAVE». Pede-se a quem coordena a entidade."
            )
            response = said(401, "no_token", words, "Authorization")
            response["WWW-Authenticate"] = "Bearer"
            return response
        case HttpError(status_code=400):
            return said(400, "bad_request", _("O pedido não se consegue ler."))
        case HttpError():
            return said(error.status_code, "refused", str(error))
        case Http404():
            return nothing_here()
        case SuspiciousOperation():
            return said(400, "bad_request", _("O pedido não se consegue ler."))
    return _broken(error)


def _broken(error: Exception) -> HttpResponse:
    """The answer to what nobody foresaw, which is logged; where it passes by itself, when to come again."""
    logger.error("unforeseen", exc_info=error)
    away = _away(error)
    if not away:
        return said(500, "server_error", _("Algo correu mal deste lado. O erro ficou registado."))
    response = said(away, "not_now", _("A avaria ficou registada. Tente de novo daqui a pouco."))
    response["Retry-After"] = "60" if away == 507 else "5"
    return response


def _away(error: Exception) -> int:
    """The status of what is no fault of the sending and passes: 503 where the database is away or full, 507 where files have no room."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return 507
    return 503 if isinstance(error, OperationalError | InterfaceError) else 0


def _invalid(first: Mapping[str, Any]) -> HttpResponse:
    """The answer to the first thing found to have no shape we know: a path, a field of the body, a parameter."""
    if first["loc"][0] == "path":
        return nothing_here()
    if first["loc"][0] == "body":
        name = ".".join(str(part) for part in first["loc"][2:]) or "body"
        words, code = _("O campo %(name)s não serve: %(why)s."), "bad_body"
    else:
        name, code = str(first["loc"][-1]), "bad_parameter"
        words = _("O parâmetro %(name)s não serve: %(why)s.")
    return said(400, code, words % {"name": name, "why": first["msg"]}, name)


def nothing_here() -> HttpResponse:
    """The answer at an address that the API does not have."""
    return said(404, "not_found", _("A API não tem este endereço. Veja /api/v1/openapi.json."), "path")


def handle(api: NinjaAPI) -> None:
    """Have the API answer everything that is raised inside it in our shape."""
    for kind in (Exception, Http404, HttpError, ValidationError):
        api.add_exception_handler(kind, _handled)


def _handled(request: HttpRequest, error: Any) -> HttpResponse:
    return answered(error)


def guarded(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Wrap a view: what no text can hold is refused before anything reads it, and other methods are refused in our shape."""

    @wraps(view)
    def looked_at(request: HttpRequest, *args: Any, **path: Any) -> HttpResponseBase:
        try:
            if any(map(_unreadable, path.values())):
                return nothing_here()
            for name, values in request.GET.lists():
                if any(map(_unreadable, (name, *values))):
                    raise bad(
                        name[:60].replace("\0", "?"),
                        _("O valor tem carateres ou tamanho que não se aceitam."),
                    )
            response = view(request, *args, **path)
        except Exception as error:
            return answered(error)
        if response.status_code == 405:
            allowed = "POST" if "POST" in response["Allow"] else "GET, HEAD"
            words = _("Este endereço só responde a %(methods)s.") % {"methods": allowed}
            refused = said(405, "method_not_allowed", words, "method")
            refused["Allow"] = allowed
            return refused
        return response

    return looked_at


def _unreadable(text: object) -> bool:
    words = str(text)
    return len(words) > LONGEST or "\0" in words or any("\ud800" <= c <= "\udfff" for c in words)
