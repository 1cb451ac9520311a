"""Asking the vocabularies: terms, area names, search; and how many queries it takes."""

import json
from datetime import UTC, datetime

import pytest

from rumo.ground.vocabularies import actions, queries
from rumo.ground.vocabularies.models import Term, TermList

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def areas(db):
    actions.load(by="operator", at=datetime(2026, 1, 2, 12, tzinfo=UTC))


def test_terms_come_in_order_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        terms = queries.terms("areas")
        assert {term.term_list.key for term in terms} == {"areas"}
    assert [term.code for term in terms] == [f"A{n:02}" for n in range(1, 14)]
    assert queries.area_keys() == [term.key for term in terms]
    assert queries.area_ids() == {term.key: term.pk for term in terms}
    assert queries.terms("nothing") == []


def test_only_the_newest_version_is_read():
    newer = TermList.objects.create(key="areas", version="2030", source="x", verified=False)
    Term.objects.create(term_list=newer, key="sea", code="B01", order=1, labels={"pt": "Mar"}, verified=False)
    assert queries.area_keys() == ["sea"]


def test_a_label_falls_back_to_portuguese():
    culture = queries.terms("areas")[5]
    assert (culture.label("pt"), culture.label("en"), culture.label("fr")) == (
        "Cultura",
        "Culture",
        "Cultura",
    )


def test_an_area_is_known_by_key_code_label_and_alias(django_assert_num_queries):
    with django_assert_num_queries(1):
        names = queries.area_names()
    written = ["labour", "a03", "mercado de trabalho e empreendedorismo", "emprego"]
    assert [names[name] for name in written] == ["labour"] * 4


def test_no_two_areas_share_a_name():
    for term in queries.terms("areas"):
        said = {name.casefold() for name in (term.key, term.code, *term.labels.values(), *term.aliases)}
        assert {name for name, key in queries.area_names().items() if key == term.key} == said


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("saude", "pt", ["health"]),
        ("HEALTH", "en", ["health"]),
        ("emprego", "en", ["labour"]),
        (" ", "pt", []),
    ],
)
def test_search(text, lang, found):
    assert [term.key for term in queries.search(text, lang)] == found


def test_the_areas_are_those_of_the_guide(shared):
    outside = json.loads((shared / "data" / "areas.json").read_text(encoding="utf-8"))
    terms = queries.terms("areas")
    assert [
        {"key": t.key, "code": t.code, "pt": t.labels["pt"], "aliases": t.aliases} for t in terms
    ] == outside["areas"]
    assert terms[0].term_list.source == outside["source"]
