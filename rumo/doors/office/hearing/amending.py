"""Mending a sheet that was typed with a slip: the same form with what it says, and a reason; another text saved since is shown beside."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.doors.files.told import lines_of
from rumo.doors.office.gate import Asking, refused, staff
from rumo.doors.office.hearing import seeing, sheets
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault
from rumo.listen.consultations.queries import kept
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Batch, Contribution, Passage
from rumo.listen.contributions.queries import sheets_of, wholes
from rumo.listen.contributions.rules import digests, permits
from rumo.listen.contributions.rules.saying import Wrong

REASON = "reason"


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def amend(request: Asking, consultation: str, batch: str, number: str) -> HttpResponse:
    """Show what was typed from a sheet, to be mended; take it: back to the batch, or what is to be mended of it."""
    pile = seeing.batch_seen(request, consultation, batch)
    row = sheets_of(pile).filter(number=number).first()
    if row is None:
        raise Http404
    row.consultation = pile.consultation
    if not permits.can_amend(row, at=request.came_at):
        words = _("Esta folha já não se corrige: o prazo acabou, ou quem a enviou retirou-a.")
        return refused(request, words, 409)
    passages = list(Passage.objects.filter(contribution=row))
    now = digests.content(row, passages)
    if request.method != "POST":
        return _drawn(request, pile, row, sheets.retyped(row, passages), now)
    typed = sheets.typed_of(request.POST)
    try:
        contributions.amend(
            contribution=row,
            said=sheets.said_of(row.kind, typed, kept.asked(row.consultation), {}),
            was=request.POST.get("was", ""),
            reason=request.POST.get(REASON, ""),
            by=request.who.public_id,
            at=clock.now(),
        )
    except contributions.NotAccepted as no:
        return _drawn(request, pile, row, typed, request.POST.get("was", ""), no.faults)
    except contributions.Overtaken as no:
        return _drawn(request, pile, row, typed, now, [Wrong("", str(no))], status=409)
    except contributions.EntryRefused as no:
        return _drawn(request, pile, row, typed, request.POST.get("was", ""), [Wrong(REASON, str(no))])
    words = _("Folha %(number)s corrigida. Falta outra pessoa conferi-la.") % {"number": row.number}
    return seeing.done(request, words, _back(pile))


def _drawn(
    request: Asking,
    pile: Batch,
    row: Contribution,
    typed: sheets.Typed,
    was: str,
    wrong: Sequence[Wrong] = (),
    *,
    status: int = 422,
) -> HttpResponse:
    """Draw the form; with status 409 also what is kept now."""
    put = kept.asked(row.consultation)
    words = kept.words_of(row.consultation, row.consultation.language)
    here = _("Corrigir uma folha")
    between = [
        (_("Escrever o que alguém disse"), reverse("office:batches", args=[row.consultation.slug])),
        (pile.name, _back(pile)),
    ]
    context: dict[str, Any] = {
        "row": row.consultation,
        "batch": pile,
        "sheet": row,
        "here": here,
        "place": seeing.PLACE,
        "crumbs": seeing.crumbs(row.consultation, str(words["title"]), here, *between),
        "was": was,
        "reason": sheets.one(typed, REASON),
        "theirs": lines_of(wholes([row])[0], put, words) if status == 409 else (),
        **sheets.drawn(row.consultation, row.kind, put, words, typed, wrong),
    }
    context["focus"] = ""
    context["faults"] = [
        Fault(REASON, fault.text) if mine.place == REASON else fault
        for mine, fault in zip(wrong, context["faults"], strict=True)
    ]
    return render(request, "office/hearing/amend.html", context, status=status if wrong else 200)


def _back(pile: Batch) -> str:
    return reverse("office:batch", args=[pile.consultation.slug, pile.public_id])
