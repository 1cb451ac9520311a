"""What a report's cells are called on the pages of approval, and how their values are written."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from rumo.deliver.progress.queries.drafts import Compared, Line
from rumo.doors.web import formats
from rumo.science.planfile import document as pf

LONG = ("narrative", "difficulties", "corrective_action", "reason")


def stages() -> dict[str, str]:
    """Return the name of each stage of a measure."""
    return {
        "not_started": _("não iniciada"),
        "in_progress": _("em execução"),
        "completed": _("concluída"),
        "suspended": _("suspensa"),
        "cancelled": _("abandonada"),
    }


def levels() -> dict[str, str]:
    """Return how far evidence may have been looked at."""
    return {"none": _("por ver"), "seen": _("vista"), "checked": _("conferida")}


def kinds() -> dict[str, str]:
    """Return what evidence may be."""
    return {"link": _("ligação"), "file": _("ficheiro"), "note": _("nota")}


def states() -> dict[str, tuple[str, str]]:
    """Return the name of each state of a report in the making, and the tag it is shown in."""
    return {
        "draft": (_("em preparação"), "quiet"),
        "submitted": (_("enviado para aprovação"), ""),
        "returned": (_("devolvido"), "warn"),
        "approved": (_("aprovado, por publicar"), "good"),
    }


def label(of: Compared, line: Line) -> str:
    """Return what a cell is called: the plan's own words where it has them."""
    named = {
        "stage": _("Estado"),
        "narrative": _("O que foi feito"),
        "difficulties": _("Dificuldades"),
        "corrective_action": _("O que se fará para as resolver"),
        "reason": _("Motivo"),
    }
    if line.family in named:
        return named[line.family]
    if line.family == "spent":
        return _("Gasto: %(funder)s") % {"funder": line.code}
    title = _title(of.measure, line.family, line.code) or line.code
    return f"{title} ({_part(line.part)})" if line.part else title


def _title(measure: pf.Measure | None, family: str, code: str) -> str | None:
    things: tuple[Any, ...] = ()
    if measure:
        things = measure.activities if family == "activities" else measure.indicators
    return next((thing.title for thing in things if thing.code == code), None)


def _part(part: str) -> str:
    known = {
        "sex:f": _("mulheres"),
        "sex:m": _("homens"),
        "sex:x": _("outro, ou não diz"),
    }
    kind, _colon, group = part.partition(":")
    named = {"age": _("idade"), "sex": _("sexo"), "nationality": _("nacionalidade")}
    return known.get(part) or (f"{named.get(kind, kind)}: {group}" if group else kind)


def value(of: Compared, line: Line, said: Any) -> str:
    """Return a value as people read it; a dash where nothing was said."""
    if said is None:
        return formats.NOTHING
    if line.family == "stage":
        return stages()[said]
    if line.family == "activities":
        return formats.percent(float(said))
    if line.family == "spent":
        return formats.money(Decimal(said))
    if line.family == "indicators":
        unit = (
            next((i.unit for i in of.measure.indicators if i.code == line.code), None) if of.measure else None
        )
        return f"{formats.number(float(said), 2)} {unit or ''}".strip()
    return str(said)
