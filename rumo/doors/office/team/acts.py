"""What is done on the pages of the team: each view calls one action, and says what was done or what to mend."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rumo.deliver.plans import actions as plans
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.team import views
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Fault, Option
from rumo.ground.people import actions as people
from rumo.ground.people import rules
from rumo.ground.people.models import Entity, Invitation, Membership, Substitution, User

ADDED = ("council", "public_body", "association", "university", "company")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def invite(request: Asking, entity: str) -> HttpResponse:
    """Invite somebody to a role in a body."""
    body = views.visible_or_invitable(request, entity)
    roles = views.roles_to_invite(request.who, body)
    if not roles:
        raise Http404
    said = {name: request.POST.get(name, "").strip() for name in ("email", "name", "role", "language")}
    faults: list[Fault] = []
    if request.method == "POST":
        faults = _wrong_invitation(request, said, [str(role) for role in roles])
        if not faults:
            done = _tried(faults, "email", _invited, request=request, body=body, said=said)
            if done:
                messages.success(request, _("Convite enviado para %(email)s.") % {"email": said["email"]})
                return redirect("office:entity", entity=body.public_id)
    context = {
        "place": "team",
        "crumbs": _crumbs(body, _("Convidar")),
        "body": body,
        "said": said,
        "faults": faults,
        "wrong": {fault.field: fault.text for fault in faults},
        "roles": [(role, *views.described(role), str(role) == said["role"]) for role in roles],
        "languages": _languages(said["language"] or "pt"),
    }
    return render(request, "office/team/invite.html", context, status=422 if faults else 200)


def _invited(request: Asking, body: Entity, said: dict[str, str]) -> Invitation:
    return people.invite(
        entity=body,
        role=said["role"],
        email=said["email"],
        name=said["name"],
        language=said["language"],
        by=request.who.public_id,
        inviter=request.who.name,
        at=clock.now(),
    )


def _wrong_invitation(request: Asking, said: dict[str, str], roles: list[str]) -> list[Fault]:
    faults = []
    if not said["name"]:
        faults.append(Fault("name", _("Escreva o nome ou a função da pessoa.")))
    elif len(said["name"]) > 200:
        faults.append(Fault("name", _("O nome tem mais de 200 carateres: encurte-o.")))
    try:
        validate_email(said["email"])
    except ValidationError:
        faults.append(
            Fault("email", _("Escreva um endereço de correio eletrónico, por exemplo nome@municipio.pt."))
        )
    if said["email"].casefold() == request.who.email:
        faults.append(Fault("email", _("Ninguém se convida a si: peça a outra pessoa da coordenação.")))
    if said["role"] not in roles:
        faults.append(Fault("role", _("Escolha a função.")))
    if said["language"] not in dict(settings.WHOLE_LANGUAGES):
        said["language"] = "pt"
    return faults


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new_entity(request: Asking) -> HttpResponse:
    """Add a body that is not there yet."""
    if not rules.can_add_entity(request.who):
        raise Http404
    said = {name: request.POST.get(name, "").strip() for name in ("kind", "name")}
    faults: list[Fault] = []
    if request.method == "POST":
        if said["kind"] not in ADDED:
            faults.append(Fault("kind", _("Escolha o tipo de entidade.")))
        elif len(said["name"]) > 300:
            faults.append(Fault("name", _("O nome tem mais de 300 carateres: encurte-o.")))
        else:
            by, at = request.who.public_id, clock.now()
            made = _tried(
                faults, "name", people.add_entity, kind=said["kind"], name=said["name"], by=by, at=at
            )
            if made:
                messages.success(request, _("Entidade acrescentada. Pode agora convidar quem fala por ela."))
                return redirect("office:invite", entity=made.public_id)
    labels = {kind.value: str(kind.label) for kind in Entity.Kind}
    context = {
        "place": "team",
        "crumbs": [Crumb(_("Equipa"), reverse("office:team")), Crumb(_("Nova entidade"))],
        "said": said,
        "faults": faults,
        "wrong": {fault.field: fault.text for fault in faults},
        "kinds": [Option(kind, labels[kind], kind == said["kind"]) for kind in ADDED],
    }
    return render(request, "office/team/new_entity.html", context, status=422 if faults else 200)


@require_POST
@staff
def cancel(request: Asking, invitation: str) -> HttpResponse:
    """Take an invitation back; one that is no longer open stays as it is."""
    row = get_object_or_404(Invitation.objects.select_related("entity"), public_id=invitation)
    if not rules.can_cancel(request.who, row):
        raise Http404
    try:
        people.cancel(invitation=row, by=request.who.public_id, at=clock.now())
        messages.success(request, _("Convite retirado. A ligação que a pessoa recebeu já não serve."))
    except people.PeopleRefused as refused:
        messages.warning(request, str(refused))
    return redirect("office:entity", entity=row.entity.public_id)


@require_POST
@staff
def end(request: Asking, membership: str) -> HttpResponse:
    """End a role, once the box that says so is ticked."""
    context = views.of_membership(request, membership)
    row: Membership = context["row"]
    if request.POST.get("sure") != "yes":
        fault = Fault("sure", _("Confirme que quer terminar esta função."))
        return _again(request, context, [fault])
    people.revoke(membership=row, by=request.who.public_id, at=clock.now())
    messages.success(request, _("A função terminou. O que a pessoa fez fica registado."))
    return _after(request, row)


@require_POST
@staff
def substitute(request: Asking, membership: str) -> HttpResponse:
    """Arrange that somebody of the body stands in for a while."""
    context = views.of_membership(request, membership)
    row, faults = context["row"], []
    other = _chosen(request, context, faults, "substitute")
    first, last = _day(request, "starts_on", faults), _day(request, "ends_on", faults)
    if other and first and last:
        by, at = request.who.public_id, clock.now()
        made = _tried(
            faults, "ends_on", people.substitute,
            membership=row, substitute=other, starts_on=first, ends_on=last, by=by, at=at,
        )  # fmt: skip
        if made:
            messages.success(request, _("Substituição marcada."))
            return _after(request, row)
    return _again(request, context, faults)


@require_POST
@staff
def hand_over(request: Asking, membership: str) -> HttpResponse:
    """Hand a role over to somebody of the body, with the measures the person was named for."""
    context = views.of_membership(request, membership)
    row, faults = context["row"], []
    other = _chosen(request, context, faults, "to")
    if other:
        plans.hand_over(membership=row, to=other, by=request.who.public_id, at=clock.now())
        messages.success(request, _("A pasta passou para %(name)s.") % {"name": other.name})
        return _after(request, row)
    return _again(request, context, faults)


@require_POST
@staff
def end_substitution(request: Asking, substitution: str) -> HttpResponse:
    """End a substitution before its last day."""
    found = Substitution.objects.select_related("membership__entity")
    row = get_object_or_404(found, public_id=substitution)
    if not rules.can_end(request.who, row.membership):
        raise Http404
    people.end_substitution(substitution=row, by=request.who.public_id, at=clock.now())
    messages.success(request, _("A substituição terminou."))
    return redirect("office:entity", entity=row.membership.entity.public_id)


def _tried(faults: list[Fault], field: str, act: Callable[..., Any], **said: Any) -> Any:
    """Do an act; where it is refused, note why at the field and return None."""
    try:
        return act(**said)
    except people.PeopleRefused as refused:
        faults.append(Fault(field, str(refused)))
        return None


def _chosen(request: Asking, context: dict[str, Any], faults: list[Fault], name: str) -> User | None:
    """Return the person chosen among those offered."""
    said = request.POST.get(name, "")
    if said in {option.value for option in context["others"]}:
        return User.objects.get(public_id=said)
    faults.append(Fault(name, _("Escolha uma pessoa da equipa.")))
    return None


def _day(request: Asking, name: str, faults: list[Fault]) -> date | None:
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError:
        faults.append(Fault(name, _("Escreva o dia, por exemplo 2026-08-01.")))
        return None


def _again(request: Asking, context: dict[str, Any], faults: list[Fault]) -> HttpResponse:
    """Show the page of the role again, with what was written and what to mend."""
    more = {"faults": faults, "wrong": {f.field: f.text for f in faults}, "said": request.POST}
    return render(request, "office/team/membership.html", {**context, **more}, status=422)


def _after(request: Asking, row: Membership) -> HttpResponse:
    """Go back to the body, or to one's own first page when one may see it no more."""
    if row.user_id == request.who.user_id:
        return redirect("office:home")
    return redirect("office:entity", entity=row.entity.public_id)


def _crumbs(body: Entity, last: str) -> list[Crumb]:
    return [
        Crumb(_("Equipa"), reverse("office:team")),
        Crumb(body.name, reverse("office:entity", args=[body.public_id])),
        Crumb(last),
    ]


def _languages(chosen: str) -> list[Option]:
    return [Option(code, name, code == chosen) for code, name in settings.WHOLE_LANGUAGES]
