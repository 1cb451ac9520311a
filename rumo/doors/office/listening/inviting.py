"""Invitations: bodies of the register by kind, or one by its name and address; who was invited, and when."""

from collections import Counter

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.listening.seeing import BOTH, answering, done, faults_of, page, written_by
from rumo.doors.web import clock
from rumo.doors.web.parts import Option
from rumo.ground.people.models import Entity
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations import queries
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.queries import Body
from rumo.listen.consultations.rules import Phase, phase

TYPED = ("name", "email", "kind")
IDS = {"kinds": "kinds-1"}


@require_http_methods(BOTH)
@staff
@answering
def invitations(request: Asking, consultation: str) -> HttpResponse:
    """List who was invited, by kind; invite every body of some kinds, or one more."""
    row = written_by(request, consultation)
    kinds = [kind for kind in request.POST.getlist("kinds") if kind in Entity.Kind.values]
    typed = {name: request.POST.get(name, "").strip() for name in TYPED}
    errors: dict[str, str] = {}
    if request.method == "POST":
        bodies, errors = _bodies(request, row, kinds, typed)
        if not errors:
            try:
                made = consultations.invite(
                    consultation=row, bodies=bodies, by=request.who.public_id, at=clock.now()
                )
            except consultations.ConsultationRefused as no:
                errors = faults_of(no, "name")
            else:
                words = ngettext("Foi convidada %(n)s entidade.", "Foram convidadas %(n)s entidades.", made)
                return done(request, words % {"n": made}, "consultation-invitations", row.slug)
    context = {
        **_invited(row, kinds),
        "typed": typed,
        "errors": {IDS.get(field, field): words for field, words in errors.items()},
        "wrong": errors,
        "draft": row.state == Consultation.State.DRAFT,
        "open": phase(row, at=request.came_at) not in (Phase.CLOSED, Phase.CANCELLED),
        "one_kind": [
            Option(key, str(label), key == (typed["kind"] or Entity.Kind.ASSOCIATION))
            for key, label in Entity.Kind.choices
        ],
    }
    return page(request, "invitations", row, _("Convites a entidades"), context)


def _bodies(
    request: Asking, row: Consultation, kinds: list[str], typed: dict[str, str]
) -> tuple[list[Body], dict[str, str]]:
    """Return whom a form names, and what is wrong with it."""
    if request.POST.get("act") == "one":
        return [Body(typed["kind"], typed["name"], typed["email"])], {}
    if not kinds:
        return [], {"kinds": _("Escolha pelo menos um tipo de entidade.")}
    return queries.on_register(kinds, but=row.owner_id), {}


def _invited(row: Consultation, chosen: list[str]) -> dict[str, object]:
    """Return who was invited by kind, and how many of each kind the register holds (two queries)."""
    rows = queries.invitations(row)
    counts, register = Counter(one.kind for one in rows), queries.register_counts()
    labels = {key: str(label) for key, label in Entity.Kind.choices}
    told = _("%(kind)s: %(n)s no registo")
    return {
        "groups": [
            {
                "label": labels.get(kind, kind),
                "count": count,
                "rows": [one for one in rows if one.kind == kind],
            }
            for kind, count in counts.items()
        ],
        "total": len(rows),
        "kinds": [
            Option(kind, told % {"kind": labels[kind], "n": register[kind]}, kind in chosen)
            for kind in labels
            if register.get(kind)
        ],
    }
