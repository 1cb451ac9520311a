"""The same form sent by many at once, each on a connection of their own, is kept once, and everybody gets the same answer."""

import pytest
from django.db import IntegrityError

from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences.models import Abstract, Author, Question, Slot
from tests.factories import conferences as make
from tests.factories.conferences import AT
from tests.listen.gatherings.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_abstract():
    call = make.call(make.conference())
    said = {"call": call, "said": make.said(), "token": "t", "at": AT, "language": "pt"}
    found = at_once(lambda _n: conferences.send(**said), 16)
    assert (len({one.code for one in found}), sum(one.made for one in found)) == (1, 1)
    assert (Abstract.objects.count(), Author.objects.count()) == (1, 1)


def test_what_goes_wrong_otherwise_is_not_taken_for_a_repetition():
    call = make.call(make.conference())
    call.pk += 1  # a call there is not
    with pytest.raises(IntegrityError):
        conferences.send(call=call, said=make.said(), token="t", at=AT, language="pt")
    assert Abstract.objects.count() == 0


def test_a_question():
    slot = Slot.objects.get(gathering=make.public())
    said = {"slot": slot, "text": "Porquê?", "language": "pt", "token": "t", "at": AT}
    found = at_once(lambda _n: conferences.ask(**said).number, 16)
    assert (len(set(found)), Question.objects.count()) == (1, 1)


def test_what_cannot_be_corrected_any_more_stays_as_it_was():
    call = make.call(make.conference())
    row = make.abstract(call)
    with pytest.raises(conferences.ConferenceRefused, match="já não se pode corrigir"):
        conferences.correct(abstract=row, said=make.said(title="Outro"), at=make.CLOSES)
    with pytest.raises(conferences.ConferenceRefused) as no:
        conferences.correct(abstract=row, said=make.said(title=""), at=AT)
    assert (list(no.value.faults), Abstract.objects.get().title) == (["title"], make.said().title)
