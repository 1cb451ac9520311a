"""Loading the vocabularies: once, twice, over old data."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from rumo.ground.ledger.models import Detail
from rumo.ground.vocabularies import actions
from rumo.ground.vocabularies.models import Term, TermList

AT = datetime(2026, 1, 2, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def load():
    return actions.load(by="operator", at=AT)


def recorded():
    return list(Detail.objects.order_by("pk").values_list("verb", "by", "target", "new"))


def test_load_writes_the_thirteen_areas_and_records_it():
    assert load() == 13
    assert str(TermList.objects.get()) == "areas 2015"
    assert recorded() == [("vocabularies.load", "operator", "vocabulary:areas/2015", {"terms": 13})]
    housing = Term.objects.get(key="housing")
    assert (
        housing.code,
        housing.order,
        housing.labels,
        housing.own_labels,
        housing.aliases,
        housing.verified,
    ) == (
        "A02",
        2,
        {
            "pt": "Urbanismo e Habitação",
            "en": "Urban planning and housing",
            "ar": "التخطيط العمراني والسكن",
        },
        ["en", "ar"],
        ["Habitação"],
        True,
    )


def test_load_again_changes_and_records_nothing():
    load()
    before = list(Term.objects.values())
    assert load() == 0
    assert list(Term.objects.values()) == before
    assert len(recorded()) == 1


def test_load_mends_what_differs():
    load()
    Term.objects.filter(key="housing").update(aliases=[])
    assert load() == 1
    assert Term.objects.get(key="housing").aliases == ["Habitação"]
    assert recorded()[1] == ("vocabularies.load", "operator", "vocabulary:areas/2015", {"terms": 1})


def test_load_mends_the_source_alone():
    load()
    TermList.objects.update(source="?")
    assert load() == 0
    assert TermList.objects.get().source.startswith("ACM, Guia")
    assert recorded()[1] == ("vocabularies.load", "operator", "vocabulary:areas/2015", {"terms": 0})


@pytest.mark.parametrize("same", ["key", "code", "order"])
def test_the_database_refuses_a_term_twice(same):
    load()
    first = Term.objects.get(key="reception")
    values = {"key": "new", "code": "A99", "order": 99} | {same: getattr(first, same)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(term_list=first.term_list, labels={"pt": "x"}, verified=False, **values)
