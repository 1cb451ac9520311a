"""The areas of the office somebody may enter, in the order of the navigation: seven at most."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from rumo.doors.web.parts import Tab
from rumo.ground.people.models import Role
from rumo.ground.people.rules import Who, can_read_ledger
from rumo.listen.consultations.rules import READERS


@dataclass(frozen=True, slots=True)
class Area:
    """An entry of the navigation; `key` is the `place` its pages give."""

    key: str
    label: str
    href: str


def areas_of(who: Who) -> list[Area]:
    """Return what the navigation offers a person: what their roles have nothing to do with is left out (no query)."""
    coordinates = who.has(Role.MUNICIPAL_COORDINATOR, Role.NATIONAL_COORDINATOR)
    offered = (
        ("today", _("Hoje"), "home", True),
        ("consultations", _("Consultas"), "consultations", who.has(*READERS, Role.AUDITOR)),
        ("plans", _("Planos"), "plans", True),
        ("approving", _("Aprovar"), "approving", coordinates),
        ("sightings", _("Vistos"), "sightings", who.has(Role.MODERATOR)),
        ("evaluations", _("Avaliações"), "evaluations", True),
        ("team", _("Equipa"), "team", True),
        ("register", _("Registo"), "register", can_read_ledger(who)),
    )
    return [Area(key, label, reverse(f"office:{name}")) for key, label, name, may in offered if may]


def outside_tabs(current: str) -> list[Tab]:
    """Return the three lists of what is seen from outside, which share one area: evaluations of plans, readings of measures, practices of others."""
    pairs = (
        ("evaluations", _("Avaliações de planos")),
        ("readings", _("Leituras de medidas")),
        ("practices", _("Boas práticas")),
    )
    return [Tab(label, reverse(f"office:{name}"), name == current) for name, label in pairs]
