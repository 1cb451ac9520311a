"""What is public changes in one transaction: plan, reports, corrections, withdrawals, and the columns with them."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import transaction

from rumo.deliver.plans.actions import FileRefused
from rumo.deliver.plans.models import PlanVersion
from rumo.deliver.progress.models import Report
from rumo.deliver.rollup import actions
from rumo.deliver.rollup.models import PlanColumns
from rumo.deliver.rollup.queries.snapshot import facts_token, snapshot
from tests.deliver.rollup.looking import degree, look
from tests.factories import plans as make

pytestmark = pytest.mark.usefixtures("country")
WHEN = {"by": make.BY, "at": make.AT}


def test_nothing_published_is_nothing_to_see():
    assert snapshot() is None
    assert facts_token() == ""


def test_a_file_becomes_figures():
    done = make.publish(make.Plan(reports=(make.Report(),)))
    assert done == actions.Imported("plano-exemplo", 1, 1, True)
    total = look().total
    assert (total["degree"], total["degree_reported"], total["coverage"], total["measures"]) == (
        0.25,
        0.5,
        0.5,
        2,
    )


def test_no_report_at_all_changes_no_figure():
    make.publish(make.Plan(reports=(make.Report(),)))
    before = PlanColumns.objects.values_list("stamp", flat=True).get()
    actions.publish_reports(reports=[], **WHEN)
    assert (PlanColumns.objects.values_list("stamp", flat=True).get(), degree()) == (before, 0.25)


def test_a_draft_changes_no_figure():
    make.publish(make.Plan(reports=(make.Report(),)))
    token = facts_token()
    done = actions.import_plan(document=make.revised(make.Plan(), title="B"), publish=False, **WHEN)
    assert (done.version, done.published) == (2, False)
    assert facts_token() == token


def test_publishing_a_draft_brings_the_reports_that_came_with_it():
    actions.import_plan(document=make.Plan(reports=(make.Report(),)), publish=False, **WHEN)
    assert snapshot() is None
    actions.publish_plan(version=PlanVersion.objects.get(), **WHEN)
    assert degree() == 0.25


def test_publishing_a_draft_without_reports():
    actions.import_plan(document=make.Plan(), publish=False, **WHEN)
    actions.publish_plan(version=PlanVersion.objects.get(), **WHEN)
    assert degree() == 0


def test_the_same_file_again_changes_nothing():
    make.publish(make.rich_plan())
    token = facts_token()
    assert make.publish(make.rich_plan()) == actions.Imported("plano-exemplo", None, 0, True)
    assert facts_token() == token


def test_new_cycles_alone_make_a_version():
    make.publish(make.rich_plan())
    cycles = (*make.rich_plan().cycles, make.pf.Cycle(dt.date(2024, 7, 1), dt.date(2024, 12, 31)))
    assert make.publish(replace(make.rich_plan(), cycles=cycles)).version == 2


def test_new_reports_come_in_without_a_new_version():
    make.publish(make.Plan())
    done = make.publish(make.Plan(reports=(make.Report(),)))
    assert (done.version, done.reports) == (None, 1)
    assert degree() == 0.25


def test_a_reported_code_may_not_disappear_and_nothing_is_written():
    make.publish(make.rich_plan())
    first = make.rich_plan().measures[0]
    without = replace(first, activities=(), indicators=first.indicators[1:], basis=None)
    document = make.revised(make.rich_plan(), measures=(without, make.rich_plan().measures[1]), dropped=())
    with pytest.raises(FileRefused) as refused:
        make.publish(document)
    assert str(refused.value).splitlines() == [
        "measures[0]: a atividade a1 tem relatórios publicados e não pode desaparecer da medida M1",
        "measures[0]: o indicador i1 tem relatórios publicados e não pode desaparecer da medida M1",
    ]
    assert PlanVersion.objects.count() == 1


def test_a_new_report_shows_at_once():
    make.publish(make.Plan(reports=(make.Report(),)))
    actions.import_plan(document=make.Plan(reports=(make.Report(measure="M2"),)), publish=False, **WHEN)
    actions.publish_reports(
        reports=list(Report.objects.filter(state="draft").select_related("measure")), **WHEN
    )
    assert degree() == 0.5


def test_a_correction_replaces_whole_and_the_past_stays():
    make.publish(make.Plan(reports=(make.Report(),)))
    said = replace(make.Report(), activities={"a1": 1.0}, reason="Faltava contar.")
    actions.correct(report=Report.objects.get(), said=said, **WHEN)
    assert degree() == 0.5
    assert degree(known_at="2025-06-01T00:00:00+00:00") == 0.25


def test_a_withdrawn_report_counts_as_never_made():
    make.publish(make.Plan(reports=(make.Report(),)))
    actions.withdraw(report=Report.objects.get(), reason="Data errada.", **WHEN)
    total = look().total
    assert (total["degree"], total["states"]["no_information"]) == (0, 2)
    assert degree(known_at="2025-06-01T00:00:00+00:00") == 0.25


def test_a_version_is_used_from_its_day_and_known_from_its_publication():
    make.publish(make.Plan(reports=(make.Report(),)))
    heavier = (make.Measure(code="M1", weight=3.0), make.Measure(code="M2"))
    revised = make.revised(make.Plan(), measures=heavier, effective_on=dt.date(2024, 7, 1))
    make.publish(replace(revised, published_at=dt.datetime(2024, 8, 1, tzinfo=dt.UTC)))
    assert degree(as_of="2024-06-30") == 0.25
    assert degree(as_of="2024-07-01") == 0.375
    assert degree(as_of="2024-07-01", known_at="2024-07-31T00:00:00+00:00") == 0.25


def test_a_measure_that_a_version_drops_is_cancelled_from_its_day():
    make.publish(make.Plan(reports=(make.Report(),)))
    make.publish(
        make.revised(make.Plan(), measures=make.Plan().measures[:1], effective_on=dt.date(2024, 9, 1))
    )
    assert look(as_of="2024-08-31").total["states"]["cancelled"] == 0
    total = look(as_of="2024-09-01").total
    assert (total["degree"], total["states"]["cancelled"], total["measures"]) == (0.5, 1, 2)


def test_a_publication_undone_leaves_what_readers_hold_true():
    make.publish(make.Plan(reports=(make.Report(),)))
    before = degree()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make.publish(make.Plan(reports=(make.Report(measure="M2"),)))
        assert degree() == 0.5
        raise ZeroDivisionError
    assert degree() == before == 0.25


def test_a_rebuild_gives_the_same_columns():
    make.publish(make.rich_plan())
    make.publish(make.Plan(slug="outro", reports=(make.Report(),)))
    make.publish(make.Plan(slug="sem-medidas", measures=()))
    kept = {row.plan_id: (bytes(row.columns), bytes(row.months)) for row in PlanColumns.objects.all()}
    told = []
    assert actions.rebuild(at=make.AT, progress=lambda done, total: told.append((done, total))) == 3
    assert told == [(3, 3)]
    assert {row.plan_id: (bytes(row.columns), bytes(row.months)) for row in PlanColumns.objects.all()} == kept


def test_a_rebuild_of_nothing():
    assert actions.rebuild(at=make.AT) == 0


def test_what_is_said_to_be_published_later_than_now_is_refused():
    later = make.AT + dt.timedelta(seconds=1)
    document = make.Plan(
        published_at=later, reports=(make.Report(), make.Report(measure="M2", published_at=later))
    )
    with pytest.raises(FileRefused) as refused:
        make.publish(document)
    assert str(refused.value).splitlines() == [
        "published_at: a publicação (2026-01-02T12:00:01+00:00) ainda não aconteceu",
        "reports[1].published_at: a publicação (2026-01-02T12:00:01+00:00) ainda não aconteceu",
    ]
    assert PlanVersion.objects.count() == 0
    make.publish(make.Plan(published_at=make.AT))
