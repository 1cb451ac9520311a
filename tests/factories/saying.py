"""What people say, for tests: whole contributions of every kind, sent while a consultation is open."""

from rumo.listen.contributions import actions
from rumo.listen.contributions.rules.saying import Said, Text
from tests.factories.listening import OPEN

ANSWERS = {"q1": "yes", "q2": ["teachers", "language"], "q3": 4}
TEXTS = {"question:q4": Text("Mais aulas de português (exemplo).", True)}
KINDS = {
    "questionnaire": {"answers": ANSWERS, "texts": TEXTS},
    "comment": {"texts": {"paragraph:2": Text("Uma aula é pouco.", True, "Cada escola tem duas aulas.")}},
    "statement": {"texts": {"statement": Text("Faltam livros (exemplo).", True)}},
    "ballot": {"votes": {1: 1, 2: -1}},
    "proposal": {"texts": {"proposal": Text("Uma biblioteca aberta ao sábado (exemplo).", True)}},
    "support": {},
    "position": {
        "organisation_name": "Associação (exemplo)",
        "texts": {"position": Text("Propomos mediadores.")},
    },
}
"""By kind, what is said where a test does not say it."""


def said(kind="questionnaire", **more):
    """One contribution as it comes in, whole unless told."""
    return Said(**{"kind": kind, "language": "pt", "audience": "residents", **KINDS[kind], **more})


def send(consultation, kind="questionnaire", token="token 1", *, at=OPEN, entered=None, **more):
    """Send one; return what was received."""
    return actions.submit(
        consultation=consultation, said=said(kind, **more), token=token, at=at, entered=entered
    )


def refusals(act, *args, **more):
    """What is to mend when an act is not accepted: (place, words) of each fault."""
    try:
        act(*args, **more)
    except actions.NotAccepted as refused:
        return [(fault.place, fault.text) for fault in refused.faults]
    raise AssertionError("it was accepted")
