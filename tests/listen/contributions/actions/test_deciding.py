"""Several decisions at once: all of them are taken, or none and each fault is told."""

import datetime as dt

import pytest

from rumo.listen.contributions import actions, queries
from rumo.listen.contributions import models as m
from rumo.listen.contributions.actions import Decision
from tests.factories import listening, said

pytestmark = pytest.mark.django_db
ACT = {"by": "moderadora-exemplo", "at": listening.OPEN + dt.timedelta(hours=1)}


def states():
    """Where each text stands, in the order they came."""
    return list(m.Passage.objects.order_by("pk").values_list("state", flat=True))


def test_all_are_taken(consultation):
    one, other = (said.passage(said.say(consultation)) for _twice in range(2))
    decisions = [Decision(one, True), Decision(other, False, "insult", "A linha 2.")]
    assert actions.decide(decisions=decisions, **ACT) == 2
    assert states() == ["shown", "hidden"]
    kept = m.Moderation.objects.order_by("pk").values_list("shown", "reason", "note", "by")
    assert list(kept) == [(True, "", "", ACT["by"]), (False, "insult", "A linha 2.", ACT["by"])]


def test_none_is_taken_where_one_cannot_be_and_every_fault_is_told(consultation):
    right, wrong = (said.passage(said.say(consultation)) for _twice in range(2))
    private = said.passage(said.say(consultation, "statement", "Só para quem lê.", public=False))
    decisions = [Decision(right, True), Decision(wrong, False), Decision(private, True, put=True)]
    with pytest.raises(actions.DecisionsRefused) as no:
        actions.decide(decisions=decisions, **ACT)
    words = "Escolha o motivo: é mostrado a quem escreveu e no lugar do texto."
    assert list(no.value.faults) == [wrong.pk, private.pk]
    assert no.value.faults[wrong.pk] == words
    assert str(no.value) == " ".join(no.value.faults.values())
    assert (states(), m.Moderation.objects.exists()) == (["waiting"] * 3, False)


def test_a_statement_is_put_before_everyone_once_and_only_where_it_is_shown(consultation):
    put, hidden = (said.passage(said.say(consultation, "statement", text)) for text in ("Um.", "Outro."))
    actions.decide(
        decisions=[Decision(put, True, put=True), Decision(hidden, False, "insult", put=True)], **ACT
    )
    numbers = [queries.statement_of(one.contribution) for one in (put, hidden)]
    assert (states(), numbers) == (["shown", "hidden"], [4, None])
    actions.decide(decisions=[Decision(put, True, put=True)], **ACT)
    assert m.Proposed.objects.count() == 1
