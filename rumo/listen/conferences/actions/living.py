"""What is asked while a talk is given: questions, support for them, what staff let be read, and polls."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.core.fields import token_hash
from rumo.ground.ledger.actions import record
from rumo.listen.conferences import models as m
from rumo.listen.conferences.actions.refusing import ConferenceRefused
from rumo.listen.conferences.queries.programme import programme_of
from rumo.listen.conferences.rules import permits
from rumo.listen.conferences.rules.saying import LINE, TITLE, too_long

ASKED, OPTIONS = 600, 12
PARTICIPANT = "participant"


def ask(*, slot: m.Slot, text: str, language: str, token: str, at: datetime) -> m.Question:
    """Keep a question for whoever gives a talk; the same form sent again is the same question. Raises ConferenceRefused."""
    hashed = token_hash(token)
    if (before := m.Question.objects.filter(token_hash=hashed).first()) is not None:
        return before
    text = texts.prose(text)
    if not _public(slot) or not permits.can_ask(slot, at=at):
        raise ConferenceRefused(_("Aqui já não se fazem perguntas."))
    if not text:
        raise ConferenceRefused(faults={"texto": _("Escreva a pergunta.")})
    if len(text) > ASKED:
        raise ConferenceRefused(faults={"texto": too_long(text, ASKED)})
    try:
        return _keep(slot, text, language, hashed, at)
    except IntegrityError:  # the same form, sent twice at once
        return m.Question.objects.get(token_hash=hashed)


@transaction.atomic
def _keep(slot: m.Slot, text: str, language: str, hashed: str, at: datetime) -> m.Question:
    row = m.Question.objects.create(slot=slot, text=text, language=language, token_hash=hashed, at=at)
    record(verb="question.ask", by=PARTICIPANT, at=at, target=_target(slot), new={"question": row.number})
    return row


@transaction.atomic
def support(*, question: m.Question, token: str, at: datetime) -> bool:
    """Support a question that may be read, once for each form; False when this form did before. Raises ConferenceRefused."""
    if question.state != m.Question.State.SHOWN or not permits.can_ask(question.slot, at=at):
        raise ConferenceRefused(_("Esta pergunta já não se pode apoiar."))
    _row, made = m.Support.objects.get_or_create(question=question, token_hash=token_hash(token))
    if made:
        told = {"question": question.number}
        record(verb="question.support", by=PARTICIPANT, at=at, target=_target(question.slot), new=told)
    return made


@transaction.atomic
def moderate(*, question: m.Question, state: str, by: str, at: datetime) -> m.Question:
    """Let a question be read, hide it, or note that it was answered; raises ConferenceRefused for anything else."""
    row = m.Question.objects.select_for_update().get(pk=question.pk)
    if state not in set(m.Question.State.values) - {"waiting"}:
        raise ConferenceRefused(_("Escolha o que se decide."))
    old = row.state
    row.state, row.moderated_by, row.moderated_at = state, by, at
    row.save()
    told = {"question": row.number, "state": state}
    target = _target(question.slot)
    record(verb="question.moderate", by=by, at=at, target=target, old={"state": old}, new=told)
    return row


@transaction.atomic
def poll(*, slot: m.Slot, text: str, options: Sequence[str], language: str, by: str, at: datetime) -> m.Poll:
    """Put a poll, open from now; raises ConferenceRefused with what to mend."""
    text = texts.line(text)
    options = list(dict.fromkeys(filter(None, map(texts.line, options))))
    faults = {}
    if not _public(slot):
        faults[""] = _("O programa ainda não é público.")
    if not text or len(text) > TITLE:
        faults["text"] = _("Escreva a pergunta.") if not text else too_long(text, TITLE)
    if not 2 <= len(options) <= OPTIONS or any(len(one) > LINE for one in options):
        faults["options"] = _("Escreva uma opção por linha: entre 2 e %(most)s.") % {"most": OPTIONS}
    if faults:
        raise ConferenceRefused(faults=faults)
    row = m.Poll.objects.create(slot=slot, text=text, options=options, language=language, opened_at=at)
    told = {"question": text, "options": options}
    record(verb="poll.put", by=by, at=at, target=_target(slot), new=told)
    return row


@transaction.atomic
def close_poll(*, poll: m.Poll, by: str, at: datetime) -> bool:
    """Close a poll; its counts stay. False when it was closed before."""
    closed = m.Poll.objects.filter(pk=poll.pk, closed_at__isnull=True).update(closed_at=at)
    if closed:
        record(verb="poll.close", by=by, at=at, target=_target(poll.slot), new={"question": poll.text})
    return bool(closed)


@transaction.atomic
def vote(*, poll: m.Poll, option: int, token: str, at: datetime) -> bool:
    """Choose in a poll that is open, once for each form; False when this form did before. Raises ConferenceRefused."""
    if not permits.can_vote(poll):
        raise ConferenceRefused(_("Esta sondagem já fechou."))
    if option not in range(len(poll.options)):
        raise ConferenceRefused(_("Escolha uma opção."))
    hashed = token_hash(token)
    _row, made = m.Vote.objects.get_or_create(poll=poll, token_hash=hashed, defaults={"option": option})
    if made:
        record(
            verb="poll.vote", by=PARTICIPANT, at=at, target=_target(poll.slot), new={"question": poll.text}
        )
    return made


def _public(slot: m.Slot) -> bool:
    return permits.is_public(slot.gathering, programme_of(slot.gathering))


def _target(slot: m.Slot) -> str:
    return f"gathering:{slot.gathering.slug}"
