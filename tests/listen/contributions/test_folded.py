"""What people say is kept folded to be searched, in every script; and goes with what is taken out or erased."""

import pytest

from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Passage
from tests.factories import listening, said
from tests.factories.listening import OPEN

pytestmark = pytest.mark.django_db


def test_a_text_is_found_by_its_words_without_accents_and_case():
    row = said.passage(said.say(listening.consultation(), text="Faltam AULAS à noite, e الدروس."))
    assert row.search == "faltam aulas a noite, e الدروس."
    assert Passage.objects.filter(search__contains="aulas a noite").get() == row


def test_what_is_erased_is_not_found_either():
    row = said.say(listening.consultation(), text="Faltam aulas.")
    contributions.erase(contribution=row, by="x", at=OPEN)
    assert said.passage(row).search == ""
