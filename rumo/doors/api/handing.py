"""Reports from other systems: what a machine with a token of the plan's body hands in, which waits for approval as one sent in the office."""

import hmac
import json
from collections.abc import Mapping
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Header, Router

from rumo.deliver.plans.models import Measure, Plan, PlanPlace, PlanVersion
from rumo.deliver.progress import actions as progress
from rumo.deliver.progress.models import Draft
from rumo.doors.api.answers import as_json
from rumo.doors.api.bodies import Sent
from rumo.doors.api.faults import Fault, missing
from rumo.doors.api.schemas import Errors, Refused
from rumo.doors.api.schemas_sending import ReportsHanded, ReportsSent
from rumo.doors.api.sending import Bearer, key_of, not_accepted
from rumo.doors.web import clock
from rumo.ground.people.models import Token
from rumo.ground.people.queries import MACHINE
from rumo.ground.territory.models import Municipality
from rumo.science.planfile import cells

router = Router(tags=["plans"])


@router.post(
    "/plans/{slug}/reports",
    auth=Bearer(Token.Scope.REPORTS),
    response={
        201: ReportsHanded,
        200: ReportsHanded,
        **Errors,
        **dict.fromkeys((401, 403, 409, 413, 422, 429), Refused),
    },
    summary="Hand in reports",
)
def hand_in(
    request: HttpRequest,
    slug: str,
    sent: Annotated[ReportsSent, Sent(...)],
    idempotency_key: str = Header(
        "",
        alias="Idempotency-Key",
        description="Yours, 1 to 200 visible characters: the same with the same body does nothing more.",
    ),
) -> HttpResponse:
    """Written and sent for approval, all or none; nothing is published by it. 201 the first time, 200 when the same is sent again."""
    key = key_of(request, idempotency_key, "reports")
    machine: Token = request.auth  # type: ignore[attr-defined]
    plan = _plan(slug, machine)
    place = _place(plan, sent.municipality)
    entries = _entries(plan, place, sent)
    try:
        handed = progress.hand_in(
            entries=entries, confirmed=sent.confirmed, key=key, mark=_mark(key, slug, sent),
            by=f"{MACHINE}{machine.public_id}", at=clock.now(),
        )  # fmt: skip
    except progress.KeyUsed as refused:
        raise Fault(422, "key_used", str(refused), "Idempotency-Key") from None
    except progress.Moved as refused:
        raise Fault(409, "moved", str(refused), "reports") from None
    except progress.Doubtful as refused:
        odd = {_where(sent, one.measure, one.cell): one.words for one in refused.doubts}
        raise not_accepted(odd, "doubtful") from None
    except progress.ReportRefused as refused:
        found = {_where(sent, one.measure, one.cell): one.words for one in refused.faults}
        raise not_accepted(found or {"reports": str(refused)}) from None
    response = as_json({"plan": slug, "reports": [_said(draft) for draft in handed.drafts]})
    response.status_code = 201 if handed.made else 200
    response["Cache-Control"] = "no-store, private"
    return response


def _plan(slug: str, machine: Token) -> Plan:
    public = PlanVersion.objects.filter(state=PlanVersion.State.PUBLISHED).values("plan")
    plan = Plan.objects.filter(slug=slug, pk__in=public).first()
    if plan is None:
        raise missing("slug", _("Não há nenhum plano publicado com esse nome."))
    if plan.owner_id != machine.entity_id:
        words = _("A chave é de outra entidade: só serve para os planos dela.")
        raise Fault(403, "not_yours", words, "slug")
    return plan


def _place(plan: Plan, dico: str) -> Municipality | None:
    """The municipality the reports are for, none for all together; raises Fault for one that is not of the plan."""
    if not dico:
        return None
    named = PlanPlace.objects.filter(version__plan=plan, municipality__dico=dico)
    row = named.filter(version__state=PlanVersion.State.PUBLISHED).select_related("municipality").first()
    if row is None:
        raise not_accepted({"municipality": _("O plano não é deste município.")})
    return row.municipality


def _entries(plan: Plan, place: Municipality | None, sent: ReportsSent) -> list[progress.Entry]:
    codes = [one.measure for one in sent.reports]
    rows = Measure.objects.select_related("plan").filter(plan=plan, code__in=codes)
    measures = {row.code: row for row in rows}
    wrong = {}
    for number, code in enumerate(codes):
        if code not in measures:
            wrong[f"reports.{number}.measure"] = _("O plano não tem esta medida.")
        elif code in codes[:number]:
            wrong[f"reports.{number}.measure"] = _("Esta medida vem duas vezes.")
    if wrong:
        raise not_accepted(wrong)
    return [
        progress.Entry(measures[one.measure], place, sent.reference_date, _cells(one.model_dump()), {})
        for one in sent.reports
    ]


def _cells(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a report says by cell, with empty words left out."""
    return cells.flat({name: value for name, value in said.items() if value not in ("", {}, None)})


def _where(sent: ReportsSent, code: str, cell: str) -> str:
    """Where in what was sent a cell stands."""
    if cell == "reference_date":
        return cell
    number = next(place for place, one in enumerate(sent.reports) if one.measure == code)
    return f"reports.{number}.{cell.replace('/', '.') or 'measure'}"


def _mark(key: str, slug: str, sent: ReportsSent) -> str:
    """What tells one body from another and, without the key, tells nothing of either."""
    body = json.dumps([slug, sent.model_dump(mode="json")], sort_keys=True)
    return hmac.digest(key.encode(), body.encode(), "sha256").hex()


def _said(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.public_id,
        "measure": draft.measure.code,
        "municipality": draft.municipality.dico if draft.municipality else None,
        "reference_date": draft.reference_date.isoformat(),
        "state": draft.state,
        "returned_reason": draft.returned_reason if draft.state == Draft.State.RETURNED else "",
    }
