"""Opening tables at a gathering, each with an empty canvas and a code to sit down with."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.core.fields import token_hash
from rumo.ground.ledger import actions as ledger
from rumo.listen.gatherings.actions.holding import CanvasRefused, tongue
from rumo.listen.gatherings.models import Canvas, Gathering, Session, Table
from rumo.listen.gatherings.rules import tables
from rumo.listen.gatherings.rules.templates import TEMPLATES


@transaction.atomic
def open_tables(
    *,
    gathering: Gathering,
    template: str,
    count: int,
    name: str,
    token: str,
    by: str,
    at: datetime,
    session: Session | None = None,
) -> list[Canvas]:
    """Open so many tables with the same template, numbered after those there are; the same token opens them once.

    Raises CanvasRefused for a template there is not, a number out of bounds, or a gathering that was cancelled.
    """
    row = Gathering.objects.select_for_update().get(pk=gathering.pk)
    hashed = token_hash(token)
    before = list(
        Canvas.objects.filter(table__gathering=row, table__token_hash=hashed).order_by("table__number")
    )
    if before:
        return before
    if row.state == Gathering.State.CANCELLED:
        raise CanvasRefused(_("Este encontro foi cancelado."))
    if template not in TEMPLATES:
        raise CanvasRefused(_("Escolha o que as mesas vão preencher."), "template")
    if not 1 <= count <= tables.MOST_TABLES:
        told = {"most": tables.MOST_TABLES}
        raise CanvasRefused(_("Escreva quantas mesas: de 1 a %(most)s.") % told, "count")
    last = Table.objects.filter(gathering=row).aggregate(n=Max("number"))["n"] or 0
    made = []
    for number in range(last + 1, last + 1 + count):
        table = Table.objects.create(
            gathering=row, session=session, number=number, name=texts.line(name)[:200], token_hash=hashed,
            opened_by=by, opened_at=at,
        )  # fmt: skip
        made.append(Canvas.objects.create(table=table, template=template, language=tongue(row.language)))
    told_of = {"template": template, "tables": [last + 1, last + count]}
    ledger.record(verb="gathering.open_tables", by=by, at=at, target=f"gathering:{row.slug}", new=told_of)
    return made
