"""The formula degree/1 once more, in plain Python straight from docs and plan files, to hold the arrays against."""

import datetime as dt
import itertools

YEAR = dt.timedelta(days=365)
ALWAYS = dt.datetime.min.replace(tzinfo=dt.UTC)


def on(text):
    return None if text is None else dt.date.fromisoformat(text)


def at(text):
    return ALWAYS if text is None else dt.datetime.fromisoformat(text)


def figures(documents, code, as_of, known_at=None):
    """Figures of one measure of a plan (given as its versions) at a date, as a dictionary; None if it is not in the plan."""
    t, known = on(as_of), None if known_at is None else at(known_at)
    version, measure, dropped = in_use(documents, code, t, known)
    if measure is None:
        return None
    reports = counted(
        [r for d in documents for r in d.get("reports") or [] if r["measure"] == code], t, known
    )
    places = measure.get("municipalities") or version.get("municipalities") or []
    places = places or sorted({r["municipality"] for r in reports if r.get("municipality")})
    reports = [r for r in reports if not r.get("municipality") or r["municipality"] in places]
    d, state = physical(measure, places, reports)
    if dropped:
        d, state = None, "cancelled"
    holder = next(x for x in by_effect(documents, known) if any(m is measure for m in x["measures"]))
    p = planned(measure, holder, t)
    live = state != "cancelled"
    due, fresh = reporting(version, measure, holder, reports, t)
    stale = live and due and d is not None and not fresh
    spent, budget = money(measure, places, reports)
    return {
        "state": state,
        "degree": d,
        "planned": p,
        "schedule": schedule(state, d, p),
        "weight": measure.get("weight", 1),
        "basis": basis(measure),
        "due": live and due,
        "fresh": live and due and fresh,
        "stale": stale,
        "upper": upper(live, d, p, stale),
        "newest": max((on(r["reference_date"]) for r in reports), default=None),
        "newest_published": max((at(r.get("published_at")) for r in reports), default=None),
        "spent": spent,
        "budget": budget,
    }


def by_effect(documents, known):
    """Known versions in the order they take effect."""
    seen = [d for d in documents if known is None or at(d.get("published_at")) <= known]
    return sorted(seen, key=lambda d: (on(d.get("effective_on")) or dt.date.min, d.get("version", 1)))


def in_use(documents, code, t, known):
    """(version in use, what it or the last before it says of the measure, whether it dropped it)."""
    ordered = by_effect(documents, known)
    started = [d for d in ordered if d.get("effective_on") is None or on(d["effective_on"]) <= t]
    upto = started or ordered[:1]
    for version in reversed(upto):
        for measure in version["measures"]:
            if measure["code"] == code:
                return upto[-1], measure, version is not upto[-1]
    return None, None, False


def counted(reports, t, known):
    """Of each report the version that counts, oldest first, on one day the one that speaks for all first."""
    best = {}
    for r in reports:
        if known is not None and at(r.get("published_at")) > known:
            continue
        key = (r.get("municipality"), r["reference_date"])
        rank = (at(r.get("published_at")), r.get("version", 1))
        if key not in best or rank > best[key][0]:
            best[key] = (rank, r)
    chosen = [r for _, r in best.values() if not r.get("withdrawn") and on(r["reference_date"]) <= t]
    return sorted(chosen, key=lambda r: (r["reference_date"], r.get("municipality") is not None))


def physical(measure, places, reports):
    """(d, state) of a measure."""
    if not any(r.get("municipality") for r in reports):
        return single(measure, reports)
    read = [
        single(measure, [r for r in reports if r.get("municipality") in (None, place)]) for place in places
    ]
    live = [(d, state) for d, state in read if state != "cancelled"]
    if not live:
        return None, "cancelled"
    if all(state == "no_information" for _, state in live):
        return None, "no_information"
    states = {"not_started" if state == "no_information" else state for _, state in live}
    return sum(d or 0 for d, _ in live) / len(live), states.pop() if len(states) == 1 else "in_progress"


def single(measure, reports):
    """(d, state) from the reports of one place, or of the whole."""
    if not reports:
        return None, "no_information"
    state = reports[-1]["stage"]
    if state == "cancelled":
        return None, state
    if basis(measure) == "stage":
        points = {"not_started": 0.0, "in_progress": 0.5, "completed": 1.0}
        earlier = [points[r["stage"]] for r in reports if r["stage"] in points]
        return (earlier[-1] if earlier else 0.0), state
    if basis(measure) == "activities":
        parts = [
            (a.get("weight", 1), last(reports, "activities", a["code"]) or 0.0) for a in measure["activities"]
        ]
    else:
        parts = [(i.get("weight", 1), attained(i, reports)) for i in measure["indicators"] if counts(i)]
    return sum(w * a for w, a in parts) / sum(w for w, _ in parts), state


def counts(indicator):
    return indicator.get("kind") == "product" and indicator.get("target_type") in (
        "number",
        "date",
        "evidence",
    )


def basis(measure):
    if measure.get("basis"):
        return measure["basis"]
    if any(counts(i) for i in measure.get("indicators") or []):
        return "indicators"
    return "activities" if measure.get("activities") else "stage"


def told(reports, field, code):
    return [r[field][code] for r in reports if code in (r.get(field) or {})]


def last(reports, field, code):
    values = told(reports, field, code)
    return values[-1] if values else None


def attained(indicator, reports):
    values = told(reports, "indicators", indicator["code"])
    if indicator["target_type"] != "number":
        accepted = any(
            e.get("accepted") and e.get("indicator") == indicator["code"]
            for r in reports
            for e in r.get("evidence") or []
        )
        return 1.0 if accepted or (values and values[-1] == 1) else 0.0
    if not values:
        return 0.0
    how = {"last": lambda v: v[-1], "sum": sum, "mean": lambda v: sum(v) / len(v), "max": max, "min": min}
    v = how[indicator.get("aggregation") or "last"](values)
    b, target = indicator.get("baseline") or 0, indicator["target"]
    if target != b:
        return min(1.0, max(0.0, (v - b) / (target - b)))
    meets = (
        round(v - target, 9) <= 0 if indicator.get("direction") == "decrease" else round(v - target, 9) >= 0
    )
    return 1.0 if meets else 0.0


def planned(measure, version, t):
    period = version.get("period") or {}
    start, end = on(measure.get("start") or period.get("start")), on(measure.get("end") or period.get("end"))
    if start is None or end is None:
        return None
    if t >= end:
        return 1.0
    if t < start:
        return 0.0
    points = [
        (start, 0.0),
        *((on(m["date"]), m["share"]) for m in measure.get("milestones") or []),
        (end, 1.0),
    ]
    points.sort()
    for (a, low), (b, high) in itertools.pairwise(points):
        if a <= t < b:
            return low + (high - low) * ((t - a).days / (b - a).days)
    raise AssertionError("a day between start and end lies on a line")


def schedule(state, d, p):
    if state in ("cancelled", "suspended", "no_information"):
        return state
    if round(d, 9) == 1:
        return "done"
    if p is None:
        return "no_schedule"
    if round(p, 9) == 0 and round(d, 9) == 0:
        return "not_due"
    delta = round(d - p, 9)
    if delta > 0.10:
        return "ahead"
    if delta >= -0.10:
        return "on_track"
    return "delayed" if delta >= -0.25 else "critical"


def reporting(version, measure, holder, reports, t):
    """(due, whether it reported) in the last cycle whose grace ended before t, or the 365 days to t."""
    start = on(measure.get("start") or (holder.get("period") or {}).get("start"))
    days = [on(r["reference_date"]) for r in reports]
    cycles = version.get("cycles") or []
    if not cycles:
        return start is None or start <= t, any(t - YEAR <= x <= t for x in days)
    closed = [
        c for c in cycles if on(c.get("due") or c["end"]) + dt.timedelta(days=c.get("grace_days", 0)) < t
    ]
    if not closed:
        return False, False
    cycle = max(closed, key=lambda c: (c["end"], c["start"]))
    return (
        start is None or start <= on(cycle["end"]),
        any(on(cycle["start"]) <= x <= on(cycle["end"]) for x in days),
    )


def upper(live, d, p, stale):
    if not live:
        return None
    hoped = 1.0 if p is None else p
    if d is None:
        return hoped
    return max(d, hoped) if stale else d


def money(measure, places, reports):
    """(spent, planned) over the funders that have both; None if none has."""
    lines = {}
    for line in measure.get("budget") or []:
        if line.get("planned") is not None:
            lines[line["funder"]] = lines.get(line["funder"], 0.0) + float(line["planned"])
    both = []
    for funder, budget in lines.items():
        own = [
            last([r for r in reports if r.get("municipality") == place], "spent", funder) for place in places
        ]
        own = [float(x) for x in own if x is not None]
        whole = last([r for r in reports if not r.get("municipality")], "spent", funder)
        known = ([sum(own)] if own else []) + ([float(whole)] if whole is not None else [])
        if known:
            both.append((max(known), budget))
    if not both:
        return None, None
    return sum(s for s, _ in both), sum(b for _, b in both)
