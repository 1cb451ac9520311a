"""Publishing the results: everything counted at once, protected, kept as an edition that is never changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from rumo.ground.ledger.actions import record
from rumo.ground.people.models import Entity
from rumo.ground.territory.models import Municipality
from rumo.listen.consultations.models import Consultation, Question, Statement
from rumo.listen.consultations.rules import Phase, phase
from rumo.listen.contributions.models import Contribution, Edition, Kind
from rumo.listen.contributions.queries.tallying import Tally, tally
from rumo.listen.contributions.rules import permits
from rumo.listen.contributions.rules.parts import NO, YES, Part, parts_of
from rumo.listen.contributions.rules.protecting import Protecting, apart
from rumo.listen.contributions.rules.sealing import Unreadable, seal, unseal
from rumo.science.privacy import K

FORMULA = "results/1"
PLACES = (Question.Kind.MUNICIPALITY, Question.Kind.TILE)
VOTES = {"agree": 1, "disagree": -1, "pass": 0}


@transaction.atomic
def make_edition(*, consultation: Consultation, by: str, at: datetime) -> Edition | None:
    """Count all that was said, protect it and publish it; None when it is not time for it.

    It is time when ten or more came in or went since the last edition; once when it has closed, with whatever there is, nothing
    too; and once when nothing that came before can be typed in any more, if anything was. Once the key that holds one edition
    against the next is gone there is no other.
    """
    row = Consultation.objects.select_for_update().get(pk=consultation.pk)
    last = Edition.objects.filter(consultation=row).order_by("-number").first()
    if phase(row, at=at) not in (Phase.OPEN, Phase.CLOSED) or not _due(row, last, at):
        return None
    before: Mapping[str, Any] = {}
    try:
        if last is not None:
            before = unseal(key_of(row), last.exact)
        tables, stands, total = _counted(row, dict(before))
        exact = seal(key_of(row), stands)
    except Unreadable:
        return None
    Edition.objects.filter(consultation=row).exclude(exact=b"").update(exact=b"")
    made = Edition.objects.create(
        consultation=row, number=1 if last is None else last.number + 1, made_at=at,
        contributions=total, tables=tables, exact=exact,
    )  # fmt: skip
    told = {"number": made.number, "contributions": total}
    record(verb="consultation.count", by=by, at=at, target=f"consultation:{row.slug}", new=told)
    return made


def key_of(consultation: Consultation) -> str:
    """Return the name of the key that seals how an edition stands."""
    return f"edition-{consultation.slug}"


def _due(row: Consultation, last: Edition | None, at: datetime) -> bool:
    closes = row.closes_at
    if closes is not None and at >= closes:
        if last is None or last.made_at < closes:
            return True
        ended = closes + permits.LATE_ENTRY
        if last.made_at < ended <= at:
            return _moved(row, last) > 0
    return _moved(row, last) >= K


def _moved(row: Consultation, last: Edition | None) -> int:
    """How many came in or went since the last edition (one query)."""
    rows = Contribution.objects.filter(consultation=row)
    if last is None:
        return rows.filter(state=Contribution.State.RECEIVED).count()
    came = Q(received_at__gt=last.made_at, state=Contribution.State.RECEIVED)
    return rows.filter(came | Q(received_at__lte=last.made_at, ended_at__gt=last.made_at)).count()


def _counted(row: Consultation, before: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], int]:
    """The tables, how they stand, and how many contributions they count (nine queries)."""
    questions = list(Question.objects.filter(consultation=row).order_by("position"))
    places = _places(row) if any(question.kind in PLACES for question in questions) else None
    parts = parts_of(questions, places[0] if places else None)
    found = tally(row, parts)
    work = Protecting(before)
    sides = {name: work.split(f"side:{name}", found.sides[name]) for name in found.breakdowns}
    tables = {
        "formula": FORMULA,
        "k": K,
        "total": found.total,
        "kinds": work.split("kinds", found.kinds, [kind for kind in Kind if found.kinds[kind]]),
        "breakdowns": sides,
        "questions": [_question(one, parts, found, work, sides, places) for one in questions],
        "statements": _statements(row, found, work),
    }
    return tables, work.stands, found.total


def _question(
    question: Question,
    parts: list[Part],
    found: Tally,
    work: Protecting,
    sides: dict[str, Any],
    places: tuple[dict[str, str] | None, dict[str, int]] | None,
) -> dict[str, Any]:
    """One question: its parts, each with what is shown of it and, by breakdown, of each of its cells."""
    mine = [part for part in parts if part.code == question.code]
    shown = [work.split(f"part:{part.key}", found.parts[part.key], part.cells) for part in mine]
    by: list[dict[str, Any]] = [{} for _part in mine]
    for name, columns in sides.items():
        for at, cells in enumerate(_by(question, mine, shown, name, columns, found, work)):
            if cells is not None:
                by[at][name] = {"columns": list(columns), "cells": cells}
    told: dict[str, Any] = {"code": question.code, "kind": question.kind}
    if question.kind in PLACES and places:
        told["places"] = "region" if places[0] is not None else "municipality"
        told["residents"] = places[1]
    if not mine:
        told["written"] = work.split(f"written:{question.code}", _written(question, found))[YES]
    return {
        **told,
        "parts": [
            {"of": part.of, "cells": list(cells), "counts": list(cells.values()), "by": table}
            for part, cells, table in zip(mine, shown, by, strict=True)
        ],
    }


def _by(
    question: Question,
    mine: list[Part],
    shown: list[dict[str, Any]],
    name: str,
    columns: dict[str, Any],
    found: Tally,
    work: Protecting,
) -> list[list[list[int | None]] | None]:
    """The cells of each part of a question by one breakdown."""
    keys = [f"{part.key}|{name}" for part in mine]
    made = [
        work.cross(key, cells, columns, found.crossed.get((part.key, name), {})) if part.crossed else None
        for key, part, cells in zip(keys, mine, shown, strict=True)
    ]
    if question.kind == Question.Kind.MULTIPLE:
        made = apart(made, [work.last(key, cells, columns) for key, cells in zip(keys, shown, strict=True)])
    return [
        work.keep(key, cells, columns, table) for key, cells, table in zip(keys, shown, made, strict=True)
    ]


def _written(question: Question, found: Tally) -> dict[str, int]:
    said = found.written[question.code]
    return {YES: said, NO: max(found.kinds[Kind.QUESTIONNAIRE] - said, 0)}


def _statements(row: Consultation, found: Tally, work: Protecting) -> list[dict[str, Any]]:
    """What is shown of the votes on each statement (one query)."""
    numbers = Statement.objects.filter(consultation=row).order_by("number").values_list("number", flat=True)
    out = []
    for number in numbers:
        cells = {
            name: found.votes[number][value] if number in found.votes else 0 for name, value in VOTES.items()
        }
        out.append({"number": number, **work.split(f"statement:{number}", cells, VOTES)})
    return out


def _places(row: Consultation) -> tuple[dict[str, str] | None, dict[str, int]]:
    """To which region each municipality belongs, and how many live in each place; by municipality where the owner is a smaller one."""
    towns = Municipality.objects.values_list("dico", "nuts3__parent__name", "population_2021")
    owner = Entity.objects.get(pk=row.owner_id)
    if owner.kind in (Entity.Kind.MUNICIPALITY, Entity.Kind.COMMUNITY):
        return None, {dico: people for dico, _region, people in towns}
    residents: dict[str, int] = {}
    for _dico, region, people in towns:
        residents[region] = residents.get(region, 0) + people
    return {dico: region for dico, region, _people in towns}, residents
