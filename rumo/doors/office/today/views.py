"""Today's work, first page of the office: what is to report, what came back, what is in the making, the most urgent first."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from rumo.deliver.plans.models import PlanVersion
from rumo.deliver.progress.models import Draft, Sighting
from rumo.deliver.progress.queries.drafts import Group, in_review
from rumo.deliver.progress.queries.worklist import Task, worklist
from rumo.deliver.progress.rules import sightings_moderated_by
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.hearing.today import today_of
from rumo.doors.office.planning.words import state_of, state_words
from rumo.doors.web import clock
from rumo.ground.people.models import Role
from rumo.ground.people.queries import waiting_to_be_verified
from rumo.listen.conferences.queries import reviewing
from rumo.listen.practices import queries as practices


@dataclass(frozen=True, slots=True)
class Line:
    """A task as the page draws it: where it leads, and how many days are left (negative: over)."""

    task: Task
    href: str
    days: int | None

    @property
    def ago(self) -> int:
        """Return how many days ago the due day was."""
        return -(self.days or 0)


@require_safe
@staff
def home(request: Asking) -> HttpResponse:
    """Show what waits for whoever signed in."""
    today = clock.today()
    found = worklist(request.who, today=today)
    lines = [_line(task, today) for task in found.tasks]
    return render(
        request,
        "office/home.html",
        {
            "place": "today",
            "who": request.who,
            "to_do": [line for line in lines if line.task.missing],
            "done": [line for line in lines if not line.task.missing],
            "returned": [(draft, _form_of(draft)) for draft in found.returned],
            "waiting": _waiting(request, today, {task.plan.slug: task.title for task in found.tasks}),
            "plans": [version for version in found.making if _may_read(request, version)],
            "making": [(version, state_words(state_of(version))) for version in found.making],
            "sightings": _sightings(request),
            "enrolments": waiting_to_be_verified(request.who),
            "practices": practices.waiting(request.who),
            "reviews": reviewing.waiting(request.who),
            "hearing": today_of(request.who, at=request.came_at),
            "national": request.who.national,
            "opening": found.opening,
            "next_plan": found.next_plan,
            "reports": request.who.has(
                Role.MUNICIPAL_COORDINATOR, Role.MUNICIPAL_REPORTER, Role.PARTNER_REPORTER
            ),
        },
    )


def _may_read(request: Asking, version: PlanVersion) -> bool:
    """Tell whether a plan was sent by somebody else and may be this person's to approve: its page says whose it is."""
    coordinates = request.who.has(Role.MUNICIPAL_COORDINATOR, Role.NATIONAL_COORDINATOR)
    sent = version.state == PlanVersion.State.SUBMITTED
    return coordinates and sent and version.submitted_by != request.who.public_id


def _sightings(request: Asking) -> int:
    """Return how many of the residents' words wait for this person's decision (a query, for who moderates)."""
    if not request.who.has(Role.MODERATOR):
        return 0
    return sightings_moderated_by(request.who).filter(state=Sighting.State.PENDING).count()


def _line(task: Task, today: date) -> Line:
    address = reverse("office:grid", args=(task.plan.slug, task.window.last.isoformat()))
    return Line(task, address, task.window.days_left(today))


def _waiting(request: Asking, today: date, titles: dict[str, str]) -> list[tuple[str, Group, int, str]]:
    """Return what waits for this person's approval: the reports of a plan and day, how many, and where they are read."""
    if not request.who.has(Role.MUNICIPAL_COORDINATOR, Role.NATIONAL_COORDINATOR):
        return []
    groups = in_review(request.who, on=today, mine=False)
    found = []
    for group in groups:
        count = sum(draft.pk in group.eyes for draft in group.waiting)
        if count:
            address = reverse("office:review", args=(group.plan.slug, group.day.isoformat()))
            found.append((titles.get(group.plan.slug, group.plan.slug), group, count, address))
    return found


def _form_of(draft: Draft) -> str:
    args = (draft.measure.plan.slug, draft.reference_date.isoformat(), draft.measure.code)
    place = f"?{urlencode({'municipio': draft.municipality.dico})}" if draft.municipality else ""
    return reverse("office:report", args=args) + place
