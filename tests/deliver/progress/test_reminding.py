"""Reminders that come late, to whom, about what: what the three years of a plan do not meet."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rumo.deliver.plans.actions import own
from rumo.deliver.plans.models import Measure, Plan, Responsible
from rumo.deliver.progress.actions import remind, remind_due
from rumo.deliver.progress.actions.lacking import _cancelled
from rumo.ground.ledger.queries import history
from rumo.ground.outbox.models import Message
from rumo.science.planfile import document as pf
from tests.factories import people as make
from tests.factories import plans

pytestmark = pytest.mark.usefixtures("country")
CYCLES = (
    pf.Cycle(dt.date(2025, 7, 1), dt.date(2025, 12, 31), dt.date(2026, 1, 31), 30),
    pf.Cycle(dt.date(2026, 1, 1), dt.date(2026, 6, 30), dt.date(2026, 7, 31), 30),
)
DAY = dt.timedelta(days=1)
CALM = dt.date(2026, 6, 1)


def at(day):
    return dt.datetime.combine(day, dt.time(8), tzinfo=dt.UTC)


def publish(*reports, codes=("M1", "M2"), owner="1106", **more):
    """A plan with these measures and reports; its body."""
    measures = tuple(plans.Measure(code=code, start=None, end=None, activities=()) for code in codes)
    made = plans.publish(plans.Plan(measures=measures, cycles=CYCLES, reports=reports, **more), at=at(CALM))
    body = make.municipality(owner) if owner else None
    if body:
        own(plan=Plan.objects.get(slug=made.slug), owner=body, by=make.BY, at=make.AT)
    return body


def told(code="M1", day=dt.date(2026, 6, 30), **more):
    published = dt.datetime.combine(min(day, CALM), dt.time(7), tzinfo=dt.UTC)
    return plans.Report(measure=code, reference_date=day, activities={}, published_at=published, **more)


def sent(after, until):
    """What one sending posts: who is written to, of which kind, how many measures, how many for longer."""
    known = set(Message.objects.values_list("pk", flat=True))
    remind(after=after, until=until, by="clock", at=at(until))
    rows = Message.objects.exclude(pk__in=known).order_by("to", "pk")
    return [(row.to, row.payload["kind"], row.payload["measures"], row.payload["late"]) for row in rows]


def test_of_several_missed_the_most_urgent_goes_out_and_silence_is_told_with_the_escalation():
    town = publish()
    officer, analyst = (
        make.person("municipal_reporter", town),
        make.person("national_analyst", make.national()),
    )
    assert sent(CALM, dt.date(2026, 7, 20)) == [(officer.email, "soon", 2, 2)]
    assert sent(dt.date(2026, 7, 20), dt.date(2026, 12, 24)) == [
        (officer.email, "silent", 2, 2),
        (analyst.email, "escalated", 2, 2),
    ]
    assert sent(dt.date(2026, 12, 24), dt.date(2026, 12, 24)) == []
    assert sent(CALM, dt.date(2026, 7, 20)) == []  # posted before


def test_the_first_round_sends_what_falls_due_that_day_and_a_late_one_catches_up():
    officer = make.person("municipal_reporter", publish())
    when = {"by": "clock"}
    assert remind_due(at=at(dt.date(2026, 7, 5)), **when) == {}  # opened on the first: before this place was
    assert remind_due(at=at(dt.date(2026, 8, 20)), **when) == {"late": 1}
    assert remind_due(at=at(dt.date(2026, 8, 20)), **when) == {}
    assert remind_due(at=at(dt.date(2026, 7, 1)), **when) == {}  # a clock that goes back
    (entry,) = history("reminders")
    assert (entry.by, entry.new) == ("clock", {"until": "2026-08-20", "late": 1})
    letter = Message.objects.get()
    assert (letter.kind, letter.to, letter.language) == ("reminder", officer.email, "pt")
    assert letter.payload == {
        "kind": "late",
        "slug": "plano-exemplo",
        "title": "Plano (exemplo)",
        "owner": "Município de Lisboa",
        "start": "2026-01-01",
        "end": "2026-06-30",
        "due": "2026-07-31",
        "closing": "2026-08-30",
        "of": 2,
        "measures": 2,
        "late": 2,
        "reports": True,
    }


def test_a_day_begins_in_lisbon():
    make.person("municipal_reporter", publish())
    before = dt.datetime(2026, 6, 30, 22, 59, tzinfo=dt.UTC)
    assert remind_due(at=before, by="clock") == {}
    assert remind_due(at=before + dt.timedelta(minutes=1), by="clock") == {"opens": 1}


def test_what_was_said_before_is_late_only_where_it_was_not():
    officer = make.person("municipal_reporter", publish(told("M1", CYCLES[0].end)))
    assert sent(CALM, dt.date(2026, 7, 1)) == [(officer.email, "opens", 2, 1)]


def test_nobody_is_told_of_a_plan_that_has_said_all():
    make.person("municipal_reporter", publish())
    for code in ("M1", "M2"):
        report = told(code, stage="cancelled", day=dt.date(2026, 5, 1))
        plans.publish(
            replace(document(), reports=(report,)), at=dt.datetime.combine(CALM, dt.time(9), tzinfo=dt.UTC)
        )
    assert sent(CALM, dt.date(2027, 1, 1)) == []


def document():
    measures = tuple(plans.Measure(code=code, start=None, end=None, activities=()) for code in ("M1", "M2"))
    return plans.Plan(measures=measures, cycles=CYCLES)


def test_a_plan_that_is_nobody_s_is_told_to_the_national_team_alone():
    publish(owner=None)
    make.person("municipal_reporter", make.municipality("1106"))
    analyst = make.person("national_analyst", make.national())
    assert sent(CALM, dt.date(2026, 12, 24)) == [(analyst.email, "escalated", 2, 2)]


def test_a_partner_is_told_of_its_own_measures_and_silence_reaches_the_community():
    town = publish()
    partner, named, other = (
        make.person("partner_reporter", make.body(name=f"Associação {n} (exemplo)")) for n in range(3)
    )
    for code, user, person in (("M1", partner, None), ("M2", named, named), ("M2", other, None)):
        entity = make.body(name=f"Associação {(partner, named, other).index(user)} (exemplo)")
        Responsible.objects.create(measure=Measure.objects.get(code=code), entity=entity, person=person)
    colleague = make.person("partner_reporter", make.body(name="Associação 1 (exemplo)"))
    cim = make.community(town.municipality.cim.code)
    community = make.person("municipal_coordinator", cim)
    make.person("municipal_reporter", cim)
    found = sent(CALM, dt.date(2026, 8, 31))
    assert found == sorted(
        [
            (partner.email, "silent", 1, 1),
            (named.email, "silent", 1, 1),
            (other.email, "silent", 1, 1),
            (community.email, "silent", 2, 2),
        ]
    )
    assert colleague.email not in {row[0] for row in found}
    assert Message.objects.get(to=community.email).payload["reports"] is False
    assert Message.objects.get(to=partner.email).payload["reports"] is True


def test_where_a_community_has_no_body_its_silence_is_told_to_the_team_alone():
    officer = make.person("municipal_reporter", publish())
    assert sent(CALM, dt.date(2026, 8, 31)) == [(officer.email, "silent", 2, 2)]


def test_a_long_name_still_makes_a_key():
    officer = make.person("municipal_reporter", publish(slug="a" * 190))
    assert sent(CALM, dt.date(2026, 7, 1)) == [(officer.email, "opens", 2, 2)]
    (key,) = Message.objects.values_list("key", flat=True)
    assert (len(key) <= 200, key.endswith(f":2026-06-30:opens:{officer.public_id}")) == (True, True)


def test_the_version_in_use_says_what_is_asked():
    officer = make.person("municipal_reporter", publish(effective_on=dt.date(2026, 6, 15)))
    assert sent(CALM, CALM) == []
    one = replace(document(), measures=document().measures[:1], version=2, effective_on=dt.date(2026, 7, 10))
    plans.publish(one, at=at(CALM))
    assert sent(CALM, dt.date(2026, 7, 1)) == [(officer.email, "opens", 2, 2)]
    assert sent(dt.date(2026, 7, 1), dt.date(2026, 7, 17)) == [(officer.email, "soon", 1, 1)]


def test_a_round_costs_the_same_however_many_plans_and_measures():
    counts = []
    for number, (dico, codes) in enumerate((("1106", ("M1",)), ("0701", [f"M{i}" for i in range(20)]))):
        make.person("municipal_reporter", publish(slug=f"plano-{number}", owner=dico, codes=codes))
    for plan in range(2, 6):
        publish(slug=f"plano-{plan}", codes=[f"M{i}" for i in range(10)])
    for until in (dt.date(2026, 7, 1), dt.date(2026, 7, 17)):
        with CaptureQueriesContext(connection) as asked:
            sent(until - DAY, until)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 26


@pytest.mark.parametrize(
    ("places", "cancelled"),
    [
        ({None: (dt.date(2026, 1, 1), "cancelled")}, True),
        ({None: (dt.date(2026, 1, 1), "in_progress")}, False),
        ({1: (dt.date(2026, 1, 1), "cancelled"), 2: (dt.date(2026, 1, 1), "in_progress")}, False),
        ({1: (dt.date(2026, 1, 1), "in_progress"), None: (dt.date(2026, 2, 1), "cancelled")}, True),
        ({1: (dt.date(2026, 3, 1), "in_progress"), None: (dt.date(2026, 2, 1), "cancelled")}, False),
    ],
)
def test_a_measure_is_given_up_when_its_latest_word_everywhere_says_so(places, cancelled):
    assert _cancelled(places) is cancelled
