"""The one page on which a self-assessment is written: what is there or was typed, what to mend, and what somebody else saved meanwhile."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rumo.deliver.evaluations.actions import Answered, AssessmentFault
from rumo.deliver.evaluations.models import SCALE, Assessment
from rumo.doors.office.assessing import views
from rumo.doors.office.gate import Asking
from rumo.doors.web.parts import Crumb, Fault, Option
from rumo.ground.vocabularies.queries import written_in

UNKNOWN = "unknown"
"""What the form calls a level that is not known."""
_OFF = -1  # a level nobody was offered: the action says what to choose
_BETWEEN = re.compile(r"[\s,;]+")
_LONGEST_KEY = 80


@dataclass(frozen=True, slots=True)
class Row:
    """A dimension as the form shows it; `theirs` is what somebody else saved of it, where it differs."""

    key: str
    number: int
    label: str
    options: list[Option]
    evidence: str
    measures: str
    wrong: dict[str, str]
    theirs: list[str] = field(default_factory=list)


def answers(typed: QueryDict) -> dict[str, Answered]:
    """Return what was typed of each dimension for which a level was chosen, or something else was written."""
    keys = [name.removeprefix("evidence-") for name in typed if name.startswith("evidence-")]
    found = {}
    for key in keys:
        if len(key) > _LONGEST_KEY:
            continue
        level = str(typed.get(f"level-{key}", ""))
        evidence = str(typed.get(f"evidence-{key}", ""))
        codes = [code for code in _BETWEEN.split(str(typed.get(f"measures-{key}", ""))) if code]
        if level or evidence.strip() or codes:
            found[key] = Answered(_level(level), evidence, codes)
    return found


def _level(text: str) -> int | None:
    if text == UNKNOWN:
        return None
    return int(text) if text in {str(level) for level, _name, _words in SCALE} else _OFF


def fault(one: AssessmentFault) -> Fault:
    """Return what to mend as the page's summary leads to it."""
    ending = "-1" if one.part == "level" else ""
    return Fault(f"{one.part}-{one.dimension}{ending}", one.words)


def page(
    request: Asking,
    row: Assessment,
    status: int = 200,
    faults: Sequence[Fault] = (),
    theirs: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Show the form with what was typed, or what is there; `theirs` beside it where somebody else saved meanwhile."""
    framework, said = views.dimensions(row)
    lang = get_language() or "pt"
    wrong = {one.field.removesuffix("-1"): one.text for one in faults}
    context = {
        "place": "evaluations",
        "crumbs": views.crumbs(row, Crumb(_("Escrever"))),
        "row": row,
        "title": views.titled(row),
        "name": framework.said("names", lang),
        "unverified": framework.said("unverified", lang),
        "written": written_in(lang),
        "rows": [_row(n, one, request.POST, wrong, theirs or {}) for n, one in enumerate(said, 1)],
        "scale": SCALE,
        "overtaken": theirs is not None,
        "faults": faults,
    }
    return render(request, "office/assessing/write.html", context, status=status)


def _row(
    number: int, said: dict[str, Any], typed: QueryDict, wrong: Mapping[str, str], theirs: Mapping[str, str]
) -> Row:
    """Return a dimension of the form."""
    key = said["key"]
    stands = (UNKNOWN if said["level"] is None else str(said["level"])) if said["answered"] else ""
    there = {"level": stands, "evidence": said["evidence"], "measures": ", ".join(said["measures"])}
    shown = {part: str(typed.get(f"{part}-{key}", value)) for part, value in there.items()}
    if f"evidence-{key}" in typed and f"level-{key}" not in typed:
        shown["level"] = ""
    options = [
        Option(str(level), f"{level} · {name}", str(level) == shown["level"]) for level, name, _words in SCALE
    ]
    options.append(Option(UNKNOWN, _("não sabemos"), shown["level"] == UNKNOWN))
    names = {option.value: option.label for option in options}
    other = [
        names.get(theirs[f"{part}-{key}"], theirs[f"{part}-{key}"])
        if part == "level"
        else theirs[f"{part}-{key}"]
        for part in there
        if theirs.get(f"{part}-{key}", shown[part]) != shown[part]
    ]
    of = {part: wrong[f"{part}-{key}"] for part in there if f"{part}-{key}" in wrong}
    return Row(
        key, number, said["label"], options, shown["evidence"], shown["measures"], of, [o for o in other if o]
    )
