"""A consultation is published for its term, put off, cancelled, and noted as closed."""

import datetime as dt

import pytest

from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations import models as m
from rumo.listen.consultations import queries
from rumo.listen.consultations.actions import ConsultationRefused
from rumo.listen.consultations.rules import Phase, phase
from tests.factories import listening as make
from tests.factories import people
from tests.factories.people import AT, BY

DAY = dt.timedelta(days=1)


def test_publication_settles_the_term_once(act, last):
    row = consultations.publish(country="pt", **act)
    assert (row.first_on, row.last_on) == (dt.date(2026, 1, 3), dt.date(2026, 2, 13))
    assert (row.opens_at, row.closes_at) == (make.OPENS, dt.datetime(2026, 2, 14, tzinfo=dt.UTC))
    assert row.answer_by == dt.date(2026, 2, 13) + dt.timedelta(weeks=12)
    told = {"first_on": "2026-01-03", "last_on": "2026-02-13", "zone": "Europe/Lisbon"}
    assert last() == ("consultation.publish", "consultation:escola-para-todos", told)
    with pytest.raises(ConsultationRefused, match="já foi publicada"):
        consultations.publish(country="pt", **act)


def test_a_term_takes_its_own_holidays_and_zone(db):
    frame = {
        "term_days": 2,
        "zone": "Atlantic/Azores",
        "local_holidays": ["2026-01-05"],
        "holidays_verified": True,
    }
    row = make.consultation(**frame)
    assert (row.last_on, row.closes_at) == (dt.date(2026, 1, 7), dt.datetime(2026, 1, 8, 1, tzinfo=dt.UTC))
    calendar = make.consultation("outra", term_days=9, term_unit="calendar")
    assert calendar.last_on == dt.date(2026, 1, 12)  # the ninth day is a Sunday


def test_an_empty_consultation_lacks_everything_in_words(db):
    row = consultations.draft(slug="a", owner=people.national(), title="A", by=BY, at=AT)
    lacks = [
        "Falta dizer, em poucas palavras, o que se pergunta e porquê.", "Falta a base legal.",
        "Escolha pelo menos uma forma de participar.", "Escolha a quem se dirige.",
    ]  # fmt: skip
    assert consultations.missing(row) == lacks
    with pytest.raises(ConsultationRefused) as no:
        consultations.publish(consultation=row, country="pt", by=BY, at=AT)
    assert str(no.value) == " ".join(lacks)
    m.Wording.objects.all().update(text="")
    row = consultations.write(
        consultation=row, ways=list(m.Way.values), audiences=["residents"], by=BY, at=AT
    )
    assert consultations.missing(row)[0] == "Falta o título."
    assert consultations.missing(row)[3:] == [
        "O questionário não tem perguntas.", "Falta o texto a comentar.", "Faltam afirmações para votar.",
    ]  # fmt: skip


def test_what_is_asked_has_words(row, act):
    consultations.ask(
        questions=[{"code": "q9", "kind": "matrix", "options": ["a", "b"], "rows": ["r"]}], **act
    )
    assert consultations.missing(row) == [
        "A pergunta q9 não tem texto.",
        "A pergunta q9 tem opções sem texto.",
    ]
    words = {
        f"{place}q9{code}": "x"
        for place, code in (("question:", ""), ("option:", ".a"), ("option:", ".b"), ("row:", ".r"))
    }
    consultations.reword(words=words, **act)
    assert consultations.missing(row) == []
    assert queries.lacking(row, queries.standing(row)) == []


def test_nothing_is_lacking_of_a_way_that_is_not_offered(row, act):
    consultations.ask(questions=[], **act)
    row = consultations.write(ways=["proposals"], **act)
    assert consultations.missing(row) == []


def test_a_closing_is_put_off_with_a_reason(act, last):
    row = consultations.publish(country="pt", **act)
    later = dt.date(2026, 3, 31)
    with pytest.raises(ConsultationRefused, match="tem de ser depois de 2026-02-13"):
        consultations.extend(last_on=row.last_on, reason="x", **act)
    with pytest.raises(ConsultationRefused, match="no máximo 366 dias depois"):
        consultations.extend(last_on=dt.date.max, reason="x", **act)
    with pytest.raises(ConsultationRefused, match="Escreva o motivo"):
        consultations.extend(last_on=later, reason=" \0", **act)
    with pytest.raises(ConsultationRefused, match="Tem 20001 carateres"):
        consultations.extend(last_on=later, reason="x" * 20_001, **act)
    row = consultations.extend(last_on=later, reason=" Pedido de associações ", **act)
    assert (row.last_on, row.closes_at) == (
        later,
        dt.datetime(2026, 3, 31, 23, tzinfo=dt.UTC),
    )  # in summer time
    assert row.answer_by == later + dt.timedelta(weeks=12)
    assert last()[2] == {"last_on": "2026-03-31", "reason": "Pedido de associações"}
    (one,) = queries.extensions(row)
    assert (one.old_last_on, one.new_last_on, one.reason) == (
        dt.date(2026, 2, 13),
        later,
        "Pedido de associações",
    )


def test_nothing_closed_opens_again(row, act):
    later = {"last_on": dt.date(2026, 4, 1), "reason": "x"}
    with pytest.raises(ConsultationRefused, match="ainda não fechou"):
        consultations.extend(**later, **act)
    made = consultations.publish(country="pt", **act)
    with pytest.raises(ConsultationRefused, match="ainda não fechou"):
        consultations.extend(consultation=row, by=BY, at=made.closes_at, **later)
    consultations.extend(consultation=row, by=BY, at=made.closes_at - dt.timedelta(seconds=1), **later)


def test_a_cancelled_consultation_says_why(row, act, last):
    with pytest.raises(ConsultationRefused, match="Só se anula uma consulta publicada"):
        consultations.cancel(reason="x", **act)
    consultations.publish(country="pt", **act)
    with pytest.raises(ConsultationRefused, match="Escreva o motivo"):
        consultations.cancel(reason=" ", **act)
    made = consultations.cancel(reason=" Erro no texto ", **act)
    assert phase(made, at=make.OPEN) is Phase.CANCELLED
    assert queries.words_of(made, "pt")["cancelled"].text == "Erro no texto"
    assert last()[2] == {"reason": "Erro no texto"}
    with pytest.raises(ConsultationRefused, match="Só se anula"):
        consultations.cancel(reason="x", **act)


def test_a_closing_is_noted_once(row, act, last):
    other = make.drafted("outra")
    made = consultations.publish(country="pt", **act)
    assert not consultations.record_closing(
        consultation=row, by=BY, at=made.closes_at - dt.timedelta(seconds=1)
    )
    assert consultations.record_closings(by=BY, at=made.closes_at - dt.timedelta(seconds=1)) == 0
    assert consultations.record_closings(by=BY, at=made.closes_at) == 1
    assert last() == ("consultation.close", "consultation:escola-para-todos", {"last_on": "2026-02-13"})
    assert consultations.record_closings(by=BY, at=made.closes_at + DAY) == 0
    assert not consultations.record_closing(consultation=row, by=BY, at=made.closes_at + DAY)
    assert not consultations.record_closing(consultation=other, by=BY, at=made.closes_at + DAY)
