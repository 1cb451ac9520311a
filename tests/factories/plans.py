"""Plan files made by hand for tests: small, valid, each part changed by a keyword; and the short way to make one public."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import factory

from rumo.deliver.rollup import actions as rollup
from rumo.science.planfile import document as pf

AT = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)
BY = "coordenacao-exemplo"


class Activity(factory.Factory):
    """An activity of a measure: a1, a2 ..."""

    class Meta:
        model = pf.Activity

    code = factory.Sequence(lambda n: f"a{n}")
    title = "Sessões de acolhimento"


class Indicator(factory.Factory):
    """A product indicator with a numeric target of 30."""

    class Meta:
        model = pf.Indicator

    code = "i1"
    title = "Pessoas atendidas"
    unit = "pessoas"
    target_type = "number"
    target = 30.0


class Measure(factory.Factory):
    """A measure of 2024 with one activity "a1", so its degree is that activity's completion."""

    class Meta:
        model = pf.Measure

    code = factory.Sequence(lambda n: f"M{n}")
    title = "Atender cada pessoa na sua língua"
    areas = ("reception",)
    start = dt.date(2024, 1, 1)
    end = dt.date(2024, 12, 31)
    responsible = ("Câmara Municipal",)
    activities = (pf.Activity("a1", "Abrir o balcão"),)


class Report(factory.Factory):
    """A report that says half of activity a1 was done by the end of June 2024."""

    class Meta:
        model = pf.Report

    measure = "M1"
    reference_date = dt.date(2024, 6, 30)
    stage = "in_progress"
    published_at = dt.datetime(2024, 7, 20, 10, tzinfo=dt.UTC)
    activities = factory.LazyFunction(lambda: {"a1": 0.5})


class Plan(factory.Factory):
    """A plan of Lisbon with measures M1 and M2 and no report."""

    class Meta:
        model = pf.Plan

    slug = "plano-exemplo"
    title = "Plano (exemplo)"
    municipalities = ("1106",)
    start = dt.date(2024, 1, 1)
    end = dt.date(2024, 12, 31)
    measures = factory.LazyFunction(lambda: (Measure(code="M1"), Measure(code="M2")))


def rich_measure() -> pf.Measure:
    """Return a measure that uses every part of the file."""
    points = (pf.TargetPoint(dt.date(2024, 6, 30), 10.0),)
    return Measure(
        code="M1",
        indicators=(
            Indicator(baseline=0.0, direction="increase", aggregation="sum", targets=points),
            Indicator(code="i2", target_type="evidence", target=None, kind="product"),
            Indicator(code="i3", kind="result", target=5.0),
        ),
        axis="Eixo 1",
        strategic_objective="OE 1",
        operational_objective="OO 1",
        level=1,
        description="Duas\nlinhas.",
        continues="outro-plano/9",
        weight=2.0,
        basis="activities",
        milestones=(pf.Milestone(dt.date(2024, 7, 1), 0.5),),
        target_groups=("mulheres migrantes",),
        municipalities=("1106",),
        partners=("Associação (exemplo)",),
        budget=(pf.BudgetLine("FAMI", Decimal("750.00")), pf.BudgetLine("Município", None)),
        tags=("sdg:10.7",),
        source=pf.Source(None, "https://exemplo.pt", "verbatim"),
        as_printed={"timeline": "até junho"},
    )


def rich_report() -> pf.Report:
    """Return a report that uses every part of the file."""
    return Report(
        activities={"a1": 0.25},
        indicators={"i1": pf.Value(12.0, {"sex:f": 7.0})},
        spent={"FAMI": Decimal("400.00")},
        evidence=(pf.Evidence("Ata", "link", "i2", "https://exemplo.pt/ata", None, True),),
        narrative="Abriu o balcão.",
        difficulties="Faltou intérprete.",
        corrective_action="Chamar outro.",
        municipality="1106",
    )


def reserved_proof() -> pf.Evidence:
    """Return evidence that is accepted and whose words are not public."""
    return pf.Evidence(
        "Lista de presenças",
        "assinaturas",
        "i2",
        "https://exemplo.pt/presencas",
        "0a" * 32,
        True,
        dt.date(2024, 6, 15),
        "Com nomes.",
        True,
        "checked",
    )


def rich_plan() -> pf.Plan:
    """Return a plan that uses every part of the file."""
    return Plan(
        measures=(rich_measure(), Measure(code="M2", areas=("health", "labour"))),
        municipalities=("1106", "1107"),
        kind="intermunicipal",
        promoter="Município",
        language="pt",
        source=pf.Source("Plano", "https://exemplo.pt", "excerpt"),
        funding=pf.Funding("FAMI", "PT/1", Decimal("10.50"), None, "EUR"),
        partners=(pf.Partner("Associação (exemplo)", "associação"),),
        until_replaced=True,
        carried=(
            pf.Carried("outro-plano/9", "continued", "M1"),
            pf.Carried("outro-plano/8", "merged", "M1", "Eram a mesma."),
            pf.Carried("outro-plano/7", "abandoned", None, "Sem verba."),
        ),
        adopted=(pf.Adoption("câmara", dt.date(2024, 1, 1), "Ata 1"),),
        cycles=(pf.Cycle(dt.date(2024, 1, 1), dt.date(2024, 6, 30), dt.date(2024, 7, 31), 30),),
        reports=(rich_report(),),
        as_printed={"reported_totals": {"medidas": 2}},
    )


def publish(document: pf.Plan, at: dt.datetime = AT) -> rollup.Imported:
    """Import a plan file and make it public."""
    return rollup.import_plan(document=document, publish=True, by=BY, at=at)


def revised(document: pf.Plan, **changes) -> pf.Plan:
    """Return the next version of a plan file, without reports."""
    return replace(document, **{"version": document.version + 1, "reports": (), **changes})
