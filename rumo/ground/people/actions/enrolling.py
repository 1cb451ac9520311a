"""An organisation asks for an account, shows that the address is its own, and is verified or refused by staff."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.core.fields import token_hash
from rumo.ground.ledger.actions import record
from rumo.ground.outbox.actions import post
from rumo.ground.people import models as m
from rumo.ground.people.actions.acting import PeopleRefused, add_entity, grant, open_account
from rumo.science import codes, nipc

KINDS = ("association", "university", "company", "public_body", "council")
"""What may ask; municipalities and communities are in the register, and their people are invited."""
CODE_HOURS = 24
CODE_LENGTH = 8
"""Letters of 32: with TRIES tries, one guess in 200 thousand million."""
TRIES = 5
A_DAY = 3
"""Letters an address is sent in CODE_HOURS, so that nobody fills another's box."""
TEXT = 2_000
UNCONFIRMED = timedelta(days=7)
"""How long a request from an address that was never confirmed is kept."""
REFUSED = timedelta(days=180)
"""How long it is known who asked, once refused."""
_READ_AS = str.maketrans("ILO", "110")
APPLICANT = "applicant"
"""Who the ledger names for what an organisation asks: nobody."""


class EnrolmentRefused(Exception):
    """What an organisation asks cannot be taken as it is: `faults` are (field, words)."""

    def __init__(self, *faults: tuple[str, str]) -> None:
        super().__init__(" ".join(words for _field, words in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Asked:
    """What an organisation says of itself when it asks for an account."""

    kind: str
    name: str
    person: str
    email: str
    proof: str
    tax_number: str = ""
    language: str = "pt"


@transaction.atomic
def ask(*, asked: Asked, token: str, at: datetime) -> m.Enrolment:
    """Keep what an organisation asks and send a code to its address; the same form sent again is the same request.

    Raises EnrolmentRefused with everything to mend.
    """
    before = m.Enrolment.objects.filter(token_hash=token_hash(token)).first()
    if before is not None:
        return before
    said = _tidy(asked)
    faults = _faults(said)
    since = at - timedelta(hours=CODE_HOURS)
    if not faults and m.Enrolment.objects.filter(email=said.email, asked_at__gt=since).count() >= A_DAY:
        faults.append(
            ("email", _("Já mandámos códigos para este endereço: procure o último, ou tente amanhã."))
        )
    if faults:
        raise EnrolmentRefused(*faults)
    code = "".join(secrets.choice(codes.ALPHABET) for _letter in range(CODE_LENGTH))
    row = m.Enrolment.objects.create(
        kind=said.kind,
        name=said.name,
        person=said.person,
        email=said.email,
        proof=said.proof,
        tax_number=said.tax_number,
        language=said.language,
        token_hash=token_hash(token),
        code_hash=token_hash(code),
        asked_at=at,
    )
    shown = f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"
    _write(row, "enrolment.code", at, code=shown, hours=CODE_HOURS)
    record(
        verb="enrolment.ask",
        by=APPLICANT,
        at=at,
        target=_target(row),
        new={"kind": row.kind, "name": row.name},
    )
    return row


def confirm(*, email: str, code: str, at: datetime) -> m.Enrolment:
    """Take the code that was sent to an address: from now on the request waits for staff; confirmed again it stays confirmed.

    Raises EnrolmentRefused for a code that is wrong, out of date, or tried too often: a wrong one counts for all the address awaits.
    """
    row = _matched(email.strip().casefold(), code, at)
    if row is None:
        words = _(
            "Este código não serve. Veja se o copiou todo; vale %(hours)s horas e %(tries)s tentativas."
        )
        raise EnrolmentRefused(("code", words % {"hours": CODE_HOURS, "tries": TRIES}))
    return row


@transaction.atomic
def verify(*, enrolment: m.Enrolment, by: str, at: datetime) -> m.Enrolment:
    """Say that an organisation is who it says: its body, the account of who asked, their role, a letter; twice is once.

    A body of that kind and name that is there already is the one. Raises PeopleRefused where it was decided otherwise.
    """
    row = m.Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if row.state == m.Enrolment.State.VERIFIED:
        return row
    _still_waiting(row)
    entity = m.Entity.objects.filter(kind=row.kind, name=row.name).first()
    entity = entity or add_entity(kind=row.kind, name=row.name, by=by, at=at)
    user = open_account(email=row.email, name=row.person, language=row.language, by=by, at=at)
    if not user.is_active:
        raise PeopleRefused(_("Este endereço tem uma conta fechada. Fale com a coordenação nacional."))
    grant(user=user, entity=entity, role=m.Role.REPRESENTATIVE, by=by, at=at)
    row.state, row.entity, row.decided_at, row.decided_by = m.Enrolment.State.VERIFIED, entity, at, by
    row.save()
    _write(row, "enrolment.verified", at, name=row.name)
    record(verb="enrolment.verify", by=by, at=at, target=_target(row), new={"entity": entity.public_id})
    return row


@transaction.atomic
def refuse(*, enrolment: m.Enrolment, reason: str, by: str, at: datetime) -> m.Enrolment:
    """Refuse an account, with the reason the organisation reads; twice is once. Raises PeopleRefused without one or once decided."""
    reason = texts.prose(reason)
    row = m.Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if row.state == m.Enrolment.State.REFUSED:
        return row
    _still_waiting(row)
    if not reason or len(reason) > TEXT:
        raise PeopleRefused(_("Escreva o motivo, até 2000 carateres: é o que a organização vai ler."))
    row.state, row.reason, row.decided_at, row.decided_by = m.Enrolment.State.REFUSED, reason, at, by
    row.save()
    _write(row, "enrolment.refused", at, name=row.name, reason=reason)
    record(verb="enrolment.refuse", by=by, at=at, target=_target(row), new={"reason": reason})
    return row


@transaction.atomic
def forget_enrolments(*, by: str, at: datetime) -> int:
    """Delete requests never confirmed, and who asked where it was refused long ago; return how many."""
    old = m.Enrolment.objects.filter(state=m.Enrolment.State.ASKED, asked_at__lt=at - UNCONFIRMED)
    refused = m.Enrolment.objects.filter(state=m.Enrolment.State.REFUSED, decided_at__lt=at - REFUSED)
    gone = old.delete()[0] + refused.exclude(email="").update(email="", person="", proof="")
    if gone:
        record(verb="enrolment.forget", by=by, at=at, target="enrolments", new={"rows": gone})
    return gone


@transaction.atomic
def _matched(email: str, code: str, at: datetime) -> m.Enrolment | None:
    """The request whose code this is; where it is none's, the try is counted."""
    of = m.Enrolment.objects.select_for_update().filter(
        email=email, asked_at__gt=at - timedelta(hours=CODE_HOURS), tries__lt=TRIES
    )
    held = list(of.order_by("-pk"))
    wanted = token_hash("".join(one for one in code.upper() if one.isalnum()).translate(_READ_AS))
    row = next((one for one in held if secrets.compare_digest(one.code_hash, wanted)), None)
    if row is None:
        for one in held:
            one.tries += 1
            one.save(update_fields=["tries"])
    elif row.state == m.Enrolment.State.ASKED:
        row.state, row.confirmed_at = m.Enrolment.State.WAITING, at
        row.save(update_fields=["state", "confirmed_at"])
        record(verb="enrolment.confirm", by=APPLICANT, at=at, target=_target(row))
    return row


def _tidy(said: Asked) -> Asked:
    return replace(
        said,
        name=texts.line(said.name),
        person=texts.line(said.person),
        email=texts.line(said.email).casefold(),
        proof=texts.prose(said.proof),
        tax_number=nipc.bare(texts.line(said.tax_number)),
        language=texts.line(said.language)[:10],
    )


def _faults(said: Asked) -> list[tuple[str, str]]:
    found = []
    if said.kind not in KINDS:
        found.append(("kind", _("Escolha o tipo de organização.")))
    if not 0 < len(said.name) <= 300:
        found.append(("name", _("Escreva o nome da organização, até 300 carateres.")))
    if said.tax_number and nipc.is_of_a_person(said.tax_number):
        found.append(("tax_number", _("Este é o número de uma pessoa. Escreva o da organização, ou nenhum.")))
    elif said.tax_number and not nipc.is_right(said.tax_number):
        found.append(
            ("tax_number", _("Este número não está certo: são nove algarismos. Pode deixá-lo em branco."))
        )
    if not 0 < len(said.person) <= 200:
        found.append(("person", _("Escreva o nome de quem pede, ou a sua função, até 200 carateres.")))
    if len(said.email) > 254 or not _is_address(said.email):
        found.append(("email", _("Escreva o endereço completo, por exemplo geral@associacao.pt.")))
    if not 0 < len(said.proof) <= TEXT:
        found.append(("proof", _("Diga o que mostra que fala pela organização, até 2000 carateres.")))
    return found


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


def _still_waiting(row: m.Enrolment) -> None:
    if row.state != m.Enrolment.State.WAITING:
        raise PeopleRefused(_("Este pedido já foi decidido, ou o endereço ainda não foi confirmado."))


def _target(row: m.Enrolment) -> str:
    return f"enrolment:{row.public_id}"


def _write(row: m.Enrolment, kind: str, at: datetime, **told: object) -> None:
    """Post a letter to who asked: to an address nobody confirmed, nothing that a stranger wrote."""
    key = f"{kind}:{row.public_id}"
    post(kind=kind, key=key, to=row.email, language=row.language, at=at, payload=told)
