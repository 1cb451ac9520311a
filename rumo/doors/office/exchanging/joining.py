"""Taking a practice up and confirming it, recognising another's."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rumo.doors.office.exchanging import views
from rumo.doors.office.exchanging.acts import done, refused
from rumo.doors.office.gate import Asking, staff
from rumo.doors.web import clock
from rumo.ground.people.models import Entity
from rumo.listen.practices import actions as practices
from rumo.listen.practices import queries, rules
from rumo.listen.practices.models import Adoption


@require_POST
@staff
def adopt(request: Asking, practice: str) -> HttpResponse:
    """Say that a body took a practice up; who speaks for it confirms with that very word."""
    version, post = views.seen(request, practice), request.POST
    if not (request.who.national or queries.spoken_for(request.who)):
        raise Http404
    entity = Entity.objects.filter(public_id=post.get("entity", "")[:16]).first()
    source = (
        Adoption.objects.filter(public_id=post.get("adopted_from", "")[:16]).select_related("entity").first()
    )
    year = post.get("year", "")
    try:
        if entity is None or not rules.can_record(request.who, entity):
            raise practices.PracticeRefused(_("Escolha uma entidade da lista."), "entity")
        practices.adopt(
            practice=version.practice,
            entity=entity,
            year=int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else 0,
            changed=post.get("changed", ""),
            adopted_from=source,
            confirmed=rules.can_confirm_for(request.who, entity),
            by=request.who.public_id,
            at=clock.now(),
        )
    except practices.PracticeRefused as no:
        return refused(request, version, no, {"entity": "adopter"})
    return done(request, version, _("Ficou dito quem adotou a prática."))


@require_POST
@staff
def decide(request: Asking, adoption: str) -> HttpResponse:
    """Confirm that one's body took a practice up, or say that it did not (`nao`)."""
    rows = Adoption.objects.select_related("practice", "entity")
    row = get_object_or_404(rows, public_id=adoption)
    if not rules.can_confirm_for(request.who, row.entity):
        raise Http404
    version = views.seen(request, row.practice.number)
    act = {"adoption": row, "by": request.who.public_id, "at": clock.now()}
    try:
        if request.POST.get("nao") == "1":
            practices.deny(**act)
        else:
            practices.confirm(**act)
    except practices.PracticeRefused as no:
        return refused(request, version, no)
    return done(request, version, _("Ficou guardado o que disse da adoção."))


@require_POST
@staff
def recognise(request: Asking, practice: str) -> HttpResponse:
    """Recognise another's practice in a sentence."""
    version, post = views.seen(request, practice), request.POST
    bodies = queries.spoken_for(request.who)
    if not bodies:
        raise Http404
    entity = next((one for one in bodies if one.public_id == post.get("entity")), None)
    try:
        if entity is None:
            raise practices.PracticeRefused(_("Escolha uma entidade da lista."), "entity")
        practices.recognise(
            practice=version.practice,
            entity=entity,
            sentence=post.get("sentence", ""),
            language="pt",
            by=request.who.public_id,
            at=clock.now(),
        )
    except practices.PracticeRefused as no:
        return refused(request, version, no, {"entity": "peer"})
    return done(request, version, _("Reconhecimento publicado."))
