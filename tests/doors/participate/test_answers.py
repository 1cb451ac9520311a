"""The page of answers: how many, until when, late or declared; what waits and what was answered of the texts everyone may read, and no other number."""

import datetime as dt

import pytest

from rumo.doors.web import clock
from rumo.listen.contributions import actions as contributions
from rumo.shape.synthesis import actions as synthesis
from tests.factories import listening, said
from tests.factories.listening import AFTER, OPEN
from tests.factories.people import BY

pytestmark = pytest.mark.django_db
PAGE = f"/pt/consultas/{listening.SLUG}/respostas/"
SAYS = {"disposition": "partly", "reason": "Há verba para uma turma <b>.", "by": BY, "at": AFTER}


@pytest.fixture
def row():
    with clock.frozen(AFTER):
        yield listening.consultation()


def shown(row, text="Mais salas, por favor."):
    """A contribution whose text everyone may read."""
    one = said.say(row, text=text)
    passage = said.passage(one)
    contributions.moderate(passage=passage, shown=True, reason="", note="", by=BY, at=OPEN)
    return one


def test_before_it_closes_there_is_no_such_page(client, row):
    with clock.frozen(OPEN):
        assert client.get(PAGE).status_code == 404
    assert client.get("/pt/consultas/nao-ha/respostas/").status_code == 404


def test_what_waits_and_what_has_an_answer(client, row):
    waits, given, unread = shown(row), shown(row, "Outra coisa."), said.say(row)
    synthesis.respond(contributions=[given], **SAYS)
    page = client.get(PAGE).content.decode()
    assert ("1 de 3 contributos têm resposta." in page, "Há mais 1 contributo cujo texto" in page) == (
        True,
        True,
    )
    assert [one.number in page for one in (waits, given, unread)] == [True, False, False]
    page = client.get(f"{PAGE}?respondidas").content.decode()
    assert [one.number in page for one in (waits, given, unread)] == [False, True, False]
    assert ("turma &lt;b&gt;" in page, "<b>" in page, "Aceite em parte" in page) == (True, False, True)
    assert f'href="{PAGE}"' in client.get(f"/pt/consultas/{row.slug}/").content.decode()


def test_answers_that_are_late_say_by_how_many_days(client, row):
    shown(row)
    for days, words in ((0, False), (1, "em atraso há 1 dia"), (30, "em atraso há 30 dias")):
        at = dt.datetime.combine(row.answer_by + dt.timedelta(days=days), dt.time(12), tzinfo=dt.UTC)
        with clock.frozen(at):
            page = client.get(PAGE).content.decode()
        assert "<dd>ainda não</dd>" in page
        assert (words or "") in page
        assert ("em atraso" in page) == bool(words)


def test_once_declared_the_day_is_public_and_nothing_is_late(client, row):
    synthesis.respond(contributions=[shown(row)], **SAYS)
    synthesis.declare_answered(consultation=row, by=BY, at=AFTER)
    with clock.frozen(AFTER + dt.timedelta(days=400)):
        page = client.get(PAGE).content.decode()
    assert ("<dd>ainda não</dd>" in page, "em atraso" in page, "Nenhuma das que se podem ler." in page) == (
        False,
        False,
        True,
    )


def test_nothing_said_is_an_answer_too(client, row):
    assert "Ninguém escreveu textos a que responder." in client.get(PAGE).content.decode()
    shown(row)
    assert "Ainda nenhuma das que se podem ler." in client.get(f"{PAGE}?respondidas").content.decode()


def test_a_long_list_has_pages_and_as_many_queries(client, row, django_assert_max_num_queries):
    rows = [shown(row, f"Texto {number}.") for number in range(45)]
    synthesis.respond(contributions=rows[:21], **SAYS)
    for path in (PAGE, f"{PAGE}?pagina=2", f"{PAGE}?respondidas&pagina=2", f"{PAGE}?pagina=x%00"):
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200
    last = client.get(f"{PAGE}?respondidas&pagina=2").content.decode()
    assert ("Página 2 de 2" in last, last.count("<blockquote"), "?respondidas&amp;pagina=1" in last) == (
        True,
        1,
        True,
    )
    first = client.get(PAGE)
    assert ("?pagina=2" in first.content.decode(), first.cookies, "ETag" in first) == (True, {}, True)
