"""The closing count adds up every report, errors with failures."""

from scripts.tally import Tally, tally

REPORT = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/></testsuites>'


def test_reports_add_up_to_one_plain_line(tmp_path):
    (tmp_path / "sqlite.xml").write_text(REPORT.format(10, 1, 2, 3))
    (tmp_path / "postgres.xml").write_text(REPORT.format(5, 0, 0, 0))
    assert tally(tmp_path) == Tally(passed=9, failed=3, skipped=3)
    assert str(tally(tmp_path)) == "9 passed, 3 failed, 3 skipped"


def test_no_report_is_no_test(tmp_path):
    assert str(tally(tmp_path)) == "0 passed, 0 failed, 0 skipped"
