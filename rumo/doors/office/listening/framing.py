"""The frame of a consultation: whom it asks and how, its languages, its term with the first and last day it would have today."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.listening import told
from rumo.doors.office.listening.seeing import BOTH, answering, done, drafted_by, faults_of, page
from rumo.doors.web import clock
from rumo.doors.web.parts import Option
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations.models import Audience, Consultation, Way
from rumo.listen.consultations.queries import frame_hash
from rumo.listen.consultations.rules import LANGUAGES, ZONES, frame_faults, term

GROUPS = ("ways", "audiences", "languages")
LABELS = {
    "ways": lazy("Formas de participar"),
    "audiences": lazy("A quem se dirige"),
    "languages": lazy("Em que outras línguas"),
    "moderation": lazy("Moderação"),
    "once": lazy("Quantas vezes"),
    "term_days": lazy("Duração do prazo"),
    "term_unit": lazy("Em"),
    "zone": lazy("Hora de que lugar"),
    "local_holidays": lazy("Feriados locais"),
    "holidays_verified": lazy("Confirmação"),
}
"""What the form calls each part."""
GROUPED = {
    **{name: name for name in (*GROUPS, "once")},
    "moderation": "moderations", "term_unit": "units", "zone": "zones", "holidays_verified": "verified",
}  # fmt: skip
"""Where the choices of a part stand."""
GROUP_IDS = {name: f"{name}-1" for name in (*GROUPS, "moderation", "term_unit")}
"""Where the summary of faults leads to for a group of choices: its first one."""


@require_http_methods(BOTH)
@staff
@answering
def frame(request: Asking, consultation: str) -> HttpResponse:
    """Edit the frame; "ver" shows the term that what was typed would have, and writes nothing."""
    row = drafted_by(request, consultation)
    errors: dict[str, str] = {}
    if request.method != "POST":
        typed = _told(row)
    else:
        typed = _typed(request.POST)
        said = _said(typed, row)
        if request.POST.get("act") == "see":
            errors = frame_faults(said, language=row.language)
        else:
            act: dict[str, Any] = {
                "by": request.who.public_id,
                "at": clock.now(),
                "was": request.POST.get("was", ""),
            }
            try:
                consultations.write(consultation=row, **act, **said)
            except consultations.Conflict as clash:
                return _clashed(request, consultation, typed, clash)
            except consultations.ConsultationRefused as no:
                errors = faults_of(no, "term_days")
            else:
                return done(request, _("Ficou guardado a quem, como e até quando."), "consultation", row.slug)
    was = request.POST.get("was") or frame_hash(row)
    return _drawn(request, row, typed, errors, was=was)


def _clashed(
    request: Asking, slug: str, typed: Mapping[str, Any], clash: consultations.Conflict
) -> HttpResponse:
    """Answer 409 with what was typed, and beside it what somebody else saved; the next press writes over it knowingly."""
    row = drafted_by(request, slug)
    kept = _told(row)
    offered = _options(kept, row)
    theirs = [
        {"label": label, "theirs": ", ".join(one.label for one in offered[group] if one.chosen)}
        if (group := GROUPED.get(name))
        else {"label": label, "theirs": kept[name]}
        for name, label in LABELS.items()
        if name in clash.theirs
    ]
    return _drawn(request, row, typed, {}, was=frame_hash(row), conflict=theirs)


def _drawn(
    request: Asking,
    row: Consultation,
    typed: Mapping[str, Any],
    errors: Mapping[str, str],
    *,
    was: str,
    conflict: Sequence[Mapping[str, Any]] = (),
) -> HttpResponse:
    context = {
        **_options(typed, row),
        "was": was,
        "conflict": conflict,
        "typed": typed,
        "wrong": errors,
        "errors": {GROUP_IDS.get(field, field): words for field, words in errors.items()},
        "term": _term(_said(typed, row), errors, at=request.came_at),
    }
    return page(
        request, "frame", row, _("A quem, como e até quando"), context, status=409 if conflict else 200
    )


def _told(row: Consultation) -> dict[str, Any]:
    return {
        **{name: list(getattr(row, name)) for name in GROUPS},
        "moderation": row.moderation,
        "once": row.once,
        "term_days": str(row.term_days),
        "term_unit": row.term_unit,
        "zone": row.zone,
        "local_holidays": "\n".join(row.local_holidays),
        "holidays_verified": row.holidays_verified,
    }


def _typed(post: QueryDict) -> dict[str, Any]:
    texts = ("moderation", "term_days", "term_unit", "zone", "local_holidays")
    return {
        **{name: post.getlist(name) for name in GROUPS},
        **{name: post.get(name, "").strip() for name in texts},
        "once": post.get("once") == "yes",
        "holidays_verified": post.get("holidays_verified") == "yes",
    }


def _said(typed: Mapping[str, Any], row: Consultation) -> dict[str, Any]:
    """Return what a form says as the frame takes it; what is no number stays text, which the rules refuse."""
    days = typed["term_days"]
    return {
        **typed,
        "languages": list(dict.fromkeys([row.language, *typed["languages"]])),
        "term_days": int(days) if days.isascii() and days.isdigit() and len(days) < 6 else days,
        "local_holidays": sorted({_iso(line) for line in typed["local_holidays"].split()}),
    }


def _iso(text: str) -> str:
    """Return a day as the database keeps it, also where it was written as people do: 13/6/2027."""
    parts = text.replace("/", "-").replace(".", "-").split("-")
    if len(parts) == 3 and len(parts[2]) == 4:
        return f"{parts[2]}-{parts[1]:0>2}-{parts[0]:0>2}"
    return text


def _term(said: Mapping[str, Any], errors: Mapping[str, str], *, at: datetime) -> str:
    """Return the days it would have if it were published now; empty where that cannot be told."""
    if errors:
        return ""
    found = term(
        at,
        days=said["term_days"],
        working=said["term_unit"] == Consultation.Unit.WORKING,
        zone=said["zone"],
        country=settings.COUNTRY,
        local=[date.fromisoformat(day) for day in said["local_holidays"]],
    )
    return told.term_words(found.first_on, found.last_on)


def _options(typed: Mapping[str, Any], row: Consultation) -> dict[str, list[Option]]:
    def of(pairs: Iterable[tuple[str, Any]], chosen: Any) -> list[Option]:
        here = chosen if isinstance(chosen, list) else [chosen]
        return [Option(key, str(label), key in here) for key, label in pairs]

    others = [(code, told.language(code)) for code in LANGUAGES if code != row.language]
    return {
        "ways": of(Way.choices, typed["ways"]),
        "audiences": of(Audience.choices, typed["audiences"]),
        "languages": of(others, typed["languages"]),
        "moderations": of(Consultation.Moderation.choices, typed["moderation"]),
        "units": of(Consultation.Unit.choices, typed["term_unit"]),
        "zones": of(ZONES.items(), typed["zone"]),
        "once": [Option("yes", _("Cada pessoa responde uma só vez"), typed["once"])],
        "verified": [
            Option("yes", _("Confirmo os feriados locais, ou que não há"), typed["holidays_verified"])
        ],
    }
