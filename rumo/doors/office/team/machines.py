"""The tokens by which machines act for a body: made here, shown once, revoked at once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rumo.doors.office.gate import Asking, staff
from rumo.doors.web import clock, tokens
from rumo.doors.web.headers import private
from rumo.doors.web.parts import Crumb, Fault, Option
from rumo.ground.people import actions as people
from rumo.ground.people import rules
from rumo.ground.people.models import Entity, Token
from rumo.ground.people.queries import names_of, tokens_of

PURPOSE = "office:token"


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def machines(request: Asking, entity: str) -> HttpResponse:
    """List a body's tokens, or make one: its secret is in the answer to the form, and nowhere else ever again."""
    body = get_object_or_404(Entity, public_id=entity)
    if not rules.can_make_token(request.who, body):
        raise Http404
    if request.method != "POST":
        return _drawn(request, body)
    form, name = tokens.read(request, PURPOSE), request.POST.get("name", "")
    scope = request.POST.get("scope", Token.Scope.CONTRIBUTIONS)
    if scope not in Token.Scope.values:
        return _drawn(request, body, fault=_("Escolha para que serve a chave."), field="scope-1")
    if form is None:
        return _drawn(request, body, fault=_("Esta página esteve aberta demasiado tempo: envie de novo."))
    try:
        row, secret = people.make_token(
            entity=body, scope=scope, name=name, form=form,
            by=request.who.public_id, at=clock.now(),
        )  # fmt: skip
    except people.PeopleRefused as refused:
        return _drawn(request, body, fault=str(refused))
    return _drawn(request, body, made=row, secret=secret)


@require_POST
@staff
def revoke(request: Asking, token: str) -> HttpResponse:
    """Revoke a token: it serves no more from this moment on."""
    row = get_object_or_404(Token.objects.select_related("entity"), public_id=token)
    if not rules.can_make_token(request.who, row.entity):
        raise Http404
    people.revoke_token(token=row, by=request.who.public_id, at=clock.now())
    messages.success(request, _("A chave de %(name)s já não serve.") % {"name": row.name})
    return redirect("office:machines", entity=row.entity.public_id)


def _drawn(
    request: Asking, body: Entity, *, fault: str = "", field: str = "name", **made: Any
) -> HttpResponse:
    """The page; `made` is the token just made, with its secret."""
    rows = tokens_of(body)
    makers = names_of({row.made_by for row in rows})
    context = {
        "place": "team",
        "crumbs": [
            Crumb(_("Equipa"), reverse("office:team")),
            Crumb(body.name, reverse("office:entity", args=[body.public_id])),
            Crumb(_("Chaves de sistemas")),
        ],
        "body": body,
        "rows": [(row, makers.get(row.made_by, row.made_by)) for row in rows],
        "token": tokens.fresh(PURPOSE),
        "name": request.POST.get("name", "") if fault else "",
        "scopes": [
            Option(value, str(label), value == request.POST.get("scope", Token.Scope.CONTRIBUTIONS))
            for value, label in Token.Scope.choices
        ],
        "faults": [Fault(field, fault)] if fault else [],
        "wrong": {field.removesuffix("-1"): fault},
        **made,
    }
    status = 422 if fault else 201 if made else 200
    return private(render(request, "office/team/machines.html", context, status=status))
