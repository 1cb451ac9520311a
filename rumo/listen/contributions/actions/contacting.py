"""An address left to be told: kept sealed with what it is of, and written to at once with the receipt, in a letter that is sealed too."""

import base64
import secrets
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.outbox.actions import post
from rumo.listen.consultations.queries import words_of
from rumo.listen.contributions import models as m
from rumo.listen.contributions.actions.refusing import NotAccepted
from rumo.listen.contributions.rules.saying import Wrong, email_faults
from rumo.listen.contributions.rules.sealing import seal, unseal
from rumo.science import codes

LETTER = "contribution.received"


@transaction.atomic
def leave_address(*, contribution: m.Contribution, code: str, email: str, at: datetime) -> None:
    """Keep an address for a contribution of any kind, for whoever holds its code, and send the receipt there; left twice, it is left once.

    Raises NotAccepted for what is no address, or once it was withdrawn. Nobody's act, as a draft: it enters no ledger.
    """
    email = texts.line(email)
    row = m.Contribution.objects.select_for_update().get(pk=contribution.pk)
    row.consultation = contribution.consultation
    if row.consultation is None:
        raise NotAccepted([Wrong("email", _("Deste contributo não se avisa por correio eletrónico."))])
    if row.state != m.Contribution.State.RECEIVED:
        raise NotAccepted([Wrong("email", _("Este contributo foi retirado: já não há de que avisar."))])
    if not email or email_faults(email):
        raise NotAccepted(email_faults(email or "?"))
    name = f"contact-{row.consultation.slug}"
    held = m.Contact.objects.filter(consultation=row.consultation).values_list("sealed", flat=True)
    mine = (unseal(name, one) for one in held.iterator(chunk_size=500))
    if not any((one["number"], one["email"]) == (row.number, email) for one in mine):
        keep_contact(row, email, code, at)


def keep_contact(row: m.Contribution, email: str, code: str, at: datetime) -> None:
    """Keep an address, and post the letter with the receipt: whose it is stands in neither row, but for who holds the key."""
    consultation = row.consultation
    name = f"contact-{consultation.slug}"
    m.Contact.objects.create(
        consultation=consultation,
        sealed=seal(name, {"number": row.number, "email": email, "language": row.language}),
        delete_on=half_a_year(consultation.answer_by),
    )
    told = {
        "to": email,
        "title": str(words_of(consultation, row.language).get("title", consultation.slug)),
        "number": row.number,
        "code": codes.shown(code),
        "answer_by": consultation.answer_by.isoformat() if consultation.answer_by else "",
    }
    payload = {"key": name, "sealed": base64.b64encode(seal(name, told)).decode()}
    key = f"{LETTER}:{secrets.token_hex(16)}"
    post(kind=LETTER, key=key, to="", language=row.language, at=at, payload=payload)


def half_a_year(day: date | None) -> date | None:
    """Return the day six months after one; the 28th at the latest, which every month has."""
    if day is None:
        return None
    month = day.month + 6
    year, month = day.year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(day.day, 28))
