"""`rumo demo-login`: the demonstration's people, one for each role, and the link that signs one of them in."""

import pytest
from django.test import Client

from rumo.doors.desk import demopeople
from rumo.ground.ledger.models import Entry
from rumo.ground.people.models import Membership, Role, User
from rumo.ground.people.rules import may_hold
from rumo.ground.territory.models import Municipality
from tests.factories import people
from tests.factories.people import AT, BY

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(country):
    """The demonstration's people, in their bodies."""
    people.national()
    for dico in (demopeople.SETUBAL, demopeople.EVORA):
        people.municipality(dico)
    people.community(Municipality.objects.get(dico=demopeople.ALTO_MINHO).cim.code)
    demopeople.introduce(by=BY, at=AT)


def test_every_role_has_somebody_and_a_second_time_changes_nothing(cast):
    before = (User.objects.count(), Membership.objects.count(), Entry.objects.count())
    assert before[:2] == (len(demopeople.CAST), len(demopeople.CAST))
    assert {m.role for m in Membership.objects.all()} == set(Role.values)
    assert all(may_hold(m.role, m.entity) for m in Membership.objects.select_related("entity"))
    demopeople.introduce(by=BY, at=AT)
    assert (User.objects.count(), Membership.objects.count(), Entry.objects.count()) == before


def test_one_town_has_four_eyes_and_the_other_one_officer(cast):
    held = Membership.objects.filter(role="municipal_coordinator", entity__kind="municipality")
    assert [held.filter(entity__municipality__dico=town).count() for town in ("1512", "0705")] == [2, 1]


@pytest.mark.parametrize("word", list(demopeople.BY_WORD))
def test_the_link_printed_signs_in(rumo, cast, word):
    ran = rumo("demo-login", word)
    said, link = ran.out.splitlines()
    assert (ran.code, ran.err, said.endswith("exemplo: open within 15 minutes, once")) == (0, "", True)
    client, address = Client(), link.removeprefix("http://127.0.0.1:8000")
    assert client.post(address)["Location"] == "/pt/gabinete/"
    assert client.get("/pt/gabinete/").status_code == 200


def test_the_port_is_the_one_said(rumo, cast):
    ran = rumo("demo-login", "auditor", "--port", "8123")
    assert ran.out.splitlines()[1].startswith("http://127.0.0.1:8123/pt/conta/demo/")


def test_it_refuses_a_public_site_an_unknown_role_and_an_empty_house(rumo, db, settings):
    assert (
        rumo("demo-login", "auditor").err
        == "rumo: The demonstration's people are not here: run `rumo seed` first.\n"
    )
    assert rumo("demo-login", "king").err.startswith(
        "rumo: No such role: king.\nrumo: It is one of national_coord"
    )
    settings.SITE_URL = "https://rumo.example"
    ran = rumo("demo-login", "auditor")
    assert (ran.code, ran.err) == (
        1,
        "rumo: demo-login is for a demonstration on this machine, and RUMO_BASE_URL is https://rumo.example.\n",
    )


def test_who_serves_is_told_how_to_enter(cast):
    assert (
        demopeople.how_to_enter(8000)[0] == "To enter the office, in another terminal: rumo demo-login ROLE"
    )
    assert demopeople.how_to_enter(9000)[0].endswith("demo-login ROLE --port 9000")


def test_where_the_demonstration_is_not_nothing_is_told(db):
    assert demopeople.how_to_enter(8000) == ()
