"""Writing down what others say: batches, and sheet after sheet, each answered with its receipt and the next empty sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.doors.files import annexes
from rumo.doors.office.gate import Asking, refused, staff
from rumo.doors.office.hearing import seeing, sheets
from rumo.doors.office.hearing.tokens import SHEET, of_draft
from rumo.doors.web import clock, tokens
from rumo.doors.web.draw.qr import qr
from rumo.doors.web.parts import Fault, Option
from rumo.ground.files.models import StoredFile
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.queries import Asked, Words, asked, words_of
from rumo.listen.consultations.rules import can_enter
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Batch, Channel
from rumo.listen.contributions.queries import batches_seen_by, piles
from rumo.listen.contributions.rules.permits import can_enter_late
from rumo.listen.contributions.rules.saying import Wrong
from rumo.science import codes

BLANK = "em-branco"
"""Asks for a sheet on which nothing is written: what a device keeps for when there is no network."""
KEPT = ("audience", "language")
"""What the next sheet begins with: as in the one before."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a sheet is typed: the consultation, what it asks in which words, the batch, and what kind of sheet."""

    row: Consultation
    batch: Batch
    put: Asked
    words: Mapping[str, Words]
    kind: str
    typed: dict[str, list[str]] = field(default_factory=dict)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def batches(request: Asking, consultation: str) -> HttpResponse:
    """List the batches of a consultation, and begin one."""
    row = seeing.seen(request, consultation, can_enter)
    name, channel = request.POST.get("name", ""), request.POST.get("channel", "")
    faults: list[Fault] = []
    if request.method == "POST":
        try:
            made = contributions.open_batch(
                consultation=row, name=name, channel=channel, by=request.who.public_id, at=clock.now()
            )
        except contributions.EntryRefused as no:
            faults = [Fault("name" if not name.strip() else "channel-1", str(no))]
        else:
            return seeing.done(request, _("Conjunto aberto."), _at("batch-sheet", row, made))
    title = seeing.titles([row])[row.pk]
    context = {
        "row": row,
        "title": title,
        "place": seeing.PLACE,
        "crumbs": seeing.crumbs(row, title, _("Escrever o que alguém disse")),
        "piles": piles(batches_seen_by(request.who).filter(consultation=row)),
        "channels": [Option(key.value, str(key.label), key.value == channel) for key in contributions.BEHALF],
        "name": name,
        "faults": faults,
        "wrong": {fault.field: fault.text for fault in faults},
        "open": can_enter_late(row, at=request.came_at),
    }
    return render(request, "office/hearing/batches.html", context, status=422 if faults else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def sheet(request: Asking, consultation: str, batch: str) -> HttpResponse:
    """Show an empty sheet, or the one left unfinished; take one, and answer with its receipt and the next."""
    pile = seeing.batch_seen(request, consultation, batch)
    row = pile.consultation
    if not can_enter_late(row, at=request.came_at):
        return refused(request, _("Já não se escreve nesta consulta: o prazo para o fazer acabou."), 409)
    offered = sheets.kinds(row)
    words = words_of(row, row.language)
    draft = of_draft(pile, request.who.public_id)
    if request.method == "POST":
        asks = request.POST.get("kind", "")
        desk = Desk(
            row,
            pile,
            asked(row),
            words,
            asks if asks in offered else offered[0],
            sheets.typed_of(request.POST),
        )
        return _sent(request, desk, draft)
    kept = contributions.read_draft(consultation=row, token=draft)
    asks = request.GET.get("tipo", "")
    if BLANK in request.GET or (asks and asks != sheets.one(kept.get("typed", {}), "kind")):
        kept = {}  # another sheet is begun; the one left unfinished stays
    typed = kept.get("typed", {})
    asks = asks or sheets.one(typed, "kind")
    desk = Desk(row, pile, asked(row), words, asks if asks in offered else offered[0], typed)
    return _drawn(request, desk, kept.get("token") or tokens.fresh(SHEET))


def _sent(request: Asking, desk: Desk, draft: str) -> HttpResponse:
    """Keep a sheet for later, or take it."""
    if (token := tokens.read(request, SHEET)) is None:
        words = _("Este formulário esteve aberto demasiado tempo. Veja se está tudo e envie de novo.")
        return _drawn(request, desk, tokens.fresh(SHEET), wrong=[Wrong("", words)])
    if request.POST.get("act") == "later":
        contributions.keep_draft(
            consultation=desk.row,
            token=draft,
            data={"token": request.POST["token"], "typed": desk.typed},
            at=clock.now(),
        )
        words = _("Guardado. Quando voltar a esta folha, está como a deixou.")
        return seeing.done(request, words, _at("batch", desk.row, desk.batch))
    try:
        scans = _scans(request)
        received = contributions.submit(
            consultation=desk.row,
            said=sheets.said_of(desk.kind, desk.typed, desk.put, scans),
            token=token,
            at=clock.now(),
            entered=contributions.Entered(desk.batch.channel, request.who.public_id, desk.batch),
        )
    except contributions.NotAccepted as no:
        return _drawn(request, desk, request.POST["token"], wrong=no.faults)
    contributions.drop_draft(token=draft)
    desk = Desk(
        desk.row,
        desk.batch,
        desk.put,
        desk.words,
        desk.kind,
        {name: desk.typed.get(name, []) for name in KEPT},
    )
    return _drawn(request, desk, tokens.fresh(SHEET), received=received)


def _scans(request: Asking) -> dict[str, list[StoredFile]]:
    """Keep the files that came with a sheet, by place; raises NotAccepted with what is wrong with one."""
    found = {}
    for name, sent in request.FILES.lists():
        place = f"question:{name.removeprefix('q-')}" if name.startswith("q-") else sheets.SCAN
        wrong = "files" if place == sheets.SCAN else place
        found[place] = annexes.keep(sent, place=wrong, by=request.who.public_id, at=clock.now())
    return found


def _drawn(
    request: Asking,
    desk: Desk,
    token: str,
    *,
    wrong: Sequence[Wrong] = (),
    received: contributions.Received | None = None,
) -> HttpResponse:
    title, label = str(desk.words["title"]), _("Escrever uma folha")
    between = [
        (_("Escrever o que alguém disse"), reverse("office:batches", args=[desk.row.slug])),
        (desk.batch.name, _at("batch", desk.row, desk.batch)),
    ]
    context: dict[str, Any] = {
        "row": desk.row,
        "batch": desk.batch,
        "channel": Channel(desk.batch.channel).label,
        "title": title,
        "place": seeing.PLACE,
        "crumbs": seeing.crumbs(desk.row, title, label, *between),
        "token": token,
        "kinds": [(key, words, key == desk.kind) for key, words in sheets.names_of_kinds(desk.row)],
        "unfinished": bool(desk.typed) and not wrong and received is None,
        "slip": _slip(received) if received else None,
        "taken": request.POST.get("token", "") if received else "",
        "spare": tokens.fresh(SHEET),
        "blank": BLANK,
        **sheets.drawn(desk.row, desk.kind, desk.put, desk.words, desk.typed, wrong),
    }
    if wrong:
        context["focus"] = ""
    status = 422 if wrong else 201 if received and received.made else 200
    return render(request, "office/hearing/sheet.html", context, status=status)


def _slip(received: contributions.Received) -> dict[str, Any]:
    """What is handed over: shown once, kept nowhere."""
    code = codes.shown(received.code)
    return {"code": code, "number": received.contribution.number, "qr": qr(code), "made": received.made}


def _at(name: str, row: Consultation, batch: Batch) -> str:
    return reverse(f"office:{name}", args=[row.slug, batch.public_id])
