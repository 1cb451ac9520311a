"""Documents as JSON, Markdown, HTML and PDF: what comes back comes back exactly, what is read by people has its structure."""

import io
from datetime import date

import html5lib
from hypothesis import given, settings
from pypdf import PdfReader

from rumo.doors.files.guiding import (
    read_docx,
    read_json,
    read_markdown,
    read_odt,
    write_docx,
    write_html,
    write_json,
    write_markdown,
    write_odt,
    write_pdf,
)
from rumo.science.document import Document, Part
from rumo.science.document.shaping import Remark
from tests.science.document.making import documents

DAY = date(2026, 3, 2)
GUIDE = Document("Orientações", (
    Part("section", 0, "Habitação", "Intro[^1].\n\n[^1]: Ver **aqui**", "c1"),
    Part("clause", 1, "", "Com [lei](https://dre.pt) & <b>\\\noutra *linha*\n\n3. a\n4. b\n   - c\n\n| Prazo | Quem |\n| --- | --- |\n| 2027 | Câmara |", "c2"),
    Part("clause", 3, "Fundo", "- x", "c3"),
    Part("clause", 0, "", "| só | tabela |\n| --- | --- |"),
))  # fmt: skip
NO_TITLE = Remark("início", "não se encontrou o título: escreva-o")


@given(documents())
def test_a_document_comes_back_from_its_json(document):
    assert read_json(write_json(document)) == document


@given(documents().filter(lambda document: document != Document("")))
def test_a_document_comes_back_from_its_markdown(document):
    remarks = () if document.title else (NO_TITLE,)
    assert read_markdown(write_markdown(document)) == (document, remarks)


@given(documents())
@settings(max_examples=20)
def test_any_document_is_a_page_without_errors(document):
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(write_html(document).decode())
    assert parser.errors == []


def test_a_page_says_what_is_what():
    page = write_html(GUIDE).decode()
    assert page[page.index("<main>") : page.index("</main>")] == (
        "<main>\n<h1>Orientações</h1>\n"
        '<section id="c1" class="section">\n<h2>1 Habitação</h2>\n'
        '<p>Intro<sup><a href="#c1-n1" id="c1-r1" role="doc-noteref">1</a></sup>.</p>\n<ol class="notes"><li id="c1-n1">Ver <strong>aqui</strong> '
        '<a href="#c1-r1" role="doc-backlink" aria-label="voltar ao texto">↩</a></li></ol>\n</section>\n'
        '<section id="c2" class="clause">\n<p class="number">1.1</p>\n'
        '<p>Com <a href="https://dre.pt">lei</a> &amp; &lt;b&gt;<br>outra <em>linha</em></p>\n'
        '<ol start="3"><li>a</li><li>b<ul><li>c</li></ul></li></ol>\n'
        '<table><thead><tr><th scope="col">Prazo</th><th scope="col">Quem</th></tr></thead><tbody><tr><td>2027</td><td>Câmara</td></tr></tbody></table>\n'
        '</section>\n<section id="c3" class="clause">\n<h5>1.1.1.1 Fundo</h5>\n<ul><li>x</li></ul>\n</section>\n'
        '<section id="p2" class="clause">\n<p class="number">2</p>\n'
        '<table><thead><tr><th scope="col">só</th><th scope="col">tabela</th></tr></thead><tbody></tbody></table>\n</section>\n'
    )


def test_a_printed_document_is_tagged():
    content = write_pdf(GUIDE, day=DAY, author="Coordenação nacional, exemplo", under="Versão 1")
    reader = PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], reader.metadata.title) == ("pt", True, "Orientações")
    text = reader.pages[0].extract_text()
    assert [one in text for one in ("1 Habitação", "1.1 Com lei & <b>", "3. a", "2027", "Ver aqui")] == [
        True
    ] * 5


@given(documents())
@settings(max_examples=10)
def test_any_document_can_be_printed(document):
    assert write_pdf(document, day=DAY)[:5] == b"%PDF-"


LOOSE = Document(
    "Guia\x0b de\n tudo", (Part("section", 0, "Um\x00 dois", "## não é título\n1. a\n1. b", "c1"),)
)
SETTLED = Document("Guia de tudo", (Part("section", 0, "Um dois", "\\## não é título\n\n1. a\n2. b", "c1"),))


def test_a_document_that_is_not_in_its_one_form_is_written_in_it():
    assert read_json(write_json(LOOSE)) == SETTLED
    assert read_markdown(write_markdown(LOOSE)) == (SETTLED, ())
    assert read_docx(write_docx(LOOSE, author="a\x00")) == (SETTLED, ())
    assert read_odt(write_odt(LOOSE, author="a\x00")) == (SETTLED, ())
    assert write_html(LOOSE) == write_html(SETTLED)
    assert write_pdf(LOOSE, day=DAY) == write_pdf(SETTLED, day=DAY)
