"""Reading: the queue and what narrows it, coding once each, what was taken back, who agrees, topics a machine suggests."""

import pytest

from rumo.ground.outbox.models import Job
from rumo.listen.contributions import actions as contributions
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis import models as m
from rumo.shape.synthesis.queries.reading import (
    Sought,
    codings_of,
    facets,
    found,
    marked,
    quoted,
    readable_with,
    topics_of,
)
from rumo.shape.synthesis.queries.theming import agreement
from tests.factories import reading, said, saying, tables
from tests.factories.listening import AFTER, OPEN
from tests.factories.people import BY
from tests.factories.reading import OTHER

pytestmark = pytest.mark.django_db
ACT = {"by": BY, "at": AFTER}


@pytest.fixture
def book():
    return reading.codebook()


def test_the_queue_holds_what_was_said_and_not_what_was_taken_back_or_is_of_another(book):
    kept, gone = reading.text("Fica."), reading.text("Vai-se.")
    contributions.withdraw(contribution=gone.contribution, at=OPEN)
    board = tables.canvas()
    tables.lay(board)
    card = said.passage(contributions.hand_in(canvas=board, by=BY, at=AFTER).contribution)
    assert list(readable_with(book)) == [kept]
    synthesis.add_source(codebook=book, source=board.table.gathering, **ACT)
    assert list(readable_with(book)) == [kept, card]


@pytest.mark.parametrize(
    ("sought", "wanted"),
    [
        ({"text": "AULAS noite"}, [0]),
        ({"text": "دروس"}, [1]),
        ({"language": "ar"}, [1]),
        ({"audience": "migrants"}, [1]),
        ({"channel": "web"}, [0, 1, 2]),
        ({"kind": "comment"}, []),
        ({"read": "no", "coder": BY}, [1, 2]),
        ({"read": "no", "coder": OTHER}, [0, 1, 2]),
        ({"read": "bare"}, [1, 2]),
        ({"topic": 1}, [2]),
        ({"theme": "of the first"}, [0]),
        ({}, [0, 1, 2]),
    ],
)
def test_the_queue_is_narrowed(book, sought, wanted):
    rows = [
        reading.text("Faltam aulas à Noite."),
        reading.text("نحتاج إلى دروس", language="ar", audience="migrants"),
        reading.text("Mais casas."),
    ]
    one = reading.theme(book)
    reading.coded(one, rows[:1])
    synthesis.keep_topics(codebook=book, groups=[synthesis.Group(("casas",), ((rows[2].pk, 1.0),))], **ACT)
    if "theme" in sought:
        sought = {"theme": one.public_id}
    assert list(found(book, Sought(**sought))) == [rows[place] for place in wanted]


def test_the_facets_count_every_text(book):
    reading.text("Um."), reading.text("Dois."), reading.text("اثنان", language="ar")
    told = facets(book)
    assert told["language"] == [("pt", 2), ("ar", 1)]
    assert (told["channel"], told["kind"]) == ([("web", 3)], [("proposal", 3)])
    assert told["audience"] == [("residents", 3)]


def test_a_text_is_coded_once_by_each_and_whoever_codes_has_read(book):
    one, row = reading.theme(book), reading.text("Faltam aulas à noite.")
    (first,) = reading.coded(one, [row], quote="aulas à noite")
    assert reading.coded(one, [row]) == [first]
    reading.coded(one, [row], by=OTHER)
    done = {who: marked(readable_with(book), book, who).get().done for who in (BY, OTHER, "x")}
    assert done == {BY: True, OTHER: True, "x": False}
    held = codings_of(book, [row])
    assert [(one.coder, quoted(one, row)) for one in held[row.pk]] == [(BY, "aulas à noite"), (OTHER, "")]
    assert synthesis.mark_read(codebook=book, passages=[row], **ACT) == 0
    assert synthesis.mark_read(codebook=book, passages=[row], by="x", at=AFTER) == 1


def test_words_pointed_at_go_once_the_text_is_corrected(book):
    sent = saying.send(reading.asked(), "proposal", texts={"proposal": saying.Text("Mais aulas.", True)})
    row = said.passage(sent.contribution)
    (held,) = synthesis.code(theme=reading.theme(book), passages=[row], quote="aulas", by=BY, at=OPEN)
    assert quoted(held, row) == "aulas"
    row.contribution.corrected_at = AFTER
    assert quoted(held, row) == ""


@pytest.mark.parametrize(
    ("texts", "quote", "field"),
    [(0, "", "passages"), (2, "Texto", "quote"), (1, "outras palavras", "quote"), (3, "", "passages")],
)
def test_what_is_wrong_with_a_coding_is_said(book, texts, quote, field, monkeypatch):
    monkeypatch.setattr(synthesis.coding, "AT_ONCE", 2)
    with pytest.raises(synthesis.SynthesisRefused) as no:
        reading.coded(reading.theme(book), reading.texts(texts), quote=quote)
    assert (no.value.field, m.Coding.objects.count()) == (field, 0)


def test_a_text_of_another_reading_is_not_coded(book):
    row = reading.text()
    contributions.withdraw(contribution=row.contribution, at=OPEN)
    with pytest.raises(synthesis.SynthesisRefused) as no:
        synthesis.mark_read(codebook=book, passages=[row], **ACT)
    assert no.value.field == "passages"


def test_a_coding_is_taken_back_once_and_stays_in_the_tables(book):
    held = reading.coded(reading.theme(book), [reading.text()])
    assert [synthesis.take_back(codings=held, by=OTHER, at=AFTER) for _ in range(2)] == [1, 0]
    row = m.Coding.objects.get()
    assert (row.removed_at, row.removed_by, codings_of(book, [row.passage])) == (AFTER, OTHER, {})


def test_agreement_is_of_texts_that_two_are_done_with(book):
    one, other = reading.theme(book, "Aulas"), reading.theme(book, "Casas")
    assert [(row.kappa.units, row.alpha.units) for row in agreement(book)] == [(0, 0), (0, 0)]
    rows = reading.texts(5)
    reading.coded(one, rows[:2])
    reading.coded(one, rows[:1], by=OTHER)
    reading.coded(other, rows[4:])
    for by in (BY, OTHER):
        synthesis.mark_read(codebook=book, passages=rows[:4], by=by, at=AFTER)
    synthesis.mark_read(codebook=book, passages=rows[:1], by="x", at=AFTER)
    first, second = agreement(book)
    assert (first.theme, first.kappa.units, first.alpha.units) == (one, 4, 4)
    # two readers, four texts: both with one, both without two, one split: p0 = 3/4, pe = 1/2·1/4 + 1/2·3/4 = 1/2
    assert first.kappa.value == pytest.approx(0.5)
    assert (second.theme, second.kappa.value) == (other, None)


def test_topics_are_asked_for_once_and_take_the_place_of_those_before(book):
    assert [synthesis.ask_topics(codebook=book, **ACT) for _ in range(2)] == [True, False]
    assert Job.objects.get().payload == {"codebook": book.slug}
    rows = reading.texts(3)
    groups = [synthesis.Group(("aulas",), tuple((row.pk, 0.9) for row in rows))]
    assert synthesis.keep_topics(codebook=book, groups=groups, **ACT) == 1
    reading.coded(reading.theme(book), rows[:1])
    assert [(topic.position, topic.terms, left) for topic, left in topics_of(book)] == [(1, ["aulas"], 2)]
    assert synthesis.keep_topics(codebook=book, groups=[], **ACT) == 0
    assert topics_of(book) == []
