"""Taking a contribution back, and erasing it: the row and its links stay, its content and the salt of its leaf go."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.files import actions as files
from rumo.ground.ledger import actions as ledger
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions import models as m
from rumo.listen.contributions.actions.refusing import NotAccepted
from rumo.listen.contributions.actions.submitting import PARTICIPANT, commit, target_of
from rumo.listen.contributions.rules import permits
from rumo.listen.contributions.rules.saying import SOUND, Wrong
from rumo.listen.contributions.rules.sealing import Unreadable, unseal
from rumo.listen.gatherings import actions as gatherings


@transaction.atomic
def withdraw(*, contribution: m.Contribution, at: datetime, by: str = PARTICIPANT) -> m.Contribution:
    """Take a contribution back: it counts no more and nothing of it is shown; what was recorded of a voice goes for good.

    Raises NotAccepted when it was before.
    """
    row = m.Contribution.objects.select_for_update().get(pk=contribution.pk)
    if not permits.can_withdraw(row):
        raise NotAccepted([Wrong("", _("Este contributo já tinha sido retirado."))])
    row.state, row.ended_at, row.uncommitted = m.Contribution.State.WITHDRAWN, at, False
    row.save(update_fields=["state", "ended_at", "uncommitted"])
    _discard_files(row, by, at, kind=SOUND)
    commit(contribution=row, verb="contribution.withdraw", by=by, at=at)
    return row


@transaction.atomic
def erase(*, contribution: m.Contribution, at: datetime, by: str = PARTICIPANT) -> m.Contribution:
    """Erase what a contribution says, everywhere, for good; erased before, nothing is done.

    Its files go, the statement put to everyone that came of it, and what lies on the canvas of the table whose cards it is. The row, its number and what points at it stay; the leaf stays
    in the tree and is said to be removed on request.
    """
    row = m.Contribution.objects.select_for_update().get(pk=contribution.pk)
    if not permits.can_erase(row):
        return row
    m.Translation.objects.filter(passage__contribution=row).delete()
    m.Moderation.objects.filter(passage__contribution=row).update(note="")
    m.Flag.objects.filter(passage__contribution=row).update(note="")
    nothing = {
        "text": "",
        "rewording": "",
        "search": "",
        "public": False,
        "transcribed_by": "",
        "transcribed_at": None,
        "unheard": "",
    }
    m.Passage.objects.filter(contribution=row).update(**nothing)
    m.Vote.objects.filter(contribution=row).delete()
    m.Draft.objects.filter(token_hash=row.token_hash).delete()
    _discard_files(row, by, at)
    for proposed in m.Proposed.objects.filter(contribution=row).select_related("statement"):
        consultations.empty_statement(statement=proposed.statement, by=by, at=at)
    if row.consultation is not None:
        _forget(row.consultation, row.number)
    if row.canvas is not None:
        gatherings.empty(canvas=row.canvas, by=by, at=at)
    row.answers, row.organisation_name, row.salt, row.audience = {}, "", "", ""
    row.amended_why = ""
    row.organisation, row.uncommitted = None, False
    row.state, row.ended_at = m.Contribution.State.ERASED, at
    row.save()
    ledger.erase_detail(target=target_of(row), by=by, at=at)
    return row


def _discard_files(row: m.Contribution, by: str, at: datetime, *, kind: str = "") -> None:
    """Delete the files (of media types that begin so) that hang on a contribution and on nothing else, and what the ledger says of them."""
    theirs = m.Attachment.objects.filter(contribution=row, file__media_type__startswith=kind)
    held = list(theirs.select_related("file"))
    m.Attachment.objects.filter(pk__in=[one.pk for one in held]).delete()
    for file in {one.file_id: one.file for one in held}.values():
        if not m.Attachment.objects.filter(file=file).exists():
            files.discard(public_id=file.public_id, by=by, at=at)
            ledger.erase_detail(target=f"file:{file.public_id}", by=by, at=at)


def _forget(consultation: Consultation, number: str) -> None:
    """Delete the address and the facts about a person that came with a contribution: each is opened, since nothing else tells whose it is."""
    for model, name in ((m.Contact, "contact"), (m.Demographic, "about")):
        rows = model.objects.filter(consultation=consultation).values_list("pk", "sealed")
        mine = []
        with suppress(Unreadable):  # the key was destroyed: nobody can tell any more
            for pk, sealed in rows.iterator(chunk_size=500):
                if unseal(f"{name}-{consultation.slug}", sealed).get("number") == number:
                    mine.append(pk)
        model.objects.filter(pk__in=mine).delete()
