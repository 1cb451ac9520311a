"""Chains of adoptions: whatever is said in whatever order, no chain comes round, years never fall along one, each stands once in the tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from rumo.ground.vocabularies import actions as vocabularies
from rumo.listen.practices import actions as practices
from rumo.listen.practices.models import Adoption
from rumo.listen.practices.rules import Branch, tree
from rumo.listen.practices.rules.chains import DEEPEST
from tests.factories import people
from tests.factories import practices as make
from tests.factories.people import AT, BY

BODIES = 7
STEPS = st.lists(
    st.tuples(
        st.integers(0, BODIES - 1), st.integers(2018, 2026), st.none() | st.integers(0, BODIES - 1), st.booleans()
    ),
    max_size=14,
)  # fmt: skip


def upward(adoption):
    """An adoption and those it comes from, one after the other; a chain longer than there are bodies comes round."""
    chain = [adoption]
    while chain[-1].adopted_from:
        chain.append(chain[-1].adopted_from)
        assert len(chain) <= BODIES
    return chain


def spread(branches):
    """Every adoption of a tree, in the order in which it is drawn."""
    for branch in branches:
        yield branch.adoption
        yield from spread(branch.branches)


def deepest(branches):
    """How many branches stand one within another."""
    return 1 + max(map(deepest, [branch.branches for branch in branches]), default=0) if branches else 0


class Chains(TestCase):
    """Bodies say, in any order, that they took a practice up, in any year, from any other."""

    def setUp(self):
        vocabularies.load(by=BY, at=AT)

    @given(STEPS)
    def test_no_chain_comes_round_and_years_never_fall(self, steps):
        row = make.published()
        bodies = [people.body(name=f"Entidade {n} (exemplo)") for n in range(BODIES)]
        for body, year, source, confirmed in steps:
            held = (
                Adoption.objects.filter(practice=row, entity=bodies[source]).first()
                if source is not None
                else None
            )
            try:
                make.adopted(row, bodies[body], year=year, adopted_from=held, confirmed=confirmed)
            except practices.PracticeRefused:
                continue
        for adoption in Adoption.objects.all():
            years = [one.year for one in upward(adoption)]
            assert years == sorted(years, reverse=True)
        public = list(Adoption.objects.filter(confirmed_at__isnull=False))
        drawn = list(spread(tree(public)))
        assert sorted(one.pk for one in drawn) == sorted(one.pk for one in public)
        places = {one.pk: at for at, one in enumerate(drawn)}
        assert all(places[one.adopted_from_id] < places[one.pk] for one in public if one.adopted_from_id)


def _row(pk, year, source=None):
    return Adoption(pk=pk, year=year, adopted_from_id=source)


@given(st.lists(st.tuples(st.integers(0, 6), st.none() | st.integers(0, 40)), max_size=40))
def test_a_tree_has_every_adoption_once_by_year_and_is_never_too_deep(steps):
    rows, year = [], 2000
    for pk, (later, source) in enumerate(steps, start=1):
        year += later
        rows.append(_row(pk, year, source % pk or None if source else None))
    for most in (1, 2, DEEPEST):
        drawn = tree(reversed(rows), deepest=most)
        assert sorted(one.pk for one in spread(drawn)) == [one.pk for one in rows]
        assert deepest(drawn) <= most
        assert all(years == sorted(years) for years in _years(drawn))


def _years(branches: list[Branch]):
    yield [branch.adoption.year for branch in branches]
    for branch in branches:
        yield from _years(branch.branches)


@pytest.mark.parametrize(("source", "drawn"), [(1, [(1, [(2, [])])]), (9, [(1, []), (2, [])])])
def test_what_comes_from_one_that_is_not_shown_stands_at_the_root(source, drawn):
    found = tree([_row(2, 2025, source), _row(1, 2024)])
    assert [(one.adoption.pk, [(two.adoption.pk, []) for two in one.branches]) for one in found] == drawn
