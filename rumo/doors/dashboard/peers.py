"""The municipalities and regions that can be compared, by the names people write."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rumo.doors.dashboard import places
from rumo.doors.dashboard.looking import Look
from rumo.doors.web.parts import Fault
from rumo.ground.territory.models import Municipality
from rumo.ground.territory.queries import region_scopes, regions


@dataclass(frozen=True, slots=True)
class Peer:
    """A place that can be compared: how a scope writes it, its name, its municipalities, who lives there."""

    kind: str
    key: str
    label: str
    slug: str
    places: frozenset[int]
    population: int
    foreign: int

    @property
    def name(self) -> str:
        """Return the scope as it is written."""
        return f"{self.kind}:{self.key}"


def everywhere(look: Look) -> list[Peer]:
    """Return every municipality and region of today, by name (three queries)."""
    people = {
        dico: (living, foreign)
        for dico, living, foreign in Municipality.objects.values_list(
            "dico", "population_2021", "foreign_2021_approx"
        )
    }
    inside: defaultdict[str, list[str]] = defaultdict(list)
    for dico, scopes in region_scopes().items():
        for scope in scopes.values():
            inside[scope].append(dico)
    found = [_town(look, dico, *people[dico]) for dico in people]
    for region in regions("nuts2", "nuts3", "district", "cim"):
        mine = inside[region.scope]
        living, foreign = (sum(people[dico][i] for dico in mine) for i in (0, 1))
        label = f"{region.name} ({places.kind_of_region(region.scope)})"
        found.append(Peer("region", region.scope, label, "", frozenset(map(int, mine)), living, foreign))
    return sorted(found, key=lambda peer: places.order(peer.label))


def _town(look: Look, dico: str, living: int, foreign: int) -> Peer:
    return Peer(
        "municipality",
        dico,
        places.full_name(look, dico),
        look.held.places[int(dico)].slug,
        frozenset([int(dico)]),
        living,
        foreign,
    )


def find(texts: Sequence[str], known: Sequence[Peer]) -> tuple[list[Peer], list[Fault]]:
    """Return the places that texts name, by scope or by name, each once; and for every text that names none, what to do."""
    at = {peer.name: peer for peer in known} | {places.order(peer.label): peer for peer in reversed(known)}
    chosen: list[Peer] = []
    faults = []
    for number, text in enumerate(texts, 1):
        peer = at.get(text) or at.get(places.order(text))
        if peer is None:
            said = _("Não conhecemos «%(text)s». Escolha um nome da lista que aparece ao escrever.") % {
                "text": text[:60]
            }
            faults.append(Fault(f"com-{number}", said))
        elif peer not in chosen:
            chosen.append(peer)
    return chosen, faults


def slots(
    texts: Sequence[str], chosen: Sequence[Peer], faults: Sequence[Fault], most: int
) -> list[tuple[str, str]]:
    """Return for each field of the form what is written in it and what is wrong with that."""
    wrong = {fault.field: fault.text for fault in faults}
    named = {peer.name: peer.label for peer in chosen}
    written = [named.get(text, text) for text in texts]
    return [(written[i] if i < len(written) else "", wrong.get(f"com-{i + 1}", "")) for i in range(most)]
