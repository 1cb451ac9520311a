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


def test_frameworks_say_what_is_known_of_them(django_assert_num_queries):
    with django_assert_num_queries(2):
        found = {one.key: one for one in queries.frameworks()}
    assert list(found) == ["eu-zaragoza", "gcm-pnipgm", "icc-index", "imad", "oecd-12", "welcoming-standard"]
    assert [key for key, one in found.items() if one.assessable] == ["icc-index", "welcoming-standard"]
    cities, context, index = found["icc-index"], found["eu-zaragoza"], found["imad"]
    assert (len(cities.terms), len(found["welcoming-standard"].terms), index.terms) == (14, 7, [])
    assert cities.counts("en") == [(66, "questions"), (14, "indicators")]
    assert (
        cities.said("unverified", "fr") == cities.said("unverified", "pt") != cities.said("unverified", "en")
    )
    assert [(term.key, len(parts)) for term, parts in context.parts("pt")] == [
        ("employment", 7), ("education", 5), ("social-inclusion", 8), ("housing", 3), ("health", 5), ("active-citizenship", 0),
    ]  # fmt: skip
    assert [term.key for term in context.terms if not term.verified] == ["health", "active-citizenship"]


def test_a_framework_is_read_in_its_newest_version_and_knows_the_others():
    newer = TermList.objects.create(
        key="framework-imad", version="2030", source="x", verified=False, about={"sources": []}
    )
    assert queries.frameworks()[3] == queries.Framework(newer, [], ["0"])
    older = TermList.objects.get(key="framework-imad", version="0")
    assert queries.frameworks_in([older])[older.pk].sources == older.about["sources"]


def test_the_frameworks_hold_the_facts_that_were_found(shared):
    outside = json.loads((shared / "data" / "reference" / "frameworks.json").read_text(encoding="utf-8"))
    found = {one.key: one for one in queries.frameworks()}
    assert sorted(found) == sorted(one["id"] for one in outside)
    for one in outside:
        ours = found[one["id"]]
        facts = next((one[name] for name in ("dimensions", "axes", "points_seen") if one.get(name)), ())
        assert len(ours.terms) == len(facts)
        counted = [n for n, _what in ours.counts("en")]
        assert set(counted) >= set((one.get("counts") or {}).values())
        assert ours.term_list.verified <= ("warning" not in one)
        kept = [
            source for source in one["sources"] if "workers.dev" not in source
        ]  # a copy of Eurostat's page
        assert set(ours.sources) >= set(kept)


def test_rights_and_objectives_are_named_in_the_language_there_is(db):
    actions.load(by="operator", at=datetime(2026, 1, 2, tzinfo=UTC))
    lists = queries.rights("en")
    assert next(title for title, _terms in lists) == "Charter of Fundamental Rights of the European Union"
    key, words = lists[0][1][8]
    assert (key, words) == ("rights-charter:article-14", "14. Right to education")
    assert queries.named([key, "rights-charter:nothing"], "ar") == {
        key: "Carta dos Direitos Fundamentais da União Europeia, 14: Direito à educação"
    }
