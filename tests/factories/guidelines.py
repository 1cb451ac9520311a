"""Guidelines for tests: a document of the national body, in the making or published, with sections and clauses."""

import datetime as dt

from rumo.deliver.plans.models import ClauseBasis, Measure
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.guidelines import models as m
from rumo.shape.guidelines.actions import ClauseSaid
from tests.factories import people, reading
from tests.factories.listening import AFTER
from tests.factories.people import BY
from tests.factories.reading import OTHER

ACT = {"by": BY, "at": AFTER}
DAY = dt.date(2026, 2, 1)
SECTION = ClauseSaid("section", heading="Língua (exemplo)")
CLAUSE = ClauseSaid(
    text="Há aulas de português à noite (exemplo).",
    plain="Aulas depois do trabalho.",
    depth=1,
    criteria=(("numeric_target", "Há uma meta em número?", "numeric_target"),),
)


def drafted(slug="orientacoes-exemplo", **more):
    """Guidelines with a first version in the making, still empty."""
    given = {"title": "Orientações (exemplo)", "entity": people.national(), "synthetic": True, **more}
    return guidelines.draft(slug=slug, token=reading.token(), **given, **ACT)


def put(version, said=CLAUSE, after=None):
    """A part put last, or after another; the clause."""
    last = m.ClauseVersion.objects.filter(version=version).order_by("position").last()
    where = after or (last.clause if last else None)
    return guidelines.put_clause(version=version, said=said, after=where, **ACT).clause


def filled(version, clauses=2):
    """A section with clauses in a version in the making; the clauses."""
    put(version, SECTION)
    return [put(version, ClauseSaid(text=f"Orientação {n} (exemplo).", depth=1)) for n in range(clauses)]


def released(version, at=AFTER, day=DAY):
    """A version sent by one and published by another."""
    sent = guidelines.submit(version=version, by=BY, at=at)
    return guidelines.publish(version=sent, effective_on=day, by=OTHER, at=at)


def published(slug="orientacoes-exemplo", clauses=2):
    """Published guidelines with a section and clauses; the version."""
    version = drafted(slug)
    filled(version, clauses)
    return released(version)


def following(version, changes="Mudou uma orientação (exemplo)."):
    """The next version in the making, with what it changes."""
    row = guidelines.new_version(document=version.document, **ACT)
    given = {"title": row.title, "summary": "Para que servem (exemplo).", "changes": changes}
    return guidelines.write_version(version=row, revision=row.revision, **given, **ACT)


def clause(version, place=1):
    """The clause at a place of a version, from 0."""
    return m.ClauseVersion.objects.filter(version=version).order_by("position")[place].clause


def applied(row, plan, code):
    """A measure of a plan applies a clause."""
    measure = Measure.objects.get(plan__slug=plan, code=code)
    ClauseBasis.objects.create(measure=measure, clause=row, by=BY, at=AFTER)
    return measure
