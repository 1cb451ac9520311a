"""Loading the vocabularies: once, twice, over old data; and a new version of a list."""

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


AREAS, DIMENSIONS, FRAMEWORKS = 13, 38, 6
RIGHTS, LISTS = 86, 5


def recorded(target="vocabulary:areas/2015"):
    rows = Detail.objects.filter(target=target).order_by("pk")
    return list(rows.values_list("verb", "by", "target", "new"))


def area(key):
    return Term.objects.get(term_list__key="areas", key=key)


def test_load_writes_the_thirteen_areas_and_records_it():
    assert load() == AREAS + DIMENSIONS + RIGHTS
    assert str(TermList.objects.get(key="areas")) == "areas 2015"
    assert TermList.objects.filter(key__startswith="framework-").count() == FRAMEWORKS
    assert Detail.objects.count() == 1 + FRAMEWORKS + LISTS
    assert recorded() == [("vocabularies.load", "operator", "vocabulary:areas/2015", {"terms": 13})]
    housing = area("housing")
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
    Term.objects.filter(pk=area("housing").pk).update(aliases=[])
    assert load() == 1
    assert area("housing").aliases == ["Habitação"]
    assert recorded()[1] == ("vocabularies.load", "operator", "vocabulary:areas/2015", {"terms": 1})


def test_load_mends_the_source_alone():
    load()
    TermList.objects.filter(key="areas").update(source="?")
    assert load() == 0
    assert TermList.objects.get(key="areas").source.startswith("ACM, Guia")
    assert recorded()[1] == ("vocabularies.load", "operator", "vocabulary:areas/2015", {"terms": 0})


@pytest.mark.parametrize("same", ["key", "code", "order"])
def test_the_database_refuses_a_term_twice(same):
    load()
    first = area("reception")
    values = {"key": "new", "code": "A99", "order": 99} | {same: getattr(first, same)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(term_list=first.term_list, labels={"pt": "x"}, verified=False, **values)


def said(version="3.0", **changes):
    line = {
        "key": "sea",
        "code": "1",
        "labels": {"pt": "Mar"},
        "own_labels": [],
        "aliases": [],
        "verified": False,
    }
    return {
        "key": "framework-welcoming-standard",
        "version": version,
        "source": "https://exemplo.invalid/",
        "verified": False,
        "about": {"assessable": True},
        "terms": [line],
        **changes,
    }


def test_a_new_version_keeps_the_old_one():
    load()
    before = list(Term.objects.values())
    row = actions.revise(said=said(), by="operator", at=AT)
    assert (row.version, row.about) == ("3.0", {"assessable": True})
    assert list(Term.objects.exclude(term_list=row).values()) == before
    assert [term.key for term in Term.objects.filter(term_list=row)] == ["sea"]
    target = "vocabulary:framework-welcoming-standard/3.0"
    assert recorded(target) == [("vocabularies.load", "operator", target, {"terms": 1})]


@pytest.mark.parametrize("version", ["2.0", "1.0"])
def test_a_version_that_does_not_come_after_is_refused(version):
    load()
    before = Term.objects.count()
    with pytest.raises(actions.NotNewer, match="não vem depois da 2"):
        actions.revise(said=said(version), by="operator", at=AT)
    assert Term.objects.count() == before


def test_a_list_that_is_not_there_has_a_first_version():
    row = actions.revise(said=said("1", key="framework-new"), by="operator", at=AT)
    assert str(row) == "framework-new 1"
