"""Taking a practice up, from whom; confirming; recognising: what is refused, what stands once, what the database itself refuses."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from rumo.ground.ledger.models import Detail
from rumo.listen.practices import actions as practices
from rumo.listen.practices import queries
from rumo.listen.practices.models import Adoption, Recognition
from tests.factories import people
from tests.factories import practices as make
from tests.factories.people import AT, BY

LATER = AT + dt.timedelta(days=3)
ACT = {"by": BY, "at": LATER}


@pytest.fixture
def row():
    return make.published()


def told(verb):
    return Detail.objects.filter(verb=verb).count()


def test_it_is_taken_up_once_and_public_once_confirmed(row, last):
    body = people.body()
    for _ in range(2):
        waiting = make.adopted(row, body, changed=" Ao sábado. ", confirmed=False)
    assert (waiting.changed, queries.adoptions_of(row), told("practice.adopt")) == ("Ao sábado.", [], 1)
    assert last()[3] == {"entity": body.public_id, "year": 2025, "from": "", "confirmed": False}
    for _ in range(2):
        practices.confirm(adoption=waiting, **ACT)
    assert (queries.adoptions_of(row), told("practice.confirm_adoption")) == ([waiting], 1)
    with pytest.raises(practices.PracticeRefused) as no:
        make.adopted(row, body, year=2024)
    assert no.value.place == "entity"
    with pytest.raises(practices.PracticeRefused):
        practices.deny(adoption=waiting, **ACT)


def test_a_body_says_that_it_did_not(row, last):
    waiting = make.adopted(row, confirmed=False)
    for _ in range(2):
        practices.deny(adoption=waiting, **ACT)
    assert (Adoption.objects.count(), last()[0], told("practice.deny_adoption")) == (
        0, "practice.deny_adoption", 1,
    )  # fmt: skip


def test_nobody_takes_up_their_own(row):
    own = people.body()
    mine = make.published("mine", body=own, organisation="")
    with pytest.raises(practices.PracticeRefused) as no:
        make.adopted(mine, own)
    assert no.value.place == "entity"
    town = people.municipality()
    of_town = make.published("town", municipality=town.municipality, organisation="")
    with pytest.raises(practices.PracticeRefused):
        make.adopted(of_town, town)
    with pytest.raises(practices.PracticeRefused):
        practices.recognise(practice=of_town, entity=town, sentence="Nossa.", language="pt", **ACT)


@pytest.mark.parametrize("year", [1989, 2027])
def test_a_year_that_cannot_be_is_refused(row, year):
    with pytest.raises(practices.PracticeRefused) as no:
        make.adopted(row, people.body(), year=year)
    assert no.value.place == "year"


def test_too_many_words_are_refused(row):
    with pytest.raises(practices.PracticeRefused) as no:
        make.adopted(row, changed="x" * 2_001)
    assert no.value.place == "changed"


def test_a_source_is_of_the_same_practice_confirmed_another_and_no_later(row):
    first = make.adopted(row, year=2024)
    chained = make.adopted(row, year=2024, entity=people.body(name="B (exemplo)"), adopted_from=first)
    assert chained.adopted_from == first
    foreign = make.adopted(make.published("another"))
    waiting = make.adopted(row, entity=people.body(name="C (exemplo)"), confirmed=False)
    for source, place in ((foreign, "adopted_from"), (waiting, "adopted_from"), (first, "year")):
        with pytest.raises(practices.PracticeRefused) as no:
            make.adopted(row, year=2023, entity=people.body(name="D (exemplo)"), adopted_from=source)
        assert no.value.place == place
    with pytest.raises(practices.PracticeRefused) as no:
        make.adopted(row, year=2025, entity=first.entity, adopted_from=first)
    assert no.value.place == "adopted_from"


def test_the_database_refuses_a_chain_that_comes_round(row):
    first = make.adopted(row, year=2024)
    second = make.adopted(row, year=2025, adopted_from=first)
    for source in (first, second):
        with pytest.raises(IntegrityError), transaction.atomic():
            Adoption.objects.filter(pk=first.pk).update(adopted_from=source)


def test_a_peer_recognises_once_in_a_sentence(row, last):
    body = people.body()
    for sentence in ("", "x" * 501):
        with pytest.raises(practices.PracticeRefused) as no:
            practices.recognise(practice=row, entity=body, sentence=sentence, language="pt", **ACT)
        assert no.value.place == "sentence"
    for sentence in ("Funciona.", "Outra."):
        practices.recognise(practice=row, entity=body, sentence=sentence, language="pt", **ACT)
    assert [one.sentence for one in queries.recognitions_of(row)] == ["Funciona."]
    assert last()[0] == "practice.recognise"
    with pytest.raises(IntegrityError), transaction.atomic():
        Recognition.objects.create(practice=row, entity=body, sentence="x", by=BY, at=AT)


def test_what_is_not_public_is_neither_taken_up_nor_recognised():
    row = make.proposed()
    with pytest.raises(practices.PracticeRefused):
        make.adopted(row)
    with pytest.raises(practices.PracticeRefused):
        practices.recognise(practice=row, entity=people.body(), sentence="x", language="pt", **ACT)


def test_an_adoption_is_not_confirmed_once_the_practice_is_gone(row):
    waiting = make.adopted(row, confirmed=False)
    practices.withdraw(practice=row, reason="ended", note="", **ACT)
    with pytest.raises(practices.PracticeRefused):
        practices.confirm(adoption=waiting, **ACT)
