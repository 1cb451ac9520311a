"""The guidelines somebody sees, and new ones."""

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rumo.doors.office.areas import listening_tabs
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.guiding.seeing import BOTH, act, done, page, status_of, wrong
from rumo.doors.web import tokens
from rumo.ground.people.models import Entity
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.guidelines import rules
from rumo.shape.guidelines.models import Version

PURPOSE = "office:guidelines"


@require_safe
@staff
def list_(request: Asking) -> HttpResponse:
    """List the guidelines one sees with their newest version."""
    rows = Version.objects.filter(document__in=rules.visible_to(request.who))
    newest = {row.document_id: row for row in rows.select_related("document").order_by("number")}
    context = {
        "rows": sorted(newest.values(), key=lambda row: row.document.slug),
        "tabs": listening_tabs("guidelines-list"),
        "can_draft": bool(request.who.entities(*rules.WRITERS)),
    }
    return page(request, "list", None, "", context)


@require_http_methods(BOTH)
@staff
def new(request: Asking) -> HttpResponse:
    """Begin guidelines of the body one writes for."""
    owner = Entity.objects.filter(pk__in=request.who.entities(*rules.WRITERS)).order_by("pk").first()
    if owner is None or not rules.can_draft(request.who, owner.pk):
        raise Http404
    said = {"title": request.POST.get("title", ""), "slug": request.POST.get("slug", "")}
    fault: guidelines.GuidelinesRefused | None = None
    if request.method == "POST":
        token = tokens.read(request, PURPOSE)
        try:
            if token is None:
                raise guidelines.GuidelinesRefused(
                    _("A página esteve aberta demasiado tempo. Envie outra vez.")
                )
            row = guidelines.draft(
                **said, entity=owner, token=token, language=get_language() or "pt", **act(request)
            )
            return done(request, _("Pode começar a escrever."), "guidelines", row.document.slug)
        except guidelines.GuidelinesRefused as no:
            fault = no
    context = {
        **said,
        "token": request.POST.get("token") if fault and fault.field else tokens.fresh(PURPOSE),
        **(wrong(fault) if fault else {}),
    }
    return page(request, "new", None, _("Novas orientações"), context, status_of(fault) if fault else 200)
