"""The words of plan making: states of a version, and the difference between two versions in lines a person reads."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rumo.deliver.plans.models import PlanVersion
from rumo.science.planfile import Change, Plan
from rumo.science.planfile.quality import flags

State = PlanVersion.State
_MEASURE = re.compile(r"measures\[(\d+)\]")
_INNER = re.compile(r"(activities|indicators)\[(\d+)\]")
MOST = 200
"""Lines of difference a page shows; the file has them all."""

STATES: dict[str, Promise] = {
    State.DRAFT: lazy("em preparação"),
    State.SUBMITTED: lazy("enviada para aprovação"),
    State.APPROVED: lazy("aprovada, por publicar"),
    State.PUBLISHED: lazy("publicada"),
    "returned": lazy("devolvida"),
}
TAGS = {
    State.DRAFT: "",
    State.SUBMITTED: "warn",
    State.APPROVED: "good",
    State.PUBLISHED: "good",
    "returned": "bad",
}

FIELDS: dict[str, Promise] = {
    "title": lazy("título"), "description": lazy("descrição"), "promoter": lazy("quem promove"), "kind": lazy("tipo"),
    "municipalities": lazy("municípios"), "start": lazy("começo"), "end": lazy("fim"), "period": lazy("período"), "effective_on": lazy("vale desde"),
    "language": lazy("língua"), "source": lazy("fonte"), "funding": lazy("financiamento"), "partners": lazy("parceiros"),
    "adopted": lazy("aprovação"), "cycles": lazy("ciclos de relato"), "dropped": lazy("medidas abandonadas"),
    "as_printed": lazy("palavras da fonte"), "areas": lazy("áreas"), "axis": lazy("eixo"),
    "strategic_objective": lazy("objetivo estratégico"), "operational_objective": lazy("objetivo operacional"),
    "level": lazy("nível"), "continues": lazy("continua"), "weight": lazy("peso"), "basis": lazy("o que conta para o grau"),
    "milestones": lazy("marcos"), "target_groups": lazy("a quem se dirige"), "responsible": lazy("entidades responsáveis"),
    "budget": lazy("orçamento"), "tags": lazy("etiquetas"), "unit": lazy("unidade"), "target_type": lazy("tipo de meta"),
    "baseline": lazy("valor de partida"), "target": lazy("meta"), "direction": lazy("sentido"),
    "aggregation": lazy("como se soma no tempo"), "target_text": lazy("meta, em palavras"), "targets": lazy("metas pelo caminho"),
    "activities": lazy("atividades"), "indicators": lazy("indicadores"), "code": lazy("código"),
    "until_replaced": lazy("em vigor até ser substituído"), "carried": lazy("o que foi feito das medidas anteriores"),
}  # fmt: skip
THINGS: dict[str, Promise] = {
    "plan": lazy("Plano"), "measure": lazy("Medida"), "activity": lazy("Atividade"), "indicator": lazy("Indicador"), "report": lazy("Relatório"),
}  # fmt: skip
HAPPENED: dict[str, Promise] = {
    "added": lazy("nova"),
    "dropped": lazy("sai"),
    "changed": lazy("muda"),
    "corrected": lazy("corrigida"),
}


def state_of(version: PlanVersion) -> str:
    """Return a version's state as the office tells it: a draft that came back is returned."""
    returned = version.state == State.DRAFT and version.returned_reason
    return "returned" if returned else version.state


def state_words(state: str) -> str:
    """Return a state in words."""
    return str(STATES[state])


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a difference."""

    thing: str
    key: str
    happened: str
    field: str
    old: str
    new: str


def difference_lines(
    changes: Iterable[Change], but: Iterable[str] = ("version", "published_at", "synthetic", "slug")
) -> list[Line]:
    """Return what changes in lines a person reads; what a version settles by itself is no difference."""
    left = set(but)
    return [
        Line(
            str(THINGS[change.what]),
            change.key,
            str(HAPPENED[change.happened]),
            field_words(change.field or ""),
            value_words(change.old),
            value_words(change.new),
        )
        for change in changes
        if not (change.what == "plan" and change.field in left)
    ]


def field_words(name: str) -> str:
    """Return a plan file's field in words."""
    return str(FIELDS[name]) if name in FIELDS else name


def value_words(value: Any) -> str:
    """Return any value of the plan file on a line."""
    if value is None or value == [] or value == {}:
        return "—"
    if isinstance(value, list):
        return "; ".join(value_words(item) for item in value)
    if isinstance(value, dict):
        said = (
            f"{field_words(key)}: {value_words(item)}"
            for key, item in value.items()
            if item not in (None, [], {})
        )
        return ", ".join(said)
    if isinstance(value, bool):
        return _("sim") if value else _("não")
    text = value if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= 300 else f"{text[:299]}…"


def place_words(document: Plan, where: str) -> str:
    """Return a place of the plan file in words: measures[3].indicators[0].target is "Medida 9, indicador i1, meta"."""
    found = _MEASURE.match(where)
    if not found or int(found[1]) >= len(document.measures):
        return ", ".join(field_words(part) for part in re.sub(r"\[\d+\]", "", where).split("."))
    measure = document.measures[int(found[1])]
    told = [_("medida %(code)s") % {"code": measure.code}]
    rest = where[found.end() :].lstrip(".")
    if inner := _INNER.match(rest):
        items = measure.activities if inner[1] == "activities" else measure.indicators
        if int(inner[2]) < len(items):
            thing = THINGS["activity" if inner[1] == "activities" else "indicator"]
            told.append(f"{str(thing).lower()} {items[int(inner[2])].code}")
            rest = rest[inner.end() :].lstrip(".")
    told += [field_words(part) for part in re.sub(r"\[\d+\]", "", rest).split(".") if part]
    return ", ".join(told)


@dataclass(frozen=True, slots=True)
class Flagged:
    """One thing to look at again, with its place in words; `kind` is "attention" or "advice"."""

    where: str
    message: str
    kind: str


def flagged(document: Plan, areas: Mapping[str, str], only: str | None = None) -> list[Flagged]:
    """Return what the quality checks flag in a plan, what weakens it first; of one measure alone where its code is given."""
    index = next((i for i, measure in enumerate(document.measures) if measure.code == only), None)
    mine = "" if only is None else f"measures[{index}]"
    found = [flag for flag in flags(document, areas=areas) if flag.where.startswith(mine)]
    ordered = sorted(found, key=lambda flag: flag.severity != "attention")
    return [
        Flagged(place_words(document, flag.where), flag.message[:1].upper() + flag.message[1:], flag.severity)
        for flag in ordered
    ]


def both_texts(mine: dict[str, Any], theirs: dict[str, Any] | None) -> list[tuple[str, str, str]]:
    """Return (field, mine, theirs) for each field in which two editors' texts differ."""
    other = theirs or {}
    return [
        (field_words(key), value_words(value), value_words(other.get(key)))
        for key, value in mine.items()
        if value != other.get(key)
    ]
