"""The areas of the office somebody may enter, in the order of the navigation: seven at most."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from rumo.doors.web.parts import Tab
from rumo.ground.people.models import Role
from rumo.ground.people.rules import Who, can_read_ledger
from rumo.listen.consultations.rules import READERS
from rumo.listen.gatherings.rules import WRITERS as HOLDERS


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
        ("gatherings", _("Encontros"), "gatherings", who.has(*HOLDERS) and not who.has(*READERS)),
        ("plans", _("Planos"), "plans", True),
        ("approving", _("Aprovar"), "approving", coordinates),
        ("sightings", _("Vistos"), "sightings", who.has(Role.MODERATOR)),
        ("evaluations", _("Avaliações"), "evaluations", True),
        ("reviews", _("Apreciações"), "reviews", who.has(Role.REVIEWER)),
        ("team", _("Equipa"), "team", True),
        ("register", _("Registo"), "register", can_read_ledger(who)),
    )
    return [Area(key, label, reverse(f"office:{name}")) for key, label, name, may in offered if may]


def listening_tabs(current: str) -> list[Tab]:
    """Return the lists of how people are heard, which share one area: consultations, gatherings, what gatherings are phases of, conferences, syntheses of what was said, guidelines."""
    pairs = (
        ("consultations", _("Consultas")),
        ("gatherings", _("Encontros")),
        ("processes", _("Processos")),
        ("conferences", _("Conferências")),
        ("codebooks", _("Síntese")),
        ("guidelines-list", _("Orientações")),
    )
    return [Tab(label, reverse(f"office:{name}"), name == current) for name, label in pairs]


def outside_tabs(current: str) -> list[Tab]:
    """Return the lists that share one area: evaluations of plans, readings of measures, what municipalities say of themselves."""
    pairs = (
        ("evaluations", _("Avaliações de planos")),
        ("readings", _("Leituras de medidas")),
        ("assessments", _("Autoavaliações")),
        ("practices", _("Boas práticas")),
    )
    return [Tab(label, reverse(f"office:{name}"), name == current) for name, label in pairs]
