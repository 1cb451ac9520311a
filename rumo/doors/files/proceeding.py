"""The proceedings of a conference as a tagged PDF: the abstracts that were accepted and may be published."""

from datetime import datetime
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from rumo.doors.files.pdf import made
from rumo.doors.files.reporting import PRINTED, runs
from rumo.doors.web import formats
from rumo.listen.conferences.queries.calling import Printed, proceedings
from rumo.listen.gatherings.models import Gathering


def printed(gathering: Gathering, *, at: datetime) -> bytes:
    """Return the proceedings as a PDF, its own words in the language of now or in Portuguese (three queries)."""
    lang = get_language() or "pt"
    with override(lang if lang in PRINTED else "pt"):
        day = at.date()
        told: dict[str, Any] = {
            "kind": " · ".join(filter(None, (_("Atas"), _("exemplo") if gathering.synthetic else ""))),
            "title": gathering.title,
            "title_lang": gathering.language,
            "note": "",
            "author": gathering.owner.name,
            "lang": get_language() or "pt",
            "day": [day.year, day.month, day.day],
            "made": _("Feito a %(day)s.") % {"day": strip_tags(formats.day(day))},
            "sections": [_section(one) for one in proceedings(gathering)],
        }
        return made("report", told)


def by_line(one: Printed) -> str:
    """Return who wrote an abstract, with what organisation each is of."""
    return "; ".join(
        f"{author.name} ({author.organisation})" if author.organisation else author.name
        for author in one.authors
    )


def _section(one: Printed) -> dict[str, Any]:
    said = one.abstract
    return {
        "title": [runs(said.title, said.language)],
        "level": 2,
        "note": "",
        "said": [
            [runs(by_line(one)), runs(f"{said.topic} · {said.kind} · {said.number}")],
            [runs(line, said.language) for line in said.text.split("\n") if line],
        ],
        "tables": [],
        "heard": [],
    }
