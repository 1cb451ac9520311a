"""Workbooks, zips of CSV and JSON as people send them: untidy ones are read, broken ones refused with the place and the limit."""

import csv
import datetime as dt
import io
import json
import zipfile
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter

from rumo.doors.files.plan_csv import write_csv
from rumo.doors.files.plan_json import write_json
from rumo.doors.files.plan_xlsx import write_xlsx
from rumo.doors.files.reading import parse_plan
from rumo.science.planfile import document as doc
from rumo.science.planfile import parse
from tests.factories.planfile import AREAS, MUNICIPALITIES
from tests.science.planfile.sound import SOUND

PLAN = parse(SOUND, areas=AREAS, municipalities=MUNICIPALITIES).plan


def read(data, name="plano"):
    return parse_plan(data, name, areas=AREAS, municipalities=MUNICIPALITIES)[0]


def lines(faults):
    return [(fault.where, fault.message) for fault in faults]


def edited(plan=PLAN, **cells):
    """A plan's workbook with cells changed as a person would: edited(Medidas={"B3": "Outro"})."""
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(plan)))
    for sheet, changes in cells.items():
        for place, value in changes.items():
            book[sheet][place] = value
    return saved(book)


def saved(book):
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(**members):
    """A zip of text files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("_csv", ".csv"), text)
    return out.getvalue()


def test_a_workbook_saved_again_by_another_program_is_the_same_plan():
    assert read(edited()).plan == PLAN


def test_what_people_type_is_understood():
    data = edited(
        Plano={
            "B10": "211; 1106",
            "B12": "01/01/2024",
            "B13": "31-12-2026",
            "B21": "1.000,00 €",
            "B14": "Sim",
            "B26": "NÃO",
            "B9": "Intermunicipal",
        },
        Medidas={
            "A4": 2,
            "J3": "2024-03-01 00:00:00",
            "K3": dt.date(2025, 3, 1),
            "L3": "1,0",
            "O3": 1106,
        },
        Marcos={"C3": "30 %", "C4": "0,6", "A3": "\u00a01 "},
        Orçamento={"C3": "750,00"},
        Relatórios={"H3": "1.1 = 40%", "K3": "FAMI=400 ; Outro = 1,00 €", "D3": "em EXECUÇÃO", "E3": 1106},
    )
    assert read(data).faults == ()
    assert read(data).plan == PLAN


def test_a_number_from_a_formula_loses_its_dust():
    assert read(edited(Orçamento={"C3": 0.1 + 0.2})).plan.measures[0].budget[0].planned == Decimal("0.30")


WRONG = [
    ("Medidas", {"L3": "zero"}, "Medidas!L3", "tem de ser um número e está o texto «zero»"),
    ("Medidas", {"L3": 0}, "Medidas!L3", "o peso tem de ser maior que 0 e é 0"),
    ("Medidas", {"L3": "1.234"}, "Medidas!L3", "«1.234» lê-se de duas maneiras: escreva 1234 ou 1,2340"),
    ("Medidas", {"M3": "dinheiro"}, "Medidas!M3", "está «dinheiro» e tem de ser um destes: indicadores, atividades, estado"),
    ("Medidas", {"J3": "março"}, "Medidas!J3", "tem de ser uma data escrita AAAA-MM-DD (por exemplo 2024-03-31) e está o texto «março»"),
    ("Medidas", {"J3": "30/02/2024"}, "Medidas!J3", "2024-02-30 não existe no calendário"),
    ("Medidas", {"C3": "labour; desporto"}, "Medidas!C3", "«desporto» não é uma das áreas nacionais: use a chave (por exemplo labour) ou o nome"),
    ("Medidas", {"B4": None}, "Medidas!B4", "falta o título da medida"),
    ("Medidas", {"A4": "1"}, "Medidas!A4", "o código «1» já existe mais acima: cada um só pode aparecer uma vez"),
    ("Medidas", {"E1": "Objectivo estratégico"}, "Medidas!E1", "coluna desconhecida «Objectivo estratégico»: talvez quisesse dizer «Objetivo estratégico»"),
    ("Medidas", {"E1": "Custo"}, "Medidas!E1", "coluna desconhecida «Custo»: apague-a ou use a folha Outros"),
    ("Medidas", {"E1": "Título"}, "Medidas!E1", "a coluna «Título» está duas vezes: apague uma"),
    ("Medidas", {"W4": "nota"}, "Medidas!W4", "há um valor numa coluna sem cabeçalho: apague-o ou dê nome à coluna"),
    ("Plano", {"A5": "Titulos"}, "Plano!A5", "campo desconhecido «Titulos»: talvez quisesse dizer «Título»"),
    ("Plano", {"A7": "Título"}, "Plano!A7", "o campo «Título» está duas vezes: apague um"),
    ("Plano", {"B3": "rumo-plan/9"}, "Plano!B3", "está o texto «rumo-plan/9» e o formato que se lê aqui é rumo-plan/1"),
    ("Plano", {"B3": None}, "Plano!B3", 'falta dizer o formato: "format": "rumo-plan/1"'),
    ("Plano", {"B26": "talvez"}, "Plano!B26", "está «talvez» e tem de ser sim ou não"),
    ("Plano", {"B24": "a | b | c | d"}, "Plano!B24", "tem «|» a mais em «a | b | c | d»: são 3 partes"),
    ("Plano", {"B14": "talvez"}, "Plano!B14", "está «talvez» e tem de ser sim ou não"),
    ("Atividades", {"A4": "99"}, "Atividades!A4", "a medida «99» não está na folha Medidas"),
    ("Atividades", {"A4": None}, "Atividades!A4", "falta dizer a medida desta linha"),
    ("Metas", {"B3": "i9"}, "Metas!B3", "o indicador «i9» não está na folha Indicadores, na medida «1»"),
    ("Metas", {"B3": None}, "Metas!B3", "falta o código do indicador"),
    ("Metas", {"A3": "99"}, "Metas!A3", "a medida «99» não está na folha Medidas"),
    ("Indicadores", {"H3": None}, "Indicadores!H3", "o tipo de meta é number e falta o número: escreva a meta, ou mude target_type para none"),
    ("Marcos", {"C3": "cem %"}, "Marcos!C3", "tem de ser um número e está o texto «cem %»"),
    ("Relatórios", {"D3": "feito"}, "Relatórios!D3", "está «feito» e tem de ser um destes: não iniciada, em execução, concluída, suspensa, cancelada"),
    ("Relatórios", {"H3": "1.1 - 0,4"}, "Relatórios!H3", "não se percebe «1.1 - 0,4»: escreva 9.1 = 0,4; 9.2 = 1"),
    ("Relatórios", {"H3": "1.1 = 0,4; 1.1 = 1"}, "Relatórios!H3", "«1.1» está duas vezes na mesma célula"),
    ("Relatórios", {"H3": "1.1 = 7"}, "Relatórios!H3", "tem de estar entre 0 e 1 (0,5 é metade) e é 7"),
    ("Relatórios", {"J3": "sex:f = 7"}, "Relatórios!J3", "não se percebe «sex:f»: escreva código | parte = valor"),
    ("Relatórios", {"J3": "i2 | sex:f = 7"}, "Relatórios!J3", "o indicador «i2» tem partes e não tem total na coluna Indicadores"),
    ("Relatórios", {"F3": dt.datetime.fromisoformat("2024-07-20T10:30:00")}, "Relatórios!F3", "falta o fuso horário em 2024-07-20T10:30:00: acrescente Z (hora universal) ou, por exemplo, +01:00"),
    ("Evidências", {"A3": "9"}, "Evidências!A3", "o relatório «9» não está na folha Relatórios"),
    ("Evidências", {"E3": "foto"}, "Evidências!E3", "«foto» não é um endereço que se possa abrir: tem de começar por http:// ou https://"),
    ("Outros", {"A3": "nada", "B3": "1"}, "Outros!B3", "chave desconhecida «nada»: apague-a ou ponha-a em as_printed"),
    ("Outros", {"A3": "measures[0]", "B3": "1"}, "Outros!B3", '«measures[0]» não é um caminho: escreva por exemplo measures["9"].as_printed'),
    ("Outros", {"A3": 'measures["9"].axis', "B3": '"x"'}, "Outros!B3", '«measures["9"].axis» fala de «9», que não está em nenhuma folha'),
    ("Outros", {"A3": 'measures["1"].indicators["z"].unit', "B3": '"x"'}, "Outros!B3", '«measures["1"].indicators["z"].unit» fala do indicador «z», que não está na folha Indicadores'),
    ("Outros", {"A3": 'measures["\\q"].axis', "B3": '"x"'}, "Outros!B3", '«measures["\\q"].axis» fala de «», que não está em nenhuma folha'),
    ("Outros", {"A3": 'measures["1"].title', "B3": '"x"'}, "Outros!B3", "o campo já está dito em Medidas!B3: apague um dos dois"),
    ("Outros", {"A3": 'measures["1"].title.x', "B3": '"x"'}, "Outros!B3", '«measures["1"].title.x» não é um caminho: «title» não tem partes'),
    ("Outros", {"A3": "as_printed", "B3": "{"}, "Outros!B3", "não é JSON válido (linha 1, coluna 2): verifique vírgulas, aspas e chavetas"),
    ("Medidas", {"B1": "Titulos"}, "Medidas!B1", "coluna desconhecida «Titulos»: talvez quisesse dizer «Título»"),
    ("Outros", {"B3": '{"x": 1}'}, "Outros!A3", "falta o caminho do campo"),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "changes", "where", "message"), WRONG)
def test_one_wrong_cell_gives_one_line_with_its_place(sheet, changes, where, message):
    found = read(edited(**{sheet: changes}))
    assert lines(found.faults) == [(where, message)]
    assert found.plan is None


def test_a_required_column_that_is_missing_is_said_once():
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(PLAN)))
    book["Medidas"].delete_cols(2)
    assert lines(read(saved(book)).faults) == [("Medidas!1", "falta a coluna «Título»")]


def test_a_report_number_is_used_once():
    twice = doc.Plan(
        **{key: getattr(PLAN, key) for key in PLAN.__slots__}
        | {"reports": (PLAN.reports[0], doc.Report("2", dt.date(2024, 1, 1), "completed"))}
    )
    assert lines(read(edited(twice, Relatórios={"A4": "1"})).faults) == [
        ("Relatórios!A4", "o número de relatório «1» já está noutra linha")
    ]


def test_merged_cells_are_refused_with_their_place():
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(PLAN)))
    book["Medidas"].merge_cells("D3:D4")
    assert lines(read(saved(book)).faults) == [
        ("Medidas!D3:D4", "células unidas: separe-as e escreva o valor em cada linha")
    ]


def test_sheets_nobody_knows_and_sheets_that_are_missing():
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(PLAN)))
    book.create_sheet("Notas")
    book.remove(book["Medidas"])
    book.remove(book["Plano"])
    for name in (
        "Atividades",
        "Indicadores",
        "Metas",
        "Marcos",
        "Orçamento",
        "Transições",
        "Relatórios",
        "Evidências",
    ):
        book.remove(book[name])
    names = "Plano, Medidas, Atividades, Indicadores, Metas, Marcos, Orçamento, Parceiros, Ciclos, Transições, Relatórios, Evidências, Outros"
    assert lines(read(saved(book)).faults) == [
        ("Notas", f"folha desconhecida: apague-a; as folhas são {names}"),
        ("Plano", "falta a folha Plano: parta do modelo vazio"),
        ("Medidas", "falta a folha Medidas: parta do modelo vazio"),
    ]


def test_the_empty_template_lacks_only_what_is_required():
    for write, end in ((write_xlsx, ""), (write_csv, ".csv")):
        assert lines(read(write(None)).faults) == [
            (f"Plano{end}!B4", "falta o identificador do plano, por exemplo odemira-2015-2017"),
            (f"Plano{end}!B5", "falta o título do plano"),
        ]


def test_the_workbook_has_frozen_headers_lists_instructions_and_a_hidden_format():
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(None)))
    assert book.sheetnames == [
        "Plano", "Medidas", "Atividades", "Indicadores", "Metas", "Marcos", "Orçamento", "Parceiros", "Ciclos", "Transições",
        "Relatórios", "Evidências", "Outros",
    ]  # fmt: skip
    assert all(book[name].freeze_panes for name in book.sheetnames)
    assert all(book[name]["A2"].value.startswith("ℹ ") for name in book.sheetnames)
    assert (book["Plano"]["B3"].value, book["Plano"].row_dimensions[3].hidden) == ("rumo-plan/1", True)
    rules = {rule.formula1 for rule in book["Indicadores"].data_validations.dataValidation}
    assert '"produto,resultado,contexto"' in rules
    assert "=Medidas!$A$3:$A$50000" in {"=" + rule.removeprefix("=") for rule in rules}


def test_formulas_go_out_neutralised_and_numbers_stay_numbers():
    plan = doc.Plan(
        slug="x",
        title="=1+1",
        measures=(doc.Measure("-1", "@x", weight=0.1 + 0.2, start=dt.date(1900, 1, 1)),),
    )
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(plan)))
    assert book["Plano"]["B5"].value == "'=1+1"
    assert (book["Medidas"]["A3"].value, book["Medidas"]["B3"].value) == ("'-1", "'@x")
    assert book["Medidas"]["L3"].value == 0.1 + 0.2
    assert book["Medidas"]["J3"].value == "1900-01-01"
    assert read(write_xlsx(plan)).plan == plan


def test_an_apostrophe_of_ones_own_stays():
    assert read(edited(Plano={"B5": "'s-Hertogenbosch"})).plan.title == "'s-Hertogenbosch"


# Carriers that cannot be read at all

BROKEN_ZIP = "o ficheiro zip está estragado ou incompleto: volte a guardá-lo ou a enviá-lo"


def locked_zip():
    data = bytearray(write_csv(PLAN))
    start = 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:
        data[start + 8] |= 1
        start += 4
    return bytes(data)


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(5):
            archive.writestr(f"Medidas{number}.csv", b"\0" * (42 * 1024 * 1024))
    return out.getvalue()


def torn():
    data = bytearray(write_csv(PLAN))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        place = archive.infolist()[1].header_offset
    data[place + 60 : place + 90] = b"\xff" * 30
    return bytes(data)


def far_cell(place, xml='<c r="{}"><v>1</v></c>'):
    """A workbook with one value far away."""
    row = "".join(mark for mark in place if mark.isdigit())
    inner = f'<row r="{row}">{xml.format(place)}</row>'
    source, out = zipfile.ZipFile(io.BytesIO(write_xlsx(None))), io.BytesIO()
    with source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "xl/worksheets/sheet12.xml":
                data = data.replace(b"</sheetData>", inner.encode() + b"</sheetData>")
            archive.writestr(item, data)
    return out.getvalue()


def many_rows():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        page = book.add_worksheet("Medidas")
        for row in range(50_100):
            page.write_number(row, 0, 1)
    return out.getvalue()


def spoiled_workbook():
    source, out = zipfile.ZipFile(io.BytesIO(write_xlsx(None))), io.BytesIO()
    with source, zipfile.ZipFile(out, "w") as archive:
        for item in source.infolist():
            archive.writestr(item, b"<nonsense" if item.filename == "xl/workbook.xml" else source.read(item))
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: b"", "está vazio"),
        (lambda: b"  \n", "está vazio"),
        (lambda: b"x" * (20 * 1024 * 1024 + 1), "ocupa mais de 20 MB, que é o limite"),
        (lambda: b"\xff\xfe\x00", "não é um plano que se consiga ler: envie JSON, um livro .xlsx ou um zip de folhas CSV"),
        (lambda: b"{", "não é JSON válido (linha 1, coluna 2): verifique vírgulas, aspas e chavetas"),
        (lambda: b'{"slug": 1, "slug": 2}', "a chave «slug» está escrita duas vezes no mesmo objeto: apague uma"),
        (lambda: b"[" * 200_000, "tem objetos encaixados fundo de mais"),
        (lambda: b'{"version": ' + b"9" * 5_000 + b"}", "tem um número com algarismos a mais"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "está protegido por palavra-passe: guarde-o sem palavra-passe"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "é um Excel antigo (.xls): guarde-o como .xlsx"),
        (lambda: b"PK\x03\x04 nada", BROKEN_ZIP),
        (lambda: write_xlsx(PLAN)[:-100], BROKEN_ZIP),
        (torn, BROKEN_ZIP),
        (spoiled_workbook, "não é um livro de Excel que se consiga ler: abra-o e volte a guardar como .xlsx"),
        (locked_zip, "está protegido por palavra-passe: guarde-o sem palavra-passe"),
        (bomb, "desempacotado ocupa mais de 200 MB, que é o limite"),
        (lambda: far_cell("XFD1048576"), "uma folha ocupa mais de 5\u00a0000\u00a0000 células, que é o limite: apague as que não usa"),
        (lambda: far_cell("ZZ49000", "<c><v>1</v></c><c r='{}'><v>1</v></c>"), "uma folha ocupa mais de 5\u00a0000\u00a0000 células, que é o limite: apague as que não usa"),
        (lambda: far_cell("A60000"), "tem 60\u00a0048 linhas; o limite são 50\u00a0000: divida o ficheiro"),
        (lambda: far_cell("A60000", "<c><v>1</v></c>"), "tem 60\u00a0048 linhas; o limite são 50\u00a0000: divida o ficheiro"),
        (many_rows, "tem 50\u00a0100 linhas; o limite são 50\u00a0000: divida o ficheiro"),
        (lambda: zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": "<x/>"}), "é um ficheiro OpenDocument: guarde-o como .xlsx"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_gives_one_line(make, message):
    found = read(make(), "plano.bin")
    assert lines(found.faults) == [("plano.bin", message)]
    assert found.plan is None


def test_styled_empty_cells_to_the_bottom_are_no_rows():
    assert read(far_cell("A1048576", '<c r="{}" s="1"/>')).faults == read(write_xlsx(None)).faults


def test_rows_of_csv_count_too():
    rows = "Código;Título\n" + "1;x\n" * 50_000
    assert lines(read(zipped(Medidas_csv=rows), "plano.zip").faults) == [
        ("plano.zip", "tem 50\u00a0001 linhas; o limite são 50\u00a0000: divida o ficheiro")
    ]


def test_a_zip_with_something_else_in_it():
    assert lines(read(zipped(**{"foto.jpg": "x"}), "plano.zip").faults) == [
        ("plano.zip/foto.jpg", "não é um ficheiro CSV: o zip só pode trazer as folhas do plano em .csv")
    ]


def test_a_csv_line_that_cannot_be_read():
    assert lines(read(zipped(Medidas_csv="Código;Título\n1;" + "x" * 1_000_001), "plano.zip").faults) == [
        ("Medidas.csv!2", "linha de CSV que não se consegue ler: verifique as aspas")
    ]


def test_a_file_that_is_not_there(tmp_path):
    assert lines(read(tmp_path / "nada.json", "").faults) == [
        ("nada.json", "não se consegue abrir: verifique se existe e se o pode ler")
    ]


def test_a_file_by_its_path(tmp_path):
    path = tmp_path / "plano.json"
    path.write_bytes(b"\xef\xbb\xbf" + write_json(PLAN))
    assert read(path, "").plan == PLAN


def test_csv_saved_by_a_portuguese_spreadsheet_is_read_alike():
    """Another separator, another encoding, decimal points, folders and hidden files in the zip."""
    source, out = zipfile.ZipFile(io.BytesIO(write_csv(PLAN))), io.BytesIO()
    with source, zipfile.ZipFile(out, "w") as archive:
        archive.writestr("plano/", "")
        archive.writestr("__MACOSX/plano/._Medidas.csv", "x")
        archive.writestr("plano/.DS_Store", "x")
        for item in source.infolist():
            text = source.read(item).decode("utf-8-sig")
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
            del rows[1]
            again = io.StringIO(newline="")
            csv.writer(again, delimiter=",").writerows(rows)
            archive.writestr(f"plano/{item.filename}", again.getvalue().encode("cp1252"))
    assert read(out.getvalue()).plan == PLAN


def test_places_of_csv_name_the_file():
    data = zipped(
        Plano_csv="Campo;Valor\nIdentificador;x\nTítulo;X\n", Medidas_csv="Código;Título;Peso\n1;A;0\n"
    )
    assert lines(read(data).faults) == [("Medidas.csv!C2", "o peso tem de ser maior que 0 e é 0")]


def test_flags_stand_at_their_cells():
    assert lines(read(edited(Plano={"B9": "municipal"})).flags) == [
        ("Plano!B9", "está municipal, mas o plano tem 2 municípios: conta como intermunicipal")
    ]


def test_the_same_plan_gives_the_same_bytes():
    assert write_csv(PLAN) == write_csv(PLAN)
    assert write_json(PLAN) == write_json(PLAN)
    assert json.loads(write_json(PLAN))["slug"] == PLAN.slug
