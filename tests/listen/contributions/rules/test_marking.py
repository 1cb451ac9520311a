"""Of what a person is asked to take part once, and the mark that says so."""

import pytest

from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import Kind
from rumo.listen.contributions.rules.marking import asks_who, mark_of, plain


@pytest.mark.parametrize("kind", Kind.values)
def test_only_what_is_counted_by_heads_and_only_where_it_is_asked(kind):
    counted = kind in ("questionnaire", "ballot", "support")
    assert [asks_who(Consultation(once=once), kind) for once in (True, False)] == [counted, False]


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("12345678 9 ZZ4", "12345678"),
        ("12345678-9zz4", "12345678"),
        ("12345678", "12345678"),
        (" ab  123 ", "ab123"),
        ("123456789012", "12345678"),
        ("1234567890123", "1234567890123"),
        (" - ", ""),
    ],
)
def test_every_spelling_of_a_number_is_one(typed, bare):
    assert plain(typed) == bare


def test_a_mark_is_of_one_person_one_consultation_one_kind_and_one_proposal():
    one, other = Consultation(slug="uma"), Consultation(slug="outra")
    mark = mark_of(one, "AB 123", kind="support", about="x")
    assert (len(mark), mark_of(one, "ab-123", kind="support", about="x") == mark) == (64, True)
    others = {
        mark_of(other, "AB 123", kind="support", about="x"),
        mark_of(one, "AB 124", kind="support", about="x"),
        mark_of(one, "AB 123", kind="ballot", about="x"),
        mark_of(one, "AB 123", kind="support", about="y"),
    }
    assert (len(others), mark in others) == (4, False)
