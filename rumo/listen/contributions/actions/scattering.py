"""Marks of who took part put in another order, so that a copy of the database does not say which came with which contribution."""

import secrets

from django.db import transaction
from django.db.models import Model

from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import Contact, Demographic, Uniqueness

APART: tuple[type[Model], ...] = (Uniqueness, Contact, Demographic)


def scatter() -> int:
    """Write every row that stands apart again, in an order drawn by lot; return how many.

    PostgreSQL gives rows in the order they were written, whatever their keys: beside contributions in theirs, it would join them.
    Nothing of what the rows say changes, and the ledger knows nothing of them, so that nothing is recorded.
    """
    return sum(_scatter(row) for row in Consultation.objects.exclude(published_at=None).order_by("pk"))


@transaction.atomic
def _scatter(consultation: Consultation) -> int:
    count = 0
    for model in APART:
        rows = list(model._default_manager.select_for_update().filter(consultation=consultation))
        model._default_manager.filter(pk__in=[row.pk for row in rows]).delete()
        secrets.SystemRandom().shuffle(rows)
        for row in rows:
            row.pk = model._meta.pk.get_default()
        model._default_manager.bulk_create(rows, batch_size=500)
        count += len(rows)
    return count
