"""The sheets of a plan workbook: which there are, their columns with Portuguese headers, and what each column holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "text", "code", "list", "dico", "dicos", "date", "instant", "number", "share", "integer", "money", "choice", "truth",
    "shares", "values", "parts", "amounts", "adoptions", "dropped",
]  # fmt: skip

STAGES = {
    "não iniciada": "not_started",
    "em execução": "in_progress",
    "concluída": "completed",
    "suspensa": "suspended",
    "cancelada": "cancelled",
}
KINDS = {"municipal": "municipal", "intermunicipal": "intermunicipal"}
BASES = {"indicadores": "indicators", "atividades": "activities", "estado": "stage"}
INDICATOR_KINDS = {"produto": "product", "resultado": "result", "contexto": "context"}
TARGET_TYPES = {"número": "number", "data": "date", "evidência": "evidence", "sem meta": "none"}
DIRECTIONS = {"aumentar": "increase", "diminuir": "decrease"}
AGGREGATIONS = {"último valor": "last", "soma": "sum", "média": "mean", "máximo": "max", "mínimo": "min"}
FATES = {"continuada": "continued", "integrada noutra": "merged", "abandonada": "abandoned"}
VERIFICATIONS = {"por verificar": "none", "vista": "seen", "conferida": "checked"}
TRUTH = {"sim": True, "não": False}

LIST_NOTE = "vários: separados por ponto e vírgula"
DATE_NOTE = "data: dd/mm/aaaa"


@dataclass(frozen=True, eq=False)
class Column:
    """One column (or one line of Plano): its header, the key of the plan file it fills, and what its cells hold."""

    header: str
    key: str
    kind: Kind = "text"
    note: str = ""
    options: Mapping[str, str | bool] = field(default_factory=dict)
    width: int = 18


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet: its name and columns; `into` is the list of the plan file that its lines fill."""

    name: str
    columns: tuple[Column, ...]
    into: str

    def position(self, key: str) -> int:
        """Where the column of `key` stands, from 0."""
        return next(index for index, column in enumerate(self.columns) if column.key == key)


def _measure(required: str = "obrigatório: um código da folha Medidas") -> Column:
    return Column("Medida (código)", "#measure", "code", required, width=12)


PLANO = (
    Column(
        "Identificador", "slug", "code", "obrigatório: letras minúsculas sem acento, algarismos e hífenes"
    ),
    Column("Título", "title", note="obrigatório"),
    Column("Versão (número)", "version", "integer", "1 na primeira; vazio vale 1"),
    Column("Em vigor desde (data)", "effective_on", "date", "dia em que esta versão passa a valer"),
    Column("Publicado em (data, hora e fuso)", "published_at", "instant", "por exemplo 2024-03-31T10:00:00Z"),
    Column("Tipo de plano", "kind", "choice", "municipal ou intermunicipal", KINDS),
    Column("Municípios (códigos de 4 algarismos)", "municipalities", "dicos", LIST_NOTE),
    Column("Promotor", "promoter"),
    Column("Início (data)", "period.start", "date", DATE_NOTE),
    Column("Fim (data)", "period.end", "date", DATE_NOTE),
    Column(
        "Em vigor até ser substituído (sim ou não)",
        "until_replaced",
        "truth",
        "sim: vale depois do fim, até haver sucessor",
        TRUTH,
    ),
    Column("Língua (código)", "language", "code", "por exemplo pt"),
    Column("Fonte: título", "source.title"),
    Column("Fonte: endereço", "source.url", note="http:// ou https://"),
    Column("Fonte: o que se viu", "source.seen", note="full (toda) ou excerpt (parte)"),
    Column("Financiamento: programa", "funding.programme"),
    Column("Financiamento: código", "funding.code"),
    Column("Financiamento: total (euros)", "funding.total", "money"),
    Column("Financiamento: parte financiada (euros)", "funding.funded", "money"),
    Column("Financiamento: moeda (código)", "funding.currency", "code", "por exemplo EUR"),
    Column(
        "Aprovações (órgão | data | documento)", "adopted", "adoptions", "uma por linha, dentro da célula"
    ),
    Column("Medidas abandonadas (código | motivo)", "dropped", "dropped", "uma por linha, dentro da célula"),
    Column("Exemplo inventado (sim ou não)", "synthetic", "truth", "não, num plano verdadeiro", TRUTH),
)

MEDIDAS = Sheet(
    "Medidas",
    (
        Column("Código", "code", "code", "obrigatório e único", width=10),
        Column("Título", "title", note="obrigatório", width=50),
        Column("Áreas (chave ou nome da área nacional)", "areas", "list", LIST_NOTE),
        Column("Eixo (como no plano)", "axis"),
        Column("Objetivo estratégico", "strategic_objective", width=30),
        Column("Objetivo operacional", "operational_objective", width=30),
        Column(
            "Nível (1 ou 2)", "level", "integer", "1: garantida mesmo sem financiamento externo", width=10
        ),
        Column("Descrição", "description", width=40),
        Column("Continua (plano/código)", "continues", "code", "a medida que esta continua"),
        Column("Início (data)", "start", "date", DATE_NOTE, width=12),
        Column("Fim (data)", "end", "date", DATE_NOTE, width=12),
        Column("Peso (maior que 0)", "weight", "number", "vazio vale 1", width=10),
        Column("Base do grau", "basis", "choice", "vazio: escolhida pelos dados", BASES),
        Column("Grupos-alvo", "target_groups", "list", LIST_NOTE),
        Column("Municípios (códigos de 4 algarismos)", "municipalities", "dicos", "vazio: os do plano"),
        Column("Responsáveis", "responsible", "list", LIST_NOTE),
        Column("Parceiros", "partners", "list", LIST_NOTE),
        Column("Etiquetas", "tags", "list", LIST_NOTE),
        Column("Fonte: título", "source.title"),
        Column("Fonte: endereço", "source.url", note="http:// ou https://"),
        Column("Fonte: o que se viu", "source.seen"),
    ),
    "measures",
)
ATIVIDADES = Sheet(
    "Atividades",
    (
        _measure(),
        Column("Código", "code", "code", "obrigatório", width=10),
        Column("Título", "title", width=50),
        Column("Peso (maior que 0)", "weight", "number", "vazio vale 1", width=10),
        Column("Início (data)", "start", "date", DATE_NOTE, width=12),
        Column("Fim (data)", "end", "date", DATE_NOTE, width=12),
    ),
    "activities",
)
INDICADORES = Sheet(
    "Indicadores",
    (
        _measure(),
        Column("Código", "code", "code", "obrigatório", width=10),
        Column("Título", "title", width=50),
        Column("Tipo", "kind", "choice", "só os de produto entram no grau", INDICATOR_KINDS),
        Column("Unidade", "unit", note="por exemplo n.º de pessoas"),
        Column("Tipo de meta", "target_type", "choice", "vazio: sem meta", TARGET_TYPES),
        Column("Valor de partida (na unidade)", "baseline", "number", "vazio vale 0 no cálculo"),
        Column("Meta (na unidade)", "target", "number", "obrigatória se o tipo de meta for número"),
        Column("Sentido", "direction", "choice", "vazio: o que a meta disser", DIRECTIONS),
        Column("Agregação no tempo", "aggregation", "choice", "vazio: último valor", AGGREGATIONS),
        Column("Peso (maior que 0)", "weight", "number", "vazio vale 1", width=10),
        Column("Meta como no plano", "target_text", width=30),
    ),
    "indicators",
)
METAS = Sheet(
    "Metas",
    (
        _measure(),
        Column("Indicador (código)", "#indicator", "code", "obrigatório: da folha Indicadores"),
        Column("Data", "date", "date", "obrigatória, por ordem"),
        Column("Valor (na unidade)", "value", "number", "obrigatório"),
    ),
    "targets",
)
MARCOS = Sheet(
    "Marcos",
    (
        _measure(),
        Column("Data", "date", "date", "entre o início e o fim da medida, por ordem"),
        Column("Parte feita (0 a 1)", "share", "share", "0,5 ou 50 % é metade"),
    ),
    "milestones",
)
ORCAMENTO = Sheet(
    "Orçamento",
    (
        _measure(),
        Column("Financiador", "funder", note="obrigatório", width=30),
        Column("Previsto (euros)", "planned", "money"),
    ),
    "budget",
)
PARCEIROS = Sheet(
    "Parceiros",
    (Column("Nome", "name", note="obrigatório", width=40), Column("Tipo", "kind", width=30)),
    "partners",
)
CICLOS = Sheet(
    "Ciclos",
    (
        Column("Início (data)", "start", "date", "obrigatório"),
        Column("Fim (data)", "end", "date", "obrigatório"),
        Column("Prazo (data)", "due", "date", "último dia para relatar"),
        Column("Tolerância (dias)", "grace_days", "integer", "vazio vale 0"),
    ),
    "cycles",
)
TRANSICOES = Sheet(
    "Transições",
    (
        Column(
            "Medida anterior (plano/código)",
            "from",
            "code",
            "obrigatório: a medida do plano anterior",
            width=30,
        ),
        Column("O que lhe aconteceu", "fate", "choice", "obrigatório", FATES),
        Column("Medida deste plano (código)", "into", "code", "vazio só se foi abandonada", width=12),
        Column("Motivo", "reason", note="se foi abandonada, é obrigatório", width=50),
    ),
    "carried",
)
RELATORIOS = Sheet(
    "Relatórios",
    (
        Column("Relatório (número)", "#report", "code", "um número para cada linha", width=10),
        Column("Medida (código)", "measure", "code", "obrigatório: um código da folha Medidas", width=12),
        Column(
            "Data de referência",
            "reference_date",
            "date",
            "obrigatória: o dia a que os valores dizem respeito",
        ),
        Column("Estado", "stage", "choice", "obrigatório", STAGES),
        Column("Município (código de 4 algarismos)", "municipality", "dico", "vazio: fala por todos"),
        Column(
            "Publicado em (data, hora e fuso)", "published_at", "instant", "por exemplo 2024-03-31T10:00:00Z"
        ),
        Column("Versão (número)", "version", "integer", "vazio vale 1; uma correção leva uma maior"),
        Column(
            "Atividades (código = 0 a 1)", "activities", "shares", "por exemplo 9.1 = 0,4; 9.2 = 1", width=30
        ),
        Column("Indicadores (código = valor)", "indicators", "values", "por exemplo i1 = 12", width=30),
        Column(
            "Indicadores por parte (código | parte = valor)", "#parts", "parts", "por exemplo i1 | sex:f = 7"
        ),
        Column(
            "Gasto acumulado (financiador = euros)", "spent", "amounts", "por exemplo FAMI = 400,00", width=30
        ),
        Column("Narrativa", "narrative", width=50),
        Column("Dificuldades", "difficulties", width=40),
        Column("Ação corretiva", "corrective_action", width=40),
        Column("Motivo", "reason", width=30),
        Column("Retirado (sim ou não)", "withdrawn", "truth", "sim: vale como se nunca existisse", TRUTH),
    ),
    "reports",
)
EVIDENCIAS = Sheet(
    "Evidências",
    (
        Column("Relatório (número)", "#report", "code", "obrigatório: da folha Relatórios", width=10),
        Column("Indicador (código)", "indicator", "code"),
        Column("Tipo", "kind", note="vazio: link"),
        Column("Título", "title", width=50),
        Column("Endereço", "url", note="http:// ou https://", width=40),
        Column("SHA-256", "sha256", "code"),
        Column("Aceite (sim ou não)", "accepted", "truth", options=TRUTH),
        Column("Data", "on", "date", "o dia da prova", width=12),
        Column("Nota", "note", width=40),
        Column(
            "Reservada (sim ou não)", "reserved", "truth", "sim: guarda-se e conta, e não se mostra", TRUTH
        ),
        Column(
            "Verificação",
            "verification",
            "choice",
            "se alguém além do autor a viu ou conferiu",
            VERIFICATIONS,
        ),
    ),
    "evidence",
)
OUTROS = Sheet(
    "Outros",
    (
        Column("Caminho", "path", note="o campo que as outras folhas não conseguem dizer", width=40),
        Column(
            "Valor (JSON)",
            "value",
            note="texto comprido continua na linha seguinte, com o mesmo caminho",
            width=80,
        ),
    ),
    "",
)
PLANO_NAME = "Plano"
PLANO_HEADERS = ("Campo", "Valor", "Ajuda")
FORMAT_LABEL = "Formato"
IN_MEASURE = (ATIVIDADES, INDICADORES, MARCOS, ORCAMENTO)
TABLES = (
    MEDIDAS,
    ATIVIDADES,
    INDICADORES,
    METAS,
    MARCOS,
    ORCAMENTO,
    PARCEIROS,
    CICLOS,
    TRANSICOES,
    RELATORIOS,
    EVIDENCIAS,
    OUTROS,
)
NAMES = (PLANO_NAME, *(sheet.name for sheet in TABLES))
INSTRUCTION = "\u2139 "
"""What the instruction line begins with, so that it is known for what it is."""
