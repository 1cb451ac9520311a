"""Conformity: opened against what is in force, answered with care for who else writes, sent with what a machine saw, reviewed, published by another."""

import datetime as dt

import pytest

from rumo.deliver.conformities import actions as conformities
from rumo.deliver.conformities import queries, rules
from rumo.deliver.conformities.actions import AnswerSaid, ReviewSaid
from rumo.deliver.conformities.models import Check
from rumo.deliver.plans.models import Plan
from rumo.deliver.rollup import actions as rollup
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.guidelines.actions import ClauseSaid
from tests.factories import guidelines as make
from tests.factories import people, reporting
from tests.factories.listening import AFTER
from tests.factories.people import BY
from tests.factories.reading import OTHER

pytestmark = pytest.mark.django_db
ACT = {"by": BY, "at": AFTER}
LATER = AFTER + dt.timedelta(days=9)


@pytest.fixture
def plan(country):
    return reporting.plan(2)


@pytest.fixture
def version(plan):
    """Guidelines in force with one clause of two criteria, one of which a machine can look for."""
    making = make.drafted()
    asks = (("meta", "Há meta?", "numeric_target"), ("voz", "Ouviu-se quem cá vive?", ""))
    make.put(making, ClauseSaid(text="Há aulas.", criteria=asks))
    return make.released(making)


@pytest.fixture
def check(plan, version):
    return conformities.open_check(plan=plan, **ACT)


def refused(act, **given):
    with pytest.raises(conformities.ConformityRefused) as no:
        act(**given)
    return no.value.field, str(no.value)


def rows(check):
    return list(queries.answers_of(check))


def answered(check, verdict="met", **more):
    """Every criterion answered the same way."""
    check.refresh_from_db()
    said = {one.pk: AnswerSaid(verdict, **more) for one in rows(check)}
    return conformities.answer(check=check, said=said, revision=check.revision, **ACT)


def published(check, at=AFTER):
    sent = conformities.submit(check=answered(check), by=BY, at=at)
    agreed = {one.pk: ReviewSaid("agree") for one in rows(sent)}
    conformities.review(check=sent, said=agreed, revision=sent.revision, by=OTHER, at=at)
    return rollup.publish_conformity(check=sent, by=OTHER, at=at)


def test_without_guidelines_there_is_nothing_to_hold_a_plan_against(plan):
    assert "Ainda não há orientações" in refused(conformities.open_check, plan=plan, **ACT)[1]
    make.published()
    assert "critérios" in refused(conformities.open_check, plan=plan, **ACT)[1]


def test_a_check_is_opened_once_with_every_criterion(plan, check):
    assert conformities.open_check(plan=plan, **ACT) == check
    assert [(one.criterion.key, one.verdict) for one in rows(check)] == [("meta", ""), ("voz", "")]
    assert (str(check), queries.standing(plan).making) == (check.public_id, check)


def test_answers_written_by_two_at_once(check):
    first, second = rows(check)
    said = {first.pk: AnswerSaid("partly", "Falta numa.", "M01"), 999_999: AnswerSaid("met")}
    changed = conformities.answer(check=check, said=said, revision=1, **ACT)
    again = conformities.answer(check=check, said=said, revision=1, by=OTHER, at=AFTER)
    assert (changed.revision, again.revision, again.written_by) == (2, 2, BY)
    with pytest.raises(conformities.Conflict):
        conformities.answer(check=check, said={second.pk: AnswerSaid("met")}, revision=1, by=OTHER, at=AFTER)
    kept = rows(check)[0]
    assert (kept.verdict, kept.justification, kept.measure.code) == ("partly", "Falta numa.", "M01")


@pytest.mark.parametrize(
    "said",
    [
        AnswerSaid("perhaps"),
        AnswerSaid("partly"),
        AnswerSaid("not_applicable", " "),
        AnswerSaid("met", "", "M99"),
        AnswerSaid("not_met", "x" * 3001),
    ],
)
def test_what_is_wrong_with_an_answer_is_said_at_its_place(check, said):
    one = rows(check)[0]
    field, _words = refused(conformities.answer, check=check, said={one.pk: said}, revision=1, **ACT)
    assert (field, rows(check)[0].verdict) == (f"answer-{one.pk}", "")


def test_a_check_is_sent_once_all_is_answered_with_what_a_machine_saw(check):
    assert refused(conformities.submit, check=check, **ACT)[1] == "Falta responder a 2 critérios."
    answered(check)
    sent = conformities.submit(check=check, **ACT)
    first, second = rows(sent)
    assert (first.machine, second.machine) == ({"verdict": "met", "some": 2, "of": 2, "lacking": []}, {})
    assert "mudou de estado" in refused(conformities.submit, check=sent, **ACT)[1]


def test_a_check_is_returned_with_a_reason_and_sent_again(check):
    sent = conformities.submit(check=answered(check), **ACT)
    assert refused(conformities.return_, check=sent, reason=" ", by=OTHER, at=AFTER)[0] == "reason"
    back = conformities.return_(check=sent, reason="Falta a prova.", by=OTHER, at=AFTER)
    assert (back.state, back.returned) == ("draft", "Falta a prova.")
    assert conformities.submit(check=back, **ACT).returned == ""


def test_a_reviewer_who_disagrees_says_why(check):
    sent = conformities.submit(check=answered(check), **ACT)
    first, second = rows(sent)
    act = {"check": sent, "revision": sent.revision, "by": OTHER, "at": AFTER}
    for wrong in (ReviewSaid("perhaps"), ReviewSaid("disagree")):
        assert refused(conformities.review, said={first.pk: wrong}, **act)[0] == f"review-{first.pk}"
    said = {first.pk: ReviewSaid("disagree", "Não há meta."), 999_999: ReviewSaid("agree")}
    told = conformities.review(said=said, **act)
    assert conformities.review(said=said, **act).revision == told.revision == sent.revision + 1
    with pytest.raises(conformities.Conflict):
        conformities.review(said={first.pk: ReviewSaid("agree")}, **act)
    assert refused(conformities.publish, check=sent, by=OTHER, at=AFTER)[1] == "Falta apreciar 1 critério."
    conformities.review(said={second.pk: ReviewSaid("agree")}, **{**act, "revision": told.revision})
    assert "Quem enviou não publica" in refused(conformities.publish, check=sent, **ACT)[1]
    done = conformities.publish(check=sent, by=OTHER, at=AFTER)
    assert conformities.publish(check=done, **ACT) == done
    assert [(one.review, one.note) for one in rows(done)] == [("disagree", "Não há meta."), ("agree", "")]


def test_what_was_reviewed_is_reviewed_again_once_the_answer_changes(check):
    sent = conformities.submit(check=answered(check), **ACT)
    first, second = rows(sent)
    agreed = {one.pk: ReviewSaid("agree") for one in (first, second)}
    conformities.review(check=sent, said=agreed, revision=sent.revision, by=OTHER, at=AFTER)
    back = conformities.return_(check=sent, reason="Falta a prova.", by=OTHER, at=AFTER)
    changed = {first.pk: AnswerSaid("not_met", "Não há.")}
    conformities.answer(check=back, said=changed, revision=back.revision, **ACT)
    assert [one.review for one in rows(back)] == ["", "agree"]


def test_a_check_that_was_never_public_is_thrown_away(plan, check):
    answered(check)
    for _again in range(2):
        conformities.discard(check=check, **ACT)
    assert (Check.objects.count(), conformities.open_check(plan=plan, **ACT).state) == (0, "draft")
    sent = conformities.submit(check=answered(Check.objects.get()), **ACT)
    assert "mudou de estado" in refused(conformities.discard, check=sent, **ACT)[1]


def test_the_next_check_carries_over_what_is_asked_the_same_and_supersedes(plan, version, check):
    published(check)
    assert (queries.standing(plan).counts, queries.standing(plan).stale) == ({"met": 2}, False)
    assert queries.to_look_at_again() == []
    new = make.following(version)
    row = make.clause(version, 0)
    asks = (("meta", "Há meta em número?", ""), ("voz", "Ouviu-se quem cá vive?", ""))
    guidelines.put_clause(
        version=new, clause=row, revision=1, said=ClauseSaid(text="Há aulas.", criteria=asks), **ACT
    )
    make.released(new, at=LATER)
    assert queries.standing(plan).stale is True
    ((stale, criteria),) = queries.to_look_at_again()
    assert (stale.plan, [one.question for one in criteria]) == (plan, ["Há meta em número?"])
    again = conformities.open_check(plan=plan, **ACT)
    assert [(one.criterion.key, one.verdict) for one in rows(again)] == [("meta", ""), ("voz", "met")]
    done = published(again, at=LATER)
    assert (queries.standing(plan).in_force, Check.objects.get(pk=check.pk).superseded_at) == (done, LATER)
    assert (queries.conforms(plan.pk), queries.to_look_at_again()) == (True, [])


def test_a_plan_without_versions_shows_a_machine_nothing(plan):
    empty = Plan.objects.create(slug="vazio", recorded_at=AFTER)
    assert queries.seen_in(empty) == {}
    assert queries.seen_in(plan)["dates_set"].verdict == "met"
    assert queries.in_force_for(dt.date(2000, 1, 1)) is None


CAN = {
    "municipal_coordinator": (True, False),
    "municipal_reporter": (False, False),
    "national_coordinator": (False, True),
    "national_analyst": (False, True),
    "auditor": (False, False),
}


@pytest.mark.parametrize("role", CAN)
def test_who_may_do_what(plan, check, role):
    body = people.municipality() if role.startswith("municipal") else people.national()
    who = people.who(people.person(role, body))
    assert (rules.can_answer(who, plan), rules.can_review(who)) == CAN[role]
    assert (rules.can_see(who, plan), list(rules.visible_to(who))) == (True, [check])
    plan.owner = None
    assert rules.can_answer(who, plan) is (role == "national_coordinator")
