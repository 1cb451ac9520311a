"""The database itself refuses a row that cannot be."""

import pytest
from django.db import IntegrityError, transaction

from rumo.ground.files.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"state": "released", "released_at": None},
        {"state": "released", "reason": "Porque sim."},
        {"state": "quarantined", "released_at": None, "reason": ""},
        {"state": "quarantined", "released_at": None, "reason": "Espera.", "scanned": True},
        {"state": "rejected", "reason": ""},
        {"size": 0},
        {"name": ""},
        {"name": "a/b"},
        {"name": "a\\b"},
    ],
)
def test_a_row_that_cannot_be_is_refused(at, wrong):
    right = {
        "name": "a.txt",
        "media_type": "text/plain",
        "sha256_received": "0" * 64,
        "sha256_served": "0" * 64,
        "size": 1,
        "state": "released",
        "received_by": "office",
        "received_at": at,
        "released_at": at,
    }
    StoredFile.objects.create(**right)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(**{**right, **wrong})
