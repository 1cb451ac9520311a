"""Bodies, invitations, roles given and ended, substitutions, handing over, accounts, machines' tokens."""

import hmac
import secrets
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.core.fields import token_hash
from rumo.ground.ledger.actions import record
from rumo.ground.ledger.rules import keys
from rumo.ground.outbox.actions import post
from rumo.ground.people import models as m
from rumo.ground.people import rules
from rumo.ground.territory.models import Municipality, Region

INVITATION_DAYS = 14
DEMO_ADDRESSES = "@exemplo.invalid"
"""How the addresses of the demonstration's people end: no letter can reach them, and only they sign in by a link."""
DEMO_MINUTES = 15
_DEMO = "rumo.people.demo"
TOKEN_PREFIX = "rumo_"  # noqa: S105 - by which a secret that leaked is known for what it is
_TOKEN_KEY = "machine-tokens"  # noqa: S105 - the name of a key, not a key


class PeopleRefused(Exception):
    """An act on people that cannot be done, said in words fit for whoever asked."""


@transaction.atomic
def load_entities(*, national: str, by: str, at: datetime) -> int:
    """Make the national body, and one for each municipality and intermunicipal community that has none; return how many were made."""
    made = []
    if not m.Entity.objects.filter(kind="national").exists():
        made.append(m.Entity(kind="national", name=national, recorded_at=at))
    towns = set(m.Entity.objects.filter(kind="municipality").values_list("municipality_id", flat=True))
    for pk, name in Municipality.objects.values_list("pk", "official_name"):
        if pk not in towns:
            body = f"Município de {name}"
            made.append(m.Entity(kind="municipality", name=body, municipality_id=pk, recorded_at=at))
    regions = set(m.Entity.objects.filter(kind="cim").values_list("region_id", flat=True))
    for pk, name in Region.objects.filter(kind="cim").values_list("pk", "name"):
        if pk not in regions:
            made.append(m.Entity(kind="cim", name=name, region_id=pk, recorded_at=at))
    m.Entity.objects.bulk_create(made)
    if made:
        record(verb="people.load", by=by, at=at, target="entities", new={"made": len(made)})
    return len(made)


@transaction.atomic
def add_entity(
    *, kind: str, name: str, by: str, at: datetime, municipality: Municipality | None = None
) -> m.Entity:
    """Add a body (association, council, university …); raises PeopleRefused for a name that is taken or a kind that is loaded."""
    name = " ".join(name.split())
    if kind in ("national", "municipality", "cim") or kind not in m.Entity.Kind.values:
        raise PeopleRefused(_("Este tipo de entidade já vem com o programa: escolha outro."))
    if not name:
        raise PeopleRefused(_("Escreva o nome da entidade."))
    if m.Entity.objects.filter(kind=kind, name=name).exists():
        raise PeopleRefused(_("Já há uma entidade deste tipo com o nome «%(name)s».") % {"name": name})
    row = m.Entity.objects.create(kind=kind, name=name, municipality=municipality, recorded_at=at)
    record(
        verb="entity.add", by=by, at=at, target=f"entity:{row.public_id}", new={"kind": kind, "name": name}
    )
    return row


@transaction.atomic
def invite(
    *, entity: m.Entity, role: str, email: str, name: str, language: str, by: str, inviter: str, at: datetime
) -> m.Invitation:
    """Invite an address to a role in a body and post the letter; an earlier invitation still open is replaced.

    `inviter` is the name the letter is signed with. Raises PeopleRefused where the body has no such role or the person holds it already.
    """
    email = email.strip().casefold()
    if not rules.may_hold(role, entity):
        raise PeopleRefused(_("Esta função não existe neste tipo de entidade."))
    if m.Membership.objects.filter(
        user__email=email, entity=entity, role=role, revoked_at__isnull=True
    ).exists():
        raise PeopleRefused(_("%(email)s já tem esta função nesta entidade.") % {"email": email})
    m.Invitation.objects.filter(
        entity=entity, role=role, email=email, accepted_at__isnull=True, cancelled_at__isnull=True
    ).update(cancelled_at=at)
    token = secrets.token_urlsafe(24)
    row = m.Invitation.objects.create(
        entity=entity,
        role=role,
        email=email,
        name=" ".join(name.split()),
        token_hash=token_hash(token),
        invited_by=by,
        invited_at=at,
        expires_at=at + timedelta(days=INVITATION_DAYS),
    )
    told = {"token": token, "entity": entity.name, "role": role, "inviter": inviter, "days": INVITATION_DAYS}
    key = f"invitation:{row.public_id}"
    post(kind="invitation", key=key, to=email, language=language, at=at, payload=told)
    target = f"entity:{entity.public_id}"
    record(verb="people.invite", by=by, at=at, target=target, new={"invitation": row.public_id, "role": role})
    return row


@transaction.atomic
def cancel(*, invitation: m.Invitation, by: str, at: datetime) -> None:
    """Take an invitation back; one that was accepted or taken back already is refused with PeopleRefused."""
    row = m.Invitation.objects.select_for_update().get(pk=invitation.pk)
    if row.accepted_at or row.cancelled_at:
        raise PeopleRefused(_("Este convite já não está em aberto."))
    row.cancelled_at = at
    row.save(update_fields=["cancelled_at"])
    target = f"entity:{row.entity.public_id}"
    record(verb="people.cancel", by=by, at=at, target=target, old={"invitation": row.public_id})


@transaction.atomic
def accept(*, token: str, name: str, language: str, at: datetime) -> m.User:
    """Accept an invitation by its token: make the account if there is none, give the role; return the account.

    Raises PeopleRefused when the invitation is spent, taken back or out of date, or the account is closed.
    """
    row = (
        m.Invitation.objects.select_for_update(of=("self",))
        .select_related("entity")
        .filter(token_hash=token_hash(token))
        .first()
    )
    if row is None or row.accepted_at or row.cancelled_at or row.expires_at <= at:
        raise PeopleRefused(_("Este convite já não serve. Peça outro a quem lho enviou."))
    user, _made = m.User.objects.get_or_create(
        email=row.email,
        defaults={"name": " ".join(name.split()) or row.name, "language": language, "joined_at": at},
    )
    if not user.is_active:
        raise PeopleRefused(_("Esta conta está fechada. Fale com a coordenação nacional."))
    grant(user=user, entity=row.entity, role=row.role, by=row.invited_by, at=at)
    row.accepted_at = at
    row.save(update_fields=["accepted_at"])
    target = f"entity:{row.entity.public_id}"
    record(verb="people.accept", by=user.public_id, at=at, target=target, new={"invitation": row.public_id})
    return user


@transaction.atomic
def grant(*, user: m.User, entity: m.Entity, role: str, by: str, at: datetime) -> m.Membership:
    """Give a person a role in a body; giving it twice gives it once. Raises PeopleRefused where the body has no such role."""
    if not rules.may_hold(role, entity):
        raise PeopleRefused(_("Esta função não existe neste tipo de entidade."))
    row, made = m.Membership.objects.get_or_create(
        user=user,
        entity=entity,
        role=role,
        revoked_at=None,
        defaults={"granted_by": by, "granted_at": at},
    )
    if made:
        record(
            verb="people.grant",
            by=by,
            at=at,
            target=f"entity:{entity.public_id}",
            new={"person": user.public_id, "role": role},
        )
    return row


@transaction.atomic
def revoke(*, membership: m.Membership, by: str, at: datetime) -> None:
    """End a membership and the substitutions under it; ending it twice ends it once."""
    row = m.Membership.objects.select_for_update().get(pk=membership.pk)
    if row.revoked_at:
        return
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    m.Substitution.objects.filter(membership=row, ended_at__isnull=True).update(ended_at=at)
    record(
        verb="people.revoke",
        by=by,
        at=at,
        target=f"entity:{row.entity.public_id}",
        old={"person": row.user.public_id, "role": row.role},
    )


@transaction.atomic
def substitute(
    *, membership: m.Membership, substitute: m.User, starts_on: date, ends_on: date, by: str, at: datetime
) -> m.Substitution:
    """Let somebody act in another's membership from a day to a day; raises PeopleRefused for oneself or dates that make no period."""
    if substitute.pk == membership.user_id:
        raise PeopleRefused(_("Escolha outra pessoa: ninguém se substitui a si."))
    if ends_on < starts_on:
        raise PeopleRefused(_("O último dia da substituição tem de ser igual ou posterior ao primeiro."))
    if membership.revoked_at:
        raise PeopleRefused(_("Esta função já terminou."))
    row = m.Substitution.objects.create(
        membership=membership,
        substitute=substitute,
        starts_on=starts_on,
        ends_on=ends_on,
        made_by=by,
        made_at=at,
    )
    record(
        verb="people.substitute",
        by=by,
        at=at,
        target=f"entity:{membership.entity.public_id}",
        new={"away": membership.user.public_id, "in": substitute.public_id, "from": starts_on, "to": ends_on},
    )
    return row


@transaction.atomic
def end_substitution(*, substitution: m.Substitution, by: str, at: datetime) -> None:
    """End a substitution before its last day; ending it twice ends it once."""
    row = m.Substitution.objects.select_for_update().get(pk=substitution.pk)
    if row.ended_at:
        return
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    target = f"entity:{row.membership.entity.public_id}"
    record(verb="people.end_substitution", by=by, at=at, target=target, old={"substitution": row.public_id})


@transaction.atomic
def hand_over(*, membership: m.Membership, to: m.User, by: str, at: datetime) -> m.Membership:
    """Give somebody's role to another person and end the first's; what hangs on the person in later rooms is moved by these rooms.

    Raises PeopleRefused when the role has ended or both are the same person.
    """
    if membership.revoked_at:
        raise PeopleRefused(_("Esta função já terminou."))
    if to.pk == membership.user_id:
        raise PeopleRefused(_("Escolha outra pessoa a quem passar a pasta."))
    row = grant(user=to, entity=membership.entity, role=membership.role, by=by, at=at)
    revoke(membership=membership, by=by, at=at)
    record(
        verb="people.hand_over",
        by=by,
        at=at,
        target=f"entity:{membership.entity.public_id}",
        old={"person": membership.user.public_id},
        new={"person": to.public_id, "role": membership.role},
    )
    return row


@transaction.atomic
def rename(*, user: m.User, name: str, language: str, at: datetime) -> None:
    """Change the name and language of one's own account; raises PeopleRefused for an empty name."""
    name = " ".join(name.split())
    if not name:
        raise PeopleRefused(_("Escreva o seu nome."))
    old = {"language": user.language}
    m.User.objects.filter(pk=user.pk).update(name=name[:200], language=language)
    target = f"person:{user.public_id}"
    record(verb="people.rename", by=user.public_id, at=at, target=target, old=old, new={"language": language})


@transaction.atomic
def set_active(*, user: m.User, active: bool, by: str, at: datetime) -> None:
    """Close an account, or open it again; what it did stays."""
    m.User.objects.filter(pk=user.pk).update(is_active=active)
    record(verb="people.set_active", by=by, at=at, target=f"person:{user.public_id}", new={"active": active})


@transaction.atomic
def open_account(*, email: str, name: str, language: str, by: str, at: datetime) -> m.User:
    """Open an account without any role; an address that has one keeps it as it is."""
    user, made = m.User.objects.get_or_create(
        email=email.strip().casefold(), defaults={"name": name, "language": language, "joined_at": at}
    )
    if made:
        record(verb="people.open", by=by, at=at, target=f"person:{user.public_id}")
    return user


@transaction.atomic
def end_sessions(*, user: m.User, at: datetime) -> m.User:
    """End every session of one's own account, by changing what their seals are made of; return the account as it now is."""
    row = m.User.objects.select_for_update().get(pk=user.pk)
    row.password = make_password(None)
    row.save(update_fields=["password"])
    record(verb="people.end_sessions", by=row.public_id, at=at, target=f"person:{row.public_id}")
    return row


@transaction.atomic
def make_token(
    *, entity: m.Entity, scope: str, name: str, form: str, by: str, at: datetime
) -> tuple[m.Token, str]:
    """Let a machine act for a body in a scope; return the row and its secret, to be shown once: only its hash is kept.

    `form` is the form's one-time token, of which the secret is made: the same form again gives the same secret and no second row.
    Raises PeopleRefused for no name, or one that another token in force has.
    """
    m.Entity.objects.select_for_update().get(pk=entity.pk)
    secret = TOKEN_PREFIX + hmac.digest(keys.secret(_TOKEN_KEY), form.encode(), "sha256").hex()
    before = m.Token.objects.filter(token_hash=token_hash(secret)).first()
    if before is not None:
        return before, secret
    name = texts.line(name)
    if not name:
        raise PeopleRefused(_("Escreva que sistema vai usar a chave."))
    if len(name) > 200:
        raise PeopleRefused(_("O nome tem mais de 200 carateres: encurte-o."))
    if m.Token.objects.filter(entity=entity, name=name, revoked_at__isnull=True).exists():
        raise PeopleRefused(_("Já há uma chave com este nome: revogue-a primeiro, ou escolha outro nome."))
    row = m.Token.objects.create(
        entity=entity,
        scope=m.Token.Scope(scope),
        name=name,
        token_hash=token_hash(secret),
        made_by=by,
        made_at=at,
    )
    told = {"token": row.public_id, "scope": row.scope, "name": name}
    record(verb="token.make", by=by, at=at, target=f"entity:{entity.public_id}", new=told)
    return row, secret


@transaction.atomic
def revoke_token(*, token: m.Token, by: str, at: datetime) -> None:
    """End a machine's token at once; ending it twice ends it once."""
    row = m.Token.objects.select_for_update(of=("self",)).select_related("entity").get(pk=token.pk)
    if row.revoked_at:
        return
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    told = {"token": row.public_id, "name": row.name}
    record(verb="token.revoke", by=by, at=at, target=f"entity:{row.entity.public_id}", old=told)


def demo_token(*, user: m.User, at: datetime) -> str:
    """Return a token that signs a person of the demonstration in, once and within `DEMO_MINUTES`; PeopleRefused for anybody else."""
    if not user.email.endswith(DEMO_ADDRESSES):
        raise PeopleRefused(_("Só as pessoas da demonstração entram por uma ligação."))
    until = int((at + timedelta(minutes=DEMO_MINUTES)).timestamp())
    return signing.dumps([user.public_id, _last(user), until], salt=_DEMO)


@transaction.atomic
def enter_demo(*, token: str, at: datetime) -> m.User:
    """Spend a demonstration's token and return its person; raises PeopleRefused when it is not ours, spent or out of date."""
    try:
        public_id, last, until = signing.loads(token, salt=_DEMO)
    except signing.BadSignature:
        raise PeopleRefused(_("Esta ligação não serve.")) from None
    user = m.User.objects.select_for_update().get(public_id=public_id)
    spent = last != _last(user) or at.timestamp() > until
    if spent or not user.is_active or not user.email.endswith(DEMO_ADDRESSES):
        raise PeopleRefused(_("Esta ligação já foi usada ou passou do prazo. Peça outra."))
    user.last_login = at
    user.save(update_fields=["last_login"])
    record(verb="people.enter_demo", by=user.public_id, at=at, target=f"person:{user.public_id}")
    return user


def _last(user: m.User) -> str:
    return user.last_login.isoformat() if user.last_login else ""
