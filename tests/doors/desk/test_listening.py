"""What a round does for those who listen: closings noted, ballots committed to, those who left an address told of answers."""

import datetime as dt

import pytest
from django.core import mail

from rumo.doors.desk import ticking
from rumo.doors.web import clock
from rumo.ground.ledger.models import Detail
from rumo.listen.contributions import actions as contributions
from rumo.shape.synthesis import actions as synthesis
from tests.factories import listening, said
from tests.factories.listening import AFTER, OPEN
from tests.factories.people import BY

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def ticked(at):
    with clock.frozen(at):
        return ticking.tick().listening


@pytest.fixture
def asked(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    return listening.consultation()


def test_a_closing_is_noted_once_and_a_ballot_that_grew_is_committed_to(asked):
    for number in (1, 2):
        act = {"consultation": asked, "token": "t", "value": 1, "language": "pt", "audience": "residents"}
        contributions.vote(number=number, at=OPEN, **act)
    assert [ticked(at) for at in (OPEN, AFTER, AFTER)] == [
        {"closed": 0, "reminded": 0, "ballots": 1, "told of answers": 0, "editions": 0},
        {"closed": 1, "reminded": 0, "ballots": 0, "told of answers": 0, "editions": 1},
        {"closed": 0, "reminded": 0, "ballots": 0, "told of answers": 0, "editions": 0},
    ]
    assert Detail.objects.filter(verb="consultation.close").count() == 1


def test_those_who_left_an_address_are_told_of_answers_in_one_round_a_day(asked):
    row = said.say(asked, email="ana@exemplo.invalid")
    ticked(AFTER)
    synthesis.respond(contributions=[row], disposition="accepted", reason="Sim.", by=BY, at=AFTER)
    found = [ticked(at)["told of answers"] for at in (AFTER, AFTER + DAY, AFTER + 2 * DAY)]
    assert found == [0, 1, 0]
    receipt, letter = mail.outbox
    assert receipt.subject == "O seu comprovativo: Uma escola para todos (exemplo)"
    assert letter.subject == "Há resposta ao que disse: Uma escola para todos (exemplo)"
    assert (letter.to, row.number in letter.body) == (["ana@exemplo.invalid"], False)
