"""Two people changed the same cells: both texts side by side, a choice for each, nothing of either lost."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from rumo.deliver.progress.actions import Conflict
from rumo.deliver.progress.queries.sheet import Sheet
from rumo.doors.office.gate import Asking
from rumo.doors.office.reporting import asked
from rumo.doors.office.reporting.asked import WAS, Changes
from rumo.doors.office.reporting.lines import label_of
from rumo.doors.office.reporting.values import told, written


@dataclass(frozen=True, slots=True)
class Side:
    """One cell two people changed: what the other saved and what this person wrote, as sent and in words."""

    id: str
    name: str
    label: str
    measure: str
    theirs: str
    mine: str
    theirs_told: str
    mine_told: str


def page(
    request: Asking, found: Sheet, sent: Changes, clash: Conflict, *, back: str, code: str = ""
) -> HttpResponse:
    """Answer 409: what clashed is chosen here, and all else that was typed goes with it, unseen, when the choice is sent."""
    fresh = asked.sheet(request, found.plan.slug, found.reference.isoformat())
    sides, clashed = [], set()
    for number, one in enumerate(clash.clashes, start=1):
        row = asked.row_of(fresh, one.draft.measure.code)
        cell = row.cell(one.cell)
        if cell is None:
            continue
        clashed.add((row.code, one.cell))
        sides.append(
            Side(
                id=f"c{number}",
                name=f"{row.code}|{one.cell}",
                label=label_of(cell),
                measure=f"{row.code} · {row.title}",
                theirs=written(cell, one.theirs),
                mine=sent.typed.get((row.code, one.cell), written(cell, one.mine)),
                theirs_told=told(cell, one.theirs),
                mine_told=told(cell, one.mine),
            )
        )
    return render(
        request,
        "office/reporting/conflict.html",
        {
            "place": "today",
            "crumbs": asked.crumbs(found),
            "sides": sides,
            "kept": _kept(fresh, sent, clashed),
            "was": WAS,
            "action": asked.here(found, back, **({"code": code} if code else {})),
            "back": asked.here(found, back, **({"code": code} if code else {})),
        },
        status=409,
    )


def _kept(fresh: Sheet, sent: Changes, clashed: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the fields of everything else that changed, to go along with the choice."""
    kept = []
    for code, cells in sent.new.items():
        row = fresh.row(code)
        for key in cells:
            cell = row.cell(key) if row else None
            if cell is None or (code, key) in clashed:
                continue
            kept.append((f"{code}|{key}", sent.typed[code, key]))
            kept.append((f"{WAS}{code}|{key}", written(cell, sent.was[code][key])))
    return kept
