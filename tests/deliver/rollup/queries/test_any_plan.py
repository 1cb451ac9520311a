"""Any valid plan file goes through the database and comes back the same, whatever its texts, dates and numbers."""

from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from rumo.deliver.rollup.queries.whole import whole_document
from tests.deliver.rollup.looking import look
from tests.factories import plans as make
from tests.factories.planfile import plans

pytestmark = pytest.mark.usefixtures("country")


class Undo(Exception):
    """Leaves nothing of an example behind."""


def kept(plan):
    """What the database is to give back: reports in its order, those without a time published when the file was."""
    reports = [replace(report, published_at=report.published_at or make.AT) for report in plan.reports]
    return replace(plan, reports=()), sorted(reports, key=repr)


def past(plan):
    """The plan with no publication later than now, which is refused."""
    reports = [replace(r, published_at=r.published_at and min(r.published_at, make.AT)) for r in plan.reports]
    kept = {(r.measure, r.municipality, r.reference_date, r.version): r for r in reports}
    return replace(
        plan, published_at=plan.published_at and min(plan.published_at, make.AT), reports=tuple(kept.values())
    )


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(plan=plans())
def test_any_plan_comes_back_and_has_figures(plan):
    plan = past(replace(plan, dropped=()))
    with pytest.raises(Undo), transaction.atomic():
        make.publish(plan)
        found = whole_document(plan.slug)
        assert kept(found) == kept(plan)
        total = look(f"plan:{plan.slug}").total
        assert total["measures"] == len(plan.measures)
        assert total["degree"] is None or 0 <= total["degree"] <= total["upper"] <= 1
        assert make.publish(plan).reports == 0
        raise Undo
