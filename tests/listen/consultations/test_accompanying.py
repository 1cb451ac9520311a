"""Documents go with a consultation, and leave it only before publication."""

import io

import pytest

from rumo.ground.files.models import StoredFile
from rumo.ground.files.rules import FileRefused
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations import models as m
from rumo.listen.consultations import queries
from rumo.listen.consultations.actions import ConsultationRefused
from tests.factories import files, listening
from tests.factories.people import BY
from tests.ground.files.conftest import speaker

__all__ = ["speaker"]


def join(act, title="Estudo", data=None, name="estudo.docx"):
    """Join a document."""
    return consultations.attach(name=name, stream=io.BytesIO(data or files.docx()), title=title, **act)


def test_documents_are_joined_in_order_with_a_title(row, act, last):
    made = [join(act, " Estudo\0 "), join(act, ""), join(act, "x" * 400)]
    assert [(one.position, one.title) for one in made] == [(1, "Estudo"), (2, "estudo.docx"), (3, "x" * 300)]
    assert [one.title for one in queries.documents(row)] == ["Estudo", "estudo.docx", "x" * 300]
    assert last()[0] == "consultation.attach"


def test_a_file_that_is_refused_leaves_nothing(act, speaker):
    with pytest.raises(FileRefused):
        join(act, data=b"MZ\0")
    speaker("stream: Amostra.Exemplo FOUND\n")
    with pytest.raises(FileRefused, match=r"Amostra\.Exemplo"):
        join(act)
    assert (m.Document.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_document_leaves_with_its_file_before_publication(row, act, last):
    join(act)
    assert consultations.detach(position=1, **act)
    assert last()[0] == "consultation.detach"
    assert not consultations.detach(position=1, **act)
    assert (m.Document.objects.count(), StoredFile.objects.count()) == (0, 0)
    consultations.publish(country="pt", **act)
    join(act)
    with pytest.raises(ConsultationRefused, match="já foi publicada"):
        consultations.detach(position=1, **act)
    consultations.cancel(consultation=row, reason="x", by=BY, at=listening.OPEN)
    with pytest.raises(ConsultationRefused, match="foi anulada"):
        join(act)
