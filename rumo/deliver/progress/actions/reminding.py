"""Reminders: to each person who may report one letter a plan, a cycle and a kind, with how much is left; each exactly once."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from rumo.deliver.plans.models import Plan, Responsible
from rumo.deliver.progress.actions.lacking import Call, calls
from rumo.ground.ledger.actions import record
from rumo.ground.outbox.actions import Letter, advance, post_all
from rumo.ground.people.models import Entity, Role, User
from rumo.ground.people.queries import acting_for, national_team
from rumo.ground.people.rules import MUNICIPAL
from rumo.science.degree.calendar import closing_day, due_day

NAME = "reminders"
LONG = 100
"""Characters of a slug beyond which a key holds its fingerprint, so that it stays within its column."""


@transaction.atomic
def remind_due(*, by: str, at: datetime) -> dict[str, int]:
    """Send the reminders that fell due since this was last done (the first time: today's); return how many of each kind.

    Late or repeated, it misses none and repeats none: of several missed of one cycle the most urgent goes out. Of two at once
    the second waits, and finds nothing to do.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    until = at.astimezone(zone).date()
    before = advance(name=NAME, to=at)
    after = before.astimezone(zone).date() if before else until - timedelta(days=1)
    return remind(after=after, until=until, by=by, at=at)


@transaction.atomic
def remind(*, after: date, until: date, by: str, at: datetime) -> dict[str, int]:
    """Send the reminders that fell due after a day, up to another; return how many letters of each kind were posted.

    A letter goes to whoever may report on measures of the plan that are neither reported nor sent, with how many they are:
    the teams of the body that owns the plan, partners for the measures they answer for, substitutes included. Silence is told
    to the coordinators of the community too; thirty days later to the national team. The number of queries is constant.
    """
    found = calls(after, until) if after < until else []
    if not found:
        return {}
    people = _People(found, until)
    letters = {letter.key: letter for call in found for letter in _letters(call, people)}
    written = post_all(letters=letters.values(), at=at)
    counts = dict(Counter(letters[key].payload["kind"] for key in written))
    if counts:
        record(verb="reminders.send", by=by, at=at, target=NAME, new={"until": until, **counts})
    return counts


@dataclass(slots=True)
class _Told:
    """What one person is told of a call: how many measures are left to them, how many of these for longer; whether they report."""

    open: set[int] = field(default_factory=set)
    late: set[int] = field(default_factory=set)
    reports: bool = False


class _People:
    """Who is told, of all calls at once (nine queries at most)."""

    def __init__(self, found: Sequence[Call], on: date) -> None:
        plans = {call.version.plan for call in found}
        measures = {measure for call in found for measure in call.open}
        self._answers = _answers(measures)
        bodies = {entity for answers in self._answers.values() for entity, _person in answers}
        owners = {plan.owner_id for plan in plans if plan.owner_id is not None}
        self._teams = acting_for(owners, tuple(MUNICIPAL), on=on)
        self._partners = acting_for(bodies, (Role.PARTNER_REPORTER,), on=on)
        self._communities = _communities(call.version.plan for call in found if call.kind == "silent")
        regions = set(self._communities.values())
        self._coordinators = acting_for(regions, (Role.MUNICIPAL_COORDINATOR,), on=on) if regions else {}
        escalated = any(call.kind == "escalated" for call in found)
        self.national = {user.pk for user in national_team()} if escalated else set()
        every = set().union(*self._teams.values(), *self._partners.values(), *self._coordinators.values())
        self.users = User.objects.in_bulk(every | self.national)

    def told(self, call: Call) -> dict[int, _Told]:
        """Return what each person is told of a call, by account."""
        if call.kind == "escalated":
            return {user: _Told(call.open, call.late) for user in self.national}
        found: defaultdict[int, _Told] = defaultdict(lambda: _Told(reports=True))
        for measure in call.open:
            for user in self._partners_of(measure):
                found[user].open.add(measure)
                found[user].late |= {measure} & call.late
        if call.kind == "silent":
            region = self._communities.get(call.version.plan_id, 0)
            for user in self._coordinators.get(region, ()):
                found[user] = _Told(call.open, call.late, reports=user in found)
        for user in self._teams.get(call.version.plan.owner_id or 0, ()):
            found[user] = _Told(call.open, call.late, reports=True)
        return found

    def _partners_of(self, measure: int) -> set[int]:
        return {
            user
            for entity, person in self._answers.get(measure, ())
            for user in self._partners[entity]
            if person is None or person == user
        }


def _answers(measures: set[int]) -> dict[int, list[tuple[int, int | None]]]:
    """Return the bodies that answer for each measure, with the person named where one is (one query)."""
    found: defaultdict[int, list[tuple[int, int | None]]] = defaultdict(list)
    rows = Responsible.objects.filter(measure__in=measures)
    for measure, entity, person in rows.values_list("measure_id", "entity_id", "person_id"):
        found[measure].append((entity, person))
    return found


def _communities(plans: Iterable[Plan]) -> dict[int, int]:
    """Return the body of the community of each plan's municipality, by plan (one query, none where nobody fell silent)."""
    regions = {
        plan.pk: plan.owner.municipality.cim_id for plan in plans if plan.owner and plan.owner.municipality
    }
    if not regions:
        return {}
    bodies = Entity.objects.filter(kind=Entity.Kind.COMMUNITY, region__in=set(regions.values()))
    of_region = dict(bodies.values_list("region_id", "pk"))
    return {plan: of_region[region] for plan, region in regions.items() if region in of_region}


def _letters(call: Call, people: _People) -> Iterator[Letter]:
    plan, cycle = call.version.plan, call.cycle
    slug = plan.slug if len(plan.slug) <= LONG else hashlib.sha256(plan.slug.encode()).hexdigest()[:32]
    said = {
        "kind": call.kind,
        "slug": plan.slug,
        "title": call.version.title,
        "owner": plan.owner.name if plan.owner else "",
        "start": cycle.start.isoformat(),
        "end": cycle.end.isoformat(),
        "due": due_day(cycle).isoformat(),
        "closing": closing_day(cycle).isoformat(),
        "of": len(call.due),
    }
    for pk, told in sorted(people.told(call).items()):
        user = people.users[pk]
        own = {"measures": len(told.open), "late": len(told.late), "reports": told.reports}
        key = f"reminder:{slug}:{cycle.end}:{call.kind}:{user.public_id}"
        kind = "escalation" if call.kind == "escalated" else "reminder"
        yield Letter(kind, key, user.email, user.language, {**said, **own})
