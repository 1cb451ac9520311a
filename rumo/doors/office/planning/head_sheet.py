"""The forms of a plan's head: a new plan, and all that a version says of the plan itself."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as lazy

from rumo.doors.office.planning.sheets import Field, Group, Sheet
from rumo.ground.core.fields import folded
from rumo.ground.territory.models import Municipality

TITLE = Field("title", lazy("Título"), optional=False)
TOWNS = Field("municipalities", lazy("Municípios"), "lines", lazy("Um por linha, pelo nome ou pelo código."))
START = Field("period.start", lazy("Começo"), "date")
END = Field("period.end", lazy("Fim"), "date")

NEW = Sheet((TITLE, TOWNS, START, END))
HEAD = Sheet(
    (
        TITLE,
        Field("promoter", lazy("Quem promove")),
        TOWNS,
        START,
        END,
        Field("effective_on", lazy("Esta versão vale desde"), "date", lazy("Se nada se disser, vale desde que é publicada.")),
        Field("language", lazy("Língua do plano"), hint=lazy("O código, por exemplo pt.")),
        Field("funding.programme", lazy("Programa de financiamento")),
        Field("funding.code", lazy("Código do financiamento")),
        Field("funding.total", lazy("Custo total"), "money"),
        Field("funding.funded", lazy("Valor financiado"), "money"),
        Field("funding.currency", lazy("Moeda"), hint=lazy("Três letras, por exemplo EUR.")),
    ),
    (
        Group(
            "cycles", lazy("Ciclos de relato"), lazy("Ciclo"),
            (
                Field("start", lazy("Começo"), "date"), Field("end", lazy("Fim"), "date"), Field("due", lazy("Relatar até"), "date"),
                Field("grace_days", lazy("Dias de tolerância"), "number"),
            ),
            lazy("De quando a quando se relata, e até que dia."),
        ),
        Group(
            "adopted", lazy("Aprovação do plano"), lazy("Ato"),
            (Field("body", lazy("Órgão")), Field("on", lazy("Data"), "date"), Field("document", lazy("Documento"))),
            lazy("Que órgão o aprovou, quando, em que documento."),
        ),
        Group("partners", lazy("Parceiros do plano"), lazy("Parceiro"), (Field("name", lazy("Nome")), Field("kind", lazy("Tipo")))),
    ),
)  # fmt: skip


def with_codes(raw: Mapping[str, Any], towns: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return what a form says with each municipality's code in place of its name; one that is not known stays as it was written."""
    codes = {folded(name): code for code, name in _told_apart(towns)}
    named = [codes.get(folded(name), name) for name in raw.get("municipalities") or ()]
    many = len(named) > 1
    return {**raw, "municipalities": named, "kind": "intermunicipal" if many else "municipal"}


def with_names(raw: Mapping[str, Any], towns: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return what a plan says with each municipality's name in place of its code, as the form shows it."""
    names = dict(_told_apart(towns))
    return {**raw, "municipalities": [names.get(code, code) for code in raw.get("municipalities") or ()]}


def _told_apart(towns: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the municipalities whose name no other has; the others are written by their code."""
    known = list(towns)
    count = Counter(folded(name) for _code, name in known)
    return [(code, name) for code, name in known if count[folded(name)] == 1]


def towns() -> list[tuple[str, str]]:
    """Return every municipality's code and name (one query)."""
    return list(Municipality.objects.values_list("dico", "official_name"))
