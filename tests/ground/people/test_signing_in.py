"""What signing in writes of people: accounts opened, sessions ended, the demonstration's links."""

import datetime as dt

import pytest

from rumo.ground.ledger.models import Detail
from rumo.ground.people import actions
from rumo.ground.people.models import User
from tests.factories import people

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def test_an_account_is_opened_once():
    opened = [
        actions.open_account(email=email, name="Pessoa, exemplo", language="pt", by="x", at=AT)
        for email in (" Pessoa@exemplo.invalid", "pessoa@exemplo.invalid")
    ]
    assert (opened[0], opened[0].email, opened[0].joined_at) == (opened[1], "pessoa@exemplo.invalid", AT)
    assert Detail.objects.filter(verb="people.open", target=f"person:{opened[0].public_id}").count() == 1


def test_ending_sessions_changes_their_seal_each_time():
    user = people.account()
    seals = [user.get_session_auth_hash()]
    seals += [actions.end_sessions(user=user, at=AT).get_session_auth_hash() for _ in range(2)]
    assert len(set(seals)) == 3
    assert not User.objects.get().has_usable_password()


def test_a_link_is_spent_by_entering():
    user = people.account()
    token = actions.demo_token(user=user, at=AT)
    assert actions.enter_demo(token=token, at=AT + dt.timedelta(minutes=15)) == user
    with pytest.raises(actions.PeopleRefused):
        actions.enter_demo(token=token, at=AT)
    assert Detail.objects.filter(verb="people.enter_demo").count() == 1


@pytest.mark.parametrize("late", [dt.timedelta(minutes=15, seconds=1), dt.timedelta(days=1)])
def test_a_link_out_of_date_is_refused(late):
    token = actions.demo_token(user=people.account(), at=AT)
    with pytest.raises(actions.PeopleRefused):
        actions.enter_demo(token=token, at=AT + late)


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": "pessoa@municipio.pt"}])
def test_a_link_of_who_is_no_longer_there_is_refused(change):
    token = actions.demo_token(user=people.account(), at=AT)
    User.objects.update(**change)
    with pytest.raises(actions.PeopleRefused):
        actions.enter_demo(token=token, at=AT)


def test_a_link_of_our_own_making_alone_is_taken():
    with pytest.raises(actions.PeopleRefused):
        actions.enter_demo(token="a:b:c", at=AT)
    with pytest.raises(actions.PeopleRefused):
        actions.demo_token(user=people.account(email="pessoa@municipio.pt"), at=AT)
