"""Accounts, bodies, who acts for which body in which role, and which machine; nothing here is deleted, what ends says when."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number


def _link(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


class Role(models.TextChoices):
    """Everything a person may be in a body; `rules.DESCRIPTIONS` says in plain words what each may do."""

    NATIONAL_COORDINATOR = "national_coordinator", _("Coordenação nacional")
    NATIONAL_ANALYST = "national_analyst", _("Equipa técnica nacional")
    MODERATOR = "moderator", _("Moderação")
    TRANSLATOR = "translator", _("Tradução")
    FACILITATOR = "facilitator", _("Facilitação de encontros")
    MEDIATOR = "mediator", _("Mediação")
    MUNICIPAL_COORDINATOR = "municipal_coordinator", _("Coordenação municipal")
    MUNICIPAL_REPORTER = "municipal_reporter", _("Relato municipal")
    PARTNER_REPORTER = "partner_reporter", _("Relato de entidade parceira")
    REVIEWER = "reviewer", _("Revisão de propostas")
    EVALUATOR = "evaluator", _("Avaliação")
    AUDITOR = "auditor", _("Auditoria")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Proteção de dados")
    OPERATOR = "operator", _("Operação do sistema")
    REPRESENTATIVE = "representative", _("Representação da organização")


class UserManager(BaseUserManager["User"]):
    """What Django's sign-in asks of a table of accounts."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the account of an address, whatever its case."""
        return self.get(email=(username or "").casefold())


class User(AbstractBaseUser):
    """An account: an address that proves who signs in; it has no password. `public_id` is how acts name the person."""

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, default="pt")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    def has_usable_password(self) -> bool:
        """Nobody has one: the column holds only what ends sessions when it changes (`actions.end_sessions`)."""
        return False

    def __str__(self) -> str:
        """Return the name, as pages show it."""
        return self.name or self.email


class Entity(models.Model):
    """A body that people act for: the national institute, a municipality, an intermunicipal community, an association and so on."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("Instituto nacional")
        MUNICIPALITY = "municipality", _("Município")
        COMMUNITY = "cim", _("Comunidade intermunicipal")
        COUNCIL = "council", _("Conselho municipal")
        PUBLIC_BODY = "public_body", _("Organismo público")
        ASSOCIATION = "association", _("Associação")
        UNIVERSITY = "university", _("Universidade ou centro de estudos")
        COMPANY = "company", _("Empresa")

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=300)
    municipality = _link("territory.Municipality", null=True)
    region = _link("territory.Region", null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(kind="municipality"), name="entity_of_a_municipality"
            ),
            models.UniqueConstraint(fields=["region"], condition=Q(kind="cim"), name="entity_of_a_community"),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(kind="national"), name="entity_one_national"
            ),
            models.UniqueConstraint(fields=["kind", "name"], name="entity_name_once"),
            models.CheckConstraint(
                condition=~Q(kind="municipality") | Q(municipality__isnull=False),
                name="entity_municipality_is_named",
            ),
            models.CheckConstraint(
                condition=~Q(kind="cim") | Q(region__isnull=False), name="entity_community_is_named"
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Membership(models.Model):
    """A person in a role of a body, from `granted_at` until it is revoked."""

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    user = _link("people.User")
    entity = _link("people.Entity")
    role = models.CharField(max_length=24, choices=Role.choices)
    granted_by = models.CharField(max_length=60)
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "entity", "role"],
                condition=Q(revoked_at__isnull=True),
                name="membership_once",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("granted_at")),
                name="membership_ends_after_start",
            ),
        ]


class Substitution(models.Model):
    """Somebody acts in another's membership while that one is away, from a day to a day, both included."""

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    membership = _link("people.Membership")
    substitute = _link("people.User")
    starts_on = models.DateField()
    ends_on = models.DateField()
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="substitution_ends_after_start"
            )
        ]


class Invitation(models.Model):
    """An invitation to a role in a body, sent to an address; only the hash of its one-time token is kept."""

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    entity = _link("people.Entity")
    role = models.CharField(max_length=24, choices=Role.choices)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.CharField(max_length=60)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "role", "email"],
                condition=Q(accepted_at__isnull=True, cancelled_at__isnull=True),
                name="invitation_once",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")), name="invitation_expires_later"
            ),
        ]


class Token(models.Model):
    """What lets a machine act for a body, in one scope, until it is revoked; only the hash of its secret is kept."""

    class Scope(models.TextChoices):
        CONTRIBUTIONS = "contributions", _("Entregar contributos em consultas")
        REPORTS = "reports", _("Entregar relatórios dos planos da entidade")

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    entity = _link("people.Entity")
    scope = models.CharField(max_length=16, choices=Scope.choices)
    name = models.CharField(max_length=200)  # of the machine
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "name"], condition=Q(revoked_at__isnull=True), name="token_name_once"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("made_at")),
                name="token_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="token_has_name"),
        ]


class Enrolment(models.Model):
    """An organisation asks for an account: what it is, who asks, what proves it; and what staff decided, with their reason.

    Who asks stands here until the account is theirs (`entity`), or for half a year after it was refused.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Por confirmar o endereço")
        WAITING = "waiting", _("À espera de verificação")
        VERIFIED = "verified", _("Verificada")
        REFUSED = "refused", _("Recusada")

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    kind = models.CharField(max_length=12, choices=Entity.Kind.choices)
    name = models.CharField(max_length=300)
    tax_number = models.CharField(max_length=9, default="", blank=True)
    person = models.CharField(max_length=200)
    email = models.EmailField(max_length=254, db_index=True)
    language = models.CharField(max_length=10, default="pt")
    proof = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    token_hash = models.CharField(max_length=64, unique=True)  # of the form: sent again it is the same
    code_hash = models.CharField(max_length=64)  # of the code sent to the address
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=60, default="", blank=True)
    reason = models.TextField(default="", blank=True)
    entity = _link("people.Entity", null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "-asked_at"], name="enrolment_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", confirmed_at__isnull=True)
                | ~Q(state="asked") & Q(confirmed_at__isnull=False),
                name="enrolment_confirmed_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "waiting"], decided_at__isnull=True)
                | Q(state__in=["verified", "refused"], decided_at__isnull=False),
                name="enrolment_decided_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="verified", entity__isnull=False)
                | ~Q(state="verified") & Q(entity__isnull=True),
                name="enrolment_verified_is_a_body",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="enrolment_refused_says_why"
            ),
        ]
