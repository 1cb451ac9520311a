"""The words of the demonstration's guidelines: an editable structure, invented and said to be."""

from rumo.shape.guidelines.actions import ClauseSaid

NUMBER = ("meta", "Há uma meta em número?", "numeric_target")
WHO = ("responsavel", "Diz-se quem responde por isto?", "responsible_named")
DATES = ("datas", "Diz-se quando começa e quando acaba?", "dates_set")


def _section(heading: str) -> ClauseSaid:
    return ClauseSaid("section", heading=heading)


def _clause(
    text: str, *criteria: tuple[str, str, str], plain: str = "", tags: tuple[str, ...] = ()
) -> ClauseSaid:
    return ClauseSaid(
        text=f"{text} (exemplo)", plain=plain, depth=1, level="local", criteria=criteria, tags=tags
    )


ORIENTATIONS = {
    "chegar": _section("Chegar e ser recebido"),
    "balcao": _clause(
        "O plano tem pelo menos um lugar onde quem chega trata de tudo de uma vez, com quem fale a sua língua.",
        WHO,
        NUMBER,
        plain="Um balcão para tudo, com intérprete.",
        tags=("rights-charter:article-41", "rights-gcm:objective-15"),
    ),
    "informar": _clause(
        "A informação do município existe nas línguas de quem lá vive, e diz-se quem a mantém em dia.",
        WHO,
        plain="Informação na sua língua, e atual.",
        tags=("rights-gcm:objective-3",),
    ),
    "lingua": _section("Língua e escola"),
    "aulas": _clause(
        "Há aulas de português a horas a que possa ir quem trabalha de dia.",
        NUMBER,
        DATES,
        plain="Aulas depois do trabalho.",
        tags=("rights-charter:article-14", "rights-sdg:target-4-6"),
    ),
    "escola": _clause(
        "Cada escola recebe as crianças que chegam com um plano, e explica-se às famílias com mediadores.",
        WHO,
        NUMBER,
        plain="A escola prepara-se para receber.",
        tags=("rights-charter:article-24", "rights-sdg:target-4-1"),
    ),
    "criancas": _clause(
        "Onde há aulas ou atendimento, há quem fique com as crianças.",
        WHO,
        tags=("rights-charter:article-23",),
    ),
    "viver": _section("Casa, saúde e trabalho"),
    "casas": _clause(
        "O plano diz quantas casas e que apoios à renda prevê, e para quem.",
        NUMBER,
        ("orcamento", "Diz-se quanto custa?", "budget_stated"),
        plain="Quantas casas, e com que ajuda.",
        tags=("rights-icerd:article-5-e-iii", "rights-sdg:target-11-1"),
    ),
    "saude": _clause(
        "Quem não tem número de utente é acompanhado até o ter, com intérprete nas consultas.",
        WHO,
        tags=("rights-charter:article-35",),
    ),
    "trabalho": _clause(
        "O plano liga empresas e candidatos, e informa sobre direitos onde se trabalha.",
        NUMBER,
        tags=("rights-charter:article-31",),
    ),
    "seguir": _section("Participar e seguir"),
    "participar": _clause(
        "Quem vive no município participa em fazer o plano e em segui-lo, e fica escrito o que mudou por isso.",
        ("participacao", "Diz-se de onde vêm as medidas?", "participation_evidenced"),
        plain="Fazer o plano com as pessoas.",
        tags=("rights-sdg:target-16-7",),
    ),
    "relatar": _clause(
        "O plano relata duas vezes por ano, com prova, e todas as áreas têm medidas ou diz-se porque não.",
        ("areas", "Todas as áreas têm medidas?", "areas_covered"),
        DATES,
        tags=("rights-sdg:target-16-6",),
    ),
}
"""Every part of the first version by its name here, in order."""
REVISED = _clause(
    "Há aulas de português a horas a que possa ir quem trabalha de dia, também ao sábado, e quem fique com as crianças enquanto duram.",
    NUMBER,
    DATES,
    plain="Aulas depois do trabalho e ao sábado, com quem fique com os filhos.",
    tags=("rights-charter:article-14", "rights-sdg:target-4-6"),
)
"""What the second version says of classes."""
