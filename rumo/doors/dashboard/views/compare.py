"""Up to four municipalities or regions side by side: by name, never by rank."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rumo.deliver.rollup.queries.scopes import Scope
from rumo.doors.dashboard import parts, peers, places
from rumo.doors.dashboard.looking import Look, look, page
from rumo.doors.web.asking import BadQuestion
from rumo.doors.web.parts import Crumb

MOST = 4


@page
def compare(request: HttpRequest) -> HttpResponse:
    """Set side by side what the reader chose, in alphabetical order."""
    seen = look(request, "country")
    known = peers.everywhere(seen)
    texts = [text.strip() for text in request.GET.getlist("com") if text.strip()]
    if len(texts) > MOST:
        raise BadQuestion("com", _("Escolha até %(most)s municípios ou regiões.") % {"most": MOST})
    chosen, faults = peers.find(texts, known)
    sides = [_side(seen, peer) for peer in sorted(chosen, key=lambda peer: places.order(peer.label))]
    context = {
        **parts.frame(seen, parts.crumbs(seen, Crumb(_("Comparar")))),
        "known": known,
        "sides": sides,
        "slots": [
            (number + 1, *slot) for number, slot in enumerate(peers.slots(texts, chosen, faults, MOST))
        ],
        "faults": faults,
    }
    return render(request, "dashboard/compare.html", context)


@dataclass(frozen=True, slots=True)
class Side:
    """One of those compared: its look, headline and counts."""

    peer: peers.Peer
    href: str
    headline: dict[str, Any]
    counts: dict[str, Any]
    plans: int


def _side(seen: Look, peer: peers.Peer) -> Side:
    scope = Scope(peer.kind, peer.key, peer.label, places=peer.places)
    its = Look(seen.asked, seen.reading.of(scope), seen.lang, seen.path)
    href = (
        its.link("municipality", peer.slug) if peer.kind == "municipality" else its.link("region", peer.key)
    )
    return Side(peer, href, parts.headline(its), parts.counts(its), len(its.reading.by("plan")))
