"""What was recorded and waits to be written down, and the recordings themselves."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from rumo.ground.files.models import StoredFile
from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import Attachment, Contribution, Passage
from rumo.listen.contributions.rules.saying import SOUND

_PLACES = "question:"  # a recording is the answer to a question


def to_transcribe(consultations: Iterable[Consultation]) -> QuerySet[Passage]:
    """Return the answers that were recorded and that nobody wrote down yet, the oldest first."""
    sounds = Attachment.objects.filter(
        contribution=OuterRef("contribution"), place=OuterRef("place"), file__media_type__startswith=SOUND
    )
    rows = Passage.objects.filter(
        contribution__consultation__in=list(consultations),
        contribution__state=Contribution.State.RECEIVED,
        place__startswith=_PLACES,
        text="",
        unheard="",
    )
    return rows.filter(Exists(sounds)).select_related("contribution__consultation").order_by("pk")


def recorded(passages: Iterable[Passage]) -> dict[int, list[StoredFile]]:
    """Return the recordings of answers by the row id of their texts, in order (one query)."""
    by_place = {(one.contribution_id, one.place): one.pk for one in passages}
    rows = Attachment.objects.filter(
        contribution__in={number for number, _place in by_place}, file__media_type__startswith=SOUND
    )
    found: dict[int, list[StoredFile]] = {}
    for row in rows.select_related("file").order_by("position"):
        if (key := by_place.get((row.contribution_id, row.place))) is not None:
            found.setdefault(key, []).append(row.file)
    return found


def recording(number: str) -> Attachment | None:
    """Return a recording by its file's public number, with contribution and consultation; None for any other file (one query)."""
    rows = Attachment.objects.filter(
        file__public_id=number,
        file__media_type__startswith=SOUND,
        contribution__state=Contribution.State.RECEIVED,
    )
    return rows.select_related("file", "contribution__consultation").first()
