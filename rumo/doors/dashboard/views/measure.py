"""The page of one measure: what was promised, what is shown to be done, every report in time, where it comes from."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rumo.deliver.plans.models import Indicator
from rumo.deliver.rollup.queries.detail import NotYetKnown, View, view
from rumo.deliver.rollup.queries.explained import counting, explained
from rumo.deliver.rollup.queries.parts import latest_splits
from rumo.deliver.rollup.queries.reached import Reached, reached
from rumo.deliver.rollup.queries.reading import day_of
from rumo.deliver.rollup.queries.scopes import NoScope
from rumo.deliver.rollup.queries.telling import MeasureDetail, measure_detail
from rumo.doors.dashboard import parts, words
from rumo.doors.dashboard.generations import former
from rumo.doors.dashboard.looking import Look, look, page
from rumo.doors.dashboard.outside import beside
from rumo.doors.dashboard.outside import residents as residents_words
from rumo.doors.dashboard.printed import host, printed
from rumo.doors.dashboard.split import Parts, parts_told
from rumo.doors.dashboard.told import funders, story, with_unit
from rumo.doors.dashboard.views.plan import seen_words
from rumo.doors.web.parts import Crumb
from rumo.doors.web.templatetags.rumo import own
from rumo.science.degree.explain import Explanation


@page
def measure(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show one measure."""
    seen = look(request, f"measure:{slug}/{code}")
    position = seen.reading.scope.measure
    assert position is not None  # noqa: S101  (it is a measure's scope)
    try:
        own = view(seen.reading, seen.held.plan_at[slug])
    except NotYetKnown:
        raise NoScope(_("Este plano ainda não estava publicado no momento que pediu.")) from None
    how = explained(own, own.place(position))
    if how.mv is None:
        raise NoScope(_("Esta medida ainda não estava no plano no momento que pediu."))
    detail = measure_detail(seen.reading, own, how.mv)
    return render(request, "dashboard/measure.html", _context(seen, own, detail, how, position))


def _context(seen: Look, own: View, detail: MeasureDetail, how: Explanation, position: int) -> dict[str, Any]:
    said = detail.said
    slug = seen.reading.scope.key.partition("/")[0]
    way = parts.crumbs(
        seen,
        Crumb(said.version.title, seen.link("plan", slug)),
        Crumb(_("Medida %(code)s") % {"code": said.measure.code}),
    )
    reports = story(own, detail, counting(own, own.place(position)), seen.held)
    days = sorted({entry.day for entry in reports if entry.counts})
    return {
        **parts.frame(seen, way),
        **_standing(seen, how, position, days[-1] if days else None),
        **_origin(seen, own, detail, how),
        **_outside(seen, own, how, said.measure_id),
        "see_href": reverse("dashboard:seen", args=[slug, said.measure.code]),
        "slug": slug,
        "code_in_address": quote(said.measure.code, safe=""),
        "plan_href": seen.link("plan", slug),
        "synthetic": own.part.labels.synthetic,
        "how": how,
        "said": said,
        "detail": detail,
        "headline": parts.headline(seen),
        "timeline": {**parts.timeline(seen), "dots": days},
        "targets": _targets(detail, own, how, seen),
        "splits": _splits(seen, detail),
        "by_place": _by_place(seen, how),
        "activities": detail.activities,
        "bars": _bars(detail, how),
        "milestones": _milestones(own, how),
        "funders": funders(detail, reports),
        "reports": reports,
        "older": len(reports) - 5,
    }


def _standing(seen: Look, how: Explanation, position: int, newest: date | None) -> dict[str, Any]:
    """Return the state in words, with its date, and how the measure stands to its schedule."""
    stale = bool(seen.reading.figures.stale[0][position])
    return {
        "state": words.states()[how.stage or "no_information"],
        "newest": newest,
        "quiet": words.quiet(newest, seen.asked.as_of) if stale else "",
        "schedule": _schedule(seen),
        "basis": _bases()[how.basis or "stage"],
        "sentence": words.sentence_of_one(how.degree, seen.total["planned"], seen.total["upper"]),
    }


def _splits(seen: Look, detail: MeasureDetail) -> list[Parts]:
    """Return what the values are made of, protected (one query, where any report says)."""
    if not detail.parted:
        return []
    units = {indicator.code: indicator.unit for indicator in detail.indicators}
    asked = seen.asked
    found = latest_splits(
        detail.said.measure_id, units, detail.reports, as_of=asked.as_of, known_at=asked.known_at
    )
    return parts_told(detail.indicators, found, seen.held)


def _outside(seen: Look, own: View, how: Explanation, measure_id: int) -> dict[str, Any]:
    """Return what others say of the measure."""
    there = seen.held.beside.get(own.part.labels.plan_id, frozenset())
    found = beside(seen, measure_id, how.stage or "no_information", how.degree, how.basis, there)
    residents = found["residents"]
    return {**found, "residents_words": residents_words(residents) if residents else ""}


def _origin(seen: Look, own: View, detail: MeasureDetail, how: Explanation) -> dict[str, Any]:
    """Return where the measure comes from, what carries it on, and what its source says."""
    said, source = detail.said, detail.said.source or {}
    return {
        "start": said.starts_on or said.version.starts_on,
        "end": said.ends_on or said.version.ends_on,
        "dates_of_plan": said.starts_on is None and said.ends_on is None,
        "continues": former(seen, said.continues),
        "carried_on": [(name, seen.link("measure", *key.split("/", 1))) for name, key in detail.carried_on],
        "tags": _tags(said.tags),
        "areas": _areas(seen, own, how.mv or 0),
        "printed": printed(said.as_printed),
        "source_host": host(source.get("url") or ""),
        "seen_words": seen_words().get(source.get("seen") or ""),
    }


def _bases() -> dict[str, str]:
    return {
        "indicators": _("pelos indicadores de produto"),
        "activities": _("pelas atividades"),
        "stage": _("pelo estado"),
    }


def _schedule(seen: Look) -> tuple[str, str]:
    """Return the name and the meaning of the schedule class."""
    found = [key for key, count in seen.total["schedule"].items() if count]
    return words.schedules()[found[0]] if found else ("", "")


@dataclass(frozen=True, slots=True)
class InPlace:
    """What was reached in one place, in words."""

    place_name: str
    words: str
    evidence: int
    attainment: float | None
    raw: float | None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """An indicator as a row: its words, what was to be reached by when, what was reached, in each place where reported by place."""

    indicator: Indicator
    kind: str
    by_when: list[tuple[date, float]]
    reached: list[InPlace]
    counts: bool
    start: str
    goal: str


def _targets(detail: MeasureDetail, own: View, how: Explanation, seen: Look) -> list[TargetRow]:
    """Return the indicators with what was reached of each."""
    kinds = {"product": _("produto"), "result": _("resultado"), "context": _("contexto")}
    found = reached(own, detail, how)
    counts = {
        ind.code
        for ind in detail.indicators
        if how.basis == "indicators" and ind.kind == "product" and ind.target_type != "none"
    }
    return [
        TargetRow(
            indicator,
            kinds[indicator.kind],
            detail.targets.get(indicator.pk, []),
            [_in_place(seen, indicator, one) for one in found[indicator.code]],
            indicator.code in counts,
            with_unit(indicator.baseline, indicator.unit) if indicator.target_type == "number" else "",
            _goal(indicator),
        )
        for indicator in detail.indicators
    ]


def _goal(indicator: Indicator) -> str:
    """Return what is to be reached, in words."""
    if indicator.target_type == "number":
        return with_unit(indicator.target, indicator.unit)
    return {"date": _("feito"), "evidence": _("provado")}.get(indicator.target_type, _("sem meta"))


def _in_place(seen: Look, indicator: Indicator, one: Reached) -> InPlace:
    town = seen.held.places.get(one.place) if one.place >= 0 else None
    if one.proved and indicator.target_type != "number":
        said = _("provado")
    elif one.value is None:
        said = _("sem informação")
    elif indicator.target_type in ("date", "evidence"):
        said = _("feito") if one.value == 1 else _("por fazer")
    else:
        said = with_unit(one.value, indicator.unit)
    return InPlace(
        town.name if town else "",
        said,
        one.evidence,
        one.attainment if one.value is not None or one.proved else None,
        one.raw,
    )


def _by_place(seen: Look, how: Explanation) -> list[dict[str, Any]]:
    """Return what each municipality said, where the measure is reported by place."""
    if not how.by_place:
        return []
    states = words.states()
    out = []
    for place in how.places:
        town = seen.held.places.get(place.municipality)
        degree = 0.0 if place.counts and place.degree is None else place.degree
        state = place.stage or "no_information"
        f = SimpleNamespace(degree=degree, planned=None, upper=None, coverage=float(place.stage is not None))
        out.append(
            {
                "name": town.name if town else str(place.municipality),
                "href": seen.link("municipality", town.slug) if town else None,
                "state": states[state],
                "f": f,
                "sentence": _("Sem informação.")
                if place.stage is None
                else f"{town.name if town else ''}: {states[state]}",
                "silent": place.stage is None,
            }
        )
    return out


def _bars(
    detail: MeasureDetail, how: Explanation
) -> list[tuple[str, date | None, date | None, float | None, None]]:
    """Return the activities as the drawing takes them, with their completion (None: no information at all)."""
    done = _completion(detail, how)
    return [
        (
            own(f"{activity.code} {activity.title or ''}"),
            activity.starts_on,
            activity.ends_on,
            done.get(activity.code),
            None,
        )
        for activity in detail.activities
    ]


def _milestones(own: View, how: Explanation) -> list[tuple[date, float]]:
    """Return the measure's milestones."""
    facts = own.facts
    mine = facts.milestone_mv == how.mv
    return [
        (day_of(day), share)
        for day, share in zip(
            facts.milestone_day[mine].tolist(), facts.milestone_share[mine].tolist(), strict=True
        )
    ]


def _completion(detail: MeasureDetail, how: Explanation) -> dict[str, float]:
    live = [place for place in how.places if place.counts]
    if how.stage is None or not live:
        return {}
    said: dict[tuple[str, str | None], float] = {}
    for report in _counted(detail, how):
        for code, value in report.activities.items():
            said[code, report.municipality] = value
    out = {}
    for activity in detail.activities:
        each = [_of_place(said, activity.code, place.municipality) for place in live]
        out[activity.code] = sum(each) / len(each)
    return out


def _of_place(said: dict[tuple[str, str | None], float], code: str, municipality: int) -> float:
    everyone = said.get((code, None), 0.0)
    return said.get((code, f"{municipality:04d}"), everyone) if municipality >= 0 else everyone


def _counted(detail: MeasureDetail, how: Explanation) -> list[Any]:
    """Return the reports that count, oldest first: the last known version of each, unless it withdraws it."""
    last: dict[Any, Any] = {}
    for report in sorted(detail.reports, key=lambda r: (r.published_at, r.version)):
        last[report.municipality, report.reference_date] = report
    return sorted(
        (r for r in last.values() if not r.withdrawn),
        key=lambda r: (r.reference_date, r.municipality is not None),
    )


def _tags(tags: list[str]) -> list[str]:
    """Return tags in words: Sustainable Development Goals and Global Compact objectives by number, others as they are."""
    named = {
        "sdg": _("Objetivo de Desenvolvimento Sustentável %(number)s"),
        "gcm": _("Objetivo %(number)s do Pacto Global das Migrações"),
    }
    out = []
    for tag in tags:
        kind, _colon, number = tag.partition(":")
        out.append(named[kind] % {"number": number} if kind in named and number else tag)
    return out


def _areas(seen: Look, own: View, mv: int) -> list[tuple[str, str]]:
    """Return the measure's areas with their pages."""
    labels = own.part.labels
    mine = set(labels.area_term[labels.area_mv == mv].tolist())
    return [
        (term.label(seen.lang), seen.link("area", term.key)) for term in seen.held.areas if term.pk in mine
    ]
