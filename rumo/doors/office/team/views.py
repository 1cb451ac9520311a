"""The pages of the team: the bodies one may see, the people of one, one person's role."""

from typing import Any

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.doors.office.gate import Asking, staff
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Option
from rumo.ground.people import rules
from rumo.ground.people.models import Entity, Membership, Role, User
from rumo.ground.people.queries import staff_of, visible_entities, waiting_to_be_verified

MOST = 50
"""Bodies listed at once; a search finds the others."""


@require_safe
@staff
def team(request: Asking) -> HttpResponse:
    """List the bodies whose people may be seen, one's own first; `q` looks for others by name."""
    who, text = request.who, request.GET.get("q", "").strip()[:100]
    seen = visible_entities(who)
    if text:
        seen = seen.filter(name__icontains=text)
    else:
        with_people = Membership.objects.filter(revoked_at__isnull=True).values("entity")
        seen = seen.filter(pk__in=with_people)
    found = list(seen.order_by("kind", "name")[: MOST + 1])
    counts = dict(
        Membership.objects.filter(entity__in=found, revoked_at__isnull=True)
        .values_list("entity")
        .annotate(n=Count("user", distinct=True))
    )
    context = {
        "place": "team",
        "rows": [(entity, counts.get(entity.pk, 0)) for entity in found[:MOST]],
        "more": len(found) > MOST,
        "text": text,
        "searches": who.has(*rules.NATIONAL, Role.AUDITOR),
        "can_add": rules.can_add_entity(who),
        "own": who.entities(),
        "can_verify": rules.can_verify(who),
        "enrolments": waiting_to_be_verified(who),
    }
    return render(request, "office/team/team.html", context)


@require_safe
@staff
def entity(request: Asking, entity: str) -> HttpResponse:
    """Show who acts for a body, who is invited, who stands in for whom."""
    body = visible_or_invitable(request, entity)
    people = staff_of(body, at=request.came_at, on=clock.today())
    members = people.members if rules.can_see_people(request.who, body) else []
    context = {
        "place": "team",
        "crumbs": [Crumb(_("Equipa"), reverse("office:team")), Crumb(body.name)],
        "body": body,
        "members": [(m, rules.can_end(request.who, m), described(m.role)) for m in members],
        "invitations": [(i, rules.can_cancel(request.who, i)) for i in people.invitations],
        "substitutions": [(s, rules.can_end(request.who, s.membership)) for s in people.substitutions],
        "can_invite": bool(roles_to_invite(request.who, body)),
        "can_make_token": rules.can_make_token(request.who, body),
    }
    return render(request, "office/team/entity.html", context)


@require_safe
@staff
def membership(request: Asking, membership: str) -> HttpResponse:
    """Show one person's role in a body, and what can be done with it."""
    return render(request, "office/team/membership.html", of_membership(request, membership))


def of_membership(request: Asking, public_id: str) -> dict[str, Any]:
    """Return what the page of a role shows; 404 for a role one may not end."""
    row = endable(request, public_id)
    others = User.objects.filter(
        pk__in=Membership.objects.filter(entity=row.entity, revoked_at__isnull=True).values("user"),
        is_active=True,
    ).exclude(pk=row.user_id)
    return {
        "place": "team",
        "crumbs": [
            Crumb(_("Equipa"), reverse("office:team")),
            Crumb(row.entity.name, reverse("office:entity", args=[row.entity.public_id])),
            Crumb(row.user.name),
        ],
        "row": row,
        "described": described(row.role),
        "can_invite": bool(roles_to_invite(request.who, row.entity)),
        "others": [Option(user.public_id, user.name) for user in others.order_by("name", "pk")],
    }


def endable(request: Asking, public_id: str) -> Membership:
    """Return a role in force that may be ended, handed over or stood in for; anything else is not found."""
    found = Membership.objects.filter(revoked_at__isnull=True).select_related("user", "entity")
    row = get_object_or_404(found, public_id=public_id)
    if not rules.can_end(request.who, row):
        raise Http404
    return row


def visible_or_invitable(request: Asking, public_id: str) -> Entity:
    """Return a body whose people may be seen, or to which somebody may be invited; anything else is not found."""
    body = get_object_or_404(Entity, public_id=public_id)
    if not rules.can_see_people(request.who, body) and not roles_to_invite(request.who, body):
        raise Http404
    return body


def roles_to_invite(who: rules.Who, body: Entity) -> list[Role]:
    """Return the roles somebody may invite to in a body."""
    return [role for role in Role if rules.can_invite(who, body, role)]


def described(role: str) -> tuple[str, str]:
    """Return a role's name and what it may do."""
    return str(Role(role).label), str(rules.DESCRIPTIONS[Role(role)])
