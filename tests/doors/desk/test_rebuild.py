"""`rumo rebuild`: columns come back as they were."""

import pytest

from rumo.deliver.rollup.models import PlanColumns
from rumo.doors.desk.progress import counter
from rumo.doors.desk.seeding import lay_ground
from tests.factories import plans as make

pytestmark = pytest.mark.django_db


def test_columns_come_back_as_they_were(rumo):
    lay_ground(by=make.BY, at=make.AT)
    make.publish(make.rich_plan())
    (before,) = PlanColumns.objects.values_list("columns", "months")
    PlanColumns.objects.update(columns=b"", months=b"")
    assert rumo("rebuild") == (0, "Columns of 1 plans rebuilt.\n", "")
    (after,) = PlanColumns.objects.values_list("columns", "months")
    assert [bytes(part) for part in after] == [bytes(part) for part in before]
    assert rumo("rebuild", "--json") == (0, '{"plans": 1}\n', "")


def test_progress_is_one_line_on_a_terminal_and_nothing_elsewhere(capsys, monkeypatch):
    counter("plans")(1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    told = counter("plans")
    told(1, 2)
    told(2, 2)
    assert capsys.readouterr().err == "\r1/2 plans\r2/2 plans\n"
