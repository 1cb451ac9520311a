"""Pages of history: one object's acts, and the register of all acts for those who answer for it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.deliver.evaluations import rules as evaluations
from rumo.deliver.plans import rules as plans
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.history import told
from rumo.doors.web.parts import Pager
from rumo.ground.ledger import queries as ledger
from rumo.ground.people import rules as people
from rumo.ground.people.models import Entity
from rumo.listen.consultations import queries
from rumo.listen.consultations import rules as consultations
from rumo.listen.gatherings import rules as gatherings
from rumo.listen.practices import rules as practices
from rumo.shape.guidelines import rules as guidelines
from rumo.shape.synthesis import rules as synthesis
from rumo.shape.synthesis.models import Finding, Theme

PAGE = 50


@require_safe
@staff
def history(request: Asking, kind: str, key: str) -> HttpResponse:
    """Show every act on an object, newest first; an object one may not see is not found."""
    name = _seen(request, kind, key)
    target = f"{kind}:{key}"
    page = _page(request)
    rows, more = ledger.page_of(target=target, start=(page - 1) * PAGE, size=PAGE)
    context = {"name": name, "acts": told.acts(rows), "pager": _pager(page, more)}
    return render(request, "office/history/history.html", context)


@require_safe
@staff
def register(request: Asking) -> HttpResponse:
    """Show every act of everybody, newest first, to who may read the ledger."""
    if not people.can_read_ledger(request.who):
        raise Http404
    page = _page(request)
    rows, more = ledger.page_of(target=None, start=(page - 1) * PAGE, size=PAGE)
    context = {"place": "register", "acts": told.acts(rows), "pager": _pager(page, more)}
    return render(request, "office/history/register.html", context)


def _seen(request: Asking, kind: str, key: str) -> str:
    """Return the name of an object, or raise 404 for one that is not there or not to be seen."""
    who = request.who
    if kind in ("plan", "measure"):
        slug = key.partition("/")[0]
        if plans.visible_to(who).filter(slug=slug).exists():
            return key
    if kind == "consultation":
        found = queries.titled(consultations.visible_to(who)).filter(slug=key).values_list("title", flat=True)
        if title := found.first():
            return str(title)
    if kind in ("codebook", "theme", "finding") and (read := _read(who, kind, key)):
        return read
    if kind == "guidelines" and guidelines.visible_to(who).filter(slug=key.partition("/")[0]).exists():
        return key
    if kind == "gathering" and (meeting := gatherings.visible_to(who).filter(slug=key).first()):
        return meeting.title
    if kind == "evaluation":
        row = evaluations.visible_to(who).filter(public_id=key).first()
        if row:
            return row.title
    if kind == "assessment":
        said = evaluations.assessments_visible_to(who).filter(public_id=key).select_related("owner").first()
        if said:
            return f"{said.owner.name}, {said.as_on.isoformat()}"
    if kind == "practice":
        practice = practices.visible_to(who).filter(number=key).first()
        if practice:
            return practice.slug
    if kind == "entity":
        body = Entity.objects.filter(public_id=key).first()
        if body and people.can_see_people(who, body):
            return body.name
    if kind == "person" and (key == who.public_id or people.can_read_ledger(who)):
        return who.name if key == who.public_id else key
    raise Http404


def _read(who: people.Who, kind: str, key: str) -> str:
    """Return the name of a reading, a theme or a finding of one that may be seen; empty for any other (one query)."""
    books = synthesis.visible_to(who)
    if kind == "codebook":
        return str(books.filter(slug=key).values_list("title", flat=True).first() or "")
    model, field = (Theme, "name") if kind == "theme" else (Finding, "sentence")
    rows = model._default_manager.filter(codebook__in=books, public_id=key)
    return str(rows.values_list(field, flat=True).first() or "")


def _page(request: Asking) -> int:
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) < 100_000):
        raise Http404
    return int(text)


def _pager(page: int, more: bool) -> Pager | None:
    if page == 1 and not more:
        return None
    before = f"?page={page - 1}" if page > 1 else None
    return Pager(_("Página %(page)s") % {"page": page}, before, f"?page={page + 1}" if more else None)
