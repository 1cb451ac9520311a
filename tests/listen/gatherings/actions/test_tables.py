"""Tables opened once, closed with a digest in the ledger, told, validated, emptied."""

import pytest

from rumo.ground.ledger.models import Detail
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings import queries
from rumo.listen.gatherings.models import Canvas, Card, Gathering, Table, Verdict
from rumo.listen.gatherings.rules import tables as rules
from tests.factories import people, tables
from tests.factories.people import AT, BY
from tests.factories.tables import act, lay
from tests.listen.gatherings.actions.test_cards import refusal

pytestmark = pytest.mark.django_db
STAFF = {"by": BY, "at": AT}


def opened(row, **more):
    said = {"template": "swot", "count": 2, "name": "x", "token": tables.token(), **STAFF, **more}
    return gatherings.open_tables(gathering=row, **said)


def acts(verb):
    return [one.new for one in Detail.objects.filter(verb=verb).order_by("pk")]


def test_tables_are_numbered_after_those_there_are_and_opened_once():
    row, token = tables.gathering(), tables.token()
    first = opened(row, token=token)
    assert opened(row, token=token) == first
    opened(row, count=1)
    assert list(Table.objects.order_by("pk").values_list("number", flat=True)) == [1, 2, 3]
    codes = set(Table.objects.values_list("join_code", flat=True))
    assert (len(codes), {len(code) for code in codes}) == (3, {12})
    assert acts("gathering.open_tables") == [
        {"template": "swot", "tables": [1, 2]},
        {"template": "swot", "tables": [3, 3]},
    ]


def test_what_cannot_be_opened_is_refused():
    row = tables.gathering()
    assert refusal(opened, row=row, template="x") == ("template", "Escolha o que as mesas vão preencher.")
    for count in (0, 41):
        assert refusal(opened, row=row, count=count) == ("count", "Escreva quantas mesas: de 1 a 40.")
    Gathering.objects.update(state="cancelled", cancelled_at=AT, cancelled_why="x")
    assert refusal(opened, row=row) == ("", "Este encontro foi cancelado.")


def test_closing_commits_to_what_lies_there_once():
    row = tables.canvas()
    lay(row)
    for _time in range(2):
        gatherings.close(canvas=row, **STAFF)
    assert acts("canvas.close") == [{"cards": 1, "digest": queries.digest_of(row)}]
    Card.objects.update(text="outra coisa")
    assert acts("canvas.close")[0]["digest"] != queries.digest_of(row)


def test_a_synthesis_is_written_asked_about_and_validated():
    row = tables.canvas()
    lay(row)
    early = ("", "A síntese escreve-se depois de fechar a mesa e antes de ser validada.")
    assert refusal(gatherings.synthesise, canvas=row, text="x", **STAFF) == early
    gatherings.close(canvas=row, **STAFF)
    unwritten = ("synthesis", "Escreva primeiro a síntese desta mesa.")
    assert refusal(gatherings.ask, canvas=row, **STAFF) == unwritten
    assert refusal(gatherings.synthesise, canvas=row, text=" ", **STAFF) == (
        "synthesis",
        "Escreva a síntese.",
    )
    for _time in range(2):
        gatherings.synthesise(canvas=row, text="Faltam casas.", **STAFF)
    assert (
        refusal(gatherings.validate, canvas=row, **STAFF)[1] == "Peça primeiro à mesa que valide a síntese."
    )
    unasked = ("", "A síntese desta mesa não está a ser validada.")
    assert refusal(gatherings.verdict, **act(row, mark="a", right=True, missing="")) == unasked
    for _time in range(2):
        gatherings.ask(canvas=row, **STAFF)
    said = act(row, mark="a", right=False, missing="Os preços")
    for _time in range(2):
        gatherings.verdict(**said)
    gatherings.verdict(**act(row, mark="b", right=True, missing="não se guarda"))
    assert queries.verdicts(row) == (1, ["Os preços"])
    assert (
        refusal(gatherings.verdict, **act(row, mark="a", right=False, missing=""))[1]
        == "Escreva o que falta."
    )
    for _time in range(2):
        gatherings.validate(canvas=row, **STAFF)
    assert acts("canvas.validate") == [{"right": 1, "missing": 1}]
    assert refusal(gatherings.synthesise, canvas=row, text="y", **STAFF) == early


def test_other_words_are_validated_anew():
    row = tables.canvas()
    gatherings.close(canvas=row, **STAFF)
    gatherings.synthesise(canvas=row, text="Uma", **STAFF)
    gatherings.ask(canvas=row, **STAFF)
    gatherings.verdict(**act(row, mark="a", right=True, missing=""))
    gatherings.synthesise(canvas=row, text="Outra", **STAFF)
    assert (Verdict.objects.count(), Canvas.objects.get().asked_at) == (0, None)


def test_emptied_it_says_nothing_any_more_and_the_ledger_neither():
    row = tables.canvas()
    lay(row)
    lay(row)
    gatherings.vote(**act(row, number=1, mark="a", on=True))
    gatherings.comment(**act(row, number=1, text="x", language="pt"))
    gatherings.group(**act(row, number=1, name="Casas"))
    assert refusal(gatherings.empty, canvas=row, **STAFF) == ("", "Feche a mesa primeiro.")
    gatherings.close(canvas=row, **STAFF)
    gatherings.synthesise(canvas=row, text="Faltam casas.", **STAFF)
    gatherings.ask(canvas=row, **STAFF)
    gatherings.empty(canvas=row, **STAFF)
    assert ([one.cards for one in queries.board(row).piles], Canvas.objects.get().synthesis) == ([()] * 4, "")
    assert list(Detail.objects.filter(target="canvas:oficina-exemplo:1").values_list("verb", flat=True)) == [
        "ledger.erase"
    ]


def test_every_act_raises_the_version():
    row = tables.canvas()
    seen = [Canvas.objects.get().version]
    for does in (
        lambda: lay(row),
        lambda: gatherings.close(canvas=row, **STAFF),
        lambda: gatherings.synthesise(canvas=row, text="x", **STAFF),
        lambda: gatherings.ask(canvas=row, **STAFF),
        lambda: gatherings.verdict(**act(row, mark="a", right=True, missing="")),
        lambda: gatherings.validate(canvas=row, **STAFF),
        lambda: gatherings.empty(canvas=row, **STAFF),
    ):
        does()
        seen.append(Canvas.objects.get().version)
    assert seen == list(range(1, 9))


@pytest.mark.parametrize("text", ["", "é" * 12, "x" * 12, " ", "\0"])
def test_no_other_text_is_a_code(text):
    tables.canvas()
    assert queries.seated(text) is None


def test_who_facilitates_and_who_moderates():
    row = tables.gathering()
    national, town = people.national(), people.body()
    may = {}
    for role, body in (
        ("facilitator", national),
        ("moderator", national),
        ("facilitator", town),
        ("auditor", national),
    ):
        who = people.who(people.person(role, body))
        may[role, body.kind] = (
            rules.can_facilitate(who, row),
            rules.facilitated_by(who).exists(),
            rules.can_moderate(who, row),
            rules.moderated_by(who).exists(),
        )
    assert may == {
        ("facilitator", "national"): (True, True, False, False),
        ("moderator", "national"): (False, False, True, True),
        ("facilitator", "association"): (False, False, False, False),
        ("auditor", "national"): (False, False, False, False),
    }
