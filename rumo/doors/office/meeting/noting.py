"""A note of the journal as a form: the day, what was seen, in which part, of which practice, and photographs with what they show."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.doors.files import annexes
from rumo.doors.office.gate import Asking, refused, staff
from rumo.doors.office.meeting.seeing import BOTH, done, page, written_by
from rumo.doors.office.meeting.visiting import DESK, exchanged, noted
from rumo.doors.web import clock
from rumo.doors.web.parts import Option
from rumo.ground.core.texts import line, prose
from rumo.ground.files.models import StoredFile
from rumo.listen.consultations.rules import LANGUAGES
from rumo.listen.contributions.actions import NotAccepted
from rumo.listen.gatherings import rules
from rumo.listen.gatherings.actions import visiting
from rumo.listen.gatherings.models import Gathering, VisitNote, VisitPhoto
from rumo.listen.gatherings.queries.visiting import photos_of
from rumo.listen.practices.models import Practice
from rumo.listen.practices.queries import public

NEW = (1, 2, 3)
"""The photographs that may be joined at once."""
IDS = {"part": "part-1", "photos": "photo-1"}
"""Where the summary of faults leads for what is no one field."""
FIELDS = ("day", "text", "part", "language", "practice")


@require_http_methods(BOTH)
@staff
def new(request: Asking, gathering: str) -> HttpResponse:
    """Write a note of a visit."""
    row = exchanged(written_by(request, gathering))
    if row.state != Gathering.State.PUBLISHED:
        return refused(request, _("Só um intercâmbio publicado tem diário."), 409)
    return _form(request, row, None)


@require_http_methods(BOTH)
@staff
def note(request: Asking, gathering: str, note: str) -> HttpResponse:
    """Change a note one wrote, until it is public; of nobody else's is there a form."""
    found = noted(request, gathering, note, rules.can_write)
    if found.written_by != request.who.public_id:
        raise Http404
    if found.state not in visiting.OPEN:
        return refused(request, _("Esta nota já foi publicada: já não se muda."), 409)
    return _form(request, found.gathering, found)


def _form(request: Asking, row: Gathering, found: VisitNote | None) -> HttpResponse:
    held = photos_of([found]).get(found.pk, []) if found else []
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _kept(request, row, found, held)
        if not errors:
            words = _("A nota está entregue. Só fica pública quando outra pessoa a aprovar.")
            return done(request, words, DESK, row.slug)
        typed = {name: request.POST.get(name, "") for name in FIELDS}
    else:
        typed = _typed(found)
    parts = VisitNote.Part.choices
    chosen = typed["practice"]
    practices = [
        Option(slug, title, slug == chosen)
        for slug, title in public().order_by("title", "pk").values_list("practice__slug", "title")
    ]
    context = {
        "note": found,
        "typed": typed,
        "parts": [Option(key, str(name).capitalize(), key == typed["part"]) for key, name in parts],
        "languages": [Option(key, name, key == typed["language"]) for key, name in LANGUAGES.items()],
        "practices": [Option("", str(_("Nenhuma")), not chosen), *practices],
        "held": held,
        "new": [(n, request.POST.get(f"shows-{n}", "")) for n in NEW],
        "wrong": errors,
        "errors": {IDS.get(field, field): words for field, words in errors.items()},
    }
    return page(request, "note", row, _("Mudar a nota") if found else _("Escrever no diário"), context)


def _typed(found: VisitNote | None) -> dict[str, str]:
    if found is None:
        return {"day": "", "text": "", "part": "", "language": "pt", "practice": ""}
    return {
        "day": found.day.isoformat(),
        "text": found.text,
        "part": found.part,
        "language": found.language,
        "practice": found.practice.slug if found.practice else "",
    }


def _kept(
    request: Asking, row: Gathering, found: VisitNote | None, held: Sequence[VisitPhoto]
) -> dict[str, str]:
    """Write what a form says; return what is wrong, by field: files are kept only once the rest was read."""
    said, errors = _said(request.POST)
    new = [
        (request.FILES[f"photo-{n}"], request.POST.get(f"shows-{n}", ""))
        for n in NEW
        if f"photo-{n}" in request.FILES
    ]
    if any(not line(shows) for _file, shows in new):
        errors["photos"] = _("Diga o que cada fotografia mostra.")
    if errors:
        return errors
    act: dict[str, Any] = {"by": request.who.public_id, "at": clock.now()}
    gone = set(request.POST.getlist("drop"))
    photos: list[tuple[StoredFile, str]] = [
        (one.file, one.shows) for one in held if str(one.position) not in gone
    ]
    try:
        files = annexes.keep([file for file, _shows in new], place="photos", **act)
        photos += [(file, shows) for file, (_sent, shows) in zip(files, new, strict=True)]
        if found is None:
            visiting.write_note(gathering=row, photos=photos, **said, **act)
        else:
            visiting.mend_note(note=found, photos=photos, **said, **act)
    except NotAccepted as no:
        return {one.place: one.text for one in no.faults}
    except visiting.VisitRefused as no:
        return {no.place or "text": str(no)}
    return {}


def _said(post: QueryDict) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what a form says, and what could not be read of it, by field."""
    errors: dict[str, str] = {}
    said: dict[str, Any] = {
        "text": prose(post.get("text", "")),
        "part": post.get("part", ""),
        "language": post.get("language", ""),
    }
    try:
        said["day"] = date.fromisoformat(post.get("day", "").strip())
    except ValueError:
        errors["day"] = _("Escreva o dia, por exemplo 2027-06-30.")
    slug = line(post.get("practice", ""))[:120]
    said["practice"] = Practice.objects.filter(slug=slug).first() if slug else None
    if slug and said["practice"] is None:
        errors["practice"] = _("Escolha uma prática da lista.")
    return said, errors
