"""The sheet somebody reports on: a row a measure, a cell a thing to say, beside it the target, the last value and the working copy."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Value
from django.db.models import fields as sql
from django.db.models.functions import Cast

from rumo.deliver.plans import models as plans
from rumo.deliver.plans.rules import visible_to
from rumo.deliver.progress import models as m
from rumo.deliver.progress.queries.standing import Said, speaking_for, standing
from rumo.deliver.progress.queries.windows import Window, cycles_by_version, in_use, window_of
from rumo.deliver.progress.queries.worklist import is_due
from rumo.deliver.progress.rules import reportable_by
from rumo.ground.people.models import Role
from rumo.ground.people.rules import MUNICIPAL, Who
from rumo.science.planfile import cells as flat_cells

TEXTS = ("narrative", "difficulties", "corrective_action", "reason")
EDITABLE = (m.Draft.State.DRAFT, m.Draft.State.RETURNED)


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing to say of a measure. `kind`: stage, share (0 to 1), number, truth (1 or 0), money or text.

    `said` is in the working copy, `last` was published last for an earlier date (`last_on`); None where nothing was.
    """

    key: str
    kind: str
    title: str = ""
    unit: str = ""
    target: float | None = None
    target_text: str = ""
    planned: Any = None
    aggregation: str = "last"
    role: str = ""
    said: Any = None
    last: Any = None
    last_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A measure on the sheet, for the municipality asked for (None: for all)."""

    pk: int
    code: str
    title: str
    description: str
    due: bool
    reported: bool
    draft: m.Draft | None
    cells: tuple[Cell, ...]
    copy: Mapping[str, Any]
    past: Mapping[str, tuple[Any, dt.date]]

    @property
    def state(self) -> str:
        """Return how far the report is: "", draft, returned, submitted, approved, or published where there is no working copy."""
        if self.draft is not None:
            return self.draft.state
        return "published" if self.reported else ""

    @property
    def editable(self) -> bool:
        """Tell whether its cells may be written: not what is sent, approved, or published already (which is corrected)."""
        return self.draft.state in EDITABLE if self.draft is not None else not self.reported

    def cell(self, key: str) -> Cell | None:
        """Return a cell by its key; a part of an indicator ("indicators/i1/sex:f") may be any that is named, said or not."""
        whole = next((cell for cell in self.cells if cell.key == key), None)
        return whole or next((cell for cell in self.parts([key])), None)

    def parts(self, keys: Iterable[str]) -> list[Cell]:
        """Return parts of indicators as cells, those of no indicator left out."""
        numbers = [cell.key for cell in self.cells if cell.kind == "number"]
        found = []
        for key in keys:
            of = max((one for one in numbers if key.startswith(f"{one}/")), key=len, default=None)
            if of is not None and len(key) > len(of) + 1:
                found.append(_filled(Cell(key, "number", title=key[len(of) + 1 :]), self.copy, self.past))
        return found

    def group(self, prefix: str) -> list[Cell]:
        """Return the cells of a kind of thing: "activities", "indicators" or "spent"."""
        return [cell for cell in self.cells if cell.key.startswith(f"{prefix}/")]


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality somebody may report for: its key, code and name; all None for "all of them together"."""

    pk: int | None
    dico: str
    name: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that somebody may report of a plan for one reference date and place."""

    plan: plans.Plan
    version: plans.PlanVersion
    reference: dt.date
    window: Window
    place: Place
    places: tuple[Place, ...]
    rows: tuple[Row, ...]

    def row(self, code: str) -> Row | None:
        """Return a measure's row by its code."""
        return next((row for row in self.rows if row.code == code), None)


ALL = Place(None, "", "")


def sheet_of(who: Who, slug: str, reference: dt.date, *, dico: str = "", today: dt.date) -> Sheet | None:
    """Return the sheet of a plan for a date and place (eight queries); None where there is nothing this person may report."""
    published = plans.PlanVersion.objects.filter(
        plan__slug=slug, plan__in=visible_to(who), state=plans.PlanVersion.State.PUBLISHED
    )
    version = in_use(published.select_related("plan"), reference)
    if version is None:
        return None
    window = window_of(cycles_by_version([version])[version.pk], reference, today)
    said = _measures(who, version)
    places = _places(who, version, said)
    place = next((one for one in places if one.dico == dico), None) if dico else next(iter(places), None)
    if window is None or not said or place is None:
        return None
    said = [row for row in said if _may(who, version, row, place)]
    return Sheet(
        version.plan, version, reference, window, place, places, tuple(_rows(said, version, window, place))
    )


def _measures(who: Who, version: plans.PlanVersion) -> list[plans.MeasureVersion]:
    """Return what the version says of the measures somebody reports on (one query); `answers`: as a partner that answers for it."""
    partner = who.entities(Role.PARTNER_REPORTER)
    answers = plans.Responsible.objects.filter(measure=OuterRef("measure"), entity__in=partner)
    rows = plans.MeasureVersion.objects.filter(version=version, measure__in=reportable_by(who))
    return list(rows.annotate(answers=Exists(answers), code=F("measure__code")).order_by("position"))


def _places(who: Who, version: plans.PlanVersion, said: Sequence[plans.MeasureVersion]) -> tuple[Place, ...]:
    """Return the places somebody may report for (one query): an owner or a partner all together first, another's team its own."""
    named = plans.PlanPlace.objects.filter(version=version).order_by("position")
    towns = [
        Place(*row)
        for row in named.values_list("municipality_id", "municipality__dico", "municipality__name")
    ]
    whole = _owner(who, version) or any(row.answers for row in said)  # type: ignore[attr-defined]
    if not whole:
        own = who.municipalities(*MUNICIPAL)
        return tuple(town for town in towns if town.pk in own)
    return (ALL, *towns) if len(towns) > 1 else (ALL,)


def _owner(who: Who, version: plans.PlanVersion) -> bool:
    return version.plan.owner_id is not None and version.plan.owner_id in who.entities(*MUNICIPAL)


def _may(who: Who, version: plans.PlanVersion, row: Any, place: Place) -> bool:
    """Tell what `rules.can_report` tells, without asking again for each measure."""
    return bool(_owner(who, version) or row.answers or place.pk in who.municipalities(*MUNICIPAL))


def _rows(said: Sequence[Any], version: plans.PlanVersion, window: Window, place: Place) -> Iterable[Row]:
    of = [row.measure_id for row in said]
    parts = _parts([row.pk for row in said])
    drafts = _drafts(of, window.last, place)
    told = standing(m.Report.objects.filter(speaking_for(place.pk), measure__in=of))
    last, now = _said(told, window.last)
    by_measure: defaultdict[int, list[Said]] = defaultdict(list)
    for one in told:
        by_measure[one.measure].append(one)
    for row in said:
        pk, draft = row.measure_id, drafts.get(row.measure_id)
        copy = flat_cells.flat(draft.said) if draft else {key: value for key, (value, _) in now[pk].items()}
        cells = [*_own(), *parts[row.pk], *_texts()]
        mine = [one for one in by_measure[pk] if place.pk is not None or one.municipality is None]
        yield Row(
            pk=pk,
            code=row.code,
            title=row.title,
            description=row.description or "",
            due=is_due(row.starts_on or version.starts_on, by_measure[pk], window),
            reported=any(one.day == window.last for one in mine),
            draft=draft,
            cells=tuple(_filled(cell, copy, last[pk]) for cell in _with_spent(cells, last[pk], copy)),
            copy=copy,
            past=last[pk],
        )


def _own() -> list[Cell]:
    return [Cell("stage", "stage")]


def _texts() -> list[Cell]:
    return [Cell(key, "text") for key in TEXTS]


def _with_spent(cells: list[Cell], last: Mapping[str, Any], copy: Mapping[str, Any]) -> list[Cell]:
    """Add the funders that the plan does not name and a report did."""
    named = {cell.key for cell in cells}
    new = {key for key in (*last, *copy) if key.startswith("spent/")} - named
    return [*cells, *(Cell(key, "money", title=key.partition("/")[2]) for key in sorted(new))]


def _filled(cell: Cell, copy: Mapping[str, Any], last: Mapping[str, tuple[Any, dt.date]]) -> Cell:
    value, day = last.get(cell.key, (None, None))
    kept = {name: getattr(cell, name) for name in Cell.__slots__}
    return Cell(**{**kept, "said": copy.get(cell.key), "last": value, "last_on": day})


def _parts(versions: list[int]) -> Mapping[int, list[Cell]]:
    """Return activities, indicators and money of measures as cells, by the measure version's key (one query)."""
    columns = ("what", "measure_version_id", "position", "name", "says", "unit_", "kind_", "type_", "goal", "words", "sums", "money")  # fmt: skip
    text, number = sql.TextField(), sql.FloatField()
    none = {"output_field": text}
    # an untyped NULL in the first two of three is taken for text by PostgreSQL
    no_goal, no_money = (
        Cast(Value(None), number),
        Cast(Value(None), sql.DecimalField(max_digits=16, decimal_places=2)),
    )
    indicators = plans.Indicator.objects.filter(measure_version__in=versions).annotate(
        what=Value("indicators", **none), name=F("code"), says=F("title"), unit_=F("unit"), kind_=F("kind"),
        type_=F("target_type"), goal=F("target"), words=F("target_text"), sums=F("aggregation"),
        money=no_money,
    )  # fmt: skip
    activities = plans.Activity.objects.filter(measure_version__in=versions).annotate(
        what=Value("activities", **none), name=F("code"), says=F("title"), unit_=Value("%", **none), kind_=Value("", **none),
        type_=Value("", **none), goal=Value(1.0, output_field=number), words=Value("", **none), sums=Value("", **none),
        money=no_money,
    )  # fmt: skip
    funding = plans.Funding.objects.filter(measure_version__in=versions).annotate(
        what=Value("spent", **none), name=F("funder__name"), says=F("funder__name"), unit_=Value("€", **none), kind_=Value("", **none),
        type_=Value("", **none), goal=no_goal, words=Value("", **none), sums=Value("", **none),
        money=F("planned"),
    )  # fmt: skip
    rows = indicators.values_list(*columns).union(
        activities.values_list(*columns), funding.values_list(*columns), all=True
    )
    found: defaultdict[int, list[Cell]] = defaultdict(list)
    order = {"activities": 0, "indicators": 1, "spent": 2}
    for row in sorted(rows, key=lambda row: (row[1], order[row[0]], row[2])):
        cell = _cell(*row)
        if not any(other.key == cell.key for other in found[row[1]]):
            found[row[1]].append(cell)
    return found


def _cell(
    what: str, _: int, __: int, name: str, says: str | None, unit: str | None, role: str, type_: str,
    goal: float | None, words: str | None, sums: str, money: Any,
) -> Cell:  # fmt: skip
    kind = {"activities": "share", "spent": "money"}.get(what) or (
        "truth" if type_ in ("date", "evidence") else "number"
    )
    target = goal if type_ == "number" else None
    return Cell(
        f"{what}/{name}",
        kind,
        title=says or name,
        unit=unit or "",
        target=target,
        target_text=words or "",
        planned=money,
        aggregation=sums or "last",
        role=role,
    )


def _drafts(measures: list[int], reference: dt.date, place: Place) -> Mapping[int, m.Draft]:
    """Return the working copies of a date and place, by measure (one query)."""
    rows = m.Draft.objects.filter(
        measure__in=measures, municipality=place.pk, reference_date=reference
    ).exclude(state=m.Draft.State.PUBLISHED)
    return {row.measure_id: row for row in rows}


Values = Mapping[int, dict[str, tuple[Any, dt.date]]]


def _said(told: Sequence[Said], day: dt.date) -> tuple[Values, Values]:
    """Return what was published of each cell before a day and on it, by measure (one query).

    What a report does not mention stays as an earlier one said.
    """
    known = {one.pk: one for one in told if one.day <= day}
    before: defaultdict[int, dict[str, tuple[Any, dt.date]]] = defaultdict(dict)
    on: defaultdict[int, dict[str, tuple[Any, dt.date]]] = defaultdict(dict)
    for one in known.values():
        for key, value in (("stage", one.stage), ("narrative", one.narrative)):
            if value:
                (before if one.day < day else on)[one.measure][key] = (value, one.day)
    order = {pk: index for index, pk in enumerate(known)}
    names = {"activity": "activities", "indicator": "indicators", "spent": "spent"}
    for report, what, name, much, groups in sorted(_measured(known), key=lambda value: order[value[0]]):
        one, key = known[report], f"{names[what]}/{name}"
        into = (before if one.day < day else on)[one.measure]
        into[key] = (much, one.day)
        into.update({f"{key}/{part}": (value, one.day) for part, value in (groups or {}).items()})
    return before, on


def _measured(reports: Iterable[int]) -> Iterable[tuple[Any, ...]]:
    """Return what some reports measured and spent: (report, kind, code or funder, how much, its parts)."""
    of = {"report__in": list(reports)}
    columns = ("report_id", "what", "name", "much", "groups")
    measured = m.Measurement.objects.filter(**of).annotate(
        what=F("kind"), name=F("code"), much=F("value"), groups=F("by")
    )
    spending = m.Spending.objects.filter(**of).annotate(
        what=Value("spent", output_field=sql.CharField()),
        name=F("funder__name"),
        much=Cast("amount", sql.FloatField()),
        groups=Value(None, output_field=sql.json.JSONField()),
    )
    return measured.values_list(*columns).union(spending.values_list(*columns), all=True)
