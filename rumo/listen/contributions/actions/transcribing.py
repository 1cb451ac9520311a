"""Writing down what somebody recorded: it becomes the text of their answer, which they may correct and moderation reads before it is shown."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.listen.contributions import models as m
from rumo.listen.contributions.actions.submitting import commit
from rumo.listen.contributions.queries.spoken import recorded
from rumo.listen.contributions.rules.reasons import UNHEARD
from rumo.listen.contributions.rules.saying import TEXT


class TranscriptionRefused(Exception):
    """What was written cannot be kept, said in words fit for whoever wrote it; `late`: somebody else was first, or the recording went."""

    def __init__(self, words: str, *, late: bool = False) -> None:
        super().__init__(words)
        self.late = late


@transaction.atomic
def transcribe(*, passage: m.Passage, text: str, unheard: str = "", by: str, at: datetime) -> m.Passage:
    """Keep what is said in a recording as the text of that answer, or why it cannot be written down (`unheard`, of the published list).

    The same again does nothing twice. Raises TranscriptionRefused.
    """
    held = m.Contribution.objects.select_for_update().get(pk=passage.contribution_id)
    row = m.Passage.objects.select_for_update().get(pk=passage.pk)
    text = texts.prose(text)
    if row.transcribed_by == by and (row.text, row.unheard) == (text, unheard):
        return row
    if row.text or row.unheard:
        raise TranscriptionRefused(
            _("Outra pessoa já tratou desta gravação. O que escreveu não foi guardado: veja o que ficou."),
            late=True,
        )
    if held.state != m.Contribution.State.RECEIVED or not recorded([row]):
        raise TranscriptionRefused(_("Esta gravação já não existe: foi retirada por quem a fez."), late=True)
    if bool(text) == bool(unheard) or (unheard and unheard not in UNHEARD):
        raise TranscriptionRefused(
            _("Escreva o que ouviu, ou diga porque não se consegue escrever: uma das duas.")
        )
    if len(text) > TEXT:
        told = {"n": len(text), "most": TEXT}
        raise TranscriptionRefused(_("O texto tem %(n)s carateres e o máximo é %(most)s: encurte-o.") % told)
    row.text, row.unheard, row.transcribed_by, row.transcribed_at = text, unheard, by, at
    row.state, row.reason = m.Passage.State.WAITING, ""
    row.save()
    told_to_all = {"place": row.place, "unheard": unheard}
    commit(contribution=held, verb="contribution.transcribe", by=by, at=at, **told_to_all)
    return row
