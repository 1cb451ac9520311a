"""Plan files coming in from the desk: all checked before any is written, all written or none, and what each changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.db import transaction

from rumo.deliver.plans.actions import FileRefused
from rumo.deliver.plans.models import Plan as StoredPlan
from rumo.deliver.rollup import actions as rollup
from rumo.deliver.rollup.queries.whole import NoPlan, whole_document
from rumo.doors.files.limits import NAME
from rumo.doors.files.mapped import parse_mapped
from rumo.doors.files.rawfile import RawFile
from rumo.doors.files.reading import parse_plan
from rumo.ground.territory.models import Municipality
from rumo.ground.vocabularies import queries as vocabularies
from rumo.science.planfile import Change, Fault, Parsed, Plan, difference
from rumo.science.planfile.document import Report
from rumo.science.planfile.values import brief

OURS = ("version", "published_at", "synthetic")
"""Fields of a plan that an import settles by itself: they are no difference."""


class FilesRefused(Exception):
    """Nothing was written; `faults` says why, each with its file, in the order of the files."""

    def __init__(self, faults: Sequence[tuple[str, Fault]]) -> None:
        """Keep each fault beside the name of its file."""
        super().__init__("\n".join(f"{name}: {fault.where}: {fault.message}" for name, fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that reads as a plan: its name, the plan, what to look at, and where its parts stood."""

    name: str
    plan: Plan
    flags: tuple[Fault, ...]
    raw: RawFile


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file changed: `new` when its plan was not public before; `version` None when it says nothing new of the plan itself."""

    file: Checked
    new: bool
    changes: tuple[Change, ...]
    version: int | None
    reports: int


def check(files: Sequence[Path], mapping: Path | None = None) -> list[Checked]:
    """Read and check files, through a mapping where one is given; territory and areas must be loaded. Raises FilesRefused with every fault of all."""
    areas = vocabularies.area_names()
    places = set(Municipality.objects.values_list("dico", flat=True))
    checked: list[Checked] = []
    faults: list[tuple[str, Fault]] = []
    for file in files:
        parsed, raw = _read(file, mapping, areas, places)
        name = brief(file.name, NAME)
        faults += [(name, fault) for fault in parsed.faults]
        if parsed.plan:
            checked.append(Checked(name, parsed.plan, parsed.flags, raw))
    if faults:
        raise FilesRefused(faults)
    return checked


def _read(
    file: Path, mapping: Path | None, areas: dict[str, str], places: set[str]
) -> tuple[Parsed, RawFile]:
    if mapping is None:
        return parse_plan(file, areas=areas, municipalities=places)
    return parse_mapped(file, mapping=mapping, areas=areas, municipalities=places)


@transaction.atomic
def bring(files: Sequence[Checked], *, publish: bool, by: str, at: datetime) -> list[Brought]:
    """Import checked files in order, in one transaction; each is compared with what the files before it left public.

    Raises FilesRefused, having written nothing, with what contradicts what is public here.
    """
    brought: list[Brought] = []
    faults: list[tuple[str, Fault]] = []
    slugs = {file.plan.slug for file in files}
    # in one order everywhere, so that two imports at once wait for each other and neither compares with what is being replaced
    list(StoredPlan.objects.select_for_update().filter(slug__in=slugs).order_by("slug"))
    for file in files:
        new, changes = _changes(file.plan)
        try:
            done = rollup.import_plan(document=file.plan, publish=publish, by=by, at=at)
        except FileRefused as refused:
            faults += [(file.name, fault) for fault in file.raw.place_all(refused.faults)]
            continue
        brought.append(Brought(file, new, changes, done.version, done.reports))
    if faults:
        raise FilesRefused(faults)
    return brought


def _changes(plan: Plan) -> tuple[bool, tuple[Change, ...]]:
    """Return whether the plan is new here, else what the file changes of what is public."""
    try:
        here = whole_document(plan.slug)
    except NoPlan:
        return True, ()
    sent = replace(plan, reports=tuple(_dated(plan.reports, here.reports)))
    found = difference(here, sent)
    return False, tuple(change for change in found if change.what != "plan" or change.field not in OURS)


def _dated(reports: Sequence[Report], here: Sequence[Report]) -> Iterator[Report]:
    """Give a report sent without a publication time the one it has here: sending it again says nothing of that."""

    def slot(report: Report) -> tuple[object, ...]:
        return (report.measure, report.municipality, report.reference_date, report.version)

    known = {slot(report): report.published_at for report in here}
    for report in reports:
        yield replace(report, published_at=report.published_at or known.get(slot(report)))
