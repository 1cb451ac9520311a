"""Receiving a contribution and correcting it: content, ledger leaf and receipt in one transaction, and who it is from apart."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.core.fields import token_hash
from rumo.ground.files import actions as stored
from rumo.ground.ledger import actions as ledger
from rumo.ground.ledger.queries import history
from rumo.ground.ledger.queries.receipts import State, state_at_first
from rumo.ground.territory.models import Municipality
from rumo.listen.consultations.models import Consultation, Statement
from rumo.listen.consultations.queries import Asked, kept
from rumo.listen.contributions import models as m
from rumo.listen.contributions.actions.contacting import keep_contact
from rumo.listen.contributions.actions.refusing import AlreadyUsed, NotAccepted, NotOpen
from rumo.listen.contributions.actions.retexting import passage_of, retext, unheard_anew
from rumo.listen.contributions.queries.reading import Whole, whole_of
from rumo.listen.contributions.rules import digests, permits
from rumo.listen.contributions.rules.marking import asks_who, mark_of, plain
from rumo.listen.contributions.rules.saying import Said, Text, Wrong, faults, relevant
from rumo.listen.contributions.rules.sealing import seal

ASKED = {m.Kind.QUESTIONNAIRE.value, m.Kind.COMMENT.value, m.Kind.BALLOT.value}
"""The kinds of contribution that answer what the consultation puts."""
NOTHING = Asked((), (), ())
PARTICIPANT = "participant"
"""Who the ledger names for what somebody says: nobody."""
SUBMIT = "contribution.submit"


@dataclass(frozen=True, slots=True)
class Received:
    """What one gets for a contribution: the row, the receipt's code, and whether this very form made it (else it had come before).

    Of one just made also all that hangs on it and where its first act stands, so that its receipt can be shown without reading it again.
    """

    contribution: m.Contribution
    code: str
    made: bool
    whole: Whole | None = None
    standing: State | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """How somebody else came to write it down: the channel, who, and the batch of sheets it belongs to."""

    channel: str
    by: str
    batch: m.Batch | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """How it came from whoever says it: the channel, whom the ledger names, and the mark of what a machine sent."""

    channel: str
    by: str
    mark: str


def target_of(contribution: m.Contribution) -> str:
    """Return the name the ledger knows a contribution by."""
    return f"contribution:{contribution.number}"


def submit(
    *,
    consultation: Consultation,
    said: Said,
    token: str,
    at: datetime,
    channel: str = m.Channel.WEB,
    entered: Entered | None = None,
    by: str = PARTICIPANT,
    mark: str = "",
) -> Received:
    """Keep what somebody says and return its receipt; the same form sent again returns the same receipt and keeps nothing twice.

    Raises NotAccepted with everything to mend. Written down for somebody (`entered`), it is also taken for some days after closing.
    A machine names itself (`by`) and marks what it sends: under one token another `mark` is refused (AlreadyUsed), where a form is
    taken for the form it was, whatever was changed in it.
    """
    try:
        checked = _checked(consultation, tidy(said), at=at, entered=entered)
        return _keep(consultation, checked, token, Sent(channel, by, mark), entered, at)
    except (NotAccepted, IntegrityError) as refused:
        # what refuses a form may be that it came before: only then is it looked for
        if (before := _before(consultation, said, token, mark, at)) is not None:
            return before
        if isinstance(refused, IntegrityError) and (said.identity or said.proven):
            raise NotAccepted([twice(said.proven)]) from None
        raise


@transaction.atomic
def again(*, contribution: m.Contribution, token: str, at: datetime) -> Received:
    """Return the receipt of what a form's token sent before, as it was given then."""
    return Received(contribution, ledger.issue(token=token, target=target_of(contribution), at=at), False)


@transaction.atomic
def correct(*, contribution: m.Contribution, said: Said, at: datetime) -> m.Contribution:
    """Put what somebody now says in the place of what they said; texts that changed are read again before they are shown.

    Raises NotAccepted when it has closed or was withdrawn, or with what to mend. Who they are (address, facts about them) stays as given.
    """
    held = m.Contribution.objects.select_for_update(of=("self",)).select_related("consultation")
    row = held.get(pk=contribution.pk)
    if not permits.can_correct(row, at=at):
        raise NotAccepted(
            [Wrong("", _("Este contributo já não se pode corrigir: a consulta fechou ou foi retirado."))]
        )
    said = unheard_anew(row, checked_again(row, said))
    row.corrected_at, row.uncommitted = at, False
    rewrite(row, said)
    m.Vote.objects.filter(contribution=row).delete()
    _vote_all(row, said)
    _detach(row, said, at)
    _attach(row, said)
    commit(contribution=row, verb="contribution.correct", by=PARTICIPANT, at=at)
    return row


def checked_again(row: m.Contribution, said: Said) -> Said:
    """Return what is kept of what a contribution is now to say; raises NotAccepted with what to mend."""
    return _faultless(row.consultation, tidy(replace(said, kind=row.kind)))


def rewrite(row: m.Contribution, said: Said) -> None:
    """Bring a contribution, saved with this, and its texts to what is said now; a text that changed is read again before it is shown."""
    row.answers, row.language, row.audience = dict(said.answers), said.language, said.audience
    if row.organisation_id is None:  # the name of one that is verified is its own
        row.organisation_name = said.organisation_name
    row.save()
    retext(row, said)


def commit(*, contribution: m.Contribution, verb: str, by: str, at: datetime, **told: object) -> None:
    """Write into the ledger, within the caller's transaction, that the content of a contribution is now what it is; `told`: why."""
    passages = m.Passage.objects.filter(contribution=contribution)
    files = m.Attachment.objects.filter(contribution=contribution).values_list("place", "file__sha256_served")
    content = digests.digest(contribution, passages, digests.votes_of(contribution), files)
    ledger.record(verb=verb, by=by, at=at, target=target_of(contribution), new={**told, "digest": content})


def tidy(said: Said) -> Said:
    """Return what somebody says in plain text, without empty answers and without what is invisible and only deceives."""
    written = {
        place: Text(texts.prose(one.text), one.public, texts.prose(one.rewording))
        for place, one in said.texts.items()
    }
    return Said(
        kind=said.kind,
        language=said.language,
        audience=said.audience,
        answers={code: value for code, value in said.answers.items() if value not in (None, "", [], {})},
        texts={place: one for place, one in written.items() if one.text or one.rewording or one.public},
        votes=said.votes,
        files={place: tuple(files) for place, files in said.files.items() if files},
        organisation_name=said.organisation.name
        if said.organisation
        else texts.line(said.organisation_name)[:300],
        organisation=said.organisation,
        about=texts.line(said.about)[:16],
        email=texts.line(said.email),
        about_me={texts.line(name): texts.line(value) for name, value in said.about_me.items() if value},
        identity=texts.line(said.identity),
        proven=said.proven,
    )


def _before(consultation: Consultation, said: Said, token: str, mark: str, at: datetime) -> Received | None:
    """What the same form gave before; raises AlreadyUsed where it was another, or a machine's with another mark."""
    row = m.Contribution.objects.select_related("consultation").filter(token_hash=token_hash(token)).first()
    if row is None:
        return None
    other = (row.consultation_id, row.kind) != (consultation.pk, said.kind)
    if other or (mark and mark != _mark_of(row, mark)):
        raise AlreadyUsed(
            [Wrong("", _("Este formulário já foi enviado. Abra-o de novo para enviar outra coisa."))]
        )
    return Received(row, ledger.issue(token=token, target=target_of(row), at=at), False)


def _mark_of(row: m.Contribution, erased: str) -> str:
    """The mark a contribution was sent with, as the ledger holds it; once that was erased, whatever is asked."""
    for act in history(target_of(row)):
        if act.verb == SUBMIT:
            return str((act.new or {}).get("mark", ""))
    return erased


def _checked(consultation: Consultation, said: Said, *, at: datetime, entered: Entered | None) -> Said:
    """What is kept of what somebody says; raises NotAccepted."""
    may = permits.can_enter_late if entered else permits.can_submit
    if not may(consultation, at=at):
        raise NotOpen([Wrong("", _("A consulta não está aberta: só se pode participar dentro do prazo."))])
    if entered and entered.batch and entered.batch.consultation_id != consultation.pk:
        raise NotAccepted([Wrong("", _("Esse conjunto de folhas é de outra consulta."))])
    known = said.proven or plain(said.identity)
    if asks_who(consultation, said.kind) and not known and entered is None:
        raise NotAccepted([unknown()])
    return _faultless(consultation, said)


def _faultless(consultation: Consultation, said: Said) -> Said:
    """What is kept of what somebody says: what was asked of them; raises NotAccepted with everything to mend."""
    put = kept.asked(consultation) if said.kind in ASKED else NOTHING
    said = relevant(said, put)
    needs_towns = any(question.kind in ("municipality", "tile") for question in put.questions)
    towns = frozenset(Municipality.objects.values_list("dico", flat=True)) if needs_towns else frozenset()
    of = {"audiences": consultation.audiences, "ways": consultation.ways, "towns": towns}
    if found := faults(said, put, **of):
        raise NotAccepted(found)
    return said


@transaction.atomic
def _keep(
    consultation: Consultation, said: Said, token: str, sent: Sent, entered: Entered | None, at: datetime
) -> Received:
    row = m.Contribution.objects.create(
        consultation=consultation,
        kind=said.kind,
        channel=entered.channel if entered else sent.channel,
        audience=said.audience,
        language=said.language,
        organisation_name=said.organisation_name,
        organisation=said.organisation if said.kind == m.Kind.POSITION else None,
        about=_proposal(consultation, said),
        answers=dict(said.answers),
        assurance=m.Assurance.EID if said.proven and asks_who(consultation, said.kind) else m.Assurance.NONE,
        token_hash=token_hash(token),
        received_at=at,
        batch=entered.batch if entered else None,
        entered_by=entered.by if entered else "",
    )
    shown = consultation.moderation == Consultation.Moderation.POST
    passages = [passage_of(row, place, one, shown) for place, one in said.texts.items()]
    m.Passage.objects.bulk_create(passages)
    _vote_all(row, said)
    annexes = _attach(row, said)
    _keep_apart(consultation, row, said, entered)
    if said.kind == m.Kind.QUESTIONNAIRE or asks_who(consultation, said.kind):  # what takes several pages
        m.Draft.objects.filter(token_hash=row.token_hash).delete()
    files = [(one.place, one.file.sha256_served) for one in annexes]
    told = {"digest": digests.digest(row, passages, list(said.votes.items()), files)}
    if sent.mark:
        told["mark"] = sent.mark
    by, target = entered.by if entered else sent.by, target_of(row)
    first = ledger.record(verb=SUBMIT, by=by, at=at, target=target, new=told)
    code = ledger.issue(token=token, target=target, at=at, fresh=True)
    if said.email:
        keep_contact(row, said.email, code, at)
    whole = whole_of(row, passages, dict(said.votes), annexes)
    return Received(row, code, True, whole, state_at_first(target, first, SUBMIT))


def _proposal(consultation: Consultation, said: Said) -> m.Contribution | None:
    """The proposal a support is of; raises NotAccepted when there is none."""
    if said.kind != m.Kind.SUPPORT:
        return None
    of = {"consultation": consultation, "number": said.about, "kind": m.Kind.PROPOSAL, "state": "received"}
    found = m.Contribution.objects.filter(**of).first()
    if found is None:
        raise NotAccepted([Wrong("", _("Essa proposta não existe ou foi retirada."))])
    return found


def _vote_all(row: m.Contribution, said: Said) -> None:
    if not said.votes:
        return
    of = Statement.objects.filter(consultation=row.consultation_id, number__in=said.votes)
    m.Vote.objects.bulk_create(
        m.Vote(contribution=row, statement=one, value=said.votes[one.number]) for one in of
    )


def _attach(row: m.Contribution, said: Said) -> list[m.Attachment]:
    """Hang files on a contribution that it has not yet, after those it has; return the new ones."""
    new: list[m.Attachment] = []
    for place, files in said.files.items():
        held = list(m.Attachment.objects.filter(contribution=row, place=place).order_by("position"))
        last = held[-1].position if held else 0
        known = {one.file_id for one in held}
        for position, file in enumerate((file for file in files if file.pk not in known), last + 1):
            of = {"contribution": row, "file": file, "place": place, "position": position}
            new.append(m.Attachment.objects.create(**of))
    return new


def _detach(row: m.Contribution, said: Said, at: datetime) -> None:
    """Take away the files of a question for which others were chosen, and discard what hangs on nothing else."""
    for place, files in said.files.items():
        others = m.Attachment.objects.filter(contribution=row, place=place).exclude(file__in=files)
        held = [one.file for one in others.select_related("file")]
        others.delete()
        for file in held:
            if not m.Attachment.objects.filter(file=file).exists():
                stored.discard(public_id=file.public_id, by=PARTICIPANT, at=at)


def _keep_apart(consultation: Consultation, row: m.Contribution, said: Said, entered: Entered | None) -> None:
    """Keep who it is from where nothing in the database leads from one to the other."""
    slug = consultation.slug
    if asks_who(consultation, said.kind) and entered is None:  # of a late sheet the pepper is gone
        mark = said.proven or mark_of(consultation, said.identity, kind=said.kind, about=said.about)
        m.Uniqueness.objects.create(consultation=consultation, mark=mark)
    if said.about_me:
        about: dict[str, object] = {"number": row.number, "said": dict(said.about_me)}
        m.Demographic.objects.create(consultation=consultation, sealed=seal(f"about-{slug}", about))


def unknown() -> Wrong:
    """Say that it is asked once of each person, and how to show that one is one."""
    return Wrong("identity", _("Esta consulta pede um documento, para que cada pessoa responda uma vez."))


def twice(proven: str = "") -> Wrong:
    """Say that somebody answered already, and what they can do: by the number they typed, or as the one they proved to be."""
    if proven:
        return Wrong(
            "identity",
            _("Já há uma resposta sua nesta consulta. Para a mudar, use o código do comprovativo."),
        )
    return Wrong(
        "identity", _("Já há uma resposta com este documento. Para a mudar, use o código do comprovativo.")
    )
