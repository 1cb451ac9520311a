"""Answers: to one and to many, in force and superseded, refused; and the letters that tell of them without telling of whom."""

import pytest

from rumo.ground.ledger.models import Detail
from rumo.ground.ledger.rules import keys
from rumo.ground.outbox.models import Message
from rumo.listen.contributions import actions as contributions
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis.models import Response
from rumo.shape.synthesis.queries import declared, response_of
from tests.factories import listening, said, tables
from tests.factories.listening import AFTER, OPEN
from tests.factories.people import BY

pytestmark = pytest.mark.django_db
SAYS = {"disposition": "partly", "reason": "Há verba para uma turma.", "by": BY, "at": AFTER}


@pytest.fixture
def asked():
    return listening.consultation()


def test_many_are_answered_with_the_same_words(asked):
    rows = [said.say(asked), said.answer(asked, "Mais salas.")]
    given = synthesis.respond(contributions=rows, **SAYS)
    assert [one.contribution for one in given] == rows
    assert {
        (one.disposition, one.reason, one.language, one.by, one.at, one.published_at) for one in given
    } == {("partly", "Há verba para uma turma.", "pt", BY, AFTER, AFTER)}
    told = Detail.objects.filter(verb="contribution.respond").order_by("pk")
    assert [one.target for one in told] == [f"contribution:{row.number}" for row in rows]
    assert str(given[0]) == given[0].public_id


def test_an_answer_given_again_is_the_one_there_and_another_supersedes_it(asked):
    row = said.say(asked)
    (first,) = synthesis.respond(contributions=[row], **SAYS)
    assert synthesis.respond(contributions=[row], **SAYS) == [first]
    (second,) = synthesis.respond(contributions=[row], **{**SAYS, "disposition": "accepted"})
    first.refresh_from_db()
    assert (first.superseded_at, response_of(row)) == (AFTER, second)
    assert Response.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"disposition": "perhaps"}, "disposition"),
        ({"reason": " \u200b "}, "reason"),
        ({"reason": "x" * 5001}, "reason"),
        ({"contributions": []}, "contributions"),
        ({"at": OPEN}, ""),
    ],
)
def test_what_is_wrong_with_an_answer_is_said(asked, change, field):
    with pytest.raises(synthesis.ResponseRefused) as no:
        synthesis.respond(**{"contributions": [said.say(asked)], **SAYS, **change})
    assert no.value.field == field
    assert not Response.objects.exists()


def test_nothing_is_answered_when_one_of_them_was_taken_back(asked):
    kept, gone = said.say(asked), said.say(asked)
    contributions.withdraw(contribution=gone, at=OPEN)
    with pytest.raises(synthesis.ResponseRefused) as no:
        synthesis.respond(contributions=[kept, gone], **SAYS)
    assert (gone.number in str(no.value), Response.objects.count()) == (True, 0)


def test_those_who_left_an_address_are_told_once_and_nothing_joins_them_to_what_they_said(asked):
    row = said.say(asked, email="ana@exemplo.invalid", language="ar")
    said.say(asked, email="outra@exemplo.invalid")
    said.say(asked)
    assert synthesis.tell(consultation=asked, at=AFTER) == 0
    synthesis.respond(contributions=[row], **SAYS)
    assert [synthesis.tell(consultation=asked, at=AFTER) for _ in range(2)] == [1, 0]
    letter = Message.objects.exclude(kind="contribution.received").get()
    assert (letter.kind, letter.to, letter.language) == ("response.given", "ana@exemplo.invalid", "ar")
    assert letter.payload == {"title": "Uma escola para todos (exemplo)", "slug": asked.slug}
    answer = response_of(row)
    assert [one in letter.key for one in (row.number, answer.public_id)] == [False, False]
    synthesis.respond(contributions=[row], **{**SAYS, "disposition": "accepted"})
    assert synthesis.tell(consultation=asked, at=AFTER) == 1


def test_everybody_answered_is_told_in_their_own_language(asked):
    emails = {"um@exemplo.invalid": "pt", "dois@exemplo.invalid": "pt", "tres@exemplo.invalid": "ar"}
    rows = [said.say(asked, email=email, language=language) for email, language in emails.items()]
    synthesis.respond(contributions=rows, **SAYS)
    assert synthesis.tell(consultation=asked, at=AFTER) == 3
    letters = Message.objects.filter(kind="response.given")
    assert dict(letters.values_list("to", "language")) == emails


def test_nobody_is_told_once_the_key_is_gone(asked):
    row = said.say(asked, email="ana@exemplo.invalid")
    synthesis.respond(contributions=[row], **SAYS)
    keys.destroy(f"contact-{asked.slug}")
    assert synthesis.tell(consultation=asked, at=AFTER) == 0


def test_words_are_filled_in_for_each_contribution(asked):
    rows = [said.say(asked), said.say(asked)]
    words = {**SAYS, "reason": "Sobre {número}, em «{título}»: há verba."}
    given = synthesis.respond(contributions=rows, **words)
    title = "Uma escola para todos (exemplo)"
    assert [one.reason for one in given] == [f"Sobre {row.number}, em «{title}»: há verba." for row in rows]
    assert synthesis.respond(contributions=rows, **words) == given


def test_what_a_table_wrote_is_answered_with_its_gatherings_title():
    canvas = tables.canvas()
    tables.lay(canvas)
    row = contributions.hand_in(canvas=canvas, by=BY, at=AFTER).contribution
    (given,) = synthesis.respond(contributions=[row], **{**SAYS, "reason": "{título}: {número}."})
    assert given.reason == f"Oficina de diagnóstico (exemplo): {row.number}."


def test_a_field_there_is_not_is_named(asked):
    with pytest.raises(synthesis.ResponseRefused, match=r"O campo \{nome\} não existe") as no:
        synthesis.respond(contributions=[said.say(asked)], **{**SAYS, "reason": "Cara {nome}"})
    assert (no.value.field, Response.objects.count()) == ("reason", 0)


def test_a_consultation_is_declared_answered_once_everything_has_its_answer(asked):
    declare = {"consultation": asked, "by": BY}
    rows = [said.say(asked), said.say(asked)]
    with pytest.raises(synthesis.ResponseRefused, match="depois de fechar"):
        synthesis.declare_answered(**declare, at=OPEN)
    with pytest.raises(synthesis.ResponseRefused, match="Falta responder a 2 contributos"):
        synthesis.declare_answered(**declare, at=AFTER)
    synthesis.respond(contributions=rows, **SAYS)
    assert declared(asked) is None
    made = synthesis.declare_answered(**declare, at=AFTER)
    assert (str(made), made.by, made.at, declared(asked)) == (asked.slug, BY, AFTER, made)
    assert synthesis.declare_answered(**declare, at=AFTER) == made
    told = Detail.objects.get(verb="consultation.declare_answered")
    assert (told.target, told.new) == (f"consultation:{asked.slug}", {"answered": 2})


def test_one_in_which_nothing_was_said_may_be_declared_answered(asked):
    assert synthesis.declare_answered(consultation=asked, by=BY, at=AFTER).at == AFTER
