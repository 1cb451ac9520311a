"""Every kind of broken plan file that breaks one thing: the exact line it gives, with its place."""

import math

import pytest

from rumo.science.planfile import parse
from tests.factories.planfile import AREAS, MUNICIPALITIES
from tests.science.planfile.sound import DAY, SOUND, broken, faults


def test_the_sound_plan_has_no_fault_and_no_flag():
    parsed = parse(SOUND, areas=AREAS, municipalities=MUNICIPALITIES)
    assert (parsed.faults, parsed.flags) == ((), ())


STAGES = "not_started, in_progress, completed, suspended, cancelled"
CASES = [
    # The file itself
    ("format", ..., 'falta dizer o formato: "format": "rumo-plan/1"'),
    ("format", "rumo-plan/2", "está o texto «rumo-plan/2» e o formato que se lê aqui é rumo-plan/1"),
    ("slug", ..., "falta o identificador do plano, por exemplo odemira-2015-2017"),
    ("title", None, "falta o título do plano"),
    ("title", " ", "está em branco: escreva-o"),
    ("measures", ..., "falta a lista de medidas (pode ser vazia: [])"),
    ("measures", {}, "tem de ser uma lista e está um objeto"),
    ("colour", "azul", "chave desconhecida «colour»: apague-a ou ponha-a em as_printed"),
    ("titel", "x", "chave desconhecida «titel»: talvez quisesse dizer «title»"),
    ("measures.0.wieght", 1, "chave desconhecida «wieght»: talvez quisesse dizer «weight»"),
    ("measures.1", "Guia", "tem de ser um objeto com chaves e está o texto «Guia»"),
    # Types
    ("title", 3, "tem de ser texto e está o número 3"),
    ("promoter", ["x"], "tem de ser texto e está uma lista"),
    ("synthetic", "sim", "tem de ser true ou false (sim ou não) e está o texto «sim»"),
    ("version", 0, "tem de estar entre 1 e 10000 e é 0"),
    ("version", 1.5, "tem de ser um número inteiro e é 1.5"),
    ("version", True, "tem de ser um número e está verdadeiro/falso"),
    ("measures.0.weight", "2", "tem de ser um número e está o texto «2»"),
    ("measures.0.weight", True, "tem de ser um número e está verdadeiro/falso"),
    ("measures.0.weight", 0, "o peso tem de ser maior que 0 e é 0"),
    ("measures.0.weight", -1, "o peso tem de ser maior que 0 e é -1"),
    (
        "measures.0.weight",
        math.nan,
        "tem de ser um número e está um valor que não é finito (NaN ou infinito)",
    ),
    ("measures.0.weight", 10**400, "é um número demasiado grande: o limite é 1 000 000 000 000 000"),
    ("measures.0.indicators.0.weight", 0, "o peso tem de ser maior que 0 e é 0"),
    ("measures.0.activities.0.weight", 0, "o peso tem de ser maior que 0 e é 0"),
    (
        "measures.0.indicators.0.baseline",
        math.inf,
        "tem de ser um número e está um valor que não é finito (NaN ou infinito)",
    ),
    ("measures.0.level", 3, "tem de estar entre 1 e 2 e é 3"),
    # Text
    ("title", "a\x00b", "tem um carácter de controlo invisível (U+0000): apague-o"),
    ("title", "a\u202eb", "tem um carácter de controlo invisível (U+202E): apague-o"),
    ("title", "a\nb", "tem uma mudança de linha ou tabulação: escreva tudo numa só linha"),
    ("title", "a" * 1001, "tem 1001 caracteres; o limite é 1000: encurte-o"),
    ("measures.0.description", "a" * 20_001, "tem 20001 caracteres; o limite é 20000: encurte-o"),
    ("measures.0.description", "a\ud800", "tem um carácter de controlo invisível (U+D800): apague-o"),
    ("measures.0.as_printed", {"x": ["a\x07"]}, "tem um carácter de controlo invisível (U+0007): apague-o"),
    # Shapes
    (
        "slug",
        "Odemira 2015",
        "«Odemira 2015» não serve de identificador: use letras minúsculas sem acento, algarismos e hífenes, por exemplo odemira-2015-2017",
    ),
    ("language", "Português", "«Português» não é um código de língua: escreva por exemplo pt ou en"),
    ("funding.currency", "€", "«€» não é um código de moeda: escreva três letras, por exemplo EUR"),
    (
        "source.url",
        "javascript:alert(1)",
        "«javascript:alert(1)» não é um endereço que se possa abrir: tem de começar por http:// ou https://",
    ),
    (
        "measures.0.continues",
        "9",
        "«9» não é uma medida: escreva plano/código, por exemplo odemira-2015-2017/9",
    ),
    ("measures.1.code", "2 ", "o código «2 » tem espaços no início ou no fim: apague-os"),
    ("measures.1.code", "2/3", "o código «2/3» não serve num endereço: não use «/» nem só pontos"),
    # Money
    ("funding.total", "1,5", '«1,5» não é um valor em dinheiro: escreva por exemplo "750.00"'),
    (
        "measures.0.budget.0.planned",
        "750.125",
        "750.125 tem mais de duas casas decimais: arredonde ao cêntimo",
    ),
    (
        "measures.0.budget.0.planned",
        0.1 + 0.2,
        "0.30000000000000004 tem mais de duas casas decimais: arredonde ao cêntimo",
    ),
    (
        "measures.0.budget.0.planned",
        "-1.00",
        "-1.00 é negativo: um valor em dinheiro não pode ser menor que 0",
    ),
    (
        "measures.0.budget.0.planned",
        "1000000000000",
        "«1000000000000» é demasiado grande: o limite é 999 999 999 999.99",
    ),
    (
        "measures.0.budget.0.planned",
        True,
        'tem de ser um valor em dinheiro, por exemplo "750.00", e está verdadeiro/falso',
    ),
    ("measures.0.budget.0.funder", ..., "falta o nome do financiador"),
    # Dates
    ("period.start", "2024-02-30", "2024-02-30 não existe no calendário"),
    ("period.start", "01/03/2024", f"{DAY} o texto «01/03/2024»"),
    ("period.start", 2024, f"{DAY} o número 2024"),
    ("period.end", "0202-01-01", "o ano 0202 está fora do que se aceita: de 1900 a 2199"),
    (
        "period.end",
        "2023-01-01",
        "o fim (2023-01-01) não pode ser anterior ao início (2024-01-01): corrija um deles",
    ),
    ("measures.0.activities.0.start", "ontem", f"{DAY} o texto «ontem»"),
    (
        "published_at",
        "2024-03-31T10:00:00",
        "falta o fuso horário em 2024-03-31T10:00:00: acrescente Z (hora universal) ou, por exemplo, +01:00",
    ),
    (
        "published_at",
        "2024-03-31",
        "tem de ser data e hora, por exemplo 2024-03-31T10:00:00Z, e está o texto «2024-03-31»",
    ),
    (
        "published_at",
        "2024-03-31T25:00:00Z",
        "tem de ser data e hora, por exemplo 2024-03-31T10:00:00Z, e está o texto «2024-03-31T25:00:00Z»",
    ),
    # Codes
    (
        "municipalities.0",
        "9999",
        "«9999» não é o código de um município: são 4 algarismos, por exemplo 1106 (Lisboa)",
    ),
    ("municipalities.1", "0211", "o município 0211 está repetido"),
    (
        "measures.0.areas.0",
        "desporto",
        "«desporto» não é uma das áreas nacionais: use a chave (por exemplo labour) ou o nome",
    ),
    ("measures.0.areas", ["labour", "Mercado de Trabalho"], "a área labour está repetida"),
    ("measures.0.areas.0", 1, "tem de ser texto e está o número 1"),
    ("measures.1.code", "1", "o código «1» já existe mais acima: cada um só pode aparecer uma vez"),
    ("measures.1.code", ..., "falta o código da medida"),
    (
        "measures.0.activities.1.code",
        "1.1",
        "o código «1.1» já existe mais acima: cada um só pode aparecer uma vez",
    ),
    (
        "measures.0.budget.1",
        {"funder": "FAMI"},
        "o financiador «FAMI» já existe mais acima: cada um só pode aparecer uma vez",
    ),
    ("dropped.0.code", "2", "a medida «2» está abandonada e também na lista de medidas: escolha uma"),
    (
        "measures.0.basis",
        "money",
        "está o texto «money» e tem de ser um destes: indicators, activities, stage",
    ),
    # What became of the measures of the former plan
    ("until_replaced", "sim", "tem de ser true ou false (sim ou não) e está o texto «sim»"),
    ("carried", {}, "tem de ser uma lista e está um objeto"),
    ("carried.0", "4", "tem de ser um objeto com chaves e está o texto «4»"),
    ("carried.0.origin", "x", "chave desconhecida «origin»: apague-a ou ponha-a em as_printed"),
    ("carried.0.from", ..., "falta a medida anterior, escrita plano/código"),
    (
        "carried.0.from",
        "4",
        "«4» não é uma medida: escreva plano/código, por exemplo odemira-2015-2017/9",
    ),
    ("carried.0.fate", ..., "falta o que lhe aconteceu: continued, merged, abandoned"),
    (
        "carried.0.fate",
        "lost",
        "está o texto «lost» e tem de ser um destes: continued, merged, abandoned",
    ),
    ("carried.0.into", ..., "falta o código da medida deste plano em que foi continuada"),
    ("carried.1.into", None, "falta o código da medida deste plano em que foi integrada"),
    ("carried.0.into", "9", "a medida «9» não existe neste ficheiro"),
    ("carried.0.into", "7", "a medida «7» não existe neste ficheiro"),
    ("carried.0.into", "1 ", "o código «1 » tem espaços no início ou no fim: apague-os"),
    ("carried.2.into", "1", "uma medida abandonada não passa para nenhuma: apague into, ou mude fate"),
    ("carried.2.reason", ..., "falta dizer porque foi abandonada"),
    ("carried.2.reason", " ", "falta dizer porque foi abandonada"),
    ("carried.2.reason", 3, "tem de ser texto e está o número 3"),
    (
        "carried.1.from",
        "odemira-2012-2014/4",
        "a medida «odemira-2012-2014/4» já está dita mais acima, com o mesmo destino: apague uma",
    ),
    (
        "carried.2.from",
        "odemira-2012-2014/5",
        "a medida «odemira-2012-2014/5» está abandonada e também passa para outra: escolha uma",
    ),
    # Cycles
    ("cycles.0.due", "2024-06-01", "o prazo (2024-06-01) não pode ser anterior ao fim do ciclo (2024-06-30)"),
    ("cycles.0.end", ..., "falta o fim do ciclo"),
    ("cycles.0.grace_days", -1, "tem de estar entre 0 e 3660 e é -1"),
    # Reports
    ("reports.0.measure", "9", "o relatório é da medida «9», que não existe neste ficheiro"),
    ("reports.0.reference_date", ..., "falta a data de referência"),
    ("reports.0.stage", ..., f"falta o estado: {STAGES}"),
    ("reports.0.stage", "done", f"está o texto «done» e tem de ser um destes: {STAGES}"),
    ("reports.0.activities", [0.4], "tem de ser um objeto com chaves e está uma lista"),
    ("reports.0.municipality", "0211", "o município 0211 não está entre os da medida (1106)"),
    (
        "reports.0.municipality",
        "9999",
        "«9999» não é o código de um município: são 4 algarismos, por exemplo 1106 (Lisboa)",
    ),
    ("reports.0.withdrawn", 1, "tem de ser true ou false (sim ou não) e está o número 1"),
    ("reports.0.evidence.0.indicator", "i9", "o indicador «i9» não existe nesta medida"),
    (
        "reports.0.evidence.0.url",
        "ftp://x",
        "«ftp://x» não é um endereço que se possa abrir: tem de começar por http:// ou https://",
    ),
    (
        "reports.0.evidence.0.url",
        "http://[x",
        "«http://[x» não é um endereço que se possa abrir: tem de começar por http:// ou https://",
    ),
    (
        "reports.0.evidence.0.sha256",
        "abc",
        "«abc» não é um resumo SHA-256: são 64 algarismos de 0 a 9 e letras de a a f",
    ),
    ("reports.0.difficulties", "a\x07", "tem um carácter de controlo invisível (U+0007): apague-o"),
    ("reports.0.corrective_action", 1, "tem de ser texto e está o número 1"),
    ("reports.0.corrective_action", "a" * 20_001, "tem 20001 caracteres; o limite é 20000: encurte-o"),
    ("reports.0.evidence.0.on", "15/06/2024", f"{DAY} o texto «15/06/2024»"),
    ("reports.0.evidence.0.note", ["x"], "tem de ser texto e está uma lista"),
    ("reports.0.evidence.0.reserved", "sim", "tem de ser true ou false (sim ou não) e está o texto «sim»"),
    (
        "reports.0.evidence.0.verification",
        "yes",
        "está o texto «yes» e tem de ser um destes: none, seen, checked",
    ),
    # degree/1
    (
        "measures.0.indicators.0.target",
        None,
        "o tipo de meta é number e falta o número: escreva a meta, ou mude target_type para none",
    ),
    ("measures.0.indicators.0.target", "30", "tem de ser um número e está o texto «30»"),
    (
        "measures.0.indicators.0.direction",
        "decrease",
        "está decrease e a meta sobe de 0 para 30: corrija um deles",
    ),
    (
        "measures.0.indicators.0.aggregation",
        "min",
        "min só serve metas que descem, e esta vai de 0 para 30: use last",
    ),
    (
        "measures.0.milestones.0.date",
        "2024-03-01",
        "o marco de 2024-03-01 tem de ser depois do início da medida (2024-03-01)",
    ),
    (
        "measures.0.milestones.1.date",
        "2025-03-01",
        "o marco de 2025-03-01 tem de ser antes do fim da medida (2025-03-01)",
    ),
    (
        "measures.0.milestones.1.date",
        "2024-06-01",
        "o marco de 2024-06-01 tem de vir depois do anterior (2024-06-01)",
    ),
    ("measures.0.milestones.1.share", 0.2, "a parte desce de 0.3 para 0.2: só pode manter-se ou subir"),
    ("measures.0.milestones.0.share", 1.2, "tem de estar entre 0 e 1 (0,5 é metade) e é 1.2"),
    ("measures.0.milestones.0.share", ..., "falta a parte (0 a 1) do marco"),
]


@pytest.mark.parametrize(("path", "value", "message"), CASES)
def test_one_thing_wrong_gives_one_line(path, value, message):
    place = "".join(f"[{step}]" if step.isdigit() else f".{step}" for step in path.split(".")).removeprefix(
        "."
    )
    if path == "measures.0.areas":
        place += "[1]"
    elif path == "measures.0.as_printed":
        place += ".x[0]"
    elif path == "measures.0.budget.1":
        place += ".funder"
    assert faults(broken(path, value)) == [(place, message)]
