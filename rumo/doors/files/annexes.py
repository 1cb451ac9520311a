"""Files that come with what somebody says: each kept, or what is wrong with it said at its place."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from rumo.ground.files.actions import receive
from rumo.ground.files.models import StoredFile
from rumo.ground.files.rules import FileRefused
from rumo.ground.files.rules.limits import ANNEX
from rumo.listen.contributions.actions import NotAccepted
from rumo.listen.contributions.rules.saying import FILES, Wrong


def keep(sent: Sequence[UploadedFile], *, place: str, by: str, at: datetime) -> list[StoredFile]:
    """Keep files and return their rows; raises NotAccepted, at `place`, for too many or for the first that cannot be kept."""
    if len(sent) > FILES:
        raise NotAccepted([Wrong(place, _("Pode juntar no máximo %(n)s ficheiros.") % {"n": FILES})])
    return [_one(file, place, by, at) for file in sent]


def _one(file: UploadedFile, place: str, by: str, at: datetime) -> StoredFile:
    try:
        stored = receive(name=file.name or "", stream=file, by=by, at=at, limit=ANNEX)
    except FileRefused as refused:
        raise NotAccepted([Wrong(place, f"{file.name}: {refused}")]) from None
    if stored.state == StoredFile.State.REJECTED:
        raise NotAccepted([Wrong(place, f"{file.name}: {stored.reason}")])
    return stored
