"""What somebody has written and not sent is read with their form's token alone."""

import datetime as dt

import pytest

from rumo.listen.contributions import actions
from rumo.listen.contributions.models import Draft
from tests.factories import listening

pytestmark = pytest.mark.django_db
AT = listening.OPEN
SAID = {"texts": {"question:q4": "Mais aulas.\ud800\0"}, "step": 2}


def test_a_draft_is_read_again_and_thrown_away(consultation):
    of = {"consultation": consultation, "token": "token 1"}
    actions.keep_draft(**of, data={"step": 1}, at=AT)
    actions.keep_draft(**of, data=SAID, at=AT + dt.timedelta(hours=1))
    assert actions.read_draft(**of) == {"texts": {"question:q4": "Mais aulas.?\0"}, "step": 2}
    row = Draft.objects.get()
    assert (row.updated_at, b"aulas" in bytes(row.sealed)) == (AT + dt.timedelta(hours=1), False)
    actions.drop_draft(token="token 1")
    assert (Draft.objects.count(), actions.read_draft(**of)) == (0, {})


def test_with_another_token_or_for_another_consultation_there_is_none(consultation):
    other = listening.consultation("outra")
    actions.keep_draft(consultation=consultation, token="token 1", data=SAID, at=AT)
    assert actions.read_draft(consultation=consultation, token="token 2") == {}
    assert actions.read_draft(consultation=other, token="token 1") == {}


def test_what_was_changed_on_the_disk_is_not_opened(consultation):
    actions.keep_draft(consultation=consultation, token="token 1", data=SAID, at=AT)
    Draft.objects.update(sealed=b"outra coisa")
    assert actions.read_draft(consultation=consultation, token="token 1") == {}


def test_what_is_parked_is_taken_up_once_in_time_with_its_word(consultation):
    state = actions.park(consultation=consultation, data={"kind": "ballot"}, at=AT)
    row = Draft.objects.get()
    assert (state in row.token_hash, b"ballot" in bytes(row.sealed)) == (False, False)
    assert actions.read_draft(consultation=consultation, token=state) == {}
    assert actions.unpark(state="another", at=AT) is None
    until = (AT + actions.ERRAND).timestamp()
    assert actions.unpark(state=state, at=AT) == (consultation, {"kind": "ballot", "until": until})
    assert (actions.unpark(state=state, at=AT), Draft.objects.count()) == (None, 0)


def test_what_is_parked_too_long_or_changed_is_gone(consultation):
    late = actions.park(consultation=consultation, data={}, at=AT)
    assert actions.unpark(state=late, at=AT + actions.ERRAND) is None
    changed = actions.park(consultation=consultation, data={}, at=AT)
    Draft.objects.update(sealed=b"outra coisa")
    assert (actions.unpark(state=changed, at=AT), Draft.objects.count()) == (None, 0)
