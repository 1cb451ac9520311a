"""What a question may be, and how questions stand to one another: unique codes, conditions that look back."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from rumo.listen.consultations.models import Audience, Question

Kind = Question.Kind
CHOSEN = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.MATRIX, Kind.RANKING})
"""Kinds with options."""
BOUNDED = frozenset({Kind.SCALE, Kind.NUMBER, Kind.MULTIPLE})
"""Kinds with a least and a most: the ends of a scale, a number's, how many options one may choose."""
ASKED_OF = frozenset({Kind.SINGLE, Kind.MULTIPLE})
"""Kinds whose answer another question may depend on."""
MOST_QUESTIONS, MOST_OPTIONS, SCALE_POINTS = 200, 60, 11
LARGEST = 1e15
"""No number beyond this: above it whole numbers are no longer exact."""
_CODE = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
Said = Mapping[str, Any]
Fault = tuple[str, str, str]
"""A question's code, the field that is wrong, and the words."""


def question_faults(questions: Sequence[Said]) -> list[Fault]:
    """Return what is wrong with the questions of a consultation, in their order."""
    found: list[Fault] = []
    if len(questions) > MOST_QUESTIONS:
        found.append(
            ("", "code", _("Uma consulta tem no máximo %(most)s perguntas.") % {"most": MOST_QUESTIONS})
        )
    before: dict[str, Said] = {}
    for said in questions:
        code = str(said.get("code", ""))
        found += [(code, field, words) for field, words in _faults(said, before)]
        before[code] = said
    return found


def _faults(said: Said, before: Mapping[str, Said]) -> Iterator[tuple[str, str]]:
    code = said.get("code", "")
    if not _is_code(code):
        yield (
            "code",
            _("O código só pode ter letras sem acento, algarismos e hífenes, até 20; por exemplo «q1»."),
        )
    elif code in before:
        yield "code", _("Já há uma pergunta com o código «%(code)s».") % {"code": code}
    kind = said.get("kind")
    if kind not in Kind.values:
        yield "kind", _("Escolha o tipo de pergunta.")
        return
    yield from _options(said, Kind(kind))
    yield from _bounds(said, Kind(kind))
    if not set(said.get("audiences") or ()) <= set(Audience.values):
        yield "audiences", _("Escolha da lista a quem se faz a pergunta.")
    if said.get("only_if") is not None:
        yield from _condition(said["only_if"], before)


def _options(said: Said, kind: Kind) -> Iterator[tuple[str, str]]:
    options, rows = said.get("options") or [], said.get("rows") or []
    if kind in CHOSEN and len(options) < 2:
        yield "options", _("Escreva pelo menos duas opções, uma por linha.")
    if kind not in CHOSEN and options:
        yield "options", _("Este tipo de pergunta não tem opções: apague-as ou escolha outro tipo.")
    if kind == Kind.MATRIX and not rows:
        yield "rows", _("Escreva as linhas da grelha, uma por linha.")
    if kind != Kind.MATRIX and rows:
        yield "rows", _("Só uma grelha tem linhas: apague-as ou escolha outro tipo.")
    for field, codes in (("options", options), ("rows", rows)):
        if len(codes) > MOST_OPTIONS:
            yield field, _("São de mais: %(most)s no máximo.") % {"most": MOST_OPTIONS}
        elif len(set(codes)) < len(codes) or not all(map(_is_code, codes)):
            yield (
                field,
                _("Os códigos têm de ser todos diferentes, com letras sem acento, algarismos e hífenes."),
            )


def _bounds(said: Said, kind: Kind) -> Iterator[tuple[str, str]]:
    least, most = said.get("least"), said.get("most")
    for field, value in (("least", least), ("most", most)):
        if value is not None and math.isnan(value):
            yield field, _("Escreva um número, por exemplo 5 ou 2,5.")
            return
        if value is not None and abs(value) > LARGEST:
            yield field, _("Este número é grande de mais.")
            return
    if kind not in BOUNDED:
        if least is not None or most is not None:
            yield (
                "least",
                _("Este tipo de pergunta não tem mínimo nem máximo: apague-os ou escolha outro tipo."),
            )
        return
    if kind == Kind.SCALE and (least is None or most is None or not _are_whole(least, most)):
        yield "least", _("Escreva o primeiro e o último valor da escala, em números inteiros.")
    elif least is not None and most is not None and least > most:
        yield "least", _("O mínimo não pode ser maior do que o máximo.")
    elif kind == Kind.SCALE and not 1 <= (most or 0) - (least or 0) < SCALE_POINTS:
        yield "most", _("Uma escala tem de 2 a %(most)s valores.") % {"most": SCALE_POINTS}
    elif kind == Kind.MULTIPLE and not _are_counts(least, most, len(said.get("options") or [])):
        yield "most", _("Diga quantas opções se podem escolher: um número inteiro, até quantas há.")


def _are_whole(*values: float) -> bool:
    return all(float(value).is_integer() for value in values)


def _are_counts(least: float | None, most: float | None, count: int) -> bool:
    given = [value for value in (least, most) if value is not None]
    return _are_whole(*given) and all(0 <= value <= count for value in given) and most != 0


def _condition(only_if: Any, before: Mapping[str, Said]) -> Iterator[tuple[str, str]]:
    asked = only_if.get("question") if isinstance(only_if, Mapping) else None
    source = before.get(asked) if isinstance(asked, str) else None
    if source is None or source.get("kind") not in ASKED_OF:
        yield "only_if", _("A condição tem de falar de uma pergunta anterior, com opções para escolher.")
        return
    chosen = only_if.get("any")
    if not isinstance(chosen, list) or not chosen or not set(chosen) <= set(source.get("options") or ()):
        yield "only_if", _("Escolha pelo menos uma opção da pergunta %(code)s.") % {"code": asked}


def _is_code(said: Any) -> bool:
    return isinstance(said, str) and len(said) <= 20 and _CODE.fullmatch(said) is not None
