"""Good practices for tests: proposed, published, taken up; and the areas they are of."""

import hashlib

from rumo.listen.practices import actions as practices
from rumo.listen.practices.models import Practice
from rumo.listen.practices.rules import Said
from tests.factories import people
from tests.factories.people import AT, BY

REVIEWER = "equipa-exemplo"
TEXTS = {
    "title": "Balcão móvel (exemplo)",
    "problem": "Quem vive longe não chegava ao balcão (exemplo).",
    "done": "Uma carrinha passa em cada freguesia (exemplo).",
    "results": "Foram atendidas mais pessoas (exemplo).",
    "evidence": "Relatório anual (exemplo).",
    "cost": "12 500",
    "cost_basis": "por ano",
    "conditions": "Precisa de uma carrinha (exemplo).",
    "contact": "balcao@municipio.exemplo.invalid",
    "organisation": "Associação (exemplo)",
    "areas": ("labour",),
    "languages": ("pt", "ar"),
    "consent": True,
}


def said(**changes):
    """A practice as it is told; the areas must be loaded (`vocabularies.load`)."""
    return Said(**{**TEXTS, **changes})


def token(name="proposal"):
    """The one-time token of a form."""
    return hashlib.sha256(name.encode()).hexdigest()


def proposed(name="proposal", *, by=practices.PARTICIPANT, at=AT, **changes):
    """A practice that waits to be reviewed."""
    return practices.propose(said=said(**changes), token=token(name), by=by, at=at).practice


def published(name="proposal", *, at=AT, **changes):
    """A public practice."""
    row = proposed(name, at=at, **changes)
    practices.publish(practice=row, by=REVIEWER, at=at)
    return Practice.objects.get(pk=row.pk)


def adopted(practice, entity=None, year=2025, **changes):
    """An adoption that the body confirmed, unless told otherwise."""
    told = {"changed": "", "adopted_from": None, "confirmed": True, "by": BY, "at": AT}
    body = entity or people.body(name=f"Quem adota em {year} (exemplo)")
    return practices.adopt(practice=practice, entity=body, year=year, **{**told, **changes})
