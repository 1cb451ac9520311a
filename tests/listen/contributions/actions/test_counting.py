"""Editions of the results: when there is one, what it counts, and that one person more or less is never seen."""

import datetime as dt

import pytest

from rumo.ground.ledger.models import Detail
from rumo.ground.ledger.rules import keys
from rumo.listen.contributions.actions import make_edition
from rumo.listen.contributions.models import Contribution, Edition
from rumo.listen.contributions.queries import results
from rumo.listen.contributions.rules.permits import LATE_ENTRY
from tests.factories import consultations as make
from tests.factories import people, territory

BY = "clock"
LATER = make.DURING + dt.timedelta(hours=1)
HOUR = dt.timedelta(hours=1)


def answered(row, at=make.DURING, **counts):
    return make.contributions(
        row, [{"q1": code} for code, count in counts.items() for _n in range(count)], at=at
    )


def edition(row, at=LATER):
    return make_edition(consultation=row, by=BY, at=at)


def counts(made, question=0, part=0):
    return made.tables["questions"][question]["parts"][part]["counts"]


@pytest.fixture
def row(db):
    found = make.consultation()
    make.question(found)
    return found


def test_the_first_edition_counts_all_and_hides_the_small(row):
    answered(row, a=60, b=30, c=3)
    made = edition(row)
    assert (made.number, made.contributions) == (1, 93)
    (question,) = made.tables["questions"]
    assert question["parts"][0]["cells"] == ["a", "b", "c"]
    assert question["parts"][0]["counts"] == [60, None, None]
    assert Detail.objects.get(verb="consultation.count").new == {"number": 1, "contributions": 93}


def test_there_is_none_before_ten_came_and_none_before_ten_more(row):
    answered(row, a=9)
    assert edition(row) is None
    answered(row, b=1)
    assert edition(row).number == 1
    answered(row, a=9, at=LATER + HOUR)
    assert edition(row, LATER + 2 * HOUR) is None
    answered(row, a=1, at=LATER + HOUR)
    assert edition(row, LATER + 2 * HOUR).number == 2


def test_who_withdraws_counts_towards_the_next(row):
    answered(row, a=60, b=30, c=30)
    edition(row)
    gone = list(Contribution.objects.values_list("pk", flat=True)[:10])
    Contribution.objects.filter(pk__in=gone[:9]).update(state="withdrawn", ended_at=LATER + HOUR)
    assert edition(row, LATER + 2 * HOUR) is None
    Contribution.objects.filter(pk=gone[9]).update(state="erased", ended_at=LATER + HOUR)
    assert counts(edition(row, LATER + 2 * HOUR)) == [
        50,
        30,
        30,
    ]  # nine and less stand; ten alone tell of ten


@pytest.mark.parametrize("came", [0, 1, 9])
def test_at_closing_there_is_one_whatever_came_and_one_person_changes_nothing_shown(row, came):
    answered(row, a=60, b=30, c=30)
    edition(row)
    answered(row, a=came, at=LATER + HOUR)
    made = edition(row, make.AFTER)
    assert (made.number, made.contributions, counts(made)) == (2, 120 + came, [60, 30, 30])
    assert edition(row, make.AFTER + HOUR) is None


def test_what_was_typed_in_late_is_counted_when_no_more_can_be(row):
    answered(row, a=60, b=30, c=30)
    edition(row, make.AFTER)
    after = make.CLOSES + LATE_ENTRY
    assert edition(row, after) is None
    answered(row, a=20, b=20, at=make.AFTER + HOUR)
    assert counts(edition(row, after)) == [80, 50, 30]
    assert edition(row, after + HOUR) is None


def test_counts_move_by_ten_or_more_and_none_is_older_than_that(row):
    answered(row, a=60, b=30, c=30)
    assert counts(edition(row)) == [60, 30, 30]
    answered(row, a=20, b=11, c=3, at=LATER + HOUR)
    assert counts(edition(row, LATER + 2 * HOUR)) == [80, 30, 30]
    answered(row, a=12, b=11, c=15, at=LATER + 3 * HOUR)
    assert counts(edition(row, LATER + 4 * HOUR)) == [92, 52, 48]


def test_no_contribution_at_all_is_a_valid_result(row):
    made = edition(row, make.AFTER)
    assert (made.number, made.contributions) == (1, 0)
    assert counts(made) == [None, None, None]
    assert edition(row, make.AFTER + LATE_ENTRY) is None


def test_before_opening_and_once_cancelled_nothing_is_counted(row):
    answered(row, a=60)
    assert edition(row, make.OPENS - HOUR) is None
    row.state = "cancelled"
    row.save()
    assert edition(row, make.AFTER) is None


def test_without_the_key_there_is_no_other(row):
    answered(row, a=60)
    edition(row)
    keys.destroy(f"edition-{row.slug}")
    assert edition(row, make.AFTER) is None


def test_only_the_newest_keeps_how_it_stands(row):
    answered(row, a=60)
    edition(row)
    edition(row, make.AFTER)
    kept = Edition.objects.order_by("number").values_list("exact", flat=True)
    assert [bool(exact) for exact in kept] == [False, True]


@pytest.fixture
def every(db):
    row = make.consultation()
    for code, kind, more in (
        ("multiple", "multiple", {}),
        ("scale", "scale", {"least": 1, "most": 5}),
        ("number", "number", {}),
        ("wide", "number", {"least": 0, "most": 100}),
        ("matrix", "matrix", {"rows": ["x", "y"]}),
        ("ranking", "ranking", {}),
        ("date", "date", {}),
        ("short", "short", {}),
    ):
        make.question(row, code, kind, **more)
    return row


def test_every_kind_of_question(every):
    given = {
        "multiple": ["a", "b"], "scale": 2, "number": 15, "wide": 99, "matrix": {"x": "a"}, "ranking": ["c", "a"], "date": "2024-05-01",
    }  # fmt: skip
    other = {
        **given,
        "multiple": ["a"],
        "scale": 5,
        "number": 0,
        "wide": 0,
        "ranking": ["b"],
        "date": "2023-01-01",
    }
    other["matrix"] = {"x": "b", "y": "b"}
    make.contributions(every, [*[given] * 40, *[other] * 30, *[{"multiple": []}] * 5])
    made = edition(every)
    told = {
        (question["code"], part["of"]): dict(zip(part["cells"], part["counts"], strict=True))
        for question in made.tables["questions"]
        for part in question["parts"]
    }
    assert told == {
        ("multiple", "a"): {"yes": None, "no": None},
        ("multiple", "b"): {"yes": 40, "no": 30},
        ("multiple", "c"): {"yes": None, "no": None},
        ("scale", ""): {**dict.fromkeys("12345"), "2": 40},
        ("number", ""): {**dict.fromkeys(("<0", "0", "1-9", "10-99", "100-999", "1000+")), "10-99": 40},
        ("wide", ""): {**dict.fromkeys(("0-20", "20-40", "40-60", "60-80", "80-100")), "80-100": 40},
        ("matrix", "x"): {"a": 40, "b": None, "c": None},
        ("matrix", "y"): dict.fromkeys("abc"),
        ("ranking", ""): {"a": None, "b": None, "c": 40},
        ("date", ""): {"2023": 30, "2024": 40},
    }


@pytest.mark.parametrize(
    ("kind", "where", "cells"),
    [("national", "region", {"Grande Lisboa": 41, "Norte": 30}), ("municipality", "municipality", {"1106": 41, "1312": 30})],
)  # fmt: skip
def test_places_are_told_by_region_of_the_country_and_by_municipality_of_a_town(db, kind, where, cells):
    territory.load()
    row = make.consultation(owner=people.national() if kind == "national" else people.municipality())
    make.question(row, "home", "municipality")
    make.contributions(row, [*[{"home": "1106"}] * 41, *[{"home": "1312"}] * 30])
    (question,) = edition(row).tables["questions"]
    (part,) = question["parts"]
    residents = {name: question["residents"][name] for name in cells}
    assert (question["places"], dict(zip(part["cells"], part["counts"], strict=True))) == (where, cells)
    assert all(people > 200_000 for people in residents.values())


def test_a_question_with_several_answers_by_who_answered_it(db):
    row = make.consultation()
    make.question(row, "q1", "multiple")
    for audience, each in (("residents", 60), ("companies", 50)):
        made = [*[{"q1": ["a", "b"]}] * each, *[{"q1": ["c"]}] * each]
        make.contributions(row, made, audience=audience)
    parts = edition(row).tables["questions"][0]["parts"]
    told = {"columns": ["companies", "residents"], "cells": [[50, 60], [50, 60]]}
    assert [part["by"]["audience"] for part in parts] == [told] * 3


def test_a_question_by_who_answered_it(row):
    for audience, each in (
        ("residents", (400, 300, 200)),
        ("companies", (50, 60, 70)),
        ("migrants", (25, 35, 45)),
        ("academia", (1, 2, 0)),
    ):
        for code, count in zip("abc", each, strict=True):
            make.contributions(row, [{"q1": code}] * count, audience=audience)
    made = edition(row)
    by = made.tables["questions"][0]["parts"][0]["by"]
    shown = {"academia": None, "companies": 180, "migrants": None, "residents": 900}
    assert made.tables["breakdowns"]["audience"] == shown
    assert by == {
        "audience": {
            "columns": list(shown),
            "cells": [[None, 50, None, 400], [None, 60, None, 300], [None, 70, None, 200]],
        }
    }


def test_what_people_said_of_themselves_is_read_while_its_key_is_there(row):
    women, men = answered(row, a=50, b=20, c=30), answered(row, a=20, b=40, c=30)
    make.about(row, women, sex="f")
    make.about(row, men, sex="m")
    made = edition(row)
    assert made.tables["breakdowns"]["sex"] == {"f": 100, "m": 90}
    told = made.tables["questions"][0]["parts"][0]["by"]["sex"]
    assert told == {"columns": ["f", "m"], "cells": [[50, 20], [20, 40], [30, 30]]}
    keys.destroy(f"about-{row.slug}")
    assert list(edition(row, make.AFTER).tables["breakdowns"]) == ["audience", "channel", "language"]


def test_statements(db):
    row = make.consultation()
    make.ballots(row, make.statement(row), [1] * 30 + [-1] * 20 + [0] * 15)
    make.statement(row, 2)
    assert edition(row).tables["statements"] == [
        {"number": 1, "agree": 30, "disagree": 20, "pass": 15},
        {"number": 2, "agree": None, "disagree": None, "pass": None},
    ]


def test_the_results_are_three_queries(row, django_assert_num_queries):
    answered(row, a=60, b=30, c=3)
    with django_assert_num_queries(3):
        before = results(row)
    assert (before.total, before.edition, before.tables, before.invited) == (93, None, {}, ())
    edition(row)
    answered(row, a=1)
    found = results(row)
    assert (found.total, found.edition.contributions) == (94, 93)


def test_who_was_invited_and_who_took_part(row):
    town = people.body("association", "Associação (exemplo)")
    for name, entity in (("Um", town), ("Outra", None)):
        make.c.Invitation.objects.create(
            consultation=row, entity=entity, kind="municipality", name=name, invited_at=make.OPENS
        )
    make.c.Invitation.objects.create(consultation=row, kind="company", name="Z", invited_at=make.OPENS)
    (said,) = make.contributions(row, [{}], kind="position")
    Contribution.objects.filter(pk=said.pk).update(organisation=town)
    assert [(one.kind, one.invited, one.answered) for one in results(row).invited] == [
        ("company", 1, 0),
        ("municipality", 2, 1),
    ]
