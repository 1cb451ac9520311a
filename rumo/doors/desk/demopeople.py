"""The people of the demonstration: one for each role, in the bodies of the example plans; roles, not names."""

from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from rumo.ground.people import actions as people
from rumo.ground.people.actions import DEMO_ADDRESSES
from rumo.ground.people.models import Entity, Role, User
from rumo.ground.territory.models import Municipality

SETUBAL, EVORA, ALTO_MINHO = "1512", "0705", "1602"


@dataclass(frozen=True, slots=True)
class Demo:
    """One of them: the word `rumo demo-login` knows them by, the role, the body, the address's first part."""

    word: str
    role: Role
    body: str
    local: str

    @property
    def email(self) -> str:
        """The address, which no letter can reach."""
        return normalize("NFKD", self.local).encode("ascii", "ignore").decode() + DEMO_ADDRESSES

    @property
    def name(self) -> str:
        """The role, said to be an example."""
        return f"{self.local.replace('-', ' ').capitalize()}, exemplo"


CAST = (
    Demo("national_coordinator", Role.NATIONAL_COORDINATOR, "national", "coordenação-nacional"),
    Demo("national_coordinator_2", Role.NATIONAL_COORDINATOR, "national", "segunda-coordenação-nacional"),
    Demo("national_analyst", Role.NATIONAL_ANALYST, "national", "equipa-técnica-nacional"),
    Demo("moderator", Role.MODERATOR, "national", "moderação"),
    Demo("translator", Role.TRANSLATOR, "national", "tradução"),
    Demo("facilitator", Role.FACILITATOR, SETUBAL, "facilitação-de-encontros"),
    Demo("mediator", Role.MEDIATOR, SETUBAL, "mediação"),
    Demo("municipal_coordinator", Role.MUNICIPAL_COORDINATOR, SETUBAL, "coordenação-municipal"),
    Demo("municipal_coordinator_2", Role.MUNICIPAL_COORDINATOR, SETUBAL, "segunda-coordenação-municipal"),
    Demo("municipal_reporter", Role.MUNICIPAL_REPORTER, SETUBAL, "relato-municipal"),
    Demo("single_officer", Role.MUNICIPAL_COORDINATOR, EVORA, "técnica-única"),
    Demo("community_coordinator", Role.MUNICIPAL_COORDINATOR, "cim", "coordenação-intermunicipal"),
    Demo("partner_reporter", Role.PARTNER_REPORTER, "association", "entidade-parceira"),
    Demo("representative", Role.REPRESENTATIVE, "association", "representação-de-associação"),
    Demo("evaluator", Role.EVALUATOR, "university", "avaliação"),
    Demo("reviewer", Role.REVIEWER, "university", "revisão-de-propostas"),
    Demo("auditor", Role.AUDITOR, "national", "auditoria"),
    Demo("data_protection_officer", Role.DATA_PROTECTION_OFFICER, "national", "proteção-de-dados"),
    Demo("operator", Role.OPERATOR, "national", "operação-do-sistema"),
)
BY_WORD = {one.word: one for one in CAST}
OTHERS = {"association": "Associação local (exemplo)", "university": "Centro de estudos (exemplo)"}


def introduce(*, by: str, at: datetime) -> None:
    """Open the accounts of the demonstration's people and give them their roles; a second time changes nothing."""
    for kind, name in OTHERS.items():
        if not Entity.objects.filter(kind=kind, name=name).exists():
            people.add_entity(kind=kind, name=name, by=by, at=at)
    for one in CAST:
        if User.objects.filter(email=one.email).exists():
            continue  # what was made of them since is theirs
        user = people.open_account(email=one.email, name=one.name, language="pt", by=by, at=at)
        people.grant(user=user, entity=_body(one.body), role=one.role, by=by, at=at)


def how_to_enter(port: int) -> tuple[str, ...]:
    """Return the lines that tell a newcomer how to sign in as the demonstration's people; none where they are not."""
    addresses = {one.email for one in CAST}
    if not User.objects.filter(email__in=addresses).exists():
        return ()
    after = "" if port == 8000 else f" --port {port}"
    return (
        f"To enter the office, in another terminal: rumo demo-login ROLE{after}",
        "  ROLE is one of " + ", ".join(one.word for one in CAST),
    )


def _body(word: str) -> Entity:
    """Return a body by its kind, or a municipality's by its code; the community's is that of the example plan's towns."""
    if word == "cim":
        return Entity.objects.get(kind="cim", region=Municipality.objects.get(dico=ALTO_MINHO).cim)
    if word.isdigit():
        return Entity.objects.get(kind="municipality", municipality__dico=word)
    return Entity.objects.get(kind=word, **({"name": OTHERS[word]} if word in OTHERS else {}))
