"""Fifty at one canvas at once, on either database: nothing is lost, nothing counts twice, each change has a version of its own."""

import pytest

from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Contribution, Passage
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Canvas, Card, CardVote, Deed
from rumo.listen.gatherings.queries import board
from tests.deliver.progress.racing import together, true_database
from tests.factories import tables
from tests.factories.people import AT, BY

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50


def test_fifty_at_once_lose_nothing(tmp_path):
    row = tables.canvas()
    for number in range(10):
        tables.lay(row, str(number))
    before = Canvas.objects.get().version

    def acts(at):
        """What the person at a place does, and again, for the network was lost in between."""
        laid = tables.act(row, zone="threats", text=f"de {at}", language="pt")
        voted = tables.act(row, number=at % 10 + 1, mark=f"m{at % 25}", on=True)
        moved = tables.act(row, number=at % 10 + 1, zone=("weaknesses", "strengths")[at % 2], place=1)

        def run():
            for _time in range(2):
                gatherings.lay(**laid)
                gatherings.vote(**voted)
                gatherings.move(**moved)

        return run

    def found():
        laid = Card.objects.filter(zone="threats")
        assert sorted(laid.values_list("text", flat=True)) == sorted(f"de {at}" for at in range(MANY))
        assert sorted(laid.values_list("number", flat=True)) == list(range(11, 11 + MANY))
        assert Canvas.objects.get().version == before + 3 * MANY
        assert Deed.objects.count() == 10 + 3 * MANY
        assert CardVote.objects.count() == len({(at % 10, at % 25) for at in range(MANY)})
        for pile in board(row).piles:
            assert [one.card.position for one in pile.cards] == list(range(1, len(pile.cards) + 1))

    with true_database(tmp_path):
        together(*[acts(at) for at in range(MANY)])
        together(found)


def test_a_table_handed_in_by_many_while_many_write_is_one_contribution_with_all_that_was_laid(tmp_path):
    row = tables.canvas()
    tables.lay(row)

    def lays(at):
        said = tables.act(row, zone="threats", text=f"de {at}", language="pt")

        def run():
            try:
                return gatherings.lay(**said).number
            except gatherings.CanvasRefused:
                return 0

        return run

    def places():
        """Read where the threads wrote."""
        said = Contribution.objects.get()
        return set(Passage.objects.filter(contribution=said).values_list("place", flat=True))

    def hands_in():
        return contributions.hand_in(canvas=row, by=BY, at=AT).code

    with true_database(tmp_path):
        got = together(*[hands_in if at % 5 == 0 else lays(at) for at in range(25)])
        assert len({one for one in got if isinstance(one, str)}) == 1
        numbers = {one for one in got if isinstance(one, int) and one}
        assert together(places) == [{f"card:{number}" for number in {1, *numbers}}]
