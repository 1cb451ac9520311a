"""Who somebody is today (`Who`), what each role may do in plain words, and who may invite, revoke and hand over."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rumo.ground.people.models import Entity, Invitation, Membership, Role

NATIONAL = frozenset({Role.NATIONAL_COORDINATOR, Role.NATIONAL_ANALYST})
MUNICIPAL = frozenset({Role.MUNICIPAL_COORDINATOR, Role.MUNICIPAL_REPORTER})
REPORTERS = MUNICIPAL | {Role.PARTNER_REPORTER}

# which kinds of body a role belongs to
PLACES: dict[Role, frozenset[str]] = {
    Role.NATIONAL_COORDINATOR: frozenset({"national"}),
    Role.NATIONAL_ANALYST: frozenset({"national"}),
    Role.MODERATOR: frozenset({"national", "municipality", "cim"}),
    Role.TRANSLATOR: frozenset({"national", "municipality", "cim"}),
    Role.FACILITATOR: frozenset(Entity.Kind.values),
    Role.MEDIATOR: frozenset(Entity.Kind.values),
    Role.MUNICIPAL_COORDINATOR: frozenset({"municipality", "cim"}),
    Role.MUNICIPAL_REPORTER: frozenset({"municipality", "cim"}),
    Role.PARTNER_REPORTER: frozenset({"public_body", "association", "university", "company"}),
    Role.REVIEWER: frozenset(Entity.Kind.values),
    Role.EVALUATOR: frozenset({"national", "council", "association", "university", "company", "public_body"}),
    Role.AUDITOR: frozenset({"national", "public_body"}),
    Role.DATA_PROTECTION_OFFICER: frozenset({"national", "municipality", "cim"}),
    Role.OPERATOR: frozenset({"national"}),
    Role.REPRESENTATIVE: frozenset(Entity.Kind.values) - {"national"},
}

DESCRIPTIONS: dict[Role, Promise] = {
    Role.NATIONAL_COORDINATOR: _(
        "Vê todos os planos, aprova o que precisa de outra pessoa, convida as equipas e nomeia as outras funções nacionais."
    ),
    Role.NATIONAL_ANALYST: _("Vê todos os planos, lê os relatórios e acompanha quem está em atraso."),
    Role.MODERATOR: _("Lê o que as pessoas dizem ter visto e decide o que se publica, com motivo."),
    Role.TRANSLATOR: _("Traduz os textos públicos e diz quais estão por rever."),
    Role.FACILITATOR: _("Conduz encontros e toma nota do que se diz."),
    Role.MEDIATOR: _("Escreve em nome de quem não pode ou não quer escrever."),
    Role.MUNICIPAL_COORDINATOR: _(
        "Faz o plano do município, distribui as medidas, aprova e publica os relatórios, convida a equipa e as entidades parceiras."
    ),
    Role.MUNICIPAL_REPORTER: _("Relata o que foi feito em cada medida do município e junta a prova."),
    Role.PARTNER_REPORTER: _("Relata apenas as medidas por que a sua entidade responde."),
    Role.REVIEWER: _("Aprecia propostas para a conferência, sem ver quem as fez."),
    Role.EVALUATOR: _("Lê as medidas de fora, diz o que encontrou e avalia planos."),
    Role.AUDITOR: _("Vê tudo, incluindo o registo de cada ato, e não muda nada."),
    Role.DATA_PROTECTION_OFFICER: _("Vê o registo dos atos sobre dados de pessoas e responde a pedidos."),
    Role.OPERATOR: _("Mantém o sistema a funcionar."),
    Role.REPRESENTATIVE: _("Entrega posições em nome da organização, nas consultas."),
}


@dataclass(frozen=True, slots=True)
class Held:
    """A role somebody acts in today: in which body, of which kind and place; `for_membership` is set when in another's stead."""

    role: str
    entity_id: int
    entity_kind: str
    municipality_id: int | None
    region_id: int | None
    for_membership: int | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """A person and every role they act in today, substitutions included; what every rule is asked about."""

    user_id: int
    public_id: str
    name: str
    email: str
    language: str
    holds: tuple[Held, ...] = ()

    def has(self, *roles: str) -> bool:
        """Tell whether any of the roles is held, in any body."""
        return any(held.role in roles for held in self.holds)

    def entities(self, *roles: str) -> set[int]:
        """Return the bodies in which one of the roles is held (any role when none is named)."""
        return {held.entity_id for held in self.holds if not roles or held.role in roles}

    def municipalities(self, *roles: str) -> set[int]:
        """Return the municipalities whose own body the roles are held in."""
        return {
            held.municipality_id
            for held in self.holds
            if held.role in roles and held.entity_kind == "municipality" and held.municipality_id
        }

    def communities(self, *roles: str) -> set[int]:
        """Return the regions (intermunicipal communities) whose own body the roles are held in."""
        return {
            held.region_id
            for held in self.holds
            if held.role in roles and held.entity_kind == "cim" and held.region_id
        }

    @property
    def national(self) -> bool:
        """Tell whether the person is of the national team."""
        return self.has(*NATIONAL)


def may_hold(role: str, entity: Entity) -> bool:
    """Tell whether a role exists in a body of this kind."""
    return entity.kind in PLACES[Role(role)]


def can_invite(who: Who, entity: Entity, role: str) -> bool:
    """A national coordinator invites anybody; a municipal one their own team, and partners and evaluators anywhere but the institute."""
    if not may_hold(role, entity):
        return False
    if who.has(Role.NATIONAL_COORDINATOR):
        return True
    if not who.has(Role.MUNICIPAL_COORDINATOR):
        return False
    if role == Role.PARTNER_REPORTER:
        return True
    own = entity.pk in who.entities(Role.MUNICIPAL_COORDINATOR)
    return own and role in MUNICIPAL | {Role.MODERATOR, Role.FACILITATOR, Role.MEDIATOR, Role.TRANSLATOR}


def can_cancel(who: Who, invitation: Invitation) -> bool:
    """Whoever might have sent an invitation may take it back."""
    return can_invite(who, invitation.entity, invitation.role)


def can_end(who: Who, membership: Membership) -> bool:
    """End, hand over or arrange a substitution for a membership: its holder, or whoever could invite to it."""
    return membership.user_id == who.user_id or can_invite(who, membership.entity, membership.role)


def can_add_entity(who: Who) -> bool:
    """Add a body that is not there yet: coordinators."""
    return who.has(Role.NATIONAL_COORDINATOR, Role.MUNICIPAL_COORDINATOR)


def can_make_token(who: Who, entity: Entity) -> bool:
    """Let a machine act for a body, and end it: its own municipal coordinators, and coordinators of the country."""
    return who.has(Role.NATIONAL_COORDINATOR) or entity.pk in who.entities(Role.MUNICIPAL_COORDINATOR)


def can_see_people(who: Who, entity: Entity) -> bool:
    """See who acts for a body: its own people, coordinators of the country, auditors and data-protection officers of the country."""
    return entity.pk in who.entities() or who.has(
        Role.NATIONAL_COORDINATOR, Role.NATIONAL_ANALYST, Role.AUDITOR
    )


def can_verify(who: Who) -> bool:
    """Verify that organisations are who they say, or refuse: the national team and its moderators."""
    return who.national or any(
        held.role == Role.MODERATOR and held.entity_kind == "national" for held in who.holds
    )


def can_speak_for(who: Who, entity: Entity) -> bool:
    """Hand in what an organisation says, in its name: whoever represents it."""
    return entity.pk in who.entities(Role.REPRESENTATIVE)


def can_read_ledger(who: Who) -> bool:
    """Read every act in the ledger: auditors, data-protection officers and coordinators of the country."""
    return who.has(Role.AUDITOR, Role.NATIONAL_COORDINATOR) or any(
        held.role == Role.DATA_PROTECTION_OFFICER and held.entity_kind == "national" for held in who.holds
    )
