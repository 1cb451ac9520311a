"""Reads of the journal of a visit: what is public of one, of a practice that was seen, and what waits to be approved."""

from collections.abc import Iterable

from rumo.listen.gatherings.models import Gathering, VisitNote, VisitPhoto

State = VisitNote.State


def journal(gathering: Gathering) -> list[VisitNote]:
    """Return the public notes of a gathering, by day (one query)."""
    rows = VisitNote.objects.filter(gathering=gathering, state=State.PUBLISHED)
    return list(rows.select_related("practice"))


def notes_of_practice(practice_id: int) -> list[VisitNote]:
    """Return the public notes about a practice, the newest first, each with its gathering, which is public (one query)."""
    rows = VisitNote.objects.filter(
        practice=practice_id, state=State.PUBLISHED, gathering__state=Gathering.State.PUBLISHED
    )
    return list(rows.select_related("gathering").order_by("-day", "-pk"))


def every_note(gathering: Gathering) -> list[VisitNote]:
    """Return every note of a gathering, what waits included, by day (one query)."""
    return list(VisitNote.objects.filter(gathering=gathering).select_related("practice"))


def open_notes(gatherings: Iterable[Gathering]) -> list[VisitNote]:
    """Return the notes of gatherings that wait for somebody: to be approved, or to be mended (one query)."""
    return list(
        VisitNote.objects.filter(
            gathering__in=[one.pk for one in gatherings], state__in=[State.WRITTEN, State.RETURNED]
        )
    )


def waits_for(note: VisitNote, by: str) -> bool:
    """Tell whether a note waits for somebody: to be approved by whoever did not write it, to be mended by who did."""
    if note.state == State.RETURNED:
        return note.written_by == by
    return note.state == State.WRITTEN and note.written_by != by


def photos_of(notes: list[VisitNote]) -> dict[int, list[VisitPhoto]]:
    """Return the photographs of notes by the row id of the note (one query)."""
    found: dict[int, list[VisitPhoto]] = {}
    for photo in VisitPhoto.objects.filter(note__in=notes).select_related("file"):
        found.setdefault(photo.note_id, []).append(photo)
    return found
