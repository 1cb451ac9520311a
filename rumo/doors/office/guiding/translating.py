"""A clause in another language, the original beside."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.guiding.seeing import BOTH, act, done, page, seen, status_of, wrong
from rumo.doors.web.parts import Option
from rumo.listen.consultations.rules import LANGUAGES
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.guidelines import rules
from rumo.shape.guidelines.models import Clause, ClauseTranslation, ClauseVersion, Document, digest_of

FIELDS = ("heading", "text", "plain")


@require_http_methods(BOTH)
@staff
def translate(request: Asking, guidelines: str, clause: str) -> HttpResponse:
    """Write a clause in the language `lingua` names, from what its newest version says."""
    row = seen(request, guidelines, rules.can_translate)
    one = get_object_or_404(Clause.objects.select_related("document"), document=row, code=clause[:12])
    rows = ClauseVersion.objects.filter(clause=one).select_related("version", "clause__document")
    source = rows.order_by("-version__number").first()
    language = (request.POST.get("lingua") or request.GET.get("lingua") or "")[:10]
    if source is None or (language and language not in LANGUAGES):
        raise Http404
    if request.method != "POST":
        return _page(request, row, source, language)
    return _written(request, row, source, language)


def _written(request: Asking, row: Document, source: ClauseVersion, language: str) -> HttpResponse:
    said = {name: request.POST.get(name, "") for name in FIELDS}
    state = ClauseTranslation.State.REVIEWED if "reviewed" in request.POST else ClauseTranslation.State.HUMAN
    try:
        guidelines.translate(source=source, language=language, state=state, **said, **act(request))
    except guidelines.GuidelinesRefused as no:
        return _page(request, row, source, language, no)
    words = _("Tradução guardada.")
    return done(request, words, "clause-translate", row.slug, source.clause.code, at=f"?lingua={language}")


def _page(
    request: Asking,
    row: Document,
    source: ClauseVersion,
    language: str,
    no: guidelines.GuidelinesRefused | None = None,
) -> HttpResponse:
    made = ClauseTranslation.objects.filter(clause=source.clause, language=language).order_by("-at", "-pk")
    digest = digest_of(source)
    held = next((one for one in made if one.digest == digest), None) or made.first()
    others = [code for code in LANGUAGES if code != source.version.language]
    context: dict[str, Any] = {
        "source": source,
        "language": language,
        "languages": [Option("", _("Escolha"), not language)]
        + [Option(code, LANGUAGES[code], code == language) for code in others],
        "typed": {name: request.POST.get(name, getattr(held, name) if held else "") for name in FIELDS},
        "reviewed": "reviewed" in request.POST or (held is not None and held.state == "reviewed"),
        "stale": held is not None and held.digest != digest,
        **(wrong(no) if no else {}),
    }
    here = _("Traduzir %(code)s") % {"code": source.clause.code}
    return page(request, "translate", row, here, context, status_of(no) if no else 200)
