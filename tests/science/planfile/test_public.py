"""What the public reads of a plan: nothing of reserved evidence but that it exists, and no value by group of people."""

import datetime as dt
from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from rumo.science.planfile import document as doc
from rumo.science.planfile import public_evidence, public_plan, public_report
from tests.factories.planfile import plans

OPEN = doc.Evidence(
    "Ata", "link", "i1", "https://exemplo.pt/ata", "0a" * 32, True, dt.date(2024, 6, 1), "Nota"
)
KEPT = {"indicator", "accepted", "reserved", "verification"}


def test_open_evidence_is_read_whole():
    assert public_evidence(OPEN) == OPEN


def test_reserved_evidence_is_only_known_to_exist():
    shown = public_evidence(replace(OPEN, reserved=True, verification="checked"))
    assert shown == doc.Evidence(
        kind="reserved", indicator="i1", accepted=True, reserved=True, verification="checked"
    )


def test_values_are_totals():
    report = doc.Report(
        "1", dt.date(2024, 6, 30), "in_progress", indicators={"i1": doc.Value(12.0, {"sex:f": 7.0})}
    )
    assert public_report(report).indicators == {"i1": doc.Value(12.0)}


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(plan=plans())
def test_whatever_the_plan_its_figures_are_kept_and_reserved_words_are_not(plan):
    shown = public_plan(plan)
    assert public_plan(shown) == shown
    assert replace(shown, reports=()) == replace(plan, reports=())
    for before, after in zip(plan.reports, shown.reports, strict=True):
        assert all(not value.by for value in after.indicators.values())
        for kept, told in zip(before.evidence, after.evidence, strict=True):
            assert all(getattr(told, name) == getattr(kept, name) for name in KEPT)
            assert told == kept or (told.title, told.url, told.sha256, told.note, told.on) == (None,) * 5
