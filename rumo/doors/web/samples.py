"""The invented values that the style guide shows its components with."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rumo.doors.web import draw, formats, parts
from rumo.doors.web.draw.icons import ICONS
from rumo.doors.web.draw.time import Point

TODAY = date(2027, 3, 15)
SCOPE = "plan:exemplo"


@dataclass(frozen=True, slots=True)
class Sample:
    """The figures of an invented scope."""

    degree: float | None
    planned: float | None = None
    upper: float | None = None
    coverage: float | None = None
    degree_reported: float | None = None


WHOLE = Sample(0.412, 0.481, 0.745, 0.667, 0.62)
UNKNOWN = Sample(0.0, 0.3, 1.0, 0.0)
CASES: tuple[tuple[str, Sample], ...] = (
    ("Habitação", Sample(0.58, 0.52, 0.69, 0.89, 0.65)),
    ("Educação", Sample(0.412, 0.481, 0.745, 0.667, 0.62)),
    ("Saúde", UNKNOWN),
    ("Trabalho", Sample(1.0, 1.0, 1.0, 1.0, 1.0)),
    ("Cultura", Sample(0.034, 0.75, 0.034, 1.0, 0.034)),
    ("Associativismo", Sample(None)),
)
STATES = {
    "completed": 8,
    "in_progress": 6,
    "not_started": 3,
    "suspended": 1,
    "cancelled": 0,
    "no_information": 9,
}


def sentence(f: Sample) -> str:
    """What a glyph says in words."""
    if f.degree is None:
        return _("Sem grau de implementação: nenhuma medida entra no cálculo.")
    words = {
        "done": formats.percent(f.degree),
        "planned": formats.percent(f.planned),
        "upper": formats.percent(f.upper),
    }
    return _("Comprovado %(done)s, previsto %(planned)s, no máximo %(upper)s.") % words


def points() -> list[Point]:
    """Six years by month, an S of promises and slower steps of proof."""
    days = [date(2023 + month // 12, month % 12 + 1, 1) for month in range(72)]
    return [(day, 1 / (1 + math.exp(-(month - 38) / 9)), _proven(month)) for month, day in enumerate(days)]


def _proven(month: int) -> float | None:
    return None if month < 6 else min(0.62, 0.0055 * (month - 6) + 0.055 * ((month - 6) // 12))


def tiles() -> list[draw.Tile]:
    """A small invented country with one archipelago."""
    return [_tile(number) for number in range(38)]


def _tile(number: int) -> draw.Tile:
    at_sea = number >= 34
    col, row = (number - 34, 7) if at_sea else (6 + number % 5 + (number // 5) % 2, number // 5)
    value = (number * 37 % 101) / 100
    state: Any = "no_plan" if number % 4 == 1 else "no_information" if number % 7 == 3 else "value"
    name = _("Município %(number)s") % {"number": number + 1}
    said = {
        "value": formats.percent(value),
        "no_plan": _("sem plano publicado"),
        "no_information": _("plano sem informação"),
    }[state]
    inset = "madeira" if at_sea else "mainland"
    shown = value if state == "value" else None
    return draw.Tile(
        f"{number:04}", name, col, row, inset, f"#lista-{number}", shown, state, f"{name}: {said}"
    )


def table() -> parts.Table:
    """Areas with their glyphs and figures."""
    columns = [parts.Column(_("Área")), parts.Column(_("Medidas"), "n"), parts.Column(_("Comprovado"), "n")]
    columns += [parts.Column(_("Previsto"), "n"), parts.Column(_("Grau de implementação"), "bar")]
    rows = [
        [
            name,
            formats.number(number + 3),
            formats.percent(f.degree),
            formats.percent(f.planned),
            _row_glyph(f),
        ]
        for number, (name, f) in enumerate(CASES)
    ]
    foot = [
        _("Todas"),
        "33",
        formats.percent(WHOLE.degree),
        formats.percent(WHOLE.planned),
        _row_glyph(WHOLE),
    ]
    return parts.Table(
        _("Grau de implementação por área"), columns, rows, _("Exemplo, em março de 2027."), foot
    )


def _row_glyph(f: Sample) -> SafeString:
    return draw.glyph(f, sentence=sentence(f), href="#barras")


def gantt_rows() -> Sequence[Any]:
    """Activities: done, under way, to come, unknown and undated."""
    return (
        (
            _("Abrir o balcão de atendimento em três línguas"),
            date(2024, 1, 1),
            date(2024, 12, 31),
            1.0,
            "#tempo",
        ),
        (_("Curso de português com guarda de crianças"), date(2024, 9, 1), date(2027, 7, 31), 0.55, "#tempo"),
        (_("Guia de acesso à saúde"), date(2026, 6, 1), date(2027, 12, 31), 0.0, "#tempo"),
        (_("Rede de mediadores"), date(2025, 1, 1), date(2028, 12, 31), None, "#tempo"),
        (_("Estudo de necessidades"), None, None, None, None),
    )


def style_page() -> dict[str, Any]:
    """Everything the style guide is rendered with."""
    return {**_figures(), **_over_time(), **_places(), **_form(), **_texts()}


def _figures() -> dict[str, Any]:
    return {
        "whole": WHOLE,
        "unknown": UNKNOWN,
        "whole_sentence": sentence(WHOLE),
        "unknown_sentence": sentence(UNKNOWN),
        "states": STATES,
        "state_links": dict.fromkeys(STATES, "#contagens"),
        "table": table(),
    }


def _over_time() -> dict[str, Any]:
    return {
        "points": points(),
        "today": TODAY,
        "dots": [date(year, 2, 10) for year in range(2024, 2028)],
        "marks": [draw.Mark(date(2025, 6, 1), _("relatório em atraso"), "late")],
        "series": [(name, _scaled(scale), "#tempo") for name, scale in _SCALES],
        "small_start": date(2023, 1, 1),
        "small_end": date(2028, 12, 1),
        "gantt_rows": gantt_rows(),
        "events": _events(),
    }


def _scaled(scale: float) -> list[Point]:
    return [(day, plan, None if proof is None else proof * scale) for day, plan, proof in points()]


def _places() -> dict[str, Any]:
    return {
        "crumbs": [
            parts.Crumb(_("Início"), "#main"),
            parts.Crumb(_("Painel"), "#main"),
            parts.Crumb(_("Guia de estilo")),
        ],
        "tabs": [
            parts.Tab(_("Medidas"), "#separadores", True),
            parts.Tab(_("Relatórios"), "#separadores"),
            parts.Tab(_("Dados"), "#separadores"),
        ],
        "pager": parts.Pager(_("Página 2 de 14"), "#lista", "#lista"),
        "tiles": tiles(),
    }


def _form() -> dict[str, Any]:
    fault = _("Data de fim antes da de início. Medida 7: o fim tem de ser depois de 2024-03-01.")
    return {
        "faults": [parts.Fault("fim", fault)],
        "options": [
            parts.Option("a", _("Todas as áreas"), True),
            parts.Option("b", _("Habitação")),
            parts.Option("c", _("Educação")),
        ],
        "steps": [
            parts.Step(_("Ler"), "done"),
            parts.Step(_("Responder"), "current"),
            parts.Step(_("Rever")),
            parts.Step(_("Enviar")),
        ],
    }


def _texts() -> dict[str, Any]:
    return {
        "facts": [
            parts.Fact(_("Vigência"), "2023–2028"),
            parts.Fact(_("Medidas"), "27"),
            parts.Fact(_("Orçamento"), formats.money(1234567)),
        ],
        "signs": list(ICONS),
    }


_SCALES = (("Habitação", 1.2), ("Educação", 0.9), ("Saúde", 0.3), ("Trabalho", 1.8))


def _events() -> list[parts.Event]:
    return [
        parts.Event(
            date(2027, 7, 31),
            _("Fim do quinto ciclo"),
            _("Relatório a entregar até 30 de setembro."),
            None,
            True,
        ),
        parts.Event(
            date(2027, 2, 10),
            _("Quarto relatório publicado"),
            _("12 de 18 pessoas concluíram o curso."),
            "#historia",
        ),
        parts.Event(date(2026, 2, 10), _("Terceiro relatório publicado"), "", "#historia"),
    ]
