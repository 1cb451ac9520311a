"""The form of a measure: its fields in plain words, and between form and plan file the indicators' targets, which the file keeps inside."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rumo.doors.office.planning.sheets import Field, Group, Said, Sheet, Typed, said, told
from rumo.science.planfile import Fault

KINDS = (
    ("product", lazy("Produto (o que se fez)")),
    ("result", lazy("Resultado (o que mudou)")),
    ("context", lazy("Contexto (o que rodeia)")),
)
TARGETS = (
    ("none", lazy("Sem meta")),
    ("number", lazy("Um número")),
    ("date", lazy("Uma data")),
    ("evidence", lazy("Uma prova")),
)
WAYS = (("", lazy("O que a meta diz")), ("increase", lazy("Subir")), ("decrease", lazy("Descer")))
SUMS = (
    ("last", lazy("O último valor")), ("sum", lazy("A soma dos relatórios")), ("mean", lazy("A média")),
    ("max", lazy("O maior valor")), ("min", lazy("O menor valor")),
)  # fmt: skip
BASES = (
    ("", lazy("O que houver: indicadores, senão atividades, senão o estado")), ("indicators", lazy("Os indicadores")),
    ("activities", lazy("As atividades")), ("stage", lazy("O estado")),
)  # fmt: skip
LEVELS = (
    ("", lazy("Não diz")),
    ("1", lazy("1: faz-se com ou sem financiamento")),
    ("2", lazy("2: depende de financiamento")),
)
WEIGHT = lazy("Um número maior que 0; 1 se nada se disser.")

ACTIVITIES = Group(
    "activities", lazy("Atividades"), lazy("Atividade"),
    (
        Field("code", lazy("Código")), Field("title", lazy("O que se faz")), Field("start", lazy("Começo"), "date"),
        Field("end", lazy("Fim"), "date"), Field("weight", lazy("Peso"), "number"),
    ),
    lazy("Os passos da medida, cada um com um código seu, por exemplo 1.1."),
)  # fmt: skip
INDICATORS = Group(
    "indicators", lazy("Indicadores"), lazy("Indicador"),
    (
        Field("code", lazy("Código")), Field("title", lazy("O que se conta")), Field("unit", lazy("Unidade")),
        Field("kind", lazy("Tipo"), "select", options=KINDS), Field("target_type", lazy("A meta é"), "select", options=TARGETS),
        Field("baseline", lazy("Valor de partida"), "number"), Field("target", lazy("Meta"), "number"),
        Field("target_text", lazy("Meta, nas palavras do plano")), Field("direction", lazy("É para"), "select", options=WAYS),
        Field("aggregation", lazy("Ao longo do tempo conta"), "select", options=SUMS), Field("weight", lazy("Peso"), "number"),
    ),
    lazy("Só os indicadores de produto com meta entram no grau de implementação."),
)  # fmt: skip
POINTS = Group(
    "targets", lazy("Metas pelo caminho"), lazy("Meta"),
    (Field("indicator", lazy("Código do indicador")), Field("date", lazy("Data"), "date"), Field("value", lazy("Valor"), "number")),
    lazy("O que cada indicador deve valer em certas datas; mostra-se, e não entra no grau."),
)  # fmt: skip
MILESTONES = Group(
    "milestones", lazy("Marcos"), lazy("Marco"),
    (Field("date", lazy("Data"), "date"), Field("share", lazy("Parte feita"), "number", lazy("De 0 a 1: 0,5 é metade."))),
    lazy("Que parte da medida deve estar feita em certas datas."),
)  # fmt: skip
BUDGET = Group(
    "budget", lazy("Orçamento"), lazy("Linha"),
    (Field("funder", lazy("Quem paga")), Field("planned", lazy("Valor previsto, em euros"), "money")),
)  # fmt: skip


CODE = Field(
    "code", lazy("Código"), hint=lazy("Como no plano, por exemplo 9. Não muda mais tarde."), optional=False
)


def sheet(areas: Sequence[tuple[str, str]], places: Sequence[tuple[str, str]], *, new: bool) -> Sheet:
    """Return the form of a measure: `areas` and `places` are the choices there are, `new` shows its code."""
    where = (
        Field(
            "municipalities",
            lazy("Só para estes municípios"),
            "checks",
            lazy("Se nenhum, é para todos os do plano."),
            tuple(places),
        ),
    )
    fields = (
        *((CODE,) if new else ()),
        Field("title", lazy("Título"), optional=False),
        Field("description", lazy("Descrição"), "textarea"),
        Field("areas", lazy("Áreas"), "checks", lazy("Conta por inteiro em cada uma."), tuple(areas)),
        Field("start", lazy("Começo"), "date"),
        Field("end", lazy("Fim"), "date"),
        Field("responsible", lazy("Entidades responsáveis"), "lines", lazy("Uma por linha.")),
        Field("partners", lazy("Parceiros"), "lines", lazy("Um por linha.")),
        Field("target_groups", lazy("A quem se dirige"), "lines", lazy("Um grupo por linha.")),
        Field("axis", lazy("Eixo")),
        Field("strategic_objective", lazy("Objetivo estratégico"), "textarea"),
        Field("operational_objective", lazy("Objetivo operacional"), "textarea"),
        Field("level", lazy("Nível"), "select", options=LEVELS),
        Field("basis", lazy("O que conta para o grau"), "select", options=BASES),
        Field("weight", lazy("Peso no plano"), "number", WEIGHT),
        *(where if len(places) > 1 else ()),
        Field(
            "continues",
            lazy("Continua a medida"),
            hint=lazy("De um plano anterior: plano/código, por exemplo odemira-2015-2017/9."),
        ),
        Field("tags", lazy("Etiquetas"), "lines", lazy("Uma por linha, por exemplo sdg:10.7.")),
    )
    return Sheet(fields, (ACTIVITIES, INDICATORS, POINTS, MILESTONES, BUDGET))


def told_measure(raw: Mapping[str, Any], of: Sheet) -> Typed:
    """Return the form filled with a measure of the plan file: the targets inside its indicators are rows of their own."""
    points = [
        {"indicator": indicator["code"], **point}
        for indicator in raw.get("indicators") or ()
        for point in indicator.get("targets") or ()
    ]
    return told({**raw, "targets": points}, of)


def said_measure(form: Typed, of: Sheet, before: Mapping[str, Any]) -> tuple[Said, list[Fault]]:
    """Return the measure a form says, over what was there `before` (what the form has no field for stays), and targets of no indicator."""
    found = said(form, of)
    raw: dict[str, Any] = {**before, **found.raw}
    points, kept = raw.pop("targets"), found.kept["targets"]
    level = raw.get("level")
    raw["level"] = int(level) if level in ("1", "2") else level
    inside: dict[str, list[dict[str, Any]]] = {}
    faults = []
    codes = {indicator.get("code") for indicator in raw["indicators"]}
    for row, point in zip(kept, points, strict=True):
        code = point.pop("indicator", None)
        if code in codes and code is not None:
            inside.setdefault(code, []).append(point)
        else:
            faults.append(
                Fault(f"targets-{row}-indicator", _("não há nenhum indicador com este código nesta medida"))
            )
    raw["indicators"] = [
        {**indicator, "targets": inside.get(indicator.get("code", ""), [])} for indicator in raw["indicators"]
    ]
    return Said(raw, found.kept), faults
