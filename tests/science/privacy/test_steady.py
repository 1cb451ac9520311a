"""Two publications of one split in a row: nobody is given away by their difference (trust.md P4 and P5)."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rumo.science.privacy import Protected, protected, steady
from tests.science.privacy.attacker import parts, publish, solved_twice, tables

K = 10
steps = st.one_of(st.just(0), st.just(0), st.integers(K, 60), st.integers(0, 30))


@st.composite
def growth(draw):
    """A table, and the same with people who only came: those of a dimension that are in none of its categories went to its rest."""
    total, by = draw(tables())
    grown = {key: value + draw(steps) for key, value in by.items()}
    dimensions = {key.split(":")[0] for key in by}
    came = [sum(parts((0, grown), d)[0].values()) - sum(parts((0, by), d)[0].values()) for d in dimensions]
    return (total, by), (total + max(came) + draw(st.sampled_from([0, 0, 1, K])), grown)


def withstands(first, second, growing):
    """Whether the second is let out; if so no difference is small, and who knows that people only came (or left) solves nothing."""
    before, after = publish(first), publish(second)
    if steady(before, after) is before:
        return False
    for dimension in before.dimensions.keys() | after.dimensions.keys():
        listed = [split.dimensions.get(dimension) for split in (before, after)]
        cells, rest = parts(first, dimension)
        complete = rest == 0 == parts(second, dimension)[1]
        found = solved_twice(*listed, list(cells), (first[0], second[0]), complete, growing)
        assert all(greatest - least >= K for least, greatest in found.values())
        for name in cells:
            one, other = ((shown or {}).get(name) for shown in listed)
            assert one is None or other is None or one == other or abs(one - other) >= K
    return True


@settings(max_examples=500)
@given(growth(), st.booleans())
def test_an_attacker_with_the_earlier_publication_learns_nothing_small(pair, growing):
    withstands(*(pair if growing else pair[::-1]), growing)


@pytest.mark.long
@settings(max_examples=10_000)
@given(growth(), st.booleans())
def test_an_attacker_with_more_pairs_learns_nothing_small(pair, growing):
    withstands(*(pair if growing else pair[::-1]), growing)


def of(*cells, rest=0):
    """A table of one dimension."""
    return sum(cells) + rest, {f"d:{index}": value for index, value in enumerate(cells)}


@pytest.mark.parametrize(
    ("first", "second", "renewed"),
    [
        (of(31, 27), of(31, 27), True),
        (of(31, 27), of(32, 27), False),
        (of(31, 27), of(41, 27), True),
        (of(31, 27), of(41, 28), False),
        (of(31, 27), of(31, 27, rest=10), True),  # the others, of no category, from none to ten
        (of(31, 27, rest=20), of(31, 27, rest=21), False),
        (of(5, 12, 42, 65), of(6, 12, 42, 65), False),  # the hidden ones together are one more
        (of(5, 12, 42, 65), of(9, 18, 42, 75), True),
        (of(5, 12, 42, 65), of(10, 12, 42, 65), False),  # all shown now, and only five came
        (of(5, 12, 42, 65), of(10, 19, 42, 65), True),
        (of(10, 19, 42, 65), of(5, 12, 42, 65), True),
        (of(5, 12, 42, 65), of(10, 19, 42, 66), False),
        (of(5, 12, 42, 65, 80), of(25, 42, 42, 5, 12), False),  # some came to be hidden and some shown
        (of(5, 60), of(10, 65), True),  # left out before
        (of(5, 60), of(10, 64), False),
        (of(10, 65), of(5, 60), True),
        (of(10, 65), of(9, 65), False),
        (of(5, 60), of(5, 61), True),  # left out both times: only the total is there
    ],
)
def test_when_a_split_is_renewed(first, second, renewed):
    before, after = publish(first), publish(second)
    assert steady(before, after) is (after if renewed else before)
    if renewed:
        assert withstands(first, second, first[0] <= second[0])


def test_the_first_publication_stands_on_itself():
    now = protected(58, {"sex:f": 31, "sex:m": 27})
    assert steady(None, now) is now


def test_all_dimensions_are_renewed_together():
    before = protected(58, {"sex:f": 31, "sex:m": 27, "age:18-24": 20, "age:25-64": 38})
    after = protected(68, {"sex:f": 41, "sex:m": 27, "age:18-24": 25, "age:25-64": 43})
    assert steady(before, after) is before


@given(tables(), st.booleans(), st.data())
def test_one_person_more_or_less_changes_nothing_shown(table, came, data):
    total, by = table
    changed = dict(by)
    for dimension in sorted({key.split(":")[0] for key in by}):
        cells, rest = parts(table, dimension)
        places = [name for name, value in cells.items() if came or value] + [None] * (came or rest > 0)
        assume(places)
        if (place := data.draw(st.sampled_from(places))) is not None:
            changed[f"{dimension}:{place}"] += 1 if came else -1
    before, after = publish(table), publish((total + (1 if came else -1), changed))
    shown = steady(before, after)
    assert shown is before or not before.dimensions | after.dimensions


@given(growth(), st.booleans())
def test_a_split_is_the_one_or_the_other_whole(pair, growing):
    before, after = (publish(table) for table in (pair if growing else pair[::-1]))
    assert steady(before, after) in (before, after)
    assert steady(before, before) == before
    assert steady(Protected(before.total), before).dimensions in ({}, before.dimensions)


def test_the_attacker_can_tell_a_wrong_design():
    """Renewed all the same, ten shown where five more came than five hidden: known to have been at least five, at most ten."""
    first, second = publish(of(5, 12, 42, 65)), publish(of(10, 12, 42, 65))
    found = solved_twice(
        first.dimensions["d"], second.dimensions["d"], ["0", "1", "2", "3"], (124, 129), True, True
    )
    assert found == {0: (5, 10), 1: (7, 12)}
