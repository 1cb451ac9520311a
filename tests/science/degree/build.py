"""Facts from plan files given as plain dictionaries, for tests: small, slow and obvious."""

import datetime as dt
from dataclasses import dataclass, fields

import numpy as np

from rumo.science.degree.columns import AGGREGATION, ALWAYS, BASIS, DEFINITION, NO_DAY, STAGE, Facts
from rumo.science.degree.evaluate import evaluate
from rumo.science.degree.figures import SCHEDULE, STATES

EPOCH = dt.date(1970, 1, 1)
DTYPES = {
    "Int": np.int32,
    "Long": np.int64,
    "Small": np.int8,
    "Float": np.float64,
    "NDArray[np.bool_]": np.bool_,
}


@dataclass(frozen=True)
class Built:
    """Facts, and what their indices mean: keys "slug/code" of measures, (key, kind, code) of items, municipalities, funders."""

    facts: Facts
    measures: list[str]
    items: list[tuple[str, str, str]]
    municipalities: list[str]
    funders: list[str]

    def index(self, code):
        return next(i for i, key in enumerate(self.measures) if code in (key, key.split("/")[1]))


def day(text):
    """Days since 1970-01-01 of an ISO date; NO_DAY of None."""
    return int(NO_DAY) if text is None else (dt.date.fromisoformat(text) - EPOCH).days


def instant(text):
    """Microseconds since the epoch of an ISO instant; ALWAYS of None."""
    if text is None:
        return int(ALWAYS)
    delta = dt.datetime.fromisoformat(text) - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    return delta // dt.timedelta(microseconds=1)


def defined(indicator):
    """Whether an indicator may enter a degree."""
    return indicator.get("kind", "product") == "product" and indicator.get("target_type", "none") != "none"


def basis(measure):
    """The measure's basis, or the default."""
    if measure.get("basis"):
        return measure["basis"]
    if any(defined(i) for i in measure.get("indicators") or []):
        return "indicators"
    return "activities" if measure.get("activities") else "stage"


def direction(indicator):
    """+1 or -1: from target and baseline, else as said."""
    baseline, target = indicator.get("baseline") or 0, indicator.get("target")
    if target is not None and target != baseline:
        return 1 if target > baseline else -1
    return -1 if indicator.get("direction") == "decrease" else 1


class Builder:
    """Collects rows column by column."""

    def __init__(self):
        self.rows = {
            f.name: [] for f in fields(Facts) if f.name not in ("plans", "municipalities", "funders")
        }
        self.plans, self.measures, self.items, self.municipalities, self.funders = [], [], [], [], []

    def add(self, table, **values):
        for name, value in values.items():
            self.rows[f"{table}_{name}"].append(value)
        return len(self.rows[f"{table}_{name}"]) - 1

    def index(self, known, key):
        if key not in known:
            known.append(key)
        return known.index(key)

    def measure(self, key, plan):
        if key not in self.measures:
            self.add("measure", plan=plan)
        return self.index(self.measures, key)

    def item(self, key, kind, code):
        if (key, kind, code) not in self.items:
            self.add("item", measure=self.measures.index(key))
        return self.index(self.items, (key, kind, code))

    def version(self, document):
        plan = self.index(self.plans, document["slug"])
        version = self.add(
            "version",
            plan=plan,
            effective=day(document.get("effective_on")),
            published=instant(document.get("published_at")),
            number=document.get("version", 1),
        )
        for cycle in document.get("cycles") or []:
            self.add(
                "cycle",
                version=version,
                start=day(cycle["start"]),
                end=day(cycle["end"]),
                due=day(cycle.get("due")),
            )
            self.rows["cycle_grace"].append(cycle.get("grace_days", 0))
        for measure in document["measures"]:
            self.measure_version(document, measure, plan, version)

    def measure_version(self, document, measure, plan, version):
        key = f"{document['slug']}/{measure['code']}"
        period = document.get("period") or {}
        mv = self.add(
            "mv",
            measure=self.measure(key, plan),
            version=version,
            weight=measure.get("weight", 1),
            start=day(measure.get("start") or period.get("start")),
            end=day(measure.get("end") or period.get("end")),
            basis=BASIS[basis(measure)],
        )
        for code in measure.get("municipalities") or document.get("municipalities") or []:
            self.add("place", mv=mv, municipality=self.index(self.municipalities, code))
        for milestone in measure.get("milestones") or []:
            self.add("milestone", mv=mv, day=day(milestone["date"]), share=milestone["share"])
        for line in measure.get("budget") or []:
            if line.get("planned") is not None:
                self.add(
                    "budget",
                    mv=mv,
                    funder=self.index(self.funders, line["funder"]),
                    planned=float(line["planned"]),
                )
        for activity in measure.get("activities") or []:
            self.define(mv, self.item(key, "activity", activity["code"]), activity, DEFINITION["activity"])
        for indicator in measure.get("indicators") or []:
            item = self.item(key, "indicator", indicator["code"])
            if defined(indicator):
                self.define(mv, item, indicator, DEFINITION[indicator["target_type"]])

    def define(self, mv, item, said, kind):
        number = kind == DEFINITION["number"]
        self.add(
            "def",
            mv=mv,
            item=item,
            weight=said.get("weight", 1),
            kind=kind,
            baseline=(said.get("baseline") or 0) if number else 0,
            target=said["target"] if number else float("nan"),
            direction=direction(said),
            aggregation=AGGREGATION[said.get("aggregation") or "last"],
        )

    def report(self, slug, said):
        key = f"{slug}/{said['measure']}"
        place = said.get("municipality")
        row = self.add(
            "report",
            measure=self.measures.index(key),
            municipality=-1 if place is None else self.index(self.municipalities, place),
            day=day(said["reference_date"]),
            published=instant(said.get("published_at")),
            number=said.get("version", 1),
            withdrawn=said.get("withdrawn") or False,
            stage=STAGE[said["stage"]],
        )
        for kind, field in (("activity", "activities"), ("indicator", "indicators")):
            for code, value in (said.get(field) or {}).items():
                self.add("value", report=row, item=self.item(key, kind, code), value=value)
        for evidence in said.get("evidence") or []:
            if evidence.get("accepted") and evidence.get("indicator"):
                self.add("evidence", report=row, item=self.item(key, "indicator", evidence["indicator"]))
        for funder, money in (said.get("spent") or {}).items():
            self.add("spent", report=row, funder=self.index(self.funders, funder), value=float(money))


def build(*documents):
    """Facts of plan files; several with one slug are versions of one plan, whose reports add up."""
    builder = Builder()
    for document in documents:
        builder.version(document)
    for document in documents:
        for said in document.get("reports") or []:
            builder.report(document["slug"], said)
    columns = {
        f.name: np.array(builder.rows[f.name], dtype=DTYPES[str(f.type)])
        for f in fields(Facts)
        if f.name in builder.rows
    }
    facts = Facts(
        plans=len(builder.plans),
        municipalities=len(builder.municipalities),
        funders=len(builder.funders),
        **columns,
    )
    return Built(facts, builder.measures, builder.items, builder.municipalities, builder.funders)


def plain(figures, i):
    """Figures of measure `i` at one date (arrays without the first axis) as reference.figures gives them; None if absent."""
    if not figures.present[i]:
        return None
    number = {
        name: None if np.isnan(getattr(figures, name)[i]) else float(getattr(figures, name)[i])
        for name in ("degree", "planned", "weight", "upper", "spent", "budget")
    }
    newest, published = int(figures.newest[i]), int(figures.newest_published[i])
    start = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    known = (
        dt.datetime.min.replace(tzinfo=dt.UTC)
        if published == ALWAYS
        else start + dt.timedelta(microseconds=published)
    )
    return number | {
        "state": STATES[figures.state[i]],
        "schedule": SCHEDULE[figures.schedule[i]],
        "basis": next(name for name, code in BASIS.items() if code == figures.basis[i]),
        **{name: bool(getattr(figures, name)[i]) for name in ("due", "fresh", "stale")},
        "newest": None if newest == NO_DAY else EPOCH + dt.timedelta(days=newest),
        "newest_published": None if newest == NO_DAY else known,
    }


def at(built, text, known_at=None):
    """Figures of all measures at one date, arrays of shape (measures,)."""
    return evaluate(built.facts, [day(text)], None if known_at is None else instant(known_at)).rows(0)


def worked(measure, reports, date, known_at=None, **plan):
    """Figures of one measure of a plan that has nothing else, at a date."""
    measure = {"code": "M", "start": "2024-01-01", "end": "2024-12-31", **measure}
    said = [
        {"measure": "M", "published_at": "2024-01-01T10:00:00Z", "stage": "in_progress", **r} for r in reports
    ]
    built = build({"slug": "p", "measures": [measure], "reports": said, **plan})
    return plain(at(built, date, known_at), 0)


def version(number, effective, *codes, **more):
    """A version of plan p with measures of the year 2024, each with what `more` says."""
    measures = [{"code": c, "start": "2024-01-01", "end": "2024-12-31"} | more for c in codes]
    return {"slug": "p", "version": number, "effective_on": effective, "measures": measures}
