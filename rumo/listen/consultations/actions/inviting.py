"""Bodies asked to take part: invited once each, written to when it is published, reminded once before it closes."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core.texts import prose
from rumo.ground.ledger.actions import record
from rumo.ground.outbox.actions import Letter, post_all
from rumo.ground.people.models import Entity, Membership, User
from rumo.listen.consultations import models as m
from rumo.listen.consultations.actions.writing import ConsultationRefused, held, target_of
from rumo.listen.consultations.queries import Body
from rumo.listen.consultations.rules import Phase, phase
from rumo.listen.consultations.rules.texts import LINE

REMINDED = timedelta(days=7)
"""How long before it closes those who were invited are reminded."""


@transaction.atomic
def invite(*, consultation: m.Consultation, bodies: Sequence[Body], by: str, at: datetime) -> int:
    """Invite bodies, each once whatever is asked; return how many are new. Letters leave with the publication, or now after it.

    To a body on the register it is the people who act for it that are written to. Raises ConsultationRefused once it has closed,
    or for a name or an address that cannot be one.
    """
    row = held(consultation)
    if phase(row, at=at) in (Phase.CANCELLED, Phase.CLOSED):
        raise ConsultationRefused(_("A consulta já fechou: já não se convida ninguém."))
    wanted = {(body.kind, prose(body.name)): body for body in bodies}
    if faults := _faults(wanted):
        raise ConsultationRefused(faults=faults)
    known = set(m.Invitation.objects.filter(consultation=row).values_list("kind", "name"))
    made = m.Invitation.objects.bulk_create(
        m.Invitation(
            consultation=row,
            entity=body.entity,
            kind=kind,
            name=name,
            email=body.email.strip(),
            invited_at=at,
        )
        for (kind, name), body in wanted.items()
        if (kind, name) not in known
    )
    if made:
        told = {"invited": [one.name for one in made]}
        record(verb="consultation.invite", by=by, at=at, target=target_of(row), new=told)
    if row.state == m.Consultation.State.PUBLISHED:
        write_to(row, made, "consultation.invited", at)
    return len(made)


@transaction.atomic
def remind(*, consultation: m.Consultation, by: str, at: datetime, but: Collection[int] = ()) -> int:
    """Remind, once, those invited to a consultation that is open and closes in REMINDED or less; return how many were reminded.

    `but` holds the bodies (keys of Entity) that answered already.
    """
    row = held(consultation)
    if phase(row, at=at) is not Phase.OPEN or row.closes_at is None or at < row.closes_at - REMINDED:
        return 0
    rows = m.Invitation.objects.filter(consultation=row, reminded_at__isnull=True).exclude(
        entity__in=list(but)
    )
    found = list(rows.order_by("pk"))
    if not found:
        return 0
    write_to(row, found, "consultation.reminded", at)
    rows.update(reminded_at=at)
    record(verb="consultation.remind", by=by, at=at, target=target_of(row), new={"reminded": len(found)})
    return len(found)


def write_to(row: m.Consultation, invitations: Sequence[m.Invitation], kind: str, at: datetime) -> list[str]:
    """Post a letter to each address of the bodies invited; return the keys of those posted."""
    title = m.Wording.objects.get(consultation=row, place="title", language=row.language).text
    owner = Entity.objects.get(pk=row.owner_id).name
    people = _people({one.entity_id for one in invitations if one.entity_id})
    payload = {
        "slug": row.slug,
        "title": title,
        "owner": owner,
        "first": str(row.first_on),
        "last": str(row.last_on),
    }
    letters = []
    for one in invitations:
        told = {**payload, "body": one.name}
        if one.email:
            letters.append(Letter(kind, f"{kind}:{row.pk}:{one.pk}", one.email, row.language, told))
        letters += [
            Letter(kind, f"{kind}:{row.pk}:{user.public_id}", user.email, user.language, told)
            for user in people.get(one.entity_id or 0, ())
        ]
    return post_all(letters=letters, at=at)


def _people(entities: Collection[int]) -> dict[int, list[User]]:
    """Return the people who act for bodies, whatever their role (one query)."""
    found: defaultdict[int, list[User]] = defaultdict(list)
    held = Membership.objects.filter(entity__in=entities, revoked_at__isnull=True, user__is_active=True)
    for one in held.select_related("user").order_by("pk"):
        if one.user not in found[one.entity_id]:
            found[one.entity_id].append(one.user)
    return found


def _faults(wanted: dict[tuple[str, str], Body]) -> dict[str, str]:
    faults = {}
    for (kind, name), body in wanted.items():
        if not name or len(name) > LINE:
            faults["name"] = _("Escreva o nome da entidade, com %(most)s carateres no máximo.") % {
                "most": LINE
            }
        if kind not in Entity.Kind.values:
            faults["kind"] = _("Escolha o tipo de entidade.")
        if body.email.strip() and not _is_address(body.email.strip()):
            faults["email"] = _("Escreva um endereço de correio eletrónico, por exemplo geral@exemplo.pt.")
    return faults


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254
