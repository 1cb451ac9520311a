"""Files sent beside a contribution: each named by what it answers, kept for as long as the contribution is taken, or not at all."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from rumo.doors.api.bodies import PART, is_parts
from rumo.doors.files import annexes
from rumo.ground.files.actions import discard
from rumo.ground.files.models import StoredFile
from rumo.listen.contributions.actions import NotAccepted
from rumo.listen.contributions.models import Kind
from rumo.listen.contributions.rules.saying import FILES, SENT

Files = Mapping[str, list[UploadedFile]]


def sent_with(request: HttpRequest) -> Files:
    """Return the files of a sending by place, none where it comes as JSON alone."""
    if not is_parts(request):
        return {}
    return {place: files for place, files in request.FILES.lists() if place != PART}


def misplaced(files: Files, kind: str, questions: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the places of files, or with how many there are; `questions`: kinds by code."""
    for place in files:
        about, _colon, code = place.partition(":")
        if place == Kind.POSITION == kind or (about == "question" and questions.get(code) in SENT):
            continue
        yield place[:60], _("Não há nada a que este ficheiro responda.")
    if sum(map(len, files.values())) > FILES:
        yield "files", _("Pode juntar no máximo %(n)s ficheiros.") % {"n": FILES}


def marks(files: Files) -> list[list[str]]:
    """Return what tells these files from others: place, name and SHA-256 of each."""
    return [[place, one.name or "", _sha256(one)] for place in sorted(files) for one in files[place]]


def keep(files: Files, *, by: str, at: datetime) -> dict[str, list[StoredFile]]:
    """Keep files through quarantine and return their rows by place; raises NotAccepted for the first that cannot be kept, and keeps none."""
    kept: dict[str, list[StoredFile]] = {}
    try:
        for place, several in files.items():
            for one in several:
                wrong = "files" if place == Kind.POSITION else place
                kept.setdefault(place, []).extend(annexes.keep([one], place=wrong, by=by, at=at))
    except NotAccepted:
        drop(kept, by=by, at=at)
        raise
    return kept


def drop(kept: Mapping[str, Iterable[StoredFile]], *, by: str, at: datetime) -> None:
    """Take away files of a sending that was not taken."""
    for several in kept.values():
        for one in several:
            discard(public_id=one.public_id, by=by, at=at)


def _sha256(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for block in file.chunks():
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()
