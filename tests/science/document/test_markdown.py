"""A whole document as Markdown: it comes back exactly; texts of others are read by the rule, and what is not kept is told."""

from hypothesis import given
from hypothesis import strategies as st

from rumo.science.document import Document, Part
from rumo.science.document.markdown import read_document, write_document
from rumo.science.document.shaping import Remark, Remarks
from tests.science.document import making


def read(text):
    remarks = Remarks()
    return read_document(text, remarks), remarks.all()


@given(making.documents())
def test_a_document_comes_back_from_its_markdown(document):
    assert read(write_document(document)) == (document, ())


@given(st.one_of(st.text(max_size=80), st.lists(making.words, max_size=8).map("\n".join)))
def test_any_text_is_a_document_with_one_form(text):
    document, _ = read(text)
    assert read(write_document(document))[0] == document


def test_a_text_of_others_is_read_by_its_headings():
    text = (
        "Orientações\n===========\n\nIntrodução[^1].\n\n## 1. Habitação\n\nTexto.\n\n1.1 Primeira.\n\n1.2. Segunda.\nCom mais.\n\n- a\n\n"
        "###### Fundo ##\n\n> Citado ![casa](c.png)\n\n```\n# não é título\n```\n\n[^1]: Nota do fim.\n"
    )
    document, remarks = read(text)
    assert document == Document("Orientações", (
        Part("clause", 0, "", "Introdução[^1].\n\n[^1]: Nota do fim."),
        Part("section", 0, "Habitação"),
        Part("clause", 1, "", "Texto."),
        Part("clause", 1, "", "Primeira."),
        Part("clause", 1, "", "Segunda. Com mais.\n\n- a"),
        Part("section", 3, "Fundo"),
        Part("clause", 3, "", "Citado casa\n\n\\# não é título"),
    ))  # fmt: skip
    assert remarks == (
        Remark("linha 19", "citação: ficou como texto"),
        Remark("linha 19", "imagem: ficou só a sua descrição"),
        Remark("linha 21, linha 23", "bloco de código: ficou como texto"),
        Remark("linha 6", "o número escrito à mão no título saiu: a numeração faz-se sozinha"),
        Remark("linha 6", "o número escrito à mão saiu: a numeração faz-se sozinha"),
        Remark("linha 17", "título abaixo do nível 4: ficou no nível 4"),
    )


def test_notes_are_each_parts_own_though_keys_are_the_same():
    parts = tuple(
        Part("section", 0, "1", text)
        for text in (
            "| [^1]: |\n| --- |\n\n[^1]: um",
            "\\\\[^1]\n\n[^1]: dois",
            "\\[^1] não é nota",
        )
    )
    document = Document("", parts)
    assert read(write_document(document)) == (document, ())
