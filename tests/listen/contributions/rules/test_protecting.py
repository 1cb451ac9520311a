"""What may be shown of a table, publication after publication, and of several that belong together."""

import numpy as np

from rumo.listen.contributions.rules.protecting import Protecting, apart
from rumo.science.privacy import DARK, Crossed

ROWS, COLUMNS = {"a": 100, "b": 100}, {"f": 100, "m": 100}
CELLS = {("a", "f"): 60, ("a", "m"): 40, ("b", "f"): 40, ("b", "m"): 60}


def table(shown, hidden=None, columns=(0, 1)):
    """A table of two rows and two columns that shows this."""
    shown = np.array(shown, dtype=np.int64)
    hidden = np.zeros((2, 2), dtype=np.bool_) if hidden is None else np.array(hidden)
    return Crossed(shown, np.full((2, 2), 50), (0, 1), columns, hidden, np.full((2, 2), 50))


def published(before, rows=ROWS, columns=COLUMNS, cells=CELLS):
    """One publication of a crossed table: what is shown, and how it stands."""
    work = Protecting(before)
    shown = work.keep("t", rows, columns, work.cross("t", rows, columns, cells))
    return shown, work.stands


def test_a_table_nobody_is_in_is_not_shown():
    assert published({}, {}, {}) == (None, {"splits": {}, "crossed": {}})


def test_a_table_stands_as_it_stood_until_enough_came():
    shown, stands = published({})
    assert shown == [[60, 40], [40, 60]]
    one_more = {**CELLS, ("a", "f"): 61}
    assert published(stands, cells=one_more) == (shown, stands)


def test_a_row_that_is_new_had_nobody_and_is_not_shown():
    _shown, stands = published({})
    shown, _stands = published(stands, {"new": None, **ROWS}, {**COLUMNS, "x": None})
    assert shown == [[None, None, None], [60, 40, None], [40, 60, None]]


def test_a_table_wholly_dark_is_kept_and_not_shown():
    work = Protecting({})
    assert work.keep("t", ROWS, COLUMNS, table([[DARK, DARK], [DARK, DARK]])) is None
    assert list(work.stands["crossed"]) == ["t"]


def test_of_several_answers_a_column_is_told_of_every_option_or_of_none():
    whole, holed = table([[10, 20], [30, 40]]), table([[11, 21], [31, DARK]])
    made = apart([whole, holed], [None, table([[1, 2], [3, 4]])])
    assert [one.shown.tolist() for one in made] == [[[10, DARK], [30, DARK]], [[11, 2], [31, 4]]]
    assert [one.hidden.tolist() for one in made] == [[[False, True], [False, True]]] * 2


def test_a_column_that_was_in_no_table_hides_nothing_further():
    (made,) = apart([table([[10, DARK], [30, 40]], columns=(0, -1))], [None])
    assert (made.shown.tolist(), made.hidden.any()) == ([[10, DARK], [30, DARK]], False)


def test_where_a_table_is_missing_all_stand_as_they_stood():
    before = [None, table([[1, 2], [3, 4]])]
    assert apart([table([[10, 20], [30, 40]]), None], before) == before
    assert apart([], []) == []
