"""The texts of a contribution brought to what is said now: what did not change keeps its decision and who wrote it down, the rest is read again."""

from dataclasses import replace

from rumo.ground.files.models import StoredFile
from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions import models as m
from rumo.listen.contributions.rules.saying import Said, Text


def passage_of(row: m.Contribution, place: str, one: Text, shown: bool) -> m.Passage:
    """Return a text as it is kept, not yet written; `shown`: it is shown at once, where its author lets it."""
    state = m.Passage.State.SHOWN if shown and one.public else m.Passage.State.WAITING
    return m.Passage(
        contribution=row,
        place=place,
        language=row.language,
        text=one.text,
        rewording=one.rewording,
        public=one.public,
        state=state,
    )


def retext(row: m.Contribution, said: Said) -> None:
    """Bring the texts to what is said now; one taken out is emptied and stays, for a decision on it may point at it."""
    shown = row.consultation.moderation == Consultation.Moderation.POST
    held = {one.place: one for one in m.Passage.objects.filter(contribution=row)}
    for place, one in said.texts.items():
        fresh = passage_of(row, place, one, shown)
        old = held.pop(place, None)
        if old is not None:
            same = (old.text, old.rewording) == (fresh.text, fresh.rewording)
            fresh.pk = old.pk
            if same and set(said.files.get(place, ())) <= _files_at(row, place):  # of the same recording
                fresh.transcribed_by, fresh.transcribed_at = old.transcribed_by, old.transcribed_at
                fresh.unheard = old.unheard
            if same and old.state != m.Passage.State.WAITING:
                fresh.state, fresh.reason = old.state, old.reason
            elif old.state == m.Passage.State.HIDDEN:  # what was refused is read before it is shown
                fresh.state = m.Passage.State.WAITING
            _untranslate(old, same)
        fresh.save()
    for old in held.values():
        old.text, old.rewording, old.public = "", "", False
        old.transcribed_by, old.transcribed_at, old.unheard = "", None, ""
        old.save()
        _untranslate(old, False)


def unheard_anew(row: m.Contribution, said: Said) -> Said:
    """Return what is said without the words of a recording in whose place there is another: it is to be written down again."""
    written = m.Passage.objects.filter(contribution=row).exclude(transcribed_by="")
    stale = {
        one.place: Text("", said.texts[one.place].public)
        for one in written
        if one.place in said.texts
        and said.texts[one.place].text == one.text
        and not set(said.files.get(one.place, ())) <= _files_at(row, one.place)
    }
    return replace(said, texts={**said.texts, **stale})


def _files_at(row: m.Contribution, place: str) -> set[StoredFile]:
    """The files that hang on a contribution at a place."""
    held = m.Attachment.objects.filter(contribution=row, place=place).select_related("file")
    return {one.file for one in held}


def _untranslate(passage: m.Passage, same: bool) -> None:
    """Take away the translations of a text that is no longer what they were made from."""
    if not same:
        m.Translation.objects.filter(passage=passage).delete()
