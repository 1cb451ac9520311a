"""Whatever is changed, taken away or put in behind the ledger's back is named (T2 of the contributions)."""

import datetime as dt
import random

import pytest
from django.db import connection

from rumo.listen.contributions import actions, queries
from rumo.listen.contributions import models as m
from rumo.listen.contributions.queries import committing
from rumo.listen.contributions.rules.saying import Text
from tests.factories import listening, saying
from tests.factories.people import BY
from tests.factories.saying import send
from tests.listen.contributions.holding import file

pytestmark = pytest.mark.django_db
LATER = listening.OPEN + dt.timedelta(hours=1)


def sql(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.rowcount


def named():
    """The targets for which rows and ledger do not say the same."""
    return sorted(target for target, mine, known in queries.committed() if mine != known)


def many(consultation, count):
    """Contributions of every kind, some of them corrected, moderated, withdrawn, erased."""
    kinds = [kind for kind in saying.KINDS if kind != "support"]
    rows = []
    for at in range(count):
        row = send(consultation, kinds[at % len(kinds)], f"token {at}").contribution
        if at % 7 == 3:
            row = actions.withdraw(contribution=row, at=LATER)
        if at % 11 == 5:
            row = actions.erase(contribution=row, at=LATER)
        rows.append(row)
    for passage in m.Passage.objects.filter(contribution__state="received")[: count // 5]:
        actions.moderate(passage=passage, shown=True, reason="", note="", by=BY, at=LATER)
    return rows


CONTRIBUTION = (
    "answers='{\"q1\": \"no\"}'", "kind='position'", "channel='paper'", "audience='migrants'", "language='en'",
    "organisation_name='Outra'", "received_at='2020-01-01 00:00:00'", "corrected_at='2026-01-13 00:00:00'", "salt='x'",
    "entered_by='x'", "number='behindback'",
)  # fmt: skip
PASSAGE = (
    "text='Outra coisa.'",
    "rewording='Assim.'",
    "public=NOT public",
    "state='shown'",
    "place='x'",
    "language='ar'",
)


@pytest.mark.parametrize("change", CONTRIBUTION)
def test_a_changed_contribution_is_named(consultation, change):
    rows = many(consultation, 6)
    assert named() == []
    assert sql(f"UPDATE contributions_contribution SET {change} WHERE id = %s", rows[1].pk) == 1
    target = actions.target_of(rows[1])
    assert named() == sorted({target, "contribution:behindback"} if "number" in change else {target})


@pytest.mark.parametrize("change", PASSAGE)
def test_a_changed_text_is_named(consultation, change):
    row = send(consultation).contribution
    assert sql(f"UPDATE contributions_passage SET {change}") == 1
    assert named() == [actions.target_of(row)]


def test_a_vote_a_file_a_support_taken_away_or_changed_is_named(consultation):
    ballot = send(consultation, "ballot", "a").contribution
    sheet = send(consultation, token="b", files={"sheet": [file()]}).contribution
    one, two = (send(consultation, "proposal", token).contribution for token in "cd")
    support = send(consultation, "support", "e", about=one.number).contribution
    assert named() == []
    sql("UPDATE contributions_vote SET value = 1 WHERE value = -1")
    assert named() == [actions.target_of(ballot)]
    sql("DELETE FROM contributions_vote")
    sql("DELETE FROM contributions_attachment")
    sql("UPDATE contributions_contribution SET about_id = %s WHERE id = %s", two.pk, support.pk)
    assert named() == sorted(map(actions.target_of, (ballot, sheet, support)))


def test_one_that_is_counted_no_more_or_again_is_named(consultation):
    rows = [send(consultation, "ballot", token).contribution for token in "abc"]
    actions.withdraw(contribution=rows[0], at=LATER)
    sql("UPDATE contributions_contribution SET state='received', ended_at=NULL WHERE id = %s", rows[0].pk)
    sql(
        "UPDATE contributions_contribution SET state='erased', ended_at=received_at WHERE id = %s", rows[1].pk
    )
    assert named() == sorted(map(actions.target_of, rows[:2]))


def test_one_deleted_or_put_in_is_named(consultation):
    rows = [send(consultation, token=token).contribution for token in "abc"]
    erased = actions.erase(contribution=rows[1], at=LATER)
    for row in (rows[0], erased):
        sql("DELETE FROM contributions_passage WHERE contribution_id = %s", row.pk)
        sql("DELETE FROM contributions_contribution WHERE id = %s", row.pk)
    invented = m.Contribution.objects.create(
        consultation=consultation, kind="ballot", language="pt", token_hash="x", received_at=listening.OPENS
    )
    found = {
        target: (mine == "", known == "") for target, mine, known in queries.committed() if mine != known
    }
    assert found == {
        actions.target_of(rows[0]): (True, False),
        actions.target_of(erased): (True, False),
        actions.target_of(invented): (False, True),
    }


def test_chunks_make_no_difference(consultation, monkeypatch, django_assert_num_queries):
    many(consultation, 12)
    whole = sorted(queries.committed())
    with django_assert_num_queries(9):
        list(queries.committed())
    monkeypatch.setattr(committing, "CHUNK", 2)
    assert sorted(queries.committed()) == whole
    assert all(mine == known for _target, mine, known in whole)


def test_what_is_corrected_between_two_readings_is_read_once_more(consultation, monkeypatch):
    row = send(consultation, "comment").contribution
    read, times = committing._newest, []

    def meanwhile(targets):
        if not times:
            texts = {"paragraph:3": Text("Entretanto.")}
            actions.correct(contribution=row, said=saying.said("comment", texts=texts), at=LATER)
        times.append(1)
        return read(targets)

    monkeypatch.setattr(committing, "_newest", meanwhile)
    assert ([mine == known for _target, mine, known in queries.committed()], len(times)) == ([True], 2)


@pytest.mark.marathon
def test_a_thousand_changes_are_all_named(consultation):
    rows, chance = [row for row in many(consultation, 60) if row.state != "erased"], random.Random(7)
    for _each in range(1_000):
        row = m.Contribution.objects.get(pk=chance.choice(rows).pk)
        was = m.Contribution.objects.filter(pk=row.pk).values().get()
        change = chance.choice(CONTRIBUTION[:-1])
        sql(f"UPDATE contributions_contribution SET {change} WHERE id = %s", row.pk)
        changed = m.Contribution.objects.filter(pk=row.pk).values().get() != was
        assert named() == ([actions.target_of(row)] if changed else []), change
        row.save()
