"""What becomes of a report in the making: sent, taken back, returned, approved, published; only legal steps, whoever tries."""

import random
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from rumo.deliver.progress import actions
from rumo.deliver.progress.actions import Conflict, Doubtful, Moved, ReportRefused
from rumo.deliver.progress.models import Draft, Evidence, Report
from rumo.deliver.rollup import actions as rollup
from rumo.ground.ledger.models import Detail
from rumo.ground.ledger.queries import history
from rumo.ground.outbox.models import Message
from rumo.ground.vocabularies import actions as vocabularies
from tests.deliver.progress.drafts import AT, DAY, save, send
from tests.deliver.progress.racing import together, true_database
from tests.factories import people, territory
from tests.factories import plans as make

GOOD = {"stage": "in_progress", "activities/a1": 0.5}


@pytest.fixture
def plan(country):
    """A public plan of M1 and M2."""
    make.publish(make.Plan())


def newest(code="M1"):
    """The last act on a measure: verb, who, old and new."""
    entry = history(f"measure:plano-exemplo/{code}")[0]
    return entry.verb, entry.by, entry.old, entry.new


def test_sending(plan):
    draft = send(save(GOOD))
    assert (draft.state, draft.submitted_by, draft.submitted_at) == ("submitted", "relato", AT)
    assert newest() == ("report.submit", "relato", None, {"date": "2025-06-30", "place": None})
    with pytest.raises(Moved, match="está enviado"):
        send(draft)


@pytest.mark.parametrize(
    ("changes", "cells"),
    [
        ({"activities/a1": 0.5}, ["stage"]),
        ({"stage": "suspended"}, ["reason"]),
        ({"stage": "cancelled", "narrative": "x"}, ["reason"]),
    ],
)
def test_what_is_missing_is_told_and_nothing_sent(plan, changes, cells):
    drafts = [save(changes), save(GOOD, code="M2")]
    with pytest.raises(ReportRefused) as refused:
        actions.submit(drafts=drafts, confirmed=True, by="relato", at=AT)
    assert [(fault.cell, fault.measure) for fault in refused.value.faults] == [(cell, "M1") for cell in cells]
    assert set(Draft.objects.values_list("state", flat=True)) == {"draft"}


def test_a_measure_that_no_public_plan_has_any_more_is_not_sent(plan):
    draft = save(GOOD)
    rollup.import_plan(document=make.Plan(slug="outro"), publish=False, by=make.BY, at=AT)
    stray = Draft.objects.get()
    stray.measure = draft.measure.__class__.objects.get(plan__slug="outro", code="M1")
    stray.save()
    with pytest.raises(ReportRefused, match="não está em nenhum plano"):
        send(stray)


def test_what_is_odd_is_confirmed(plan):
    draft = save({"stage": "completed", "activities/a1": 0.5})
    with pytest.raises(Doubtful) as doubtful:
        send(draft, confirmed=False)
    (doubt,) = doubtful.value.doubts
    assert (doubt.measure, doubt.cell, doubt.draft) == ("M1", "stage", draft.public_id)
    send(draft, confirmed=True)
    assert newest()[3]["confirmed"] is True


def test_taking_back_is_for_who_sent(plan):
    draft = send(save(GOOD))
    with pytest.raises(ReportRefused, match="só ela"):
        actions.unsubmit(drafts=[draft], by="outra", at=AT)
    (back,) = actions.unsubmit(drafts=[draft], by="relato", at=AT)
    assert (back.state, back.submitted_by, back.submitted_at) == ("draft", "", None)


def test_returning_writes_one_letter_to_each_sender(plan):
    one = people.account("Um, exemplo")
    drafts = [send(save(GOOD, code=code), by=one.public_id) for code in ("M1", "M2")]
    gone = people.account("Foi-se, exemplo", is_active=False)
    day = DAY.replace(month=5)
    drafts += [send(save(GOOD, day=day), by=gone.public_id)]
    actions.return_(drafts=drafts, reason=" Falta a prova. ", by="c", at=AT)
    (letter,) = Message.objects.all()
    assert (letter.kind, letter.to, letter.language) == ("report.returned", one.email, "pt")
    assert letter.payload == {
        "plan": "plano-exemplo",
        "date": "2025-06-30",
        "measures": ["M1", "M2"],
        "reason": "Falta a prova.",
    }
    assert set(Draft.objects.values_list("state", "returned_by", "returned_reason")) == {
        ("returned", "c", "Falta a prova.")
    }
    send(drafts[0], by=one.public_id)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2001, "a\x00"])
def test_returning_says_why(plan, reason):
    draft = send(save(GOOD))
    with pytest.raises(ReportRefused):
        actions.return_(drafts=[draft], reason=reason, by="c", at=AT)
    draft.refresh_from_db()
    assert draft.state == "submitted"


def test_approving_takes_a_second_person(plan):
    draft = send(save(GOOD))
    with pytest.raises(ReportRefused, match="tem de ser outra pessoa"):
        actions.approve(drafts=[draft], by="relato", for_name="Município", at=AT)
    (approved,) = actions.approve(drafts=[draft], by="c", for_name="Município", at=AT)
    assert (approved.state, approved.approved_by, approved.approved_for) == ("approved", "c", "Município")
    (back,) = actions.unapprove(drafts=[draft], by="c", at=AT)
    assert (back.state, back.approved_by, back.approved_for, back.approved_at) == ("submitted", "", "", None)
    assert newest()[2] == {"approved_by": "c"}


def test_the_database_keeps_four_eyes_too(plan):
    draft = send(save(GOOD))
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.filter(pk=draft.pk).update(state="approved", approved_by="relato")


def test_only_what_was_read_is_approved(plan):
    draft = send(save(GOOD))
    actions.unsubmit(drafts=[draft], by="relato", at=AT)
    save({"narrative": "Outra coisa."})
    send(draft)
    with pytest.raises(Moved, match="mudou desde que o leu"):
        actions.approve(drafts=[draft], by="c", for_name="x", at=AT)


def test_nothing_chosen_and_what_is_gone(plan):
    with pytest.raises(ReportRefused, match="pelo menos um"):
        actions.approve(drafts=[], by="c", for_name="x", at=AT)
    draft = send(save(GOOD))
    Draft.objects.all().delete()
    with pytest.raises(Moved, match="já não existe"):
        actions.approve(drafts=[draft], by="c", for_name="x", at=AT)


def test_evidence_is_looked_at_in_review_by_another(plan):
    draft = save(GOOD)
    with pytest.raises(Moved):
        actions.verify(draft=draft, index=0, level="seen", accepted=False, by="c", at=AT)
    actions.attach(draft=draft, item={"kind": "note", "note": "Vista."}, by="relato", at=AT)
    send(draft)
    with pytest.raises(ReportRefused, match="outra pessoa"):
        actions.verify(draft=draft, index=0, level="seen", accepted=False, by="relato", at=AT)
    with pytest.raises(ReportRefused, match="por ver, vista ou conferida"):
        actions.verify(draft=draft, index=0, level="muito", accepted=False, by="c", at=AT)
    with pytest.raises(Moved, match="já não está"):
        actions.verify(draft=draft, index=1, level="seen", accepted=False, by="c", at=AT)
    for _again in range(2):
        actions.verify(draft=draft, index=0, level="checked", accepted=True, by="c", at=AT)
    assert Detail.objects.filter(verb="report.verify").count() == 1
    (report,) = rollup.approve_and_publish(drafts=[Draft.objects.get()], by="c", for_name="x", at=AT)
    evidence = Evidence.objects.get(report=report)
    assert (evidence.verification, evidence.accepted, evidence.note) == ("checked", True, "Vista.")


# every order of acts, by three people

LEGAL = {
    ("draft", "submitted"), ("returned", "submitted"), ("submitted", "draft"), ("submitted", "returned"),
    ("submitted", "approved"), ("approved", "submitted"), ("approved", "published"), (None, "draft"), ("draft", None),
    ("submitted", "published"),
}  # fmt: skip
WHO = ("a", "b", "c")


def _acts(by):
    """Every act on the one report of M1, by somebody, whatever its state."""
    found = list(Draft.objects.exclude(state="published"))
    return {
        "save": lambda: save(
            {"narrative": by}, {"narrative": found[0].said.get("narrative") if found else None}, by=by
        ),
        "submit": lambda: actions.submit(drafts=found, confirmed=True, by=by, at=AT),
        "unsubmit": lambda: actions.unsubmit(drafts=found, by=by, at=AT),
        "return": lambda: actions.return_(drafts=found, reason="x", by=by, at=AT),
        "approve": lambda: actions.approve(drafts=found, by=by, for_name="x", at=AT),
        "unapprove": lambda: actions.unapprove(drafts=found, by=by, at=AT),
        "publish": lambda: rollup.publish_drafts(drafts=found, by=by, at=AT),
        "approve_and_publish": lambda: rollup.approve_and_publish(drafts=found, by=by, for_name="x", at=AT),
        "discard": lambda: actions.discard(draft=found[0], by=by, at=AT) if found else None,
    }


NAMES = ("save", "submit", "unsubmit", "return", "approve", "unapprove", "publish", "approve_and_publish", "discard")  # fmt: skip
REFUSALS = (ReportRefused, Conflict)


class Steps(RuleBasedStateMachine):
    """Acts in any order by anybody: the report moves by legal steps only, and four eyes hold."""

    @initialize()
    def begin(self):
        """Start anew."""
        Draft.objects.all().delete()
        save({"stage": "in_progress"}, by="a")
        self.state = "draft"

    def _now(self):
        row = Draft.objects.order_by("-pk").first()
        return row.state if row else None

    @rule(name=st.sampled_from(NAMES), by=st.sampled_from(WHO))
    def act(self, name, by):
        """Try an act."""
        with transaction.atomic():
            try:
                with transaction.atomic():
                    _acts(by)[name]()
            except REFUSALS:
                assert self._now() == self.state
        now = self._now()
        assert now == self.state or (self.state, now) in LEGAL or (self.state == "published" and now is None)
        if now == "published":
            Draft.objects.filter(state="published").delete()
            now = None
            Report.objects.filter(reference_date=DAY).update(withdrawn=True)
        self.state = now

    @invariant()
    def four_eyes(self):
        """Nobody approves what they sent."""
        for draft in Draft.objects.all():
            assert not draft.approved_by or draft.approved_by != draft.submitted_by


def test_only_legal_steps_in_any_order(plan):
    run_state_machine_as_test(Steps, settings=hypothesis_settings(max_examples=25, stateful_step_count=15))


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_two_hundred_rounds_of_acts_at_once_move_by_legal_steps(tmp_path):
    territory.load()
    vocabularies.load(by=make.BY, at=AT)
    make.publish(make.Plan())
    chance = random.Random(7)

    def attempt(name, by):
        try:
            _acts(by)[name]()
        except REFUSALS:
            return name, "refused"
        return name, "done"

    exclusive = {"approve", "return", "unsubmit", "approve_and_publish"}
    with true_database(tmp_path):
        for number in range(200):
            Draft.objects.all().delete()
            Report.objects.filter(reference_date=DAY).update(withdrawn=True)
            send(save({"stage": "in_progress", "narrative": str(number)}, by="a"), by="a")
            pair = [(chance.choice(sorted(exclusive)), chance.choice(WHO)) for _ in range(2)]
            got = together(*(partial(attempt, *one) for one in pair))
            done = [name for name, result in got if result == "done"]
            assert len(done) <= 1, pair
            state = Draft.objects.get().state
            after = {
                "approve": "approved",
                "return": "returned",
                "unsubmit": "draft",
                "approve_and_publish": "published",
            }
            assert state == (after[done[0]] if done else "submitted"), pair
