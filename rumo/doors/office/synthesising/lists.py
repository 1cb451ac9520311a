"""The readings somebody sees, and a new one."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rumo.doors.office.areas import listening_tabs
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.hearing.seeing import titles
from rumo.doors.office.synthesising.seeing import BOTH, act, done, page, status_of, wrong
from rumo.doors.web import tokens
from rumo.doors.web.parts import Option
from rumo.ground.people.models import Entity
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.rules import visible_to as consultations_seen
from rumo.listen.gatherings.models import Gathering
from rumo.listen.gatherings.rules import visible_to as gatherings_seen
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis import rules

PURPOSE = "office:codebook"


@require_safe
@staff
def list_(request: Asking) -> HttpResponse:
    """List the readings one sees, the newest first."""
    rows = rules.visible_to(request.who).select_related("entity").order_by("-at", "-pk")
    context = {
        "rows": list(rows),
        "can_open": bool(request.who.entities(*rules.CODERS)),
        "tabs": listening_tabs("codebooks"),
    }
    return page(request, "list", None, "", context)


@require_http_methods(BOTH)
@staff
def new(request: Asking) -> HttpResponse:
    """Open a reading: whose it is, what is read."""
    bodies = Entity.objects.filter(pk__in=request.who.entities(*rules.CODERS)).order_by("name", "pk")
    owners = [one for one in bodies if rules.can_open(request.who, one.pk)]
    if not owners:
        raise Http404
    post = request.POST
    owner = next((one for one in owners if one.public_id == post.get("owner")), owners[0])
    offered = _sources(request)
    chosen = set(post.getlist("sources"))
    said = {"title": post.get("title", ""), "purpose": post.get("purpose", "")}
    fault: synthesis.SynthesisRefused | None = None
    if request.method == "POST":
        token = tokens.read(request, PURPOSE)
        try:
            if token is None:
                raise synthesis.SynthesisRefused(
                    _("A página esteve aberta demasiado tempo. Envie outra vez.")
                )
            sources = [source for key, (source, _title) in offered.items() if key in chosen]
            row = synthesis.open_codebook(
                entity=owner,
                sources=sources,
                token=token,
                synthetic=_invented(sources),
                **said,
                **act(request),
            )
            return done(request, _("Pode começar a ler."), "codebook", row.slug)
        except synthesis.SynthesisRefused as no:
            fault = no
    context = {
        **said,
        "owners": [Option(one.public_id, one.name, one == owner) for one in owners],
        "sources": [Option(key, title, key in chosen) for key, (_source, title) in offered.items()],
        "token": post.get("token") if fault and fault.field else tokens.fresh(PURPOSE),
        **(wrong(fault) if fault else {}),
    }
    return page(request, "new", None, _("Nova síntese"), context, status_of(fault) if fault else 200)


def _sources(request: Asking) -> dict[str, tuple[Consultation | Gathering, str]]:
    """What may be read, the newest first: consultations that were published, gatherings that were; by key, with their titles (three queries)."""
    asked = list(
        consultations_seen(request.who)
        .filter(published_at__isnull=False)
        .exclude(state=Consultation.State.DRAFT)
        .order_by("-pk")
    )
    names = titles(asked)
    met = gatherings_seen(request.who).filter(published_at__isnull=False).order_by("-pk")
    found: dict[str, tuple[Consultation | Gathering, str]] = {
        f"consulta:{row.slug}": (row, _("Consulta: %(title)s") % {"title": names.get(row.pk, row.slug)})
        for row in asked
    }
    for one in met:
        found[f"encontro:{one.slug}"] = (one, _("Encontro: %(title)s") % {"title": one.title})
    return found


def _invented(sources: list[Consultation | Gathering]) -> bool:
    """A reading of what is invented is itself an example."""
    return bool(sources) and all(one.synthetic for one in sources)
