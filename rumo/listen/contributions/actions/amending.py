"""Mending what was typed from a sheet: by staff, with the reason, read again by somebody else, and told to whoever holds its receipt."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.files.models import StoredFile
from rumo.listen.contributions import models as m
from rumo.listen.contributions.actions.entering import EntryRefused
from rumo.listen.contributions.actions.submitting import checked_again, commit, rewrite
from rumo.listen.contributions.rules import digests, permits
from rumo.listen.contributions.rules.saying import Said

REASON = 300
"""Characters of a reason."""


class Overtaken(EntryRefused):
    """It says something else by now than when it was opened to be mended."""

    def __init__(self) -> None:
        super().__init__(
            _("Entretanto esta folha mudou. Veja em baixo o que está guardado agora e envie de novo.")
        )


@transaction.atomic
def amend(
    *, contribution: m.Contribution, said: Said, was: str, reason: str, by: str, at: datetime
) -> m.Contribution:
    """Put what the sheet says in the place of what was typed from it; `was`: the digest of the text that is mended.

    Its files, and who it is from, stay. It is to be read a second time again, by another than who mended it. Sent twice, it is done
    once. Raises EntryRefused (Overtaken where somebody else mended it since), or NotAccepted with what to mend.
    """
    held = m.Contribution.objects.select_for_update(of=("self",)).select_related("consultation")
    row = held.get(pk=contribution.pk)
    if not permits.can_amend(row, at=at):
        raise EntryRefused(_("Esta folha já não se corrige: o prazo acabou, ou quem a enviou retirou-a."))
    before = digests.content(row, m.Passage.objects.filter(contribution=row))
    said = checked_again(row, replace(said, files=_files(row)))
    if before == digests.content_said(said):
        return row
    if before != was:
        raise Overtaken
    why = texts.line(reason)
    if not 0 < len(why) <= REASON:
        raise EntryRefused(
            _("Diga o que estava mal, até 300 carateres: quem tem o comprovativo lê o motivo.")
        )
    row.second_read_by, row.amended_by, row.amended_at, row.amended_why = "", by, at, why
    rewrite(row, said)
    commit(contribution=row, verb="contribution.amend", by=by, at=at, reason=why)
    return row


def _files(row: m.Contribution) -> dict[str, list[StoredFile]]:
    """The files that hang on it, by place: a question that asks for one has it."""
    found: dict[str, list[StoredFile]] = {}
    for one in m.Attachment.objects.filter(contribution=row).select_related("file"):
        found.setdefault(one.place, []).append(one.file)
    return found
