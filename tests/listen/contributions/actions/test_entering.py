"""Writing down what others say, and reading it a second time."""

import datetime as dt

import pytest

from rumo.listen.contributions import actions, queries
from rumo.listen.contributions import models as m
from tests.factories import listening
from tests.factories.saying import refusals, send

pytestmark = pytest.mark.django_db
LATER = listening.OPEN + dt.timedelta(hours=1)
BY, OTHER = "mediadora-exemplo", "mediador-exemplo"


def batch(consultation, name="Folhas da associação, 12 de maio", channel="paper"):
    return actions.open_batch(consultation=consultation, name=name, channel=channel, by=BY, at=LATER)


def refused(act, *args, **more):
    with pytest.raises(actions.EntryRefused) as found:
        act(*args, **more)
    return str(found.value)


def test_sheets_are_typed_into_a_batch_and_read_by_somebody_else(consultation):
    sheets = batch(consultation)
    row = send(consultation, entered=actions.Entered("paper", BY, sheets)).contribution
    assert (row.channel, row.batch, row.entered_by, row.second_read_by) == ("paper", sheets, BY, "")
    own = "A segunda leitura é de outra pessoa, que não tenha transcrito a folha."
    assert refused(actions.second_read, contribution=row, by=BY, at=LATER) == own
    assert actions.second_read(contribution=row, by=OTHER, at=LATER).second_read_by == OTHER
    assert [mine == known for _target, mine, known in queries.committed()] == [True]


def test_what_the_person_wrote_needs_no_second_reading(consultation):
    row = send(consultation).contribution
    words = "Este contributo foi escrito pela própria pessoa: não precisa de segunda leitura."
    assert refused(actions.second_read, contribution=row, by=BY, at=LATER) == words


def test_a_batch_has_a_name_and_came_by_somebody_elses_hand(consultation):
    assert refused(batch, consultation, " \u202e ").startswith("Dê um nome ao conjunto")
    for channel in ("web", "api", "dove"):
        assert refused(batch, consultation, channel=channel).startswith("Diga como chegaram: em papel")
    assert [batch(consultation, channel=channel).channel for channel in actions.BEHALF] == list(
        actions.BEHALF
    )


def test_sheets_are_typed_in_some_days_after_closing(consultation):
    sheet, closing = actions.Entered("paper", BY), consultation.closes_at
    last = closing + dt.timedelta(days=15)
    assert send(consultation, at=last - dt.timedelta(seconds=1), entered=sheet).made
    closed = [("", "A consulta não está aberta: só se pode participar dentro do prazo.")]
    assert refusals(send, consultation, token="b", at=last, entered=sheet) == closed
    assert m.Contribution.objects.count() == 1


def test_a_sheet_goes_into_a_batch_of_its_own_consultation(consultation):
    other = batch(listening.consultation("outra"))
    entered = actions.Entered("paper", BY, other)
    words = [("", "Esse conjunto de folhas é de outra consulta.")]
    assert refusals(send, consultation, entered=entered) == words
