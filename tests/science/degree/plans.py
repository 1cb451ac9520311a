"""Random plan files for the property tests: small worlds on a coarse calendar, so that days, places and corrections collide."""

import datetime as dt

FIRST = dt.date(2024, 1, 1)
PLACES = ("0101", "0202", "0303")
FUNDERS = ("FAMI", "Município")
STAGES = ("not_started", "in_progress", "completed", "suspended", "cancelled")
STEPS = 30


def date(rng, low=0, high=STEPS):
    """A day on the grid of months and half months."""
    return (FIRST + dt.timedelta(days=rng.randint(low, high) * 15)).isoformat()


def instant(rng):
    return f"{date(rng)}T10:00:00Z" if rng.random() < 0.9 else None


def documents(rng, slug="p"):
    """One to three versions of one plan, with its reports in the last."""
    municipalities = list(PLACES[: rng.choice([0, 1, 2, 3])])
    versions = [version(rng, slug, number + 1, municipalities) for number in range(rng.choice([1, 1, 2, 3]))]
    versions[-1]["reports"] = reports(rng, versions)
    return versions


def version(rng, slug, number, municipalities):
    codes = [code for code in ("M1", "M2", "M3") if rng.random() < 0.85]
    return {
        "format": "rumo-plan/1",
        "slug": slug,
        "title": slug,
        "version": number,
        "effective_on": None if rng.random() < 0.4 else date(rng),
        "published_at": None if rng.random() < 0.6 else instant(rng),
        "municipalities": municipalities,
        "period": rng.choice([{}, {"start": date(rng, 0, 5), "end": date(rng, 20, STEPS)}]),
        "cycles": cycles(rng),
        "measures": [measure(rng, code) for code in codes],
    }


def cycles(rng):
    if rng.random() < 0.4:
        return []
    length = rng.choice([4, 8])
    out = []
    for begin in range(0, rng.randint(length, STEPS), length):
        start, end = (
            FIRST + dt.timedelta(days=begin * 15),
            FIRST + dt.timedelta(days=(begin + length) * 15 - 1),
        )
        cycle = {"start": start.isoformat(), "end": end.isoformat()}
        if rng.random() < 0.7:
            cycle["due"] = (end + dt.timedelta(days=rng.choice([-20, 15, 30]))).isoformat()
            cycle["grace_days"] = rng.choice([0, 15, 90])
        out.append(cycle)
    rng.shuffle(out)
    return out


def measure(rng, code):
    out = {"code": code, "title": code, "weight": rng.choice([0.5, 1, 2, 3])}
    if rng.random() < 0.7:
        start, length = rng.randint(0, 10), rng.choice([0, 1, 10, 15])
        out["start"] = (FIRST + dt.timedelta(days=start * 15)).isoformat()
        out["end"] = (FIRST + dt.timedelta(days=(start + length) * 15)).isoformat()
        if length >= 10:
            shares = sorted(rng.choice([0, 0.2, 0.5, 0.5, 0.9, 1]) for _ in range(rng.randint(0, 3)))
            days = sorted(rng.sample(range(1, length), len(shares)))
            out["milestones"] = [
                {"date": (FIRST + dt.timedelta(days=(start + n) * 15)).isoformat(), "share": share}
                for n, share in zip(days, shares, strict=True)
            ]
    out["municipalities"] = list(PLACES[:2]) if rng.random() < 0.2 else None
    out["activities"] = [
        {"code": f"a{n}", "weight": rng.choice([1, 2])} for n in range(rng.choice([0, 1, 3]))
    ]
    out["indicators"] = [indicator(rng, f"i{n}") for n in range(rng.choice([0, 0, 1, 3]))]
    out["basis"] = (
        "stage" if rng.random() < 0.2 else "activities" if out["activities"] and rng.random() < 0.3 else None
    )
    out["budget"] = [
        {"funder": rng.choice(FUNDERS), "planned": rng.choice(["100.50", "0", None])}
        for _ in range(rng.randint(0, 2))
    ]
    return out


def indicator(rng, code):
    baseline, target = rng.choice([(None, 10), (0, 30), (10, 2), (5, 5), (None, 0), (0.1, 0.3)])
    aggregation = rng.choice(
        ["last", "mean", *(["sum"] if not baseline else []), "max" if (baseline or 0) <= target else "min"]
    )
    kind = rng.choice(["number", "number", "date", "evidence", "none"])
    return {
        "code": code,
        "kind": rng.choice(["product", "product", "product", "result"]),
        "target_type": kind,
        "baseline": baseline,
        "target": target if kind == "number" else None,
        "direction": rng.choice(["increase", "decrease"]) if (baseline or 0) == target else None,
        "aggregation": aggregation,
        "weight": rng.choice([1, 2, 0.3]),
    }


def reports(rng, versions):
    """Reports, corrections and withdrawals, in no order."""
    known = {m["code"] for v in versions for m in v["measures"]}
    by_place = rng.random() < 0.5
    out = [report(rng, code, by_place) for code in sorted(known) for _ in range(rng.randint(0, 6))]
    for said in list(out):
        if rng.random() < 0.3:
            again = report(rng, said["measure"], by_place)
            same = ("reference_date", "municipality")
            tie = ("published_at",) if rng.random() < 0.3 else ()
            out.append(
                again | {k: said[k] for k in (*same, *tie)} | {"version": 2, "withdrawn": rng.random() < 0.4}
            )
    # two first versions of one report are one too many
    unique = {(r["measure"], r["municipality"], r["reference_date"], r["version"]): r for r in out}
    out = list(unique.values())
    rng.shuffle(out)
    return out


def report(rng, code, by_place):
    return {
        "measure": code,
        "reference_date": date(rng, -1, STEPS),
        "published_at": instant(rng),
        "version": 1,
        "municipality": rng.choice(PLACES) if by_place and rng.random() < 0.6 else None,
        "stage": rng.choice(STAGES),
        "activities": {f"a{n}": rng.choice([0, 0.25, 0.7, 1]) for n in range(3) if rng.random() < 0.5},
        "indicators": {
            f"i{n}": rng.choice([0, 1, 4, 5, 12, 31, 0.3]) for n in range(3) if rng.random() < 0.5
        },
        "evidence": [{"indicator": f"i{rng.randint(0, 2)}", "accepted": rng.random() < 0.7}]
        if rng.random() < 0.2
        else [],
        "spent": {funder: rng.choice(["10.00", "60.25"]) for funder in FUNDERS if rng.random() < 0.3},
        "withdrawn": rng.random() < 0.03,
    }
