"""Every refusal of the API in one shape, `{"error": {"code", "message", "where"}}`, whoever refuses."""

import json
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from rumo.deliver.rollup.queries.scopes import BadScope, NoScope
from rumo.deliver.rollup.queries.whole import NoPlan
from rumo.doors.web.asking import BadQuestion

LONGEST = 2000
"""Characters of one parameter at most."""
logger = logging.getLogger("rumo.api")


class Fault(Exception):
    """A question that cannot be answered: HTTP status, a stable code, words, the parameter at fault."""

    def __init__(self, status: int, code: str, message: str, where: str | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.where = status, code, where


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
            return said(error.status, error.code, str(error), error.where)
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
        case ValidationError() if error.errors[0]["loc"][0] == "path":
            return nothing_here()
        case ValidationError():
            first = error.errors[0]
            name = str(first["loc"][-1])
            words = _("O parâmetro %(name)s não serve: %(why)s.") % {"name": name, "why": first["msg"]}
            return said(400, "bad_parameter", words, name)
        case HttpError():
            return said(error.status_code, "refused", str(error))
        case Http404():
            return nothing_here()
        case SuspiciousOperation():
            return said(400, "bad_request", _("O pedido não se consegue ler."))
    logger.error("unforeseen", exc_info=error)
    return said(500, "server_error", _("Algo correu mal deste lado. O erro ficou registado."))


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
            refused = said(405, "method_not_allowed", _("Este endereço só responde a GET e HEAD."), "method")
            refused["Allow"] = "GET, HEAD"
            return refused
        return response

    return looked_at


def _unreadable(text: object) -> bool:
    words = str(text)
    return len(words) > LONGEST or "\0" in words or any("\ud800" <= c <= "\udfff" for c in words)
