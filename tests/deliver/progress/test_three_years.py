"""A plan lives three years under `rumo tick`: every reminder goes out exactly once, and every month-end is as degree.md says."""

import calendar
import datetime as dt
import re

import pytest
from django.core import mail

from rumo.deliver.plans.actions import own
from rumo.deliver.plans.models import Measure, Plan, Responsible
from rumo.deliver.progress import actions as progress
from rumo.deliver.progress.models import Draft, Report
from rumo.deliver.rollup import actions as rollup
from rumo.deliver.rollup.queries.lateness import late_plans, silences
from rumo.deliver.rollup.queries.reading import Moment, read
from rumo.deliver.rollup.queries.scopes import find_scope
from rumo.deliver.rollup.queries.snapshot import snapshot
from rumo.doors.desk.mail.rendering import message_id
from rumo.doors.desk.ticking import tick
from rumo.doors.web import clock
from rumo.ground.ledger.queries import history
from rumo.ground.outbox.models import Message
from rumo.ground.people.actions import substitute
from rumo.ground.people.models import Membership
from rumo.science.degree.figures import STATES
from tests.deliver.progress.three_years import (
    AWAY,
    CODES,
    CYCLES,
    DAY,
    FIRST,
    GRACE,
    LAST,
    SLUG,
    STARTS,
    Diary,
    reminders_on,
    script,
    told_on,
)
from tests.factories import people as make
from tests.factories import plans

AT = dt.datetime(2023, 12, 1, 12, tzinfo=dt.UTC)


def morning(day):
    return dt.datetime.combine(day, dt.time(8), tzinfo=dt.UTC)


def afternoon(day):
    return dt.datetime.combine(day, dt.time(15), tzinfo=dt.UTC)


@pytest.fixture
def people(country):
    """Who is there: a team of two and somebody who stands in, two partners, the community's coordination, the national team."""
    town, partner = make.municipality("1106"), make.body(name="Associação (exemplo)")
    cim = make.community(town.municipality.cim.code)
    found = {
        "coordinator": make.person("municipal_coordinator", town),
        "reporter": make.person("municipal_reporter", town),
        "partner": make.person("partner_reporter", partner),
        "named": make.person("partner_reporter", make.body(name="Universidade (exemplo)", kind="university")),
        "community": make.person("municipal_coordinator", cim),
        "analyst": make.person("national_analyst", make.national()),
        "substitute": make.account(name="Quem substitui, exemplo"),
    }
    held = Membership.objects.get(user=found["reporter"])
    days = {"starts_on": AWAY[0], "ends_on": AWAY[1]}
    substitute(membership=held, substitute=found["substitute"], **days, by=make.BY, at=make.AT)
    return found


@pytest.fixture
def plan(people):
    """The plan, published before it begins, and who answers for which measure."""
    document = plans.Plan(
        slug=SLUG,
        start=FIRST,
        end=dt.date(2026, 12, 31),
        cycles=tuple(CYCLES),
        measures=tuple(
            plans.Measure(code=code, start=STARTS.get(code), end=None, activities=()) for code in CODES
        ),
    )
    plans.publish(document, at=AT)
    row = Plan.objects.get()
    own(plan=row, owner=make.municipality("1106"), by=make.BY, at=AT)
    for code, name, person in (
        ("M08", "Associação (exemplo)", None),
        ("M11", "Universidade (exemplo)", people["named"]),
    ):
        kind = "university" if person else "association"
        entity = make.body(name=name, kind=kind)
        Responsible.objects.create(measure=Measure.objects.get(code=code), entity=entity, person=person)
    return row


class Office:
    """The acts of the script through the actions the office calls: written, sent, approved by somebody else, published."""

    def __init__(self, people):
        self.writer, self.second = people["reporter"].public_id, people["coordinator"].public_id
        self.measures = {row.code: row for row in Measure.objects.select_related("plan")}

    def do(self, act):
        at, day = afternoon(act.day), CYCLES[act.cycle].end
        getattr(self, act.verb)(self.measures[act.code], day, act.stage, at)

    def report(self, measure, day, stage, at):
        self.send(measure, day, stage, at)
        self.approve(measure, day, stage, at)

    def send(self, measure, day, stage, at):
        said = {"stage": stage} | ({"reason": "Faltou verba."} if stage in ("suspended", "cancelled") else {})
        draft = progress.save(
            measure=measure,
            municipality=None,
            reference_date=day,
            changes=said,
            was={},
            by=self.writer,
            at=at,
        )
        progress.submit(drafts=[draft], confirmed=True, by=self.writer, at=at)

    def approve(self, measure, day, stage, at):
        drafts = list(Draft.objects.filter(measure=measure, reference_date=day, state="submitted"))
        rollup.approve_and_publish(drafts=drafts, by=self.second, for_name="Município de Lisboa", at=at)

    def correct(self, measure, day, stage, at):
        report = Report.objects.get(measure=measure, reference_date=day)
        progress.begin_correction(report=report, by=self.writer, at=at)
        changes, was = {"stage": stage, "reason": "Erro de leitura."}, {"stage": report.stage}
        (draft,) = progress.save_all(
            entries=[progress.Entry(measure, None, day, changes, was)], by=self.writer, at=at
        )
        progress.submit(drafts=[draft], confirmed=True, by=self.writer, at=at)
        self.approve(measure, day, stage, at)

    def withdraw(self, measure, day, stage, at):
        report = Report.objects.get(measure=measure, reference_date=day)
        draft = progress.begin_withdrawal(report=report, reason="Data errada.", by=self.writer, at=at)
        progress.submit(drafts=[draft], confirmed=True, by=self.writer, at=at)
        self.approve(measure, day, stage, at)


def looked(day):
    """What the dashboard's figures say of every measure at the end of a day: state, due, fresh, stale; and the list of who is late."""
    held = snapshot()
    reading = read(held, find_scope("country", held, "pt"), Moment(day))
    f = reading.figures
    columns = (f.state[0], f.due[0], f.fresh[0], f.stale[0])
    found = {
        held.measure_key(at).partition("/")[2]: (STATES[state], bool(due), bool(fresh), bool(stale))
        for at, (state, due, fresh, stale) in enumerate(zip(*columns, strict=True))
    }
    return found, [(late.line.slug, late.missing, late.due) for late in late_plans(reading)]


def expected_late(standing):
    due = sum(due for _state, due, _fresh, _stale in standing.values())
    missing = sum(due and not fresh for _state, due, fresh, _stale in standing.values())
    return [(SLUG, missing, due)] if missing else []


def ticks(day):
    """Whether the timer runs on a day: every Monday, and the day on which something falls due and the next (so, twice)."""
    return day.weekday() == 0 or any(list(reminders_on(day - back)) for back in (0 * DAY, DAY))


def test_three_years_of_a_plan(plan, people, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    office, diary, acts = Office(people), Diary(), script()
    expected, silent, day, months = {}, {}, FIRST, 0
    while day <= LAST:
        letters = told_on(diary, day, people)
        assert not letters.keys() & expected.keys()
        expected |= letters
        for cycle in CYCLES:
            if day == cycle.due + GRACE * DAY + DAY and (left := lacking(diary, cycle, day)):
                silent[cycle.end] = [day, len(left), None]
        if ticks(day):
            with clock.frozen(morning(day)):
                assert sum(tick().reminders.values()) == len(letters)
        while acts and acts[0].day == day:
            act = acts.pop(0)
            office.do(act)
            diary.note(act)
        for cycle in CYCLES:
            if cycle.end in silent and silent[cycle.end][2] is None and not lacking(diary, cycle, day):
                silent[cycle.end][2] = afternoon(day)
        if day.day == calendar.monthrange(day.year, day.month)[1]:
            months += 1
            standing = {code: diary.standing(code, day) for code in CODES}
            assert (day, *looked(day)) == (day, standing, expected_late(standing))
        day += DAY
    assert (acts, months) == ([], 39)
    sent = Message.objects.filter(kind__in=("reminder", "escalation"))
    assert set(sent.values_list("key", flat=True)) == set(expected)
    counts = [
        (letter.extra_headers["Message-ID"], int(count[0]))
        for letter in mail.outbox
        if (count := re.match(r"\d+", letter.subject))
    ]
    assert sorted(counts) == sorted((message_id(key), count) for key, count in expected.items())
    reminders = Message.objects.exclude(kind="report.submitted")
    assert len(history("reminders")) == len({m.posted_at for m in reminders})
    spells = silences(snapshot(), LAST, FIRST)
    assert {spell.end: [spell.fell, spell.missing, spell.spoke] for spell in spells} == silent


def lacking(diary, cycle, day):
    """The measures due in a cycle without a published report in it."""
    return {code for code in CODES if diary.due(code, cycle, day) and not diary.fresh(code, cycle, day)}
