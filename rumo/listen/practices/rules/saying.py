"""What a proposal says, and everything that is wrong with it, each at its place."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.core.fields import folded
from rumo.ground.files.models import StoredFile
from rumo.ground.people.models import Entity
from rumo.ground.territory.models import Municipality
from rumo.science.text.languages import NAMES

TITLE, LINE, TEXT = 200, 300, 6_000
"""Characters of the title, of other texts of one line, and of each long text."""
FILES = 10
MOST_COST = Decimal("9999999999.99")
LONG = ("problem", "done", "results", "evidence", "conditions")
LISTS = ("languages", "areas", "dimensions")
LINES = ("organisation", "cost_basis", "contact")
NEEDED = ("title", "problem", "done", "results", "contact")


@dataclass(frozen=True, slots=True)
class Said:
    """A practice as it is told; `cost` as it was typed (euros), `dimensions` as `framework:dimension`."""

    title: str = ""
    problem: str = ""
    done: str = ""
    results: str = ""
    evidence: str = ""
    cost: str = ""
    cost_basis: str = ""
    conditions: str = ""
    contact: str = ""
    language: str = "pt"
    languages: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    municipality: Municipality | None = None
    body: Entity | None = None
    organisation: str = ""
    consent: bool = False
    files: tuple[StoredFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something to mend: at which place (a name of `Said`; empty: the whole), and how."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Known:
    """The keys there are: of areas, and of the dimensions of frameworks."""

    areas: Collection[str]
    dimensions: Collection[str]


def tidy(said: Said) -> Said:
    """Return what is said as plain text, each choice once, without what is invisible and only deceives."""
    changes: dict[str, Any] = {name: texts.prose(getattr(said, name)) for name in LONG}
    changes |= {name: texts.line(getattr(said, name)) for name in ("title", "cost", *LINES)}
    changes |= {name: tuple(dict.fromkeys(getattr(said, name))) for name in LISTS}
    return replace(said, **changes)


def amount(typed: str) -> Decimal | None:
    """Return euros as somebody types them: «12 500», «12.500,00», «12500.5 €»; None where nothing is. Raises ValueError."""
    bare = "".join(typed.replace("€", "").split())
    if not bare:
        return None
    if "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    elif bare.count(".") > 1 or (len(bare) > 4 and bare[-4] == "."):
        bare = bare.replace(".", "")  # 12.500 is twelve thousand five hundred
    try:
        found = Decimal(bare)
    except InvalidOperation:
        raise ValueError(typed) from None
    if not found.is_finite() or not 0 <= found <= MOST_COST:
        raise ValueError(typed)
    return found.quantize(Decimal("0.01"))


def faults(said: Said, known: Known) -> list[Wrong]:
    """Return everything to mend of a proposal that is tidy, in the order of the form."""
    return [*_of_whom(said), *_of_texts(said), *_of_cost(said), *_of_choices(said, known)]


def search_text(said: Said) -> str:
    """Return what search compares: every text, and whose the practice is, folded."""
    place = said.municipality.name if said.municipality else ""
    body = said.body.name if said.body else said.organisation
    return folded(
        said.title, said.problem, said.done, said.results, said.evidence, said.conditions, body, place
    )


def _of_whom(said: Said) -> Iterator[Wrong]:
    if said.municipality is None and said.body is None and not said.organisation:
        yield Wrong("organisation", _("Diga de que município ou organização é esta prática."))


def _of_texts(said: Said) -> Iterator[Wrong]:
    words = {
        "title": _("Escreva o nome da prática."),
        "problem": _("Escreva que problema havia."),
        "done": _("Escreva o que se fez."),
        "results": _("Escreva o que mudou."),
        "contact": _("Escreva um contacto público da entidade."),
    }
    most = {"title": TITLE, **dict.fromkeys(LINES, LINE), **dict.fromkeys(LONG, TEXT)}
    for name in ("organisation", "title", "problem", "done", "results", "evidence", "conditions", "contact"):
        text = getattr(said, name)
        if not text and name in NEEDED:
            yield Wrong(name, words[name])
        elif len(text) > most[name]:
            told = {"n": len(text), "most": most[name]}
            yield Wrong(name, _("O texto tem %(n)s carateres e o máximo é %(most)s: encurte-o.") % told)


def _of_cost(said: Said) -> Iterator[Wrong]:
    try:
        found = amount(said.cost)
    except ValueError:
        yield Wrong("cost", _("Escreva o custo em euros, só com algarismos, por exemplo 12500."))
        return
    if found is not None and not said.cost_basis:
        yield Wrong("cost_basis", _("Diga a que se refere o custo: por ano, por pessoa, no total."))
    elif len(said.cost_basis) > LINE:
        told = {"n": len(said.cost_basis), "most": LINE}
        yield Wrong("cost_basis", _("O texto tem %(n)s carateres e o máximo é %(most)s: encurte-o.") % told)


def _of_choices(said: Said, known: Known) -> Iterator[Wrong]:
    if not said.areas or _strange(said.areas, known.areas):
        yield Wrong("areas", _("Escolha pelo menos uma área da lista."))
    if _strange(said.dimensions, known.dimensions):
        yield Wrong("dimensions", _("Escolha as dimensões da lista."))
    if _strange((said.language, *said.languages), NAMES):
        yield Wrong("languages", _("Escolha as línguas da lista."))
    if len(said.files) > FILES:
        yield Wrong("files", _("Pode juntar no máximo %(n)s ficheiros.") % {"n": FILES})
    if not said.consent:
        yield Wrong("consent", _("Para a propor, é preciso aceitar que se publique."))


def _strange(chosen: Sequence[str], known: Collection[str]) -> bool:
    return any(key not in known for key in chosen)
