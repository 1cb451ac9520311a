"""What every act on a version in the making stands on: its row locked, its state right, nobody's words lost."""

from typing import Any

from django.utils.translation import gettext as _

from rumo.deliver.plans import models as m
from rumo.deliver.plans.actions.importing import FileRefused
from rumo.deliver.plans.actions.publishing import PlanRefused
from rumo.ground.territory.models import Municipality
from rumo.ground.vocabularies.queries import area_names
from rumo.science.planfile import Plan, parse, single

State = m.PlanVersion.State


class Conflict(Exception):
    """Somebody else saved meanwhile: `mine` is what was sent, `theirs` what stands now (None: it is gone), in the plan file's JSON shape.

    `revision` is the one to send again to write over theirs, once both were read.
    """

    def __init__(self, mine: dict[str, Any], theirs: dict[str, Any] | None, revision: int | None) -> None:
        super().__init__(_("Outra pessoa guardou entretanto: veja os dois textos antes de continuar."))
        self.mine, self.theirs, self.revision = mine, theirs, revision


def locked(version: m.PlanVersion, *states: str) -> m.PlanVersion:
    """Return the version's row, locked until the transaction ends; raises PlanRefused unless it is in one of the states."""
    rows = m.PlanVersion.objects.select_for_update(of=("self",)).select_related("plan__owner")
    row = rows.filter(pk=version.pk).first()
    if row is None:
        raise PlanRefused(_("Esta versão foi apagada entretanto."))
    if row.state not in states:
        raise PlanRefused(_REFUSED[State(row.state)]())
    return row


_REFUSED = {
    State.DRAFT: lambda: _("Esta versão ainda está em preparação: envie-a primeiro."),
    State.SUBMITTED: lambda: _("Esta versão foi enviada para aprovação: retire o envio para a mudar."),
    State.APPROVED: lambda: _("Esta versão já foi aprovada: anule a aprovação para a mudar."),
    State.PUBLISHED: lambda: _("Esta versão já está publicada: prepare uma nova versão para mudar o plano."),
}


def target(version: m.PlanVersion) -> str:
    """Return how the ledger names the version's plan."""
    return f"plan:{version.plan.slug}"


def read_plan(raw: object) -> Plan:
    """Read a whole plan against the codes that exist here (two queries); raises FileRefused with every fault."""
    parsed = parse(raw, areas=area_names(), municipalities=_towns())
    if parsed.plan is None:
        raise FileRefused(parsed.faults)
    return parsed.plan


def read_measure(raw: object, plan: Plan) -> single.ParsedMeasure:
    """Read one measure against its plan and the codes that exist here (two queries)."""
    return single.parse_measure(raw, plan=plan, areas=area_names(), municipalities=_towns())


def _towns() -> set[str]:
    return set(Municipality.objects.values_list("dico", flat=True))
