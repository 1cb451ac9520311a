"""Evidence for a report that nobody had begun: draft, file and piece together, or nothing."""

import io

import pytest

from rumo.deliver.plans.models import Measure
from rumo.deliver.progress import actions as progress
from rumo.deliver.progress.models import Draft
from rumo.ground.files.models import StoredFile
from rumo.ground.files.rules import FileRefused
from tests.factories import people, reporting
from tests.ground.files.conftest import speaker

__all__ = ["speaker"]

pytestmark = pytest.mark.django_db
NOTE = {"kind": "note", "note": "Vista a sala cheia."}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Files of a test lie in a folder of its own."""
    settings.FILES_DIR = tmp_path


def prove(row, item=NOTE, place=None, upload=None):
    """Join a piece of evidence to M01."""
    return progress.prove(
        measure=Measure.objects.select_related("plan").get(plan=row, code="M01"),
        municipality=place,
        reference_date=reporting.SECOND,
        item=item,
        upload=upload,
        by=reporting.BY,
        at=reporting.NOW,
    )


def test_the_report_begins_with_its_evidence_and_goes_on(country):
    row = reporting.plan()
    first = prove(row)
    again = prove(row)
    assert (first.pk, again.said) == (again.pk, {"evidence": [NOTE]})


def test_a_place_has_a_report_of_its_own(country):
    row = reporting.plan(municipalities=("1106", "1107"))
    prove(row)
    prove(row, place=people.Municipality.objects.get(dico="1107"))
    assert sorted(Draft.objects.values_list("municipality__dico", flat=True), key=str) == ["1107", None]


def test_a_file_gives_its_name_where_no_title_is_given(country):
    row = reporting.plan()
    draft = prove(row, {"kind": "file", "title": "Lista"}, upload=("a.csv", io.BytesIO(b"a;b\n1;2\n")))
    draft = prove(row, {"kind": "file"}, upload=("b.csv", io.BytesIO(b"a;b\n3;4\n")))
    assert [item["title"] for item in draft.said["evidence"]] == ["Lista", "b.csv"]


def test_what_is_refused_leaves_nothing(country):
    row = reporting.plan()
    with pytest.raises(FileRefused):
        prove(row, {"kind": "file"}, upload=("a.png", io.BytesIO(b"MZ programa")))
    with pytest.raises(progress.ReportRefused):
        prove(row, {"kind": "link", "url": "nada"}, upload=None)
    assert (Draft.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_what_the_antivirus_knows_leaves_nothing(country, speaker):
    row = reporting.plan()
    speaker("stream: Amostra.Exemplo FOUND\n")
    with pytest.raises(FileRefused):
        prove(row, {"kind": "file"}, upload=("a.csv", io.BytesIO(b"a;b\n1;2\n")))
    assert (Draft.objects.count(), StoredFile.objects.count()) == (0, 0)
