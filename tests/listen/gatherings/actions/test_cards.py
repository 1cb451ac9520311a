"""What a table does with its cards: each act once by its token, places without gaps, both texts where two change one card."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from rumo.ground.ledger.models import Entry
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings import queries
from rumo.listen.gatherings.models import Canvas, Card, CardComment, CardVote, Group
from rumo.listen.gatherings.rules import tables as rules
from tests.factories import tables
from tests.factories.people import AT, BY
from tests.factories.tables import act, lay

pytestmark = pytest.mark.django_db


def version(row):
    return Canvas.objects.get(pk=row.pk).version


def places(row):
    """The numbers of the cards of each zone that has any, in order."""
    return {
        pile.zone.key: [one.card.number for one in pile.cards]
        for pile in queries.board(row).piles
        if pile.cards
    }


def refusal(does, **more):
    with pytest.raises(gatherings.CanvasRefused) as no:
        does(**more)
    return no.value.field, str(no.value)


def each(number=1):
    """Every act on a card, with what it is given."""
    return {
        gatherings.reword: {"text": "Outro", "was": 0, "language": "pt"},
        gatherings.move: {"zone": "threats", "place": 1},
        gatherings.remove: {},
        gatherings.vote: {"mark": "a", "on": True},
        gatherings.comment: {"text": "Sim", "language": "pt"},
        gatherings.group: {"name": "Casas"},
    }


@pytest.mark.parametrize("does", list(each()), ids=lambda does: does.__name__)
def test_each_act_is_done_once_by_its_token_and_raises_the_version_by_one(does):
    row = tables.canvas()
    lay(row)
    said = act(row, number=1, **each()[does])
    before = version(row)
    first = does(**said)
    gatherings.close(canvas=row, by=BY, at=AT)
    assert does(**said) == first  # sent again, even after closing
    assert version(row) == before + 2
    assert (CardComment.objects.count(), CardVote.objects.count()) == (
        int(does is gatherings.comment),
        int(does is gatherings.vote),
    )


@pytest.mark.parametrize("does", list(each()), ids=lambda does: does.__name__)
def test_nothing_is_done_on_a_card_that_is_gone_or_at_a_table_that_closed(does):
    row = tables.canvas()
    lay(row)
    said = each()[does]
    gone = ("", "Este cartão já não está na mesa: alguém o tirou.")
    assert refusal(does, **act(row, number=2, **said)) == gone
    gatherings.close(canvas=row, by=BY, at=AT)
    closed = ("", "Esta mesa já fechou: o que está escrito fica como está.")
    assert refusal(does, **act(row, number=1, **said)) == closed


def test_a_card_is_numbered_and_laid_last_and_enters_no_ledger():
    row = tables.canvas()
    before = Entry.objects.count()
    token = tables.token()
    cards = [
        lay(row, "um"),
        lay(row, "dois", "threats"),
        lay(row, "três", token=token),
        lay(row, "outro", token=token),
    ]
    assert [(card.number, card.zone, card.position) for card in cards] == [
        (1, "strengths", 1),
        (2, "threats", 1),
        (3, "strengths", 2),
        (3, "strengths", 2),
    ]
    assert (version(row), Entry.objects.count()) == (4, before)


@pytest.mark.parametrize(
    ("text", "zone", "refused"),
    [
        ("", "strengths", ("texto", "Escreva alguma coisa no cartão.")),
        ("\u200b", "strengths", ("texto", "Escreva alguma coisa no cartão.")),
        ("x", "nada", ("zona", "Escolha onde fica o cartão.")),
        ("x" * 501, "strengths", ("texto", "O texto tem 501 carateres e o máximo é 500: encurte-o.")),
    ],
)
def test_what_is_no_card_is_refused(text, zone, refused):
    row = tables.canvas()
    assert refusal(lay, row=row, text=text, zone=zone) == refused


def test_a_language_that_is_none_is_portuguese():
    row = tables.canvas()
    card = gatherings.lay(**act(row, zone="threats", text="x", language="xx"))
    assert card.language == "pt"


def test_a_zone_that_is_measured_takes_numbers_alone():
    row = tables.canvas("indicator_sheet")
    number = ("texto", "Aqui escreve-se um número, por exemplo 120 ou 35 %.")
    assert refusal(lay, row=row, text="muitos", zone="target") == number
    lay(row, "35 %", "target")
    lay(row, "pessoas", "name")
    asks = ("zona", "Este lugar pede um número: escreva-o no cartão primeiro.")
    assert refusal(gatherings.move, **act(row, number=2, zone="target", place=1)) == asks
    assert refusal(gatherings.reword, **act(row, number=1, text="muitas", was=0, language="pt")) == number


def test_a_canvas_holds_so_many_cards_and_a_card_so_many_comments(monkeypatch):
    monkeypatch.setattr(rules, "MOST_CARDS", 1)
    monkeypatch.setattr(rules, "MOST_COMMENTS", 1)
    row = tables.canvas()
    lay(row)
    assert refusal(lay, row=row)[1] == "Esta mesa já tem cartões a mais: junte os que dizem o mesmo."
    gatherings.comment(**act(row, number=1, text="x", language="pt"))
    many = ("comentario", "Este cartão já tem comentários a mais.")
    assert refusal(gatherings.comment, **act(row, number=1, text="x", language="pt")) == many


def test_of_two_who_change_one_card_the_second_is_shown_both():
    row = tables.canvas()
    lay(row)
    gatherings.reword(**act(row, number=1, text="Dela", was=0, language="ar"))
    with pytest.raises(gatherings.Conflict) as no:
        gatherings.reword(**act(row, number=1, text="Dele", was=0, language="pt"))
    assert (no.value.card.text, no.value.card.language, no.value.mine) == ("Dela", "ar", "Dele")
    same = gatherings.reword(**act(row, number=1, text="Dela", was=0, language="pt"))
    mended = gatherings.reword(**act(row, number=1, text="Dele", was=same.revision, language="pt"))
    assert (mended.text, mended.revision) == ("Dele", 2)


def test_of_two_moves_the_later_stands_and_one_sent_again_does_not_undo_it():
    row = tables.canvas()
    lay(row)
    first = act(row, number=1, zone="threats", place=1)
    gatherings.move(**first)
    gatherings.move(**act(row, number=1, zone="weaknesses", place=1))
    gatherings.move(**first)
    assert places(row) == {"weaknesses": [1]}


class Places(TestCase):
    @settings(max_examples=20)
    @given(
        moves=st.lists(
            st.tuples(
                st.integers(1, 5), st.sampled_from(["strengths", "threats"]), st.integers(0, 7), st.booleans()
            ),
            max_size=8,
        )
    )
    def test_places_run_from_one_without_gaps_whatever_is_moved_or_taken(self, moves):
        row, model, gone = (
            tables.canvas(slug=f"oficina-{tables.token()}"),
            {"strengths": [], "threats": []},
            set(),
        )
        for number in range(1, 6):
            lay(row, str(number))
            model["strengths"].append(number)
        for number, zone, place, away in moves:
            if number in gone:
                continue
            for lying in model.values():
                if number in lying:
                    lying.remove(number)
            if away:
                gatherings.remove(**act(row, number=number))
                gone.add(number)
            else:
                gatherings.move(**act(row, number=number, zone=zone, place=place))
                model[zone].insert(max(0, place - 1), number)
        assert places(row) == {zone: lying for zone, lying in model.items() if lying}
        for lying in queries.board(row).piles:
            assert [one.card.position for one in lying.cards] == list(range(1, len(lying.cards) + 1))


def test_a_telephone_votes_once_for_a_card_and_takes_it_back():
    row = tables.canvas()
    lay(row)
    for mark, on in (("a", True), ("a", True), ("b", True), ("b", False), ("c", False)):
        gatherings.vote(**act(row, number=1, mark=mark, on=on))
    assert (CardVote.objects.count(), queries.mine(row, "a"), queries.mine(row, "b")) == (1, [1], [])
    assert CardVote.objects.get().mark not in ("a", "")


def test_votes_that_are_counted_run_out_and_come_back_with_a_card_taken_away():
    row = tables.canvas("dot_voting")
    for number in range(1, 8):
        lay(row, str(number), "options")
    for number in range(1, 6):
        gatherings.vote(**act(row, number=number, mark="a", on=True))
    none = ("", "Já deu os seus 5 votos: retire um para votar noutro.")
    assert refusal(gatherings.vote, **act(row, number=6, mark="a", on=True)) == none
    gatherings.vote(**act(row, number=5, mark="a", on=True))
    gatherings.remove(**act(row, number=1))
    gatherings.vote(**act(row, number=6, mark="a", on=True))
    assert queries.mine(row, "a") == [2, 3, 4, 5, 6]


def test_marks_of_one_telephone_at_two_tables_are_not_the_same():
    marks = set()
    for row in (tables.canvas(), tables.canvas(slug="outra")):
        lay(row)
        gatherings.vote(**act(row, number=1, mark="a", on=True))
        marks |= set(CardVote.objects.values_list("mark", flat=True))
    assert len(marks) == 2


def test_a_group_is_begun_by_its_first_card_and_gone_with_its_last():
    row = tables.canvas()
    lay(row)
    lay(row)
    for number in (1, 2):
        gatherings.group(**act(row, number=number, name="  Casas  "))
    assert (queries.board(row).groups, Group.objects.count()) == (("Casas",), 1)
    for number in (1, 2):
        gatherings.group(**act(row, number=number, name=""))
    assert Group.objects.count() == 0
    long = ("grupo", "O texto tem 81 carateres e o máximo é 80: encurte-o.")
    assert refusal(gatherings.group, **act(row, number=1, name="x" * 81)) == long


def test_cards_are_never_rewritten_by_another_tables_token():
    one, other = tables.canvas(), tables.canvas(slug="outra")
    token = tables.token()
    lay(one, "um", token=token)
    lay(other, "dois", token=token)
    assert list(Card.objects.order_by("pk").values_list("text", flat=True)) == ["um", "dois"]
