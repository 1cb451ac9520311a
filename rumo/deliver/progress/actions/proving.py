"""The evidence of a report in the making: added, taken away, and looked at by whoever reviews it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.progress import models as m
from rumo.deliver.progress.actions.drafting import refuse
from rumo.deliver.progress.actions.holding import EDITABLE, Moved, keep, locked, today, told
from rumo.deliver.progress.actions.importing import ReportFault, ReportRefused
from rumo.deliver.progress.queries.promised import promised
from rumo.deliver.progress.rules import IN_REVIEW
from rumo.ground.files.models import StoredFile
from rumo.science.planfile import values
from rumo.science.planfile.cells import TEXTS
from rumo.science.planfile.values import Wrong

KINDS = ("link", "file", "note")
MOST = 50
"""Pieces of evidence in one report."""
_NEEDED = {"link": "url", "file": "file", "note": "note"}


@transaction.atomic
def attach(*, draft: m.Draft, item: Mapping[str, Any], by: str, at: datetime) -> m.Draft:
    """Add a piece of evidence: a link {url}, a kept file {file: its public id} or a note {note}, with what else is known of it.

    `item` may hold title, on (a day, not to come), note, indicator (a code of the measure) and reserved (kept from the public).
    Raises ReportRefused with the faults, Moved when the report was sent. The very same piece again adds nothing.
    """
    (draft,) = locked([draft], EDITABLE)
    known = _item(draft, item, at)
    shown = list(draft.said.get("evidence", []))
    if known in shown:
        return draft
    if len(shown) >= MOST:
        raise ReportRefused(_("Um relatório leva até %(most)s provas.") % {"most": MOST})
    draft.said = {**draft.said, "evidence": [*shown, known]}
    keep(draft, by, at)
    told(draft, verb="report.attach", by=by, at=at, new={"evidence": known})
    return draft


@transaction.atomic
def detach(*, draft: m.Draft, index: int, by: str, at: datetime) -> m.Draft:
    """Take a piece of evidence away, by its place in the list. Raises Moved when it is not there any more or the report was sent."""
    (draft,) = locked([draft], EDITABLE)
    shown = list(draft.said.get("evidence", []))
    gone = _at(shown, index)
    del shown[index]
    draft.said = {**draft.said, "evidence": shown}
    keep(draft, by, at)
    told(draft, verb="report.detach", by=by, at=at, old={"evidence": gone})
    return draft


@transaction.atomic
def verify(*, draft: m.Draft, index: int, level: str, accepted: bool, by: str, at: datetime) -> m.Draft:
    """Say how far a piece of evidence was looked at (none, seen, checked) and whether it proves its indicator; what is accepted counts.

    Done while the report is in review, by somebody other than who sent it; after publication only a correction changes it.
    Raises ReportRefused for an unknown level and for the sender's own report, Moved when it is not in review.
    """
    (draft,) = locked([draft], IN_REVIEW)
    if by == draft.submitted_by:
        raise ReportRefused(_("A prova é vista por outra pessoa, não por quem enviou o relatório."))
    if level not in m.Evidence.Verification.values:
        raise ReportRefused(_("Escolha até onde a prova foi vista: por ver, vista ou conferida."))
    shown = list(draft.said.get("evidence", []))
    was = _at(shown, index)
    shown[index] = {**was, "verification": level, "accepted": accepted}
    if shown[index] != was:
        draft.said = {**draft.said, "evidence": shown}
        m.Draft.objects.bulk_update([draft], ["said"])
        told(draft, verb="report.verify", by=by, at=at, old={"evidence": was}, new={"evidence": shown[index]})
    return draft


def _at(shown: list[dict[str, Any]], index: int) -> dict[str, Any]:
    if not 0 <= index < len(shown):
        raise Moved(_("Esta prova já não está no relatório: veja como está agora."))
    return shown[index]


def _item(draft: m.Draft, item: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """Return a piece of evidence as it is kept. Raises ReportRefused with all that is wrong with it."""
    faults: list[ReportFault] = []
    code = draft.measure.code

    def read(name: str, how: Any) -> Any:
        raw = item.get(name)
        if raw is None or raw == "":
            return None
        try:
            return how(raw)
        except Wrong as wrong:
            faults.append(ReportFault(f"evidence/{name}", str(wrong), code))
            return None

    known = {
        "kind": read("kind", lambda raw: values.choice(raw, KINDS)),
        "title": read("title", values.name),
        "url": read("url", values.url),
        "file": read("file", lambda raw: values.text(raw, limit=16)),
        "note": read("note", lambda raw: values.text(raw, limit=TEXTS["note"], lines=True)),
        "on": read("on", values.date),
        "indicator": read("indicator", values.code),
        "reserved": bool(read("reserved", values.truth)),
    }
    needed = _NEEDED.get(known["kind"] or "", "kind")
    if not known[needed] and not any(fault.cell == f"evidence/{needed}" for fault in faults):
        faults.append(ReportFault(f"evidence/{needed}", _("falta: escreva-o"), code))
    if known["on"] and known["on"] > today(at):
        faults.append(ReportFault("evidence/on", _("a data da prova ainda não chegou"), code))
    if known["indicator"] and known["indicator"] not in _codes(draft):
        faults.append(ReportFault("evidence/indicator", _("este indicador não existe na medida"), code))
    if known["file"] and not _kept(known["file"]):
        faults.append(
            ReportFault("evidence/file", _("este ficheiro não está guardado: envie-o outra vez"), code)
        )
    refuse(faults)
    if known["on"]:
        known["on"] = known["on"].isoformat()
    return {name: value for name, value in known.items() if value not in (None, False)}


def _codes(draft: m.Draft) -> set[str]:
    asked = (draft.measure_id, draft.reference_date)
    measure = promised({asked}).get(asked)
    return {indicator.code for indicator in measure.indicators} if measure else set()


def _kept(public_id: str) -> bool:
    """Tell whether a file was received and not rejected; one in quarantine may be named, and is served once it is released."""
    return StoredFile.objects.filter(public_id=public_id).exclude(state=StoredFile.State.REJECTED).exists()
