"""Minutes: written whole with a revision, four eyes, corrected by others, withdrawn; drafted from cards; sums of a process."""

import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from rumo.ground.ledger.models import Detail
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings import queries
from rumo.listen.gatherings.models import Card, Minutes
from rumo.listen.gatherings.rules import CardRow, Noted, drafted_from, item_faults
from tests.factories import meeting, tables
from tests.factories.meeting import AFTER, BEFORE
from tests.factories.people import BY

pytestmark = pytest.mark.django_db
ITEMS = [
    Noted("decision", "Fica aberta ao sábado."),
    Noted("follow_up", "Escrever às escolas", "Coordenação, exemplo", dt.date(2026, 4, 1)),
]


@pytest.fixture
def row():
    return meeting.gathering()


def written(row, revision=0, items=ITEMS, by=BY, at=AFTER):
    return gatherings.write_minutes(gathering=row, items=items, revision=revision, by=by, at=at)


def published(row, revision=1):
    gatherings.submit_minutes(gathering=row, revision=revision, by=BY, at=AFTER)
    return gatherings.publish_minutes(gathering=row, revision=revision, by="outra", at=AFTER)


def test_minutes_are_written_handed_in_and_published_by_another(row):
    written(row)
    with pytest.raises(gatherings.GatheringRefused):
        gatherings.publish_minutes(gathering=row, revision=1, by="outra", at=AFTER)
    gatherings.submit_minutes(gathering=row, revision=1, by=BY, at=AFTER)
    with pytest.raises(gatherings.GatheringRefused):
        gatherings.publish_minutes(gathering=row, revision=1, by=BY, at=AFTER)
    one = gatherings.publish_minutes(gathering=row, revision=1, by="outra", at=AFTER)
    assert (queries.published_minutes(row), queries.in_writing(row)) == (one, None)
    assert queries.items_of(one) == ITEMS
    verbs = Detail.objects.filter(verb__endswith="_minutes").order_by("pk").values_list("verb", flat=True)
    assert [verb.partition(".")[2] for verb in verbs] == [
        "write_minutes", "submit_minutes", "publish_minutes",
    ]  # fmt: skip


def test_of_two_who_write_at_once_the_second_is_shown_both_and_nothing_is_lost(row):
    written(row)
    with pytest.raises(gatherings.MinutesConflict) as no:
        written(row, items=[Noted("decision", "Outra")], by="outra")
    assert (no.value.kept, no.value.revision) == (ITEMS, 1)
    gatherings.submit_minutes(gathering=row, revision=1, by=BY, at=AFTER)
    written(row, revision=1, by="outra")
    with pytest.raises(gatherings.MinutesConflict):
        gatherings.submit_minutes(gathering=row, revision=1, by=BY, at=AFTER)
    assert queries.in_writing(row).writers == sorted([BY, "outra"])


def test_the_same_sent_twice_is_done_once(row):
    first = written(row)
    assert (written(row), Minutes.objects.get().revision) == (first, 1)
    for _twice in range(2):
        one = gatherings.submit_minutes(gathering=row, revision=1, by=BY, at=AFTER)
    assert one == first
    assert Detail.objects.filter(verb__endswith="_minutes").count() == 2


def test_who_writes_on_minutes_published_meanwhile_is_shown_those(row):
    written(row)
    published(row)
    with pytest.raises(gatherings.MinutesConflict) as no:
        written(row, revision=1, items=ITEMS[:1])
    assert (no.value.kept, no.value.revision) == (ITEMS, 0)
    gatherings.withdraw_minutes(gathering=row, reason="Engano.", by=BY, at=AFTER)
    with pytest.raises(gatherings.MinutesConflict) as no:
        written(row, revision=1)
    assert no.value.kept == []


def test_cards_of_every_table_are_told_apart_with_their_votes(row):
    board = tables.canvas(at_gathering=row)
    tables.lay(board, "Uma")
    gatherings.vote(**tables.act(board, number=1, mark="m", on=True))
    tables.lay(tables.canvas("objective_tree", at_gathering=row), "Outra", zone="means")
    tables.lay(board, "Tirada")
    gatherings.remove(**tables.act(board, number=2))
    with translation.override("en"):
        found = queries.cards_of(row)
    assert found == [CardRow("1.1", "Forças", "Uma", 1), CardRow("2.1", "Meios", "Outra", 0)]


def test_a_zone_no_template_has_any_more_has_no_name(row):
    board = tables.canvas(at_gathering=row)
    tables.lay(board)
    Card.objects.update(zone="gone")
    assert queries.cards_of(row)[0].zone == ""


def test_a_correction_takes_the_place_of_what_it_corrects_which_never_changed(row):
    written(row)
    first = published(row)
    second = written(row, items=ITEMS[:1])
    assert (second.number, second.supersedes) == (2, first)
    published(row)
    first.refresh_from_db()
    assert (first.state, queries.items_of(first)) == (Minutes.State.WITHDRAWN, ITEMS)
    gatherings.withdraw_minutes(gathering=row, reason="Estava errada.", by=BY, at=AFTER)
    assert queries.published_minutes(row) is None
    assert (queries.latest_minutes(row).number, queries.latest_minutes(row).withdrawn_why) == (2, "Estava errada.")  # fmt: skip
    with pytest.raises(gatherings.GatheringRefused):
        gatherings.withdraw_minutes(gathering=row, reason="De novo", by=BY, at=AFTER)


@pytest.mark.parametrize("reason", ["", "x" * 2001])
def test_a_withdrawal_says_why(row, reason):
    written(row)
    published(row)
    with pytest.raises(gatherings.GatheringRefused) as no:
        gatherings.withdraw_minutes(gathering=row, reason=reason, by=BY, at=AFTER)
    assert set(no.value.faults) == {"reason"}


def test_a_correction_of_what_was_withdrawn_meanwhile_leaves_its_reason(row):
    written(row)
    published(row)
    written(row, items=ITEMS[:1])
    first = gatherings.withdraw_minutes(gathering=row, reason="Engano.", by=BY, at=AFTER)
    published(row)
    first.refresh_from_db()
    assert first.withdrawn_why == "Engano."


def test_minutes_are_of_what_has_begun_and_say_what_is_to_mend(row):
    with pytest.raises(gatherings.GatheringRefused):
        written(row, at=BEFORE)
    wrong = [
        Noted("decision", "a", "quem", dt.date(2026, 1, 1)),
        Noted("x", ""),
        Noted("follow_up", "b" * 2001),
    ]
    with pytest.raises(gatherings.GatheringRefused) as no:
        written(row, items=wrong)
    assert set(no.value.faults) == {"owner-1", "due-1", "kind-2", "text-2", "text-3", "owner-3", "due-3"}
    assert set(item_faults([])) == {"items"}
    with pytest.raises(gatherings.GatheringRefused):
        gatherings.submit_minutes(gathering=row, revision=0, by=BY, at=AFTER)
    assert Minutes.objects.count() == 0


@given(
    st.lists(
        st.builds(
            CardRow,
            st.just("1"),
            st.sampled_from(["Acordos", "Desacordos", "Ideias"]),
            st.text(max_size=9),
            st.integers(0, 9),
        )
    )
)
def test_a_draft_has_every_card_that_says_something_and_nothing_decided(cards):
    found = drafted_from(cards)
    texts = [one.text for one in sorted(cards, key=lambda one: -one.votes) if one.text]
    assert [one.text for one in found] == texts[:80]
    assert {one.kind for one in found} <= {"agreement", "disagreement"}


def test_a_zone_of_disagreement_drafts_disagreements():
    assert [one.kind for one in drafted_from([CardRow("1", "Desacordos", "a", 0), CardRow("2", "Acordos", "b", 0)])] == ["disagreement", "agreement"]  # fmt: skip
