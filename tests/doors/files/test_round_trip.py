"""A plan goes out and comes back the same, by every carrier."""

import pytest
from hypothesis import HealthCheck, given, settings

from rumo.doors.files.plan_csv import write_csv
from rumo.doors.files.plan_json import write_json
from rumo.doors.files.plan_xlsx import write_xlsx
from rumo.doors.files.reading import parse_plan
from tests.factories.planfile import AREAS, MUNICIPALITIES, plans

quietly = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))


def read(data):
    return parse_plan(data, "plano", areas=AREAS, municipalities=MUNICIPALITIES)[0]


@pytest.mark.parametrize("write", [write_json, write_xlsx, write_csv])
@quietly
@given(plan=plans())
def test_export_then_import_changes_nothing(write, plan):
    again = read(write(plan))
    assert again.faults == ()
    assert again.plan == plan
