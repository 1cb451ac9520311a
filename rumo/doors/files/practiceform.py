"""The form of a practice, for whoever proposes and for the team that corrects: what it says, what it shows, the files that come with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rumo.doors.files import annexes
from rumo.doors.files.practices import words
from rumo.doors.web import clock
from rumo.doors.web.parts import Option
from rumo.ground.files.models import StoredFile
from rumo.ground.people.models import Entity
from rumo.ground.territory.models import Municipality
from rumo.listen.contributions.actions import NotAccepted as FilesNotAccepted
from rumo.listen.practices import actions as practices
from rumo.listen.practices import queries
from rumo.listen.practices.models import Practice, Version
from rumo.listen.practices.rules import Said, Wrong
from rumo.science.text.languages import NAMES

TEXTS = (
    "organisation", "title", "problem", "done", "results", "evidence", "cost", "cost_basis", "conditions", "contact",
)  # fmt: skip
LISTS = ("areas", "dimensions", "languages")


def said_of(
    post: QueryDict,
    *,
    language: str,
    body: Entity | None,
    files: tuple[StoredFile, ...],
    of: Practice | None = None,
    consent: bool = False,
) -> Said:
    """Return what a form says; of a practice that is there (`of`), whose it is stays."""
    texts = {name: post.get(name, "") for name in TEXTS}
    if of is not None:
        texts["organisation"], town = of.organisation, of.municipality
    else:
        place = post.get("municipality", "")
        town = Municipality.objects.filter(dico=place[:4]).first() if place.isdecimal() else None
    return Said(
        **texts,
        **{name: tuple(post.getlist(name)) for name in LISTS},
        language=post.get("language", "") or language,
        municipality=town,
        body=body,
        consent=consent or post.get("consent") == "1",
        files=files,
    )


def kept(sent: Sequence[Any], *, by: str) -> tuple[StoredFile, ...]:
    """Keep files that were sent and return their rows; raises NotAccepted for one that cannot be kept."""
    try:
        return tuple(annexes.keep(sent, place="files", by=by, at=clock.now()))
    except FilesNotAccepted as no:
        raise practices.NotAccepted([Wrong("files", one.text) for one in no.faults]) from None


def typed_of(version: Version) -> QueryDict:
    """Return what a version says, as the form would send it (two queries)."""
    row, card = version.practice, queries.card(version)
    typed = QueryDict(mutable=True)
    typed.update({name: str(getattr(card.version, name) or "") for name in TEXTS if name != "organisation"})
    typed["organisation"] = row.organisation
    typed["municipality"] = row.municipality.dico if row.municipality else ""
    typed["body"] = row.body.public_id if row.body else ""
    typed["language"], typed["consent"] = card.version.language, "1"
    for name in LISTS:
        typed.setlist(name, getattr(card, name))
    return typed


def fields(typed: QueryDict) -> Mapping[str, Any]:
    """Return what the fields of a practice show: what was typed, and what there is to choose (four queries at most)."""
    names = words(get_language() or "pt", dimensioned=False)
    language = typed.get("language") or get_language() or "pt"
    return {
        "typed": typed,
        "consent": typed.get("consent") == "1",
        "towns": lambda: _towns(typed.get("municipality", "")),  # read where the form asks for one
        "areas": [Option(key, name, key in typed.getlist("areas")) for key, name in names.areas.items()],
        "frameworks": _frameworks(typed.getlist("dimensions")),
        "languages": [Option(key, name, key in typed.getlist("languages")) for key, name in NAMES.items()],
        "written_in": [Option(key, name, key == language) for key, name in NAMES.items()],
        "language": language,
    }


def _frameworks(chosen: Sequence[str]) -> list[tuple[str, bool, list[tuple[int, Option]]]]:
    """Every framework by name, whether any of it is chosen, its dimensions to choose from, numbered through (one query)."""
    found: dict[str, list[tuple[int, Option]]] = {}
    lang = get_language() or "pt"
    for number, one in enumerate(queries.dimensions(), 1):
        option = Option(one.key, one.term.label(lang), one.key in chosen)
        found.setdefault(one.framework.said("names", lang), []).append((number, option))
    return [(name, any(option.chosen for _number, option in some), some) for name, some in found.items()]


def _towns(chosen: str) -> list[Option]:
    rows = Municipality.objects.order_by("name", "dico").values_list("dico", "name")
    return [Option("", _("Nenhum"), not chosen), *(Option(dico, name, dico == chosen) for dico, name in rows)]
