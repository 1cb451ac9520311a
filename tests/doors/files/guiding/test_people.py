"""Documents as people's word processors write them: headings in their languages, numbers, changes, comments, pictures."""

import pytest

from rumo.doors.files.guiding import read_docx, read_odt
from rumo.science.document import Document, Part
from rumo.science.document.shaping import Remark
from tests.doors.files.guiding.made import docx, odt, p, style

NO_TITLE = Remark("início", "não se encontrou o título: escreva-o")


def numbered(text, level, num, key=""):
    return p(text, key, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def form(key, *levels):
    said = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{key}">{said}</w:abstractNum>'


def num(key, abstract):
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract}"/></w:num>'


NUMBERING = (
    form(1, ("decimal", "%1."), ("decimal", "%1.%2."))
    + form(2, ("bullet", "-"), ("lowerLetter", "%2)"), ("none", ""))
    + num(1, 1) + num(2, 2)
)  # fmt: skip


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("Heading1", "heading 1"), ("Ttulo1", "heading 1"), ("Ttulo1", "Título 1"), ("a", "Titre 1"), ("b", "Überschrift 1"),
        ("c", "Titolo 1"), ("d", "标题 1"), ("e", "Заголовок 1"), ("f", "عنوان 1"),
    ],
)  # fmt: skip
def test_headings_are_known_in_many_languages(key, name):
    body = p("Guia", "T") + p("Habitação", key) + p("Texto.")
    styles = style(key, name) + style("T", "Title")
    expected = Document("Guia", (Part("section", 0, "Habitação"), Part("clause", 1, "", "Texto.")))
    assert read_docx(docx(body, styles=styles)) == (expected, ())


def test_headings_are_known_by_their_level_and_by_what_they_are_based_on():
    styles = (
        style("A", "Capítulo da casa", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
        + style("B", "Ponto", '<w:basedOn w:val="C"/>') + style("C", "heading 3", '<w:basedOn w:val="B"/>')
    )  # fmt: skip
    body = p("a", "A") + p("b", "B") + p("c", "", '<w:outlineLvl w:val="7"/>') + p("d", "Ttulo2")
    document, remarks = read_docx(docx(body, styles=styles))
    assert document.parts == tuple(
        Part("section", depth, said) for depth, said in ((1, "a"), (2, "b"), (3, "c"), (1, "d"))
    )
    assert remarks == (Remark("parágrafo 3", "título abaixo do nível 4: ficou no nível 4"), NO_TITLE)


def test_clauses_are_what_has_a_number_of_two_steps():
    body = (
        p("1. Habitação", "Heading1") + p("Antes.") + numbered("Primeira.", 1, 1) + p("Continua.") + p("1.2 Segunda.")
        + numbered("um", 0, 2) + numbered("letra", 1, 2) + numbered("solto", 2, 2)
    )  # fmt: skip
    document, remarks = read_docx(docx(body, numbering=NUMBERING))
    assert document.parts == (
        Part("section", 0, "Habitação"),
        Part("clause", 1, "", "Antes."),
        Part("clause", 1, "", "Primeira.\n\nContinua."),
        Part("clause", 1, "", "Segunda.\n\n- um\n  1. letra\n\nsolto"),
    )
    assert remarks == (
        Remark("parágrafo 1", "o número escrito à mão no título saiu: a numeração faz-se sozinha"),
        Remark("parágrafo 5", "o número escrito à mão saiu: a numeração faz-se sozinha"),
        Remark("parágrafo 7", "lista com letras ou algarismos romanos: ficou com números"),
        NO_TITLE,
    )


CHANGED = (
    "<w:p><w:r><w:t>Fica </w:t></w:r><w:ins><w:r><w:t>novo</w:t></w:r></w:ins><w:del><w:r><w:delText>velho</w:delText></w:r></w:del>"
    "<w:moveFrom><w:r><w:t>dali</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> aqui</w:t></w:r></w:moveTo>"
    '<w:r><w:commentReference w:id="1"/></w:r><w:r><w:drawing/></w:r><w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>'
    '<w:r><w:footnoteReference w:id="9"/></w:r><w:r><w:tab/><w:noBreakHyphen/><w:object/><w:sym/></w:r></w:p>'
)


def test_changes_are_accepted_and_what_is_lost_is_told():
    document, remarks = read_docx(docx(p("Guia", "Title") + CHANGED))
    assert document == Document("Guia", (Part("clause", 0, "", "Fica novo aqui \u2011"),))
    assert [one.message for one in remarks] == [
        "texto acrescentado com registo de alterações: ficou como aceite",
        "texto apagado com registo de alterações: ficou de fora",
        "texto mudado de sítio com registo de alterações: ficou só no sítio novo",
        "comentário: ficou de fora",
        "imagem ou desenho: ficou de fora",
        "caixa de texto: ficou de fora",
        "nota de rodapé que não está no ficheiro: ficou de fora",
        "objeto de outro programa: ficou de fora",
        "símbolo de um tipo de letra: ficou de fora",
    ]
    assert {one.where for one in remarks} == {"parágrafo 2"}


def test_words_keep_their_manner_links_and_notes():
    body = (
        '<w:p><w:r><w:rPr><w:b/><w:i w:val="0"/></w:rPr><w:t>forte</w:t></w:r><w:hyperlink r:id="l1"><w:r><w:t>lei</w:t></w:r></w:hyperlink>'
        '<w:hyperlink r:id="l2"><w:r><w:t> má</w:t></w:r></w:hyperlink><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    notes = (
        f'<w:footnote w:id="0" w:type="separator"/><w:footnote w:id="2">{p("Ver")}{p("mais")}</w:footnote>'
    )
    links = [("l1", "hyperlink", "https://dre.pt", True), ("l2", "hyperlink", "javascript:a", True)]
    document, _ = read_docx(docx(body, links, footnotes=notes))
    assert document.parts[0].text == "**forte**[lei](https://dre.pt) má[^1]\n\n[^1]: Ver mais"


def test_tables_are_told_cell_by_cell():
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("a")}{p("b")}</w:tc>'
    inner = f"<w:tc><w:tbl><w:tr><w:tc>{p('c')}</w:tc></w:tr></w:tbl>{numbered('d', 0, 2)}</w:tc><w:tc>{p('e')}</w:tc>"
    document, remarks = read_docx(
        docx(f"<w:tbl><w:tr>{wide}</w:tr><w:ins><w:tr>{inner}</w:tr></w:ins></w:tbl>", numbering=NUMBERING)
    )
    assert document.parts[0].text == "| a b |  |\n| --- | --- |\n| c d | e |"
    assert [one.message for one in remarks] == [
        "células unidas: o texto ficou na primeira, as outras vazias",
        "tabela dentro de tabela: ficou como texto da célula",
        "lista numa célula: ficou como texto",
        NO_TITLE.message,
    ]


def test_an_index_made_by_the_word_processor_is_left_out():
    made = "<w:sdt><w:sdtPr><w:docPartObj/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>"
    held = f"<w:sdt><w:sdtContent>{p('Texto.')}</w:sdtContent></w:sdt>"
    document, remarks = read_docx(docx(made + p("1 Um", "TOC1") + held, styles=style("TOC1", "toc 1")))
    assert document.parts == (Part("clause", 0, "", "Texto."),)
    assert remarks == (Remark("parágrafo 0, parágrafo 1", "índice automático: ficou de fora"), NO_TITLE)


LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="a" text:start-value="2"/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/></text:list-style>'
    '<style:style style:name="F" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="N" style:family="text" style:parent-style-name="F"><style:text-properties fo:font-weight="normal" fo:font-style="italic"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Título_20_2"/>'
)


def test_an_odt_of_people_is_read_by_the_same_rule():
    body = (
        '<text:tracked-changes><text:changed-region><text:deletion><text:p>velho</text:p></text:deletion></text:changed-region></text:tracked-changes>'
        '<text:p text:style-name="Title">Guia</text:p><text:table-of-content><text:p>x</text:p></text:table-of-content>'
        '<text:section><text:h text:outline-level="1">Um</text:h><text:p text:style-name="P1">Dois</text:p></text:section>'
        '<text:p>a\n  <text:span text:style-name="F">b<text:span text:style-name="N">c</text:span></text:span><text:s text:c="3"/>'
        '<text:a xlink:href="https://a.pt">d</text:a><office:annotation><text:p>não</text:p></office:annotation><text:change-start/>e<text:change/>'
        '<draw:frame><draw:image/></draw:frame></text:p><draw:frame><draw:text-box/></draw:frame>'
        '<text:list text:style-name="L"><text:list-item><text:p>f</text:p><text:p>g</text:p><text:list><text:list-item><text:p>h</text:p></text:list-item></text:list>'
        '</text:list-item></text:list>'
    )  # fmt: skip
    document, remarks = read_odt(odt(body, LIST))
    assert document == Document("Guia", (
        Part("section", 0, "Um"),
        Part("section", 1, "Dois"),
        Part("clause", 2, "", "a **b***c* [d](https://a.pt)e\n\n2. f g"),
        Part("clause", 2, "", "h"),
    ))  # fmt: skip
    assert [one.message for one in remarks] == [
        "índice automático: ficou de fora",
        "comentário: ficou de fora",
        "texto acrescentado com registo de alterações: ficou como aceite",
        "texto apagado com registo de alterações: ficou de fora",
        "imagem ou desenho: ficou de fora",
        "caixa de texto: ficou de fora",
        "lista com letras ou algarismos romanos: ficou com números",
        "item de lista com vários parágrafos: ficaram num só",
    ]
