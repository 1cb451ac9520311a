"""What a machine sends, read: JSON alone, or as a part beside files; what nobody could keep is refused where it stands."""

import json
import math
from collections.abc import Iterator
from typing import Any, NoReturn

from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.params.models import BodyModel, Param

from rumo.doors.api.faults import Fault
from rumo.doors.files.limits import BODY_BYTES, MEGABYTE

PART = "body"
"""The part of a multipart body that is the JSON."""
DEEPEST = 20
"""Objects and lists within each other at most; what is told of needs four."""
LARGEST = 2**63
"""Whole numbers are smaller: a database holds no more."""


class _Odd:
    """Stands where something was written that JSON knows and nobody can keep; `name`: the key that came twice."""

    def __init__(self, name: str = "") -> None:
        self.name = name


class SentModel(BodyModel):
    """The one body of a sending, read by `read`."""

    @classmethod
    def get_request_data(
        cls, request: HttpRequest, api: NinjaAPI, path_params: dict[str, Any]
    ) -> dict[str, Any] | None:
        """Return what was sent under the name of the view's parameter; raises Fault."""
        return {cls.__read_from_single_attr__: read(request)}


class Sent(Param):
    """Marks the parameter of a view that is what was sent: `sent: ContributionSent = Sent(...)`."""

    _model = SentModel

    @classmethod
    def _param_source(cls) -> str:
        return "body"


def is_parts(request: HttpRequest) -> bool:
    """Tell whether a body comes in parts, of which some may be files."""
    return request.content_type == "multipart/form-data"


def too_large() -> Fault:
    """The refusal of a body above `BODY_BYTES`."""
    words = _("O que enviou tem mais de %(most)s MB. Nada foi guardado.")
    return Fault(413, "too_large", words % {"most": BODY_BYTES // MEGABYTE}, "body")


def read(request: HttpRequest) -> Any:
    """Return the JSON values of a body; raises Fault for what is no JSON, or has in it what cannot be kept."""
    text = _part(request) if is_parts(request) else _text(request.body)
    try:
        found = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_whole, parse_float=_real
        )
    except (ValueError, RecursionError):
        _refuse_all()
    _check(found)
    return found


def _part(request: HttpRequest) -> str:
    """The JSON among parts, sent as a field or as a file; every other part is a file."""
    try:
        names, files = request.POST, request.FILES
    except MultiPartParserError:
        _refuse_all()
    for name in names:
        if name != PART:
            _refuse(name[:60], _("só se aceita como ficheiro"))
    if PART in files:
        sent = files[PART]
        if sent.size > BODY_BYTES:
            raise too_large()
        return _text(sent.read())
    text = names.get(PART, "")
    if len(text.encode("utf-8", "replace")) > BODY_BYTES:
        raise too_large()
    if "\ufffd" in text:  # bytes of a field that are no UTF-8 come as this
        _refuse(PART, _("tem um caráter que nenhum texto pode ter"))
    return text


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        _refuse_all()


def _object(pairs: list[tuple[str, Any]]) -> Any:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = [name for name, _value in pairs]
    return _Odd(next(name for name in names if names.count(name) > 1))


def _constant(_name: str) -> _Odd:
    return _Odd()


def _whole(digits: str) -> int | _Odd:
    number = int(digits) if len(digits) < 21 else LARGEST
    return number if abs(number) < LARGEST else _Odd()


def _real(digits: str) -> float | _Odd:
    number = float(digits)
    return number if math.isfinite(number) else _Odd()


def _check(found: Any) -> None:
    """Refuse the first thing that cannot be kept, by its place."""
    rest: list[tuple[tuple[str, ...], Any]] = [((), found)]
    while rest:
        place, value = rest.pop()
        if len(place) > DEEPEST:
            _refuse(_where(place[:3]), _("tem demasiados níveis"))
        if isinstance(value, _Odd):
            name = (value.name,) if value.name else ()
            why = _("está escrito duas vezes") if value.name else _("não é um número que se possa guardar")
            _refuse(_where((*place, *name)), why)
        if isinstance(value, str) and _unkept(value):
            _refuse(_where(place), _("tem um caráter que nenhum texto pode ter"))
        rest += reversed([((*place, name), one) for name, one in _within(place, value)])


def _within(place: tuple[str, ...], value: Any) -> Iterator[tuple[str, Any]]:
    """What an object or list holds, by name or number."""
    if isinstance(value, dict):
        for name, one in value.items():
            if _unkept(name):
                _refuse(_where((*place, name)), _("tem um caráter que nenhum texto pode ter"))
            yield name, one
    elif isinstance(value, list):
        yield from ((str(number), one) for number, one in enumerate(value))


def _unkept(text: str) -> bool:
    return "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text)


def _where(place: tuple[str, ...]) -> str:
    """A place in words that every answer can hold."""
    name = ".".join(place)[:200] or PART
    return "".join("?" if _unkept(sign) else sign for sign in name)


def _refuse(where: str, why: str) -> NoReturn:
    words = _("O campo %(name)s não serve: %(why)s.") % {"name": where, "why": why}
    raise Fault(400, "bad_body", words, where)


def _refuse_all() -> NoReturn:
    raise Fault(400, "bad_request", _("O pedido não se consegue ler."), PART) from None
