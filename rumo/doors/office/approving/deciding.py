"""What is done on the review page: each post does one act on the reports chosen, and says what was done or what to mend."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rumo.deliver.plans.models import Plan
from rumo.deliver.progress import actions as progress
from rumo.deliver.progress.actions import Moved, ReportRefused
from rumo.deliver.progress.models import Draft
from rumo.deliver.progress.queries.drafts import Group
from rumo.deliver.rollup import actions as rollup
from rumo.doors.office.approving import rows as shown
from rumo.doors.office.approving.views import page
from rumo.doors.office.gate import Asking, refused, staff
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault
from rumo.ground.people.models import Entity

Act = Callable[..., Any]


ACTS: dict[str, Act] = {
    "publish": rollup.approve_and_publish,
    "approve": progress.approve,
    "return": progress.return_,
    "publish_approved": rollup.publish_drafts,
    "unapprove": progress.unapprove,
    "take_back": progress.unsubmit,
}
"""What each button's name does."""


def _done(name: str, n: int) -> str:
    """Say what was done to `n` reports."""
    told = {
        "publish": ngettext(
            "%(n)s relatório aprovado e publicado. O painel já o mostra.",
            "%(n)s relatórios aprovados e publicados. O painel já os mostra.",
            n,
        ),
        "approve": ngettext(
            "%(n)s relatório aprovado, por publicar.", "%(n)s relatórios aprovados, por publicar.", n
        ),
        "return": ngettext(
            "%(n)s relatório devolvido. Quem o enviou recebe o motivo.",
            "%(n)s relatórios devolvidos. Quem os enviou recebe o motivo.",
            n,
        ),
        "publish_approved": ngettext(
            "%(n)s relatório publicado. O painel já o mostra.",
            "%(n)s relatórios publicados. O painel já os mostra.",
            n,
        ),
        "unapprove": ngettext("%(n)s aprovação anulada.", "%(n)s aprovações anuladas.", n),
        "take_back": ngettext(
            "%(n)s relatório retirado do envio.", "%(n)s relatórios retirados do envio.", n
        ),
    }
    return told[name] % {"n": n}


@require_POST
@staff
def decide(request: Asking, slug: str, date: str) -> HttpResponse:
    """Do one act (`act`) on the chosen reports (`report`, each with the revision the page showed), all of them or none."""
    day = shown.day_of(date)
    plan, group = shown.group_of(request, slug, day)
    name, marks = request.POST.get("act", ""), set(request.POST.getlist("report"))
    chosen = [draft for draft in group.drafts if shown.mark_of(draft) in marks] if group else []
    if group is None or len(chosen) < len(marks):
        words = _("Algo mudou desde que abriu esta página. Nada foi feito: veja como está agora.")
        return page(request, plan, day, group, moved=words, chosen=marks)
    reason = request.POST.get("reason", "")
    if faults := _wrong(name, chosen, reason):
        return page(request, plan, day, group, faults=faults, reason=reason, chosen=marks)
    if name != "take_back" and any(draft.pk not in group.eyes for draft in chosen):
        return refused(request, shown.who_can(group))
    try:
        ACTS[name](
            drafts=chosen, by=request.who.public_id, at=clock.now(), **_more(name, group, chosen, reason)
        )
    except Moved as moved:
        _plan, now = shown.group_of(request, slug, day)
        return page(request, plan, day, now, moved=str(moved), reason=reason, chosen=marks)
    except ReportRefused as wrong:
        faults = (Fault("reason" if name == "return" else "reports", str(wrong)),)
        return page(request, plan, day, group, faults=faults, reason=reason, chosen=marks)
    messages.success(request, _done(name, len(chosen)))
    return _onward(plan, day, len(group.drafts) > len(chosen) or name in ("approve", "unapprove"))


def _wrong(name: str, chosen: Sequence[Draft], reason: str) -> tuple[Fault, ...]:
    """Return what is missing from a decision."""
    if name not in ACTS:
        return (Fault("reports", _("Escolha o que fazer com os relatórios.")),)
    if not chosen:
        return (Fault("reports", _("Escolha pelo menos um relatório.")),)
    if name == "return" and not reason.strip():
        return (Fault("reason", _("Diga porque devolve: quem enviou precisa de saber o que corrigir.")),)
    return ()


def _more(name: str, group: Group, chosen: Sequence[Draft], reason: str) -> dict[str, Any]:
    """Return what an act is told beyond the reports: the reason of a return, the body an approval is given for."""
    if name == "return":
        return {"reason": reason}
    if name in ("publish", "approve"):
        return {"for_name": Entity.objects.get(pk=group.eyes[chosen[0].pk]).name}
    return {}


def _onward(plan: Plan, day: date, more: bool) -> HttpResponse:
    """Go on to what is left of the plan and day, or back to the list."""
    if more:
        return redirect("office:review", slug=plan.slug, date=day.isoformat())
    return redirect("office:approving")


@require_POST
@staff
def verify(request: Asking, slug: str, date: str) -> HttpResponse:
    """Say how far one piece of evidence (`report`, `index`) was looked at (`level`), and whether it proves its indicator (`accepted`)."""
    day = shown.day_of(date)
    plan, group = shown.group_of(request, slug, day)
    mark, index = request.POST.get("report", ""), request.POST.get("index", "")
    chosen = [draft for draft in group.drafts if shown.mark_of(draft) == mark] if group else []
    if not (chosen and group and index.isascii() and index.isdigit()):
        words = _("Este relatório mudou desde que abriu esta página. Nada foi feito: veja como está agora.")
        return page(request, plan, day, group, moved=words)
    if chosen[0].pk not in group.eyes:
        return refused(request, shown.who_can(group))
    try:
        progress.verify(
            draft=chosen[0],
            index=int(index[:6]),
            level=request.POST.get("level", ""),
            accepted=request.POST.get("accepted") == "1",
            by=request.who.public_id,
            at=clock.now(),
        )
    except Moved as moved:
        return page(request, plan, day, shown.group_of(request, slug, day)[1], moved=str(moved))
    except ReportRefused as wrong:
        return page(request, plan, day, group, faults=(Fault("reports", str(wrong)),))
    messages.success(request, _("Ficou escrito o que viu da prova."))
    return redirect("office:review", slug=slug, date=date)
