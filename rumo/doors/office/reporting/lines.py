"""The grid as a page draws it: for each measure its lines (activities, indicators, money), each field with what stands beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rumo.deliver.progress.queries.sheet import Cell, Row, Sheet
from rumo.doors.office.reporting.asked import Changes, here
from rumo.doors.office.reporting.values import choices, told, written
from rumo.doors.web import formats
from rumo.doors.web.parts import Option

NOTHING = Changes()


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the grid: `name` is "<code>|<key>", `seen` what the page was drawn from, `value` what stands in it."""

    id: str
    name: str
    key: str
    kind: str
    label: str
    unit: str
    seen: str
    value: str
    target: str
    last: str
    last_on: str
    options: tuple[Option, ...] = ()
    error: str = ""
    note: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A measure of the grid: its own fields and its lines."""

    id: str
    row: Row
    href: str
    stage: Field
    narrative: Field
    lines: tuple[Field, ...]
    state: str
    tone: str

    @property
    def span(self) -> int:
        """Return how many lines of the table it takes."""
        return max(len(self.lines), 1)


def blocks(found: Sheet, rows: Sequence[Row], sent: Changes = NOTHING) -> list[Block]:
    """Return the measures of a page of the grid, with what was just typed where it was not saved."""
    return [_block(found, row, f"m{number}", sent) for number, row in enumerate(rows, start=1)]


def _block(found: Sheet, row: Row, ident: str, sent: Changes) -> Block:
    cells = {cell.key: cell for cell in row.cells}
    progress = [cell for what in ("activities", "indicators", "spent") for cell in row.group(what)]
    state, tone = situation(row)
    return Block(
        id=ident,
        row=row,
        href=here(found, "report", code=row.code),
        stage=field_of(row, cells["stage"], f"{ident}-stage", sent),
        narrative=field_of(row, cells["narrative"], f"{ident}-narrative", sent),
        lines=tuple(
            field_of(row, cell, f"{ident}-{number}", sent) for number, cell in enumerate(progress, start=1)
        ),
        state=state,
        tone=tone,
    )


def field_of(row: Row, cell: Cell, ident: str, sent: Changes = NOTHING, label: str = "") -> Field:
    """Return one cell as a field."""
    seen = written(cell, cell.said)
    value = sent.typed.get((row.code, cell.key), seen)
    offered = choices(cell)
    return Field(
        id=ident,
        name=f"{row.code}|{cell.key}",
        key=cell.key,
        kind=cell.kind,
        label=label or label_of(cell),
        unit=cell.unit,
        seen=seen,
        value=value,
        target=goal(cell),
        last=told(cell, cell.last) if cell.last is not None else "",
        last_on=formats.short_day(cell.last_on) if cell.last_on else "",
        options=tuple(Option(key, words, key == value) for key, words in offered.items()),
        error=sent.faults.get((row.code, cell.key), ""),
        note=_("neste período") if cell.aggregation == "sum" else "",
        told=told(cell, cell.said) if cell.said is not None else "",
    )


def label_of(cell: Cell) -> str:
    """Return what a cell is called on the page."""
    named = {
        "stage": _("Estado"),
        "narrative": _("O que foi feito"),
        "difficulties": _("Dificuldades"),
        "corrective_action": _("O que se fará para as resolver"),
        "reason": _("Motivo"),
    }
    if cell.kind == "money":
        return _("Gasto: %(funder)s") % {"funder": cell.title}
    return named.get(cell.key, cell.title)


def goal(cell: Cell) -> str:
    """Return what was promised for a cell, in words."""
    if cell.kind == "money":
        return told(cell, cell.planned) if cell.planned is not None else ""
    if cell.kind == "share":
        return formats.percent(1.0, 0)
    if cell.target is not None:
        return formats.number(cell.target, 4)
    return _("sim") if cell.kind == "truth" else cell.target_text


def situation(row: Row) -> tuple[str, str]:
    """Return how far a measure's report is, in words, and the tone of its tag."""
    words = {
        "": (_("por relatar"), "quiet") if row.due else (_("não tinha de ser relatada"), "quiet"),
        "draft": (_("rascunho"), ""),
        "returned": (_("devolvido"), "warn"),
        "submitted": (_("enviado"), "good"),
        "approved": (_("aprovado"), "good"),
        "published": (_("publicado"), "good"),
    }
    return words[row.state]


def writable(rows: Iterable[Row]) -> list[Row]:
    """Return the rows whose cells may be written."""
    return [row for row in rows if row.editable]
