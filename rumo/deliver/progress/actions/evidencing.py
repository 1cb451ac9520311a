"""Evidence for a report that may not have begun, with the file it comes in: the draft, the file and the piece, together or not at all."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from rumo.deliver.plans.models import Measure
from rumo.deliver.progress import models as m
from rumo.deliver.progress.actions.holding import keep, locked_of
from rumo.deliver.progress.actions.proving import attach
from rumo.ground.files.actions import receive
from rumo.ground.files.actions.receiving import Readable
from rumo.ground.files.models import StoredFile
from rumo.ground.files.rules import FileRefused
from rumo.ground.territory.models import Municipality


@transaction.atomic
def prove(
    *,
    measure: Measure,
    municipality: Municipality | None,
    reference_date: date,
    item: Mapping[str, Any],
    upload: tuple[str, Readable] | None = None,
    by: str,
    at: datetime,
) -> m.Draft:
    """Attach a piece of evidence to the report of a measure, in a place (None: all of it), on a day; return it.

    The report begins here if nobody has begun it. `upload` is a file's name and bytes, kept as `ground.files` keeps any. Raises
    what `attach` raises, and FileRefused; then nothing is kept.
    """
    place = municipality.pk if municipality else None
    draft = locked_of({measure.pk}).get((measure.pk, place, reference_date))
    if draft is None:
        draft = m.Draft(measure=measure, municipality=municipality, reference_date=reference_date)
        keep(draft, by, at)
    if upload is not None:
        name, stream = upload
        stored = receive(name=name, stream=stream, by=by, at=at)
        if stored.state == StoredFile.State.REJECTED:
            raise FileRefused(stored.reason)
        item = {**item, "file": stored.public_id, "title": item.get("title") or stored.name}
    return attach(draft=draft, item=item, by=by, at=at)
