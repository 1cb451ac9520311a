"""What may be done with a contribution, and when."""

import datetime as dt

import pytest

from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import Contribution, Passage
from rumo.listen.contributions.rules import permits
from rumo.listen.contributions.rules.reasons import REASONS

FROM, TO = dt.datetime(2026, 1, 3, tzinfo=dt.UTC), dt.datetime(2026, 2, 3, tzinfo=dt.UTC)
TICK = dt.timedelta(microseconds=1)
INSTANTS = (FROM - TICK, FROM, TO - TICK, TO, TO + permits.LATE_ENTRY - TICK, TO + permits.LATE_ENTRY)


def consultation(state="published"):
    return Consultation(state=state, opens_at=FROM, closes_at=TO)


def allowed(may, what):
    return [may(what, at=at) for at in INSTANTS]


def test_one_takes_part_while_it_is_open_and_staff_write_down_a_little_longer():
    no = [False] * 6
    assert allowed(permits.can_submit, consultation()) == [False, True, True, False, False, False]
    assert allowed(permits.can_enter_late, consultation()) == [False, True, True, True, True, False]
    for state in ("draft", "cancelled"):
        assert allowed(permits.can_submit, consultation(state)) == no
        assert allowed(permits.can_enter_late, consultation(state)) == no
    assert not permits.can_enter_late(Consultation(state="published"), at=FROM)


@pytest.mark.parametrize(
    "state, correct, withdraw, erase",
    [("received", True, True, True), ("withdrawn", False, False, True), ("erased", False, False, False)],
)
def test_what_the_author_may(state, correct, withdraw, erase):
    row = Contribution(state=state, consultation=consultation())
    assert permits.can_correct(row, at=FROM) == correct
    assert not permits.can_correct(row, at=TO)
    assert (permits.can_withdraw(row), permits.can_erase(row)) == (withdraw, erase)


@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize("state", Passage.State.values)
@pytest.mark.parametrize("standing", Contribution.State.values)
def test_a_text_is_shown_with_consent_once_moderation_lets_it_and_while_it_stands(public, state, standing):
    passage = Passage(public=public, state=state, contribution=Contribution(state=standing))
    assert permits.is_shown(passage) == (public and state == "shown" and standing == "received")


def test_every_reason_has_words():
    assert len(REASONS) == 7
    assert all(str(words) and len(code) <= 24 for code, words in REASONS.items())
