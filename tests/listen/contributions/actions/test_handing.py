"""A table handed in is one contribution: its cards, one receipt, in the consultation it feeds or at the gathering alone; erased, nothing is left."""

import pytest
from django.db import IntegrityError, transaction

from rumo.ground.ledger.models import Detail
from rumo.ground.ledger.queries.receipts import look_up
from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions import actions, queries
from rumo.listen.contributions import models as m
from rumo.listen.contributions.rules import permits
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Canvas, Card
from rumo.listen.gatherings.queries import digest_of
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis.queries import response_of
from tests.factories import listening, tables
from tests.factories.people import AT, BY
from tests.factories.tables import act, lay
from tests.listen.gatherings.actions.test_cards import refusal

pytestmark = pytest.mark.django_db
OPEN, AFTER = listening.OPEN, listening.AFTER


def hand_in(row, at=OPEN):
    return actions.hand_in(canvas=row, by=BY, at=at)


def table(consultation=None):
    """A table with three cards, one of which was taken away, one voted and grouped."""
    row = tables.canvas(consultation=consultation)
    lay(row, "Faltam casas", "weaknesses")
    lay(row, "tirado")
    lay(row, "Há escolas", "strengths")
    gatherings.remove(**act(row, number=2))
    gatherings.vote(**act(row, number=1, mark="a", on=True))
    gatherings.group(**act(row, number=1, name="Casas"))
    return row


def committed():
    return [said == known for _target, said, known in queries.committed()]


def test_cards_become_one_contribution_with_a_passage_each(consultation):
    row = table(consultation)
    got = hand_in(row)
    said = got.contribution
    assert (said.kind, said.channel, said.consultation, said.gathering) == (
        "card",
        "workshop",
        consultation,
        row.table.gathering,
    )
    assert list(m.Passage.objects.order_by("pk").values_list("place", "text", "public", "state")) == [
        ("card:1", "Faltam casas", True, "waiting"),
        ("card:3", "Há escolas", True, "waiting"),
    ]
    assert said.answers == {
        "template": "swot",
        "table": 1,
        "cards": {
            "1": {"zone": "weaknesses", "votes": 1, "group": "Casas"},
            "3": {"zone": "strengths", "votes": 0, "group": ""},
        },
    }
    assert (Canvas.objects.get().state, committed()) == ("closed", [True])
    assert queries.by_code(got.code) == queries.of_canvas(row) == said


def test_handed_in_again_it_is_the_same_with_the_same_receipt():
    row = table()
    first = hand_in(row)
    again = hand_in(row)
    assert (first.made, again.made, again.code, again.contribution) == (
        True,
        False,
        first.code,
        first.contribution,
    )
    assert look_up(first.code) == f"contribution:{first.contribution.number}"


def test_a_table_closed_before_is_handed_in_as_it_was():
    row = table()
    gatherings.close(canvas=row, by=BY, at=AT)
    before = digest_of(row)
    assert (hand_in(row).made, digest_of(row)) == (True, before)


def test_without_a_card_there_is_nothing_to_hand_in_and_the_table_stays_open():
    row = tables.canvas()
    with pytest.raises(actions.NotAccepted) as no:
        hand_in(row)
    assert str(no.value) == "Esta mesa não tem cartões: não há nada a entregar."
    assert Canvas.objects.get().state == "open"


@pytest.mark.parametrize("at", [AT, AFTER + permits.LATE_ENTRY])
def test_while_the_consultation_takes_nothing_it_is_said_at_the_gathering_alone(consultation, at):
    row = table(consultation)
    said = hand_in(row, at=at).contribution
    assert (said.consultation, said.gathering, committed()) == (None, row.table.gathering, [True])


def test_a_consultation_that_shows_first_shows_cards_at_once():
    consultation = listening.consultation(moderation=Consultation.Moderation.POST)
    hand_in(table(consultation))
    assert set(m.Passage.objects.values_list("state", flat=True)) == {"shown"}


def test_what_waits_is_read_by_who_moderates_the_gathering_or_the_consultation(consultation):
    row = table()
    said = hand_in(row).contribution
    gathering = row.table.gathering
    waiting = queries.waiting([consultation], [gathering])
    assert [one.place for one in waiting] == ["card:1", "card:3"]
    assert list(queries.waiting([consultation])) == []
    actions.moderate(passage=waiting[0], shown=True, reason="", note="", by=BY, at=OPEN)
    assert ([one.place for one in waiting.all()], committed()) == (["card:3"], [True])
    assert queries.shown_of(said.number, "card:1").text == "Faltam casas"


def test_cards_that_feed_a_consultation_do_not_wait_twice(consultation):
    row = table(consultation)
    hand_in(row)
    assert len(queries.waiting([], [row.table.gathering])) == 0
    assert len(queries.waiting([consultation], [row.table.gathering])) == 2


@pytest.mark.parametrize("feeds", [True, False])
def test_withdrawn_and_erased_with_what_lies_on_the_canvas(consultation, feeds):
    row = table(consultation if feeds else None)
    said = hand_in(row).contribution
    actions.withdraw(contribution=said, at=OPEN)
    assert (Card.objects.count(), committed()) == (3, [True])
    for _time in range(2):
        actions.erase(contribution=said, at=OPEN)
    said.refresh_from_db()
    assert (said.state, said.answers, Card.objects.count()) == ("erased", {}, 0)
    assert set(m.Passage.objects.values_list("text", flat=True)) == {""}
    assert (committed(), queries.of_canvas(row)) == ([], said)


def test_it_is_not_corrected_and_leaves_no_address_where_there_is_no_consultation(consultation):
    fed = hand_in(table(consultation)).contribution
    assert permits.can_correct(fed, at=OPEN) is permits.can_amend(fed, at=OPEN) is False
    row = tables.canvas(slug="outra")
    lay(row)
    alone = hand_in(row)
    with pytest.raises(actions.NotAccepted) as no:
        actions.leave_address(
            contribution=alone.contribution, code=alone.code, email="a@exemplo.invalid", at=OPEN
        )
    assert str(no.value) == "Deste contributo não se avisa por correio eletrónico."
    assert (m.Contact.objects.count(), permits.can_amend(alone.contribution, at=OPEN)) == (0, False)


def test_said_at_a_gathering_alone_it_may_be_answered_at_once():
    said = hand_in(table()).contribution
    given = {"disposition": "accepted", "reason": "Sim.", "by": BY, "at": OPEN}
    synthesis.respond(contributions=[said], **given)
    assert response_of(said).reason == "Sim."


def test_translations_are_asked_for_at_the_gathering():
    row = table()
    hand_in(row)
    passages = list(m.Passage.objects.all())
    assert actions.ask_translations(passages=passages, language="en", by=BY, at=OPEN) == 2
    (target,) = Detail.objects.filter(verb="contribution.ask_translation").values_list("target", flat=True)
    assert target == "gathering:oficina-exemplo"


def test_the_database_holds_that_it_is_said_somewhere_and_that_cards_are_of_a_table(consultation):
    row = table()
    said = hand_in(row).contribution
    for change in ({"gathering": None}, {"canvas": None}, {"kind": "proposal"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            m.Contribution.objects.filter(pk=said.pk).update(**change)


def test_a_table_that_closed_takes_no_more_cards():
    row = table()
    hand_in(row)
    assert refusal(lay, row=row)[1] == "Esta mesa já fechou: o que está escrito fica como está."
