"""What people said, for tests: contributions to the consultation of `listening`, each with a token of its own."""

import itertools

from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Passage
from rumo.listen.contributions.rules.saying import Said, Text
from tests.factories.listening import OPEN

_tokens = itertools.count(1)


def say(
    consultation,
    kind="proposal",
    text="Mais aulas de português.",
    *,
    public=True,
    at=OPEN,
    entered=None,
    **more,
):
    """A contribution with one text of its own (`texts` for another place); `more`: parts of `Said`."""
    texts = {kind: Text(text, public)} if text else {}
    parts = {"kind": kind, "language": "pt", "audience": "residents", "texts": texts, **more}
    token = f"said-{next(_tokens)}"
    done = contributions.submit(
        consultation=consultation, said=Said(**parts), token=token, at=at, entered=entered
    )
    return done.contribution


def answer(consultation, text="", *, public=True, **more):
    """Answers to the questions, with a text for q4 where one is given."""
    texts = {"question:q4": Text(text, public)} if text else {}
    said = {"answers": {"q1": "no"}, "texts": texts, **more}
    return say(consultation, "questionnaire", "", **said)


def passage(contribution):
    """The one text of a contribution."""
    return Passage.objects.get(contribution=contribution)
