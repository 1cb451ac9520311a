"""Pages of moderation: what waits in one consultation or in all, and the decisions, one or several at once."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.hearing import seeing, translating
from rumo.doors.office.hearing.queue import Queue, key_of, queue
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault, Option
from rumo.ground.people.models import Role
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.rules import LANGUAGES, can_moderate
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Contribution, Kind, Passage
from rumo.listen.contributions.rules.reasons import REASONS
from rumo.listen.gatherings.models import Gathering
from rumo.listen.gatherings.rules import tables

MODERATORS = (Role.MODERATOR, Role.NATIONAL_COORDINATOR, Role.MUNICIPAL_COORDINATOR)
ENOUGH = 20 * 2_000
"""Characters of the list of texts a decision is on."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def every(request: Asking) -> HttpResponse:
    """What waits in every consultation one moderates."""
    if not request.who.has(*MODERATORS):
        raise Http404
    gatherings = list(tables.moderated_by(request.who))
    return _moderated(request, seeing.heard_by(request.who, can_moderate), None, gatherings)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def one(request: Asking, consultation: str) -> HttpResponse:
    """What waits in one consultation."""
    row = seeing.seen(request, consultation, can_moderate)
    return _moderated(request, [row], row)


def _moderated(
    request: Asking,
    rows: Sequence[Consultation],
    only: Consultation | None,
    gatherings: Sequence[Gathering] = (),
) -> HttpResponse:
    if request.method != "POST":
        return _page(request, rows, only, gatherings)
    keys = [
        one
        for key in request.POST.getlist("item")[: seeing.PAGE]
        for one in request.POST.get(f"keys-{key}", "")[:ENOUGH].split()
    ]
    if (
        asked := translating.ask(request, _passages(rows, gatherings, keys) if "ask" in request.POST else ())
    ) is not None:
        return asked
    typed = _typed(request)
    decisions = _decisions(rows, gatherings, typed)
    if not decisions:
        return _page(
            request, rows, only, gatherings, faults=[Fault("decide", _("Escolha pelo menos uma decisão."))]
        )
    try:
        n = contributions.decide(decisions=decisions, by=request.who.public_id, at=clock.now())
    except contributions.DecisionsRefused as no:
        return _page(request, rows, only, gatherings, typed=typed, errors=no.faults)
    told = ngettext("%(n)s texto decidido.", "%(n)s textos decididos.", n) % {"n": n}
    language = request.GET.get("lingua", "")
    return seeing.done(
        request, told, request.path + (f"?{urlencode({'lingua': language})}" if language else "")
    )


def _typed(request: Asking) -> dict[str, dict[str, str]]:
    """Return what is decided of each item, by its key; items left alone are left out."""
    found = {}
    for key in request.POST.getlist("item")[: seeing.PAGE]:
        said = {
            name: request.POST.get(f"{name}-{key}", "") for name in ("decision", "reason", "note", "keys")
        }
        if said["decision"] in ("show", "hide"):
            found[key] = said
    return found


def _decisions(
    rows: Sequence[Consultation], gatherings: Sequence[Gathering], typed: dict[str, dict[str, str]]
) -> list[contributions.Decision]:
    """Return the decisions in the order of the page, on texts that one moderates alone (one query)."""
    keys = [key for said in typed.values() for key in said["keys"][:ENOUGH].split()]
    found = {key_of(row): row for row in _passages(rows, gatherings, keys)}
    decisions = []
    for said in typed.values():
        put = True
        for key in said["keys"][:ENOUGH].split():
            if (passage := found.get(key)) is None:
                continue
            statement = passage.contribution.kind == Kind.STATEMENT
            shown = said["decision"] == "show"
            reason, note = ("" if shown else said["reason"]), said["note"]
            decisions.append(contributions.Decision(passage, shown, reason, note, put=statement and put))
            put = False  # of many that say the same, one is put to votes
    return decisions


def _passages(
    rows: Sequence[Consultation], gatherings: Sequence[Gathering], keys: Sequence[str]
) -> list[Passage]:
    numbers = {key.partition("~")[0] for key in keys}
    said_in = Q(consultation__in=list(rows)) | Q(consultation__isnull=True, gathering__in=list(gatherings))
    of = Contribution.objects.filter(said_in, number__in=numbers)
    return list(
        Passage.objects.filter(contribution__in=of, place__in={key.partition("~")[2] for key in keys})
        .select_related("contribution__consultation", "contribution__gathering")
        .order_by("pk")
    )


def _page(
    request: Asking,
    rows: Sequence[Consultation],
    only: Consultation | None,
    gatherings: Sequence[Gathering] = (),
    *,
    typed: dict[str, dict[str, str]] | None = None,
    errors: dict[int, str] | None = None,
    faults: Sequence[Fault] = (),
) -> HttpResponse:
    page, language = seeing.page_of(request), request.GET.get("lingua", "")[:10]
    by = request.who.public_id
    found = queue(rows, by, gatherings=gatherings, language=language, page=page, typed=typed, errors=errors)
    titles = seeing.titles(rows)
    faults = [*faults, *(Fault(f"reason-{item.key}", item.error) for item in found.items if item.error)]
    here = _("Decidir o que se publica")
    context: dict[str, Any] = {
        "place": seeing.PLACE if only else "today",
        "crumbs": seeing.crumbs(only, titles[only.pk], here) if only else None,
        "only": only,
        "title": titles[only.pk] if only else "",
        "titles": titles,
        "queue": found,
        "reasons": [Option(key, str(words)) for key, words in REASONS.items()],
        "words": REASONS,
        "filters": _filters(found, language),
        "faults": faults,
        "pager": seeing.pager(page, found.decisions, lingua=language),
        **translating.offered([one for item in found.items for one in (item.passage, *item.others)]),
    }
    return render(request, "office/hearing/moderate.html", context, status=422 if faults else 200)


def _filters(found: Queue, language: str) -> list[tuple[str, str, int, bool]]:
    """Return the languages one may look at alone, as (address, name, how many, whether it is this), all of them first."""
    total = sum(found.languages.values())
    first = ("?", _("Todas as línguas"), total, not language)
    return [
        first,
        *(
            (f"?lingua={code}", LANGUAGES.get(code, code), n, code == language)
            for code, n in found.languages.items()
        ),
    ]
