"""Pages of good practices in the office: those one may see, what waits first; one with what may be done with it."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.doors.files import serving
from rumo.doors.files.practices import told
from rumo.doors.office.areas import outside_tabs
from rumo.doors.office.gate import Asking, staff
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Option
from rumo.ground.files.queries import served
from rumo.ground.people.models import Entity
from rumo.listen.practices import queries, rules
from rumo.listen.practices.models import Adoption, Practice, Version
from rumo.listen.practices.queries import office_list, to_confirm
from rumo.listen.practices.rules.permits import sees_all
from rumo.listen.practices.rules.reasons import EVERY, RETURNED, WITHDRAWN

MOST = 100
"""Practices listed at once."""
WAITING = (Practice.State.PROPOSED, Practice.State.IN_REVIEW)


@require_safe
@staff
def practices(request: Asking) -> HttpResponse:
    """List what waits to be reviewed, what waits to be confirmed, and every practice one may see."""
    who = request.who
    context = {
        "place": "evaluations",
        "tabs": outside_tabs("practices"),
        "waiting": list(office_list(who, WAITING)[:MOST]) if rules.can_review(who) else [],
        "confirm": to_confirm(who),
        "rows": list(office_list(who)[:MOST]),
    }
    return render(request, "office/exchanging/practices.html", context)


@require_safe
@staff
def practice(request: Asking, practice: str) -> HttpResponse:
    """Show a practice and what may be done with it."""
    return render(request, "office/exchanging/practice.html", shown(request, seen(request, practice)))


@require_safe
@staff
def proof(request: Asking, practice: str, file: str) -> HttpResponseBase:
    """A file that came with a practice one may see."""
    held = queries.card(seen(request, practice)).proofs
    kept = served(file) if any(one.file.public_id == file for one in held) else None
    if kept is None:
        raise Http404
    return serving.answer(kept.stored)


def seen(request: Asking, number: str) -> Version:
    """Return what one may read of a practice one may see: its newest version, or the one in force (one query); anything else is not found."""
    rows = Version.objects.filter(practice__in=rules.visible_to(request.who), practice__number=number)
    if not sees_all(request.who):
        rows = rows.exclude(published_at__isnull=True, practice__state=Practice.State.PUBLISHED)
    found = rows.select_related("practice__municipality", "practice__body").order_by("-number").first()
    if found is None:
        raise Http404
    return found


def shown(request: Asking, version: Version, **more: Any) -> dict[str, Any]:
    """Return what the page of a practice shows (seven queries)."""
    who, row = request.who, version.practice
    adoptions = list(Adoption.objects.filter(practice=row).select_related("entity", "adopted_from__entity"))
    public = row.state == Practice.State.PUBLISHED
    draft = version.published_at is None
    return {
        "place": "evaluations",
        "crumbs": [Crumb(_("Boas práticas"), reverse("office:practices")), Crumb(version.title)],
        "row": row,
        "version": version,
        "draft": draft,
        "card": told(queries.card(version), get_language() or "pt"),
        "why": EVERY.get(row.reason, row.reason),
        "adoptions": [one for one in adoptions if one.confirmed_at],
        "confirm": [one for one in adoptions if rules.can_confirm(who, one)],
        "reviews": rules.can_review(who) and row.state in WAITING,
        "revises": rules.can_review(who) and public,
        "publishes": rules.can_publish(who, version) and draft and (public or row.state in WAITING),
        "withdraws": rules.can_withdraw(who) and row.state != Practice.State.WITHDRAWN,
        **(_joining(request, row, adoptions) if public else {}),
        **_choices(request),
        **more,
    }


def _joining(request: Asking, row: Practice, adoptions: list[Adoption]) -> dict[str, Any]:
    """Return for which bodies one may say that they took it up, from whom, and in whose name recognise it (one query)."""
    who, post = request.who, request.POST
    held = Entity.objects.all() if who.national else Entity.objects.filter(pk__in=who.entities())
    bodies = [one for one in held.order_by("kind", "name", "pk") if not rules.is_own(row, one)]
    taken = {one.entity_id for one in adoptions}
    adopters = [one for one in bodies if rules.can_record(who, one) and one.pk not in taken]
    chosen = post.get("entity", "")
    sources = [one for one in adoptions if one.confirmed_at]
    return {
        "adopters": [Option(one.public_id, one.name, one.public_id == chosen) for one in adopters],
        "sources": [
            Option("", _("De quem a fez primeiro"), not post.get("adopted_from")),
            *(
                Option(one.public_id, f"{one.entity.name} ({one.year})", one.public_id == post.get("adopted_from"))
                for one in sources
            ),
        ],
        "peers": [
            Option(one.public_id, one.name, one.public_id == chosen)
            for one in bodies
            if rules.can_recognise(who, row, one)
        ],
        "year": post.get("year", str(clock.today().year)),
    }  # fmt: skip


def _choices(request: Asking) -> dict[str, Any]:
    chosen = request.POST.get("reason", "")
    return {
        "returned_for": [Option(key, str(text), key == chosen) for key, text in RETURNED.items()],
        "withdrawn_for": [Option(key, str(text), key == chosen) for key, text in WITHDRAWN.items()],
        "typed": request.POST,
    }
