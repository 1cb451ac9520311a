"""Topics asked for are looked for in the background, once, and put nothing in anybody's mouth: no coding changes."""

import pytest

from rumo.doors.desk.suggesting import suggest_waiting
from rumo.ground.outbox.models import Job
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis.models import Coding
from rumo.shape.synthesis.queries.reading import topics_of
from tests.factories import reading
from tests.factories.people import BY

pytestmark = pytest.mark.django_db
SAID = {
    "aulas": [
        "Faltam aulas de português",
        "Queremos aulas de português à noite",
        "As aulas de português são poucas",
    ],
    "casas": ["As rendas das casas são caras", "Não há casas com rendas baixas", "Casas caras, rendas altas"],
}


def test_what_was_asked_for_is_suggested_once():
    book = reading.codebook()
    for texts in SAID.values():
        for text in texts:
            reading.text(text)
    assert suggest_waiting() == 0
    synthesis.ask_topics(codebook=book, by=BY, at=reading.AFTER)
    assert suggest_waiting(lambda: True) == 0
    assert [suggest_waiting() for _ in range(2)] == [2, 0]
    told = [(" ".join(topic.terms).lower(), left) for topic, left in topics_of(book)]
    assert sorted(left for _terms, left in told) == [3, 3]
    assert [any(word in terms for terms, _left in told) for word in SAID] == [True, True]
    assert (Job.objects.filter(done_at__isnull=True).count(), Coding.objects.count()) == (0, 0)
