"""The templates of canvases, as data: zones in order, a matrix as the zones of two axes, and what a card in a zone may be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

COLOURS = ("yellow", "blue", "green", "pink", "grey")
"""The colours of cards: tokens of the style sheet."""
TEXT, NUMBER = "text", "number"
KINDS = (TEXT, NUMBER)
"""What a card may be: some words, or some words that hold a number."""
MOST_ZONES = 16
"""Zones of one canvas: more do not fit a sheet of paper."""
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_DIGIT = re.compile(r"\d")
Label = str | Promise


class BadTemplate(ValueError):
    """A template that is not one: said at once, when the program starts."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of a canvas in which cards lie; `row` and `column` are its places on the axes of a matrix, else None."""

    key: str
    label: Label
    colour: str = "yellow"
    kind: str = TEXT
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A canvas before anybody wrote on it; `rows` and `columns` are the labels of a matrix; `dots`: votes each person has, 0 for any number."""

    key: str
    label: Label
    hint: Label
    zones: tuple[Zone, ...]
    rows: tuple[Label, ...] = ()
    columns: tuple[Label, ...] = ()
    dots: int = 0

    def __post_init__(self) -> None:
        """Refuse what is no template."""
        check(self)

    def zone(self, key: str) -> Zone | None:
        """Return the zone of a key; None where there is none."""
        return next((one for one in self.zones if one.key == key), None)


def check(template: Template) -> None:
    """Raise BadTemplate unless keys are told apart, colours and kinds are known and the zones of a matrix fill its axes."""
    zones = template.zones
    keys = [zone.key for zone in zones]
    if not 1 <= len(zones) <= MOST_ZONES:
        raise BadTemplate(f"{template.key}: {len(zones)} zones; from 1 to {MOST_ZONES}.")
    if len(set(keys)) != len(keys):
        raise BadTemplate(f"{template.key}: two zones of one key.")
    if not all(_KEY.fullmatch(key) for key in (template.key, *keys)):
        raise BadTemplate(f"{template.key}: a key is small letters, digits and _.")
    if any(zone.colour not in COLOURS or zone.kind not in KINDS for zone in zones):
        raise BadTemplate(f"{template.key}: a colour or a kind that is not known.")
    places = [(zone.row, zone.column) for zone in zones]
    cells: Any = [
        (row, column) for row in range(len(template.rows)) for column in range(len(template.columns))
    ]
    if bool(template.rows) != bool(template.columns):
        raise BadTemplate(f"{template.key}: a matrix has two axes.")
    if places != (cells or [(None, None)] * len(zones)):
        raise BadTemplate(f"{template.key}: the zones of a matrix are its cells, row by row.")
    if not 0 <= template.dots <= 20:
        raise BadTemplate(f"{template.key}: from 0 to 20 votes each.")


def takes(zone: Zone, text: str) -> bool:
    """Tell whether a card of this text may lie in a zone."""
    return zone.kind != NUMBER or bool(_DIGIT.search(text))


def crossed(rows: Sequence[tuple[str, Label]], columns: Sequence[tuple[str, Label, str]]) -> Iterator[Zone]:
    """Yield the zones of a matrix, row by row: rows are (key, label), columns (key, label, colour)."""
    for at, (row, named) in enumerate(rows):
        for place, (column, label, colour) in enumerate(columns):
            yield Zone(f"{row}_{column}", format_lazy("{}: {}", named, label), colour, TEXT, at, place)


def _matrix(
    key: str,
    label: Label,
    hint: Label,
    rows: Sequence[tuple[str, Label]],
    columns: Sequence[tuple[str, Label, str]],
) -> Template:
    zones = tuple(crossed(rows, columns))
    return Template(key, label, hint, zones, tuple(one[1] for one in rows), tuple(one[1] for one in columns))


_LOW, _MIDDLE, _HIGH = _("Baixo"), _("Médio"), _("Alto")
_ALL = (
    Template(
        "problem_tree", _("Árvore de problemas"), _("Do problema às causas e aos efeitos."),
        (
            Zone("effects", _("Efeitos"), "pink"),
            Zone("problem", _("Problema central"), "yellow"),
            Zone("causes", _("Causas"), "blue"),
        ),
    ),
    Template(
        "swot", _("Análise SWOT"), _("O que ajuda e o que atrapalha, de dentro e de fora."),
        (
            Zone("strengths", _("Forças"), "green"),
            Zone("weaknesses", _("Fraquezas"), "pink"),
            Zone("opportunities", _("Oportunidades"), "blue"),
            Zone("threats", _("Ameaças"), "grey"),
        ),
    ),
    _matrix(
        "needs_resources", _("Matriz de necessidades e recursos"), _("Para cada área, o que falta e o que há."),
        (
            ("housing", _("Habitação")), ("work", _("Trabalho")), ("school", _("Educação e língua")),
            ("health", _("Saúde")), ("services", _("Serviços e direitos")),
        ),
        (("needs", _("Necessidades"), "pink"), ("resources", _("Recursos"), "green")),
    ),
    _matrix(
        "stakeholders", _("Mapa de partes interessadas"), _("Quem pode muito ou pouco, e a quem isto toca muito ou pouco."),
        (("power_high", _("Muita influência")), ("power_low", _("Pouca influência"))),
        (("interest_low", _("Pouco interesse"), "grey"), ("interest_high", _("Muito interesse"), "yellow")),
    ),
    Template(
        "objective_tree", _("Árvore de objetivos"), _("Do objetivo aos meios e aos fins."),
        (
            Zone("ends", _("Fins"), "green"),
            Zone("objective", _("Objetivo central"), "yellow"),
            Zone("means", _("Meios"), "blue"),
        ),
    ),
    Template(
        "indicator_sheet", _("Ficha de indicador"), _("Um indicador que se possa medir."),
        (
            Zone("name", _("O que se mede"), "yellow"),
            Zone("formula", _("Como se calcula"), "blue"),
            Zone("baseline", _("Valor de partida"), "grey", NUMBER),
            Zone("target", _("Meta"), "green", NUMBER),
            Zone("source", _("Fonte dos dados"), "blue"),
            Zone("keeper", _("Quem recolhe e quando"), "pink"),
        ),
    ),
    _matrix(
        "risk_matrix", _("Matriz de riscos"), _("Quão provável é cada risco e quanto pesa."),
        (
            ("likely", format_lazy("{} ({})", _("Probabilidade"), _("alta"))),
            ("possible", format_lazy("{} ({})", _("Probabilidade"), _("média"))),
            ("rare", format_lazy("{} ({})", _("Probabilidade"), _("baixa"))),
        ),
        (("low", _LOW, "green"), ("medium", _MIDDLE, "yellow"), ("high", _HIGH, "pink")),
    ),
    Template(
        "how_might_we", _("Como podemos…?"), _("Perguntas que abrem caminhos, e ideias que lhes respondem."),
        (
            Zone("questions", _("Como podemos…?"), "yellow"),
            Zone("ideas", _("Ideias"), "green"),
            Zone("first", _("Primeiro passo"), "blue"),
        ),
    ),
    Template(
        "dot_voting", _("Votação com pontos"), _("Cada pessoa tem cinco votos para as opções da mesa."),
        (Zone("options", _("Opções"), "yellow"),), dots=5,
    ),
)  # fmt: skip
TEMPLATES = {one.key: one for one in _ALL}
"""Every template, by key, in the order they are offered."""
