"""What every page of hearing begins with: the consultation if one may do this there, where the page stands, which page of a list."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rumo.doors.office.gate import Asking
from rumo.doors.web.parts import Crumb, Pager
from rumo.ground.people.rules import Who
from rumo.listen.consultations import rules
from rumo.listen.consultations.models import Consultation, Wording
from rumo.listen.consultations.queries import titled
from rumo.listen.contributions.models import Batch
from rumo.listen.contributions.queries import batches_seen_by
from rumo.listen.gatherings import rules as gatherings
from rumo.listen.gatherings.models import Gathering

PLACE = "consultations"
GATHERINGS = "gatherings"
"""The areas of the office its pages belong to; who has none of the second finds gatherings in the first."""
PAGE = 20
"""Things on a page of a list."""


def seen(request: Asking, slug: str, may: Callable[[Who, Consultation], bool]) -> Consultation:
    """Return a consultation in which the person may do this, with its owner and `title` (one query); 404 otherwise."""
    rows = titled(rules.visible_to(request.who)).select_related("owner")
    row = get_object_or_404(rows, slug=slug)
    if not may(request.who, row):
        raise Http404
    return row


def gathering_seen(request: Asking, slug: str, may: Callable[[Who, Gathering], bool]) -> Gathering:
    """Return a gathering at which the person may do this, with its owner and consultation (one query); 404 otherwise."""
    rows = gatherings.visible_to(request.who).select_related("owner", "consultation")
    row = get_object_or_404(rows, slug=slug)
    if not may(request.who, row):
        raise Http404
    return row


def standing(request: Asking, row: Consultation | Gathering, here: str) -> dict[str, Any]:
    """Return the title of what a page is of, and where the page stands."""
    title = str(getattr(row, "title", row.slug))
    if isinstance(row, Consultation):
        return {"title": title, "place": PLACE, "crumbs": crumbs(row, title, here)}
    trail = [
        Crumb(_("Encontros"), reverse("office:gatherings")),
        Crumb(title, reverse("office:gathering", args=[row.slug])),
    ]
    area = GATHERINGS if any(one.key == GATHERINGS for one in request.areas) else PLACE
    return {"title": title, "place": area, "crumbs": [*trail, Crumb(here)]}


def batch_seen(request: Asking, slug: str, batch: str) -> Batch:
    """Return a batch that the person may see, with its consultation, in which they may write (one query); 404 otherwise."""
    rows = batches_seen_by(request.who).filter(
        consultation__in=rules.visible_to(request.who), consultation__slug=slug
    )
    row = get_object_or_404(rows.select_related("consultation__owner"), public_id=batch)
    if not rules.can_enter(request.who, row.consultation):
        raise Http404
    return row


def heard_by(who: Who, may: Callable[[Who, Consultation], bool]) -> list[Consultation]:
    """Return every consultation that was published in which somebody may do this, the last to close first (one query)."""
    rows = rules.visible_to(who).filter(published_at__isnull=False)
    return [row for row in rows.order_by("-closes_at", "-pk") if may(who, row)]


def titles(rows: Sequence[Consultation]) -> dict[int, str]:
    """Return the titles of consultations in their own language, by row id (one query)."""
    of = {row.pk: row.language for row in rows}
    words = Wording.objects.filter(consultation__in=of, place="title").values_list(
        "consultation", "language", "text"
    )
    return {pk: text for pk, language, text in words if of[pk] == language}


def crumbs(row: Consultation, title: str, here: str, *between: tuple[str, str]) -> list[Crumb]:
    """Return where a page stands: the consultations, this one, what lies between, the page."""
    trail = [
        Crumb(_("Consultas"), reverse("office:consultations")),
        Crumb(title, reverse("office:consultation", args=[row.slug])),
    ]
    return [*trail, *(Crumb(label, href) for label, href in between), Crumb(here)]


def page_of(request: Asking) -> int:
    """Return the page of a list that is asked for, from 1; 404 for none."""
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) < 100_000):
        raise Http404
    return int(text)


def pager(page: int, count: int, **kept: str) -> Pager | None:
    """Return the ways on in a list of so many things; None where one page holds it all. `kept` stays in the addresses."""
    last = max(1, -(-count // PAGE))
    if last == 1 and page == 1:
        return None

    def address(number: int) -> str:
        return "?" + urlencode({**{name: value for name, value in kept.items() if value}, "page": number})

    words = _("Página %(page)s de %(last)s") % {"page": page, "last": last}
    before, after = (address(page - 1) if page > 1 else None), (address(page + 1) if page < last else None)
    return Pager(words, before, after)


def done(request: Asking, words: str, href: str) -> HttpResponseRedirect:
    """Say what was done on the page it leads to (303)."""
    messages.success(request, words)
    return HttpResponseRedirect(href, status=303)
