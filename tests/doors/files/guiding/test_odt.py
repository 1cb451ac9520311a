"""Documents as ODT: every one comes back exactly, with its codes."""

import io
import re
import zipfile
from datetime import UTC, datetime

from hypothesis import given

from rumo.doors.files.guiding.odt_in import read_odt
from rumo.doors.files.guiding.odt_out import write_odt
from rumo.science.document import Document, Part
from rumo.science.document.shaping import Remark
from tests.doors.files.guiding import made
from tests.science.document.making import documents


@given(documents())
def test_a_document_comes_back_from_its_odt(document):
    assert read_odt(write_odt(document)) == (document, ())


def test_a_file_says_its_language_and_whose_it_is():
    document = Document("دليل", (Part("clause", 0, "", "نص", "c1"),))
    at = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    content = write_odt(document, lang="ar", author="Coordenação (exemplo)", at=at)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        first, meta, styles = (
            file.infolist()[0],
            file.read("meta.xml").decode(),
            file.read("styles.xml").decode(),
        )
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    told = re.findall("<(?:dc:title|dc:creator|dc:language|dc:date)>([^<]+)<", meta)
    assert told == ["دليل", "Coordenação (exemplo)", "ar", "2026-03-02T12:00:00+00:00"]
    assert re.findall('style:writing-mode="([^"]+)"', styles) == ["rl-tb"]
    assert read_odt(content) == (document, ())


def test_a_clause_whose_style_was_taken_away_keeps_its_code():
    document = Document(
        "Guia", (Part("section", 0, "Um"), Part("clause", 1, "", "a", "c1"), Part("clause", 1, "", "b", "c2"))
    )
    with zipfile.ZipFile(io.BytesIO(write_odt(document))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(
        b'text:style-name="Orientacao2"', b'text:style-name="Text_20_body"'
    )
    expected = (Remark("parágrafo 3, parágrafo 4", "parte sem o seu estilo: reconheceu-se pelo código"),)
    assert read_odt(made.zipped(parts)) == (document, expected)


STYLES = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/></text:list-style>'
    '<style:style style:name="P" style:family="paragraph" style:list-style-name="L"/>'
    '<style:style style:name="Q" style:family="paragraph" style:parent-style-name="P"/>'
)


def item(text, style="Q"):
    return f'<text:list-item><text:p text:style-name="{style}">{text}</text:p></text:list-item>'


def test_lists_go_on_where_they_say_so():
    body = (
        f'<text:list xml:id="um" text:style-name="L">{item("a")}</text:list><text:p>entre</text:p>'
        f'<text:list text:continue-list="um" text:style-name="L">{item("b")}</text:list><text:p>e</text:p>'
        f'<text:list text:style-name="L" text:continue-numbering="true">{item("c")}</text:list><text:p>fim</text:p>'
        f"<text:list>{item('d')}</text:list><text:p/><text:list>{item('e', 'X')}</text:list>"
    )
    held, _ = read_odt(made.odt(body, STYLES))
    assert held.parts[0].text == "1. a\n\nentre\n\n2. b\n\ne\n\n3. c\n\nfim\n\n1. d\n\n- e"


def test_what_stands_in_cells_and_headings_is_told():
    note = "<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note>"
    cells = (
        f'<table:table-cell table:number-columns-spanned="2"><text:p>a{note}</text:p><text:list>{item("b")}</text:list></table:table-cell>'
        '<table:covered-table-cell/><table:table-cell table:number-columns-repeated="2"><table:table><table:table-row><table:table-cell>'
        "<text:p>c</text:p></table:table-cell></table:table-row></table:table></table:table-cell>"
    )
    body = (
        f'<text:h text:outline-level="1"><text:bookmark-start text:name="c9"/>Um{note}</text:h><text:p text:style-name="Contents_20_1">x</text:p>'
        f"<table:table><table:table-rows><table:table-row>{cells}</table:table-row></table:table-rows></table:table>"
    )
    held, remarks = read_odt(made.odt(body))
    assert held.parts == (
        Part("section", 0, "Um", "", "c9"), Part("clause", 1, "", "| a[^1] b |  | c | c |\n| --- | --- | --- | --- |\n\n[^1]: n"),
    )  # fmt: skip
    assert [one.message for one in remarks] == [
        "nota de rodapé num título: ficou de fora",
        "índice automático: ficou de fora",
        "células unidas: o texto ficou na primeira, as outras vazias",
        "lista numa célula: ficou como texto",
        "tabela dentro de tabela: ficou como texto da célula",
        "não se encontrou o título: escreva-o",
    ]


def test_numbers_of_two_steps_in_a_list_begin_clauses():
    inner = f"<text:list>{item('Primeira')}{item('Segunda')}</text:list>"
    body = f'<text:list text:style-name="L"><text:list-item><text:h text:outline-level="1">Um</text:h>{inner}</text:list-item></text:list>'
    held, _ = read_odt(made.odt(body, STYLES))
    assert held.parts == (
        Part("section", 0, "Um"),
        Part("clause", 1, "", "Primeira"),
        Part("clause", 1, "", "Segunda"),
    )
