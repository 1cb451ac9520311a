"""Topics asked for are looked for in the background, once, and put nothing in anybody's mouth: no coding changes."""

import pytest

from rumo.doors.desk.suggesting import suggest_waiting
from rumo.ground.outbox.models import Job
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis.models import Coding, TopicPassage
from rumo.shape.synthesis.queries.reading import topics_of
from tests.factories import reading
from tests.factories.people import BY

pytestmark = pytest.mark.django_db
SAID = {
    "aulas": [
        f"Faltam aulas de português {when}" for when in ("à noite", "ao sábado", "de manhã", "no verão")
    ],
    "casas": [
        f"As rendas das casas são caras {where}" for where in ("no centro", "em Lisboa", "no Porto", "aqui")
    ],
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
    told = topics_of(book)
    assert [left for _topic, left in told] == [4, 4]
    groups = TopicPassage.objects.values_list("topic__position", "passage__text").order_by("passage")
    assert {
        frozenset(text for _topic, text in groups if _topic == topic.position) for topic, _left in told
    } == {frozenset(texts) for texts in SAID.values()}
    assert (Job.objects.filter(done_at__isnull=True).count(), Coding.objects.count()) == (0, 0)
