"""Plans to report on: so many measures, each with an activity, two indicators and a funder, in two cycles; and who reports on them."""

import datetime as dt
from decimal import Decimal

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans.models import Measure as MeasureRow
from rumo.deliver.plans.models import Plan as PlanRow
from rumo.deliver.plans.models import Responsible
from rumo.deliver.progress import actions as progress
from rumo.deliver.rollup import actions as rollup
from rumo.science.planfile import document as pf
from tests.factories import people
from tests.factories.plans import AT, BY, Plan, publish

SLUG = "plano-relato"
FIRST, SECOND = dt.date(2025, 12, 31), dt.date(2026, 6, 30)
TODAY = dt.date(2026, 7, 20)
PUBLISHED = dt.datetime(2026, 7, 15, 12, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 7, 20, 9, 42, tzinfo=dt.UTC)
TITLES = (
    "Abrir um balcão de acolhimento com atendimento em cinco línguas",
    "Cursos de português com guarda de crianças",
    "Mediação intercultural nas escolas do agrupamento",
    "Guia dos serviços do município, traduzido e revisto",
    "Apoio ao reconhecimento de qualificações",
)


def measure(number, **changes):
    """A measure of 2025 and 2026."""
    return pf.Measure(
        **{
            "code": f"M{number:02d}",
            "title": TITLES[number % len(TITLES)],
            "areas": ("reception",),
            "start": dt.date(2025, 1, 1),
            "end": dt.date(2026, 12, 31),
            "activities": (pf.Activity("a1", "Preparação e divulgação"),),
            "indicators": (
                pf.Indicator("i1", "Pessoas atendidas", "product", "pessoas", "number", 0.0, 120.0),
                pf.Indicator("i2", "Sessões feitas", "product", "sessões", "number", 0.0, 12.0),
            ),
            "budget": (pf.BudgetLine("FAMI", Decimal("7500.00")),),
            **changes,
        }
    )


def cycles(day=SECOND):
    """Two cycles, each to be reported within a month of its end and 30 days of grace."""
    return (
        pf.Cycle(dt.date(2025, 7, 1), FIRST, dt.date(2026, 1, 31), 30),
        pf.Cycle(dt.date(2026, 1, 1), day, day + dt.timedelta(days=31), 30),
    )


def said(code, day=FIRST, **changes):
    """A published report."""
    return pf.Report(
        **{
            "measure": code,
            "reference_date": day,
            "stage": "in_progress",
            "published_at": dt.datetime(2026, 1, 20, 10, tzinfo=dt.UTC),
            "activities": {"a1": 0.4},
            "indicators": {"i1": pf.Value(48.0, {"sex:f": 30.0}), "i2": pf.Value(5.0)},
            "spent": {"FAMI": Decimal("2500.50")},
            "narrative": "Abriu o atendimento às terças e quintas.",
            **changes,
        }
    )


def plan(count=3, reports=(), owner=None, **changes):
    """Publish a plan of so many measures, owned by a municipality's body (Lisbon's unless told); return its row."""
    document = Plan(
        **{
            "slug": SLUG,
            "title": "Plano municipal (exemplo)",
            "start": dt.date(2025, 1, 1),
            "end": dt.date(2026, 12, 31),
            "measures": tuple(measure(number) for number in range(1, count + 1)),
            "cycles": cycles(),
            "reports": tuple(reports),
            **changes,
        }
    )
    imported = publish(document, PUBLISHED)
    row = PlanRow.objects.get(slug=imported.slug)
    plans.own(plan=row, owner=owner or people.municipality(), by=BY, at=AT)
    return row


def draft(row, code="M01", *, by=BY, at=NOW, place=None, day=SECOND, **changes):
    """Save cells of a report in the making; return it."""
    return progress.save(
        measure=MeasureRow.objects.select_related("plan").get(plan=row, code=code),
        municipality=place,
        reference_date=day,
        changes=changes.pop("cells", {"stage": "in_progress"}),
        was=changes.pop("was", {}),
        by=by,
        at=at,
    )


def answers(row, code, body):
    """Name a body as one that answers for a measure."""
    return Responsible.objects.create(measure=MeasureRow.objects.get(plan=row, code=code), entity=body)


def reporter(**more):
    """Somebody who reports for Lisbon."""
    return people.person("municipal_reporter", people.municipality(), **more)


__all__ = ["NOW", "SECOND", "SLUG", "TODAY", "answers", "draft", "plan", "reporter", "rollup", "said"]
