"""Who reads with a codebook, who publishes what was found, who sees it: and that what may be seen is what is listed."""

import pytest

from rumo.shape.synthesis import rules
from tests.factories import people, reading, territory

pytestmark = pytest.mark.django_db
CAN = {
    "national_coordinator": (True, True, True),
    "national_analyst": (True, False, True),
    "auditor": (False, False, True),
    "moderator": (False, False, False),
    "evaluator": (False, False, False),
}


@pytest.mark.parametrize("role", CAN)
def test_who_may_do_what_in_a_codebook_of_the_country(role):
    book = reading.codebook()
    who = people.who(people.person(role, people.national()))
    told = (rules.can_code(who, book), rules.can_publish(who, book), rules.can_see(who, book))
    assert told == CAN[role]
    assert list(rules.visible_to(who)) == ([book] if told[2] else [])
    assert rules.can_open(who, book.entity_id) is told[0]


def test_a_municipality_reads_its_own_and_sees_no_other():
    territory.load()
    own, other = reading.codebook(entity=people.municipality()), reading.codebook(title="Outra")
    who = people.who(people.person("municipal_coordinator", people.municipality()))
    assert [rules.can_code(who, one) for one in (own, other)] == [True, False]
    assert [rules.can_publish(who, one) for one in (own, other)] == [True, False]
    assert [rules.can_see(who, one) for one in (own, other)] == [True, False]
    assert list(rules.visible_to(who)) == [own]
