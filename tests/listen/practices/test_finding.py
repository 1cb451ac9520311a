"""The public list: words in any script, areas, places, dimensions; side by side; a card with what hangs on it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from rumo.ground.core.fields import folded
from rumo.ground.territory.models import Municipality
from rumo.ground.vocabularies import actions as vocabularies
from rumo.ground.vocabularies.models import Term, TermList
from rumo.listen.practices import actions as practices
from rumo.listen.practices import queries
from rumo.listen.practices.models import Version
from rumo.listen.practices.queries import Sought
from tests.factories import practices as make
from tests.factories.people import AT, BY


def framework():
    """A framework with two dimensions, as the vocabularies will hold it."""
    about = {"names": {"pt": "O icc", "en": "The icc"}}
    held = TermList.objects.create(key="framework-icc", version="1", source="x", verified=True, about=about)
    Term.objects.bulk_create(
        Term(term_list=held, key=term, code=term, order=n, labels={"pt": f"O {term}"}, verified=True)
        for n, term in enumerate(["commitment", "housing"], 1)
    )


def titles(**sought):
    """The titles of what is found."""
    return [row.title for row in queries.found(Sought(**sought))]


def test_dimensions_are_those_of_frameworks():
    framework()
    assert {"icc:commitment", "icc:housing"} <= queries.known().dimensions
    Term.objects.filter(term_list__key__startswith="framework-").delete()
    assert queries.dimensions() == []
    assert queries.known().dimensions == set()
    assert "labour" in queries.known().areas


def test_words_areas_places_and_dimensions_narrow():
    framework()
    town = Municipality.objects.get(dico="1106")
    make.published("a", title="Balcão móvel", municipality=town)
    make.published("b", title="مكتب متنقل", areas=("housing",), dimensions=("icc:housing",))
    make.proposed("c", title="Balcão por ler")
    assert titles() == ["مكتب متنقل", "Balcão móvel"]
    assert titles(text="BALCAO movel") == ["Balcão móvel"]
    assert titles(text="balcão inexistente") == []
    assert titles(text="مُتَنَقِّل") == ["مكتب متنقل"]
    assert titles(area="housing") == ["مكتب متنقل"]
    assert titles(municipality="lisboa") == ["Balcão móvel"]
    assert titles(dimension="icc:housing") == ["مكتب متنقل"]
    assert titles(area="housing", municipality="lisboa") == []
    assert queries.places() == [("lisboa", "Lisboa")]
    labels = [(one.key, one.label("pt")) for one in queries.dimensions() if one.framework.key == "icc"]
    assert labels == [("icc:commitment", "O icc: O commitment"), ("icc:housing", "O icc: O housing")]


@pytest.mark.parametrize("text", ["%", "_", "\\", "' OR 1=1", "\0"])
def test_signs_that_databases_know_are_only_signs(text):
    make.published()
    assert titles(text=text) == ([make.TEXTS["title"]] if not folded(text) else [])


def test_a_superseded_version_is_not_found():
    row = make.published()
    practices.revise(practice=row, said=make.said(title="Outro nome", problem="Outro."), by=BY, at=AT)
    assert titles(text="balcao movel") == [make.TEXTS["title"]]
    practices.publish(practice=row, by=make.REVIEWER, at=AT)
    assert (titles(text="longe"), titles()) == ([], ["Outro nome"])


def test_four_stand_side_by_side_in_the_order_named():
    slugs = [make.published(f"p{n}", title=f"P{n}").slug for n in range(5)]
    hidden = make.proposed("h").slug
    asked = [slugs[3], hidden, slugs[0], slugs[3], slugs[1], slugs[2]]
    assert [row.title for row in queries.side_by_side(asked)] == ["P3", "P0", "P1"]


def test_a_card_holds_what_hangs_on_it():
    version = queries.in_force(make.published())
    card = queries.card(version)
    assert (card.areas, card.languages, card.dimensions, card.proofs) == (["labour"], ["pt", "ar"], [], [])
    assert card.practice == version.practice
    assert queries.facets_of([version]) == {
        version.pk: {"area": ["labour"], "dimension": [], "language": ["pt", "ar"]}
    }


def test_a_code_of_something_else_is_no_practice():
    assert queries.by_code("nada") is None


class Searching(TestCase):
    """Whatever is written, whoever types a part of it finds it: accents, case and script aside."""

    def setUp(self):
        vocabularies.load(by=BY, at=AT)

    @given(st.text(st.characters(whitelist_categories=["L", "M", "N"]), min_size=1, max_size=30), st.data())
    def test_any_word_of_the_title_finds_it(self, title, data):
        told = make.said(title=title)
        try:
            practices.propose(said=told, token=make.token(title), at=AT)
        except practices.NotAccepted:
            return
        row = Version.objects.get()
        practices.publish(practice=row.practice, by=make.REVIEWER, at=AT)
        word = data.draw(st.sampled_from(row.title.split()))
        for typed in (word, word.casefold(), unicodedata.normalize("NFD", word)):
            assert [one.pk for one in queries.found(Sought(text=typed))] == [row.pk]
