"""Results and report in another language than a text's own: each text says which it is in, and that a machine translated it."""

import io
import re

import pytest
from django.utils.html import format_html
from pypdf import PdfReader

from rumo.doors.files.reporting import runs
from rumo.doors.web import clock
from rumo.listen.consultations.models import Extension, Wording
from rumo.listen.contributions.actions import make_edition
from tests.factories import consultations as make

ADDRESS = "/{}/consultas/consulta-exemplo/{}"
PAGES = ("resultados/", "relatorio/")
MARK = "Translated by a machine and not yet reviewed."
OLD = "The original changed after this translation."
ROW = '<bdi lang="{}">{}Linha &lt;b&gt;</bdi>'


@pytest.fixture
def row(country):
    found = make.consultation()
    make.question(found, "x", "matrix", rows=["r"])
    Wording.objects.filter(place="row:x.r").update(text="Linha <b>")
    for language in ("pt", "en"):
        make.contributions(found, [*[{"x": {"r": "a"}}] * 80, *[{"x": {"r": "b"}}] * 40], language=language)
    make.ballots(found, make.statement(found), [1] * 30 + [-1] * 20)
    make_edition(consultation=found, by="clock", at=make.AFTER)
    return found


def page(client, name, language="en"):
    with clock.frozen(make.AFTER):
        return client.get(ADDRESS.format(language, name))


def text_of(client, name, language="en"):
    return page(client, name, language).content.decode()


def printed(client, language="en"):
    """The document's text, without spaces, and the languages its pieces are marked to be in."""
    reader = PdfReader(io.BytesIO(page(client, "relatorio.pdf", language).content))
    marked = b"".join(one.get_contents().get_data() for one in reader.pages)
    langs = {found.decode() for found in re.findall(rb"/Lang ?\((\w+)", marked)}
    return re.sub(r"\s+", "", "".join(one.extract_text() for one in reader.pages)), langs


@pytest.mark.parametrize("name", PAGES)
def test_a_caption_is_in_the_language_of_its_text(row, client, name):
    make.translate(row, "en", "reviewed")
    for language, before, shown in (("pt", "", "pt"), ("en", "[en] ", "en"), ("fr", "", "pt")):
        text = text_of(client, name, language)
        assert f"<caption><strong>{ROW.format(shown, before)}</strong>" in text
        assert "&lt;bdi" not in text


def test_so_is_the_caption_of_a_table_by_who_answered(row, client):
    text = text_of(client, "resultados/", "fr")
    assert f"<strong>{ROW.format('pt', '')} · " in text


def test_the_document_says_so_too(row, client):
    text, langs = printed(client)
    assert ("Linha<b>" in text, "bdi" in text) == (True, False)
    assert {one[:2] for one in langs} == {"en", "pt"}


@pytest.mark.parametrize(("state", "marks"), [("machine", True), ("human", False), ("reviewed", False)])
def test_what_a_machine_translated_says_so_everywhere(row, client, state, marks):
    make.translate(row, "en", state)
    for name in PAGES:
        assert (text_of(client, name).count(MARK), MARK in text_of(client, name, "fr")) == (
            3 * marks,  # the title, the question with its options and rows, the statement
            False,
        )
    text, _langs = printed(client)
    assert text.count(MARK.replace(" ", "")) == 3 * marks


def test_one_row_that_a_machine_translated_is_enough(row, client):
    make.translate(row, "en", "reviewed", old=["option:x.a"])
    Wording.objects.filter(language="en", place="row:x.r").update(state="machine")
    for name in PAGES:
        assert f"{MARK} {OLD}</p>" in text_of(client, name)


def test_a_statement_and_the_frame_say_so_as_well(row, client):
    make.word(row, "summary", "Resumo (exemplo).")
    make.translate(row, "en")
    assert text_of(client, "resultados/").count(MARK) == 3
    assert text_of(client, "relatorio/").count(MARK) == 4


def test_why_a_term_was_put_off_is_in_the_consultations_language(row, client):
    Extension.objects.create(
        consultation=row, old_last_on=row.first_on, new_last_on=row.last_on, at=make.DURING,
        reason="Pediram {mais} <i>tempo</i>.",
    )  # fmt: skip
    said = '<bdi lang="pt">Pediram {mais} &lt;i&gt;tempo&lt;/i&gt;.</bdi>'
    assert said in text_of(client, "relatorio/")
    assert "Pediram{mais}<i>tempo</i>." in printed(client)[0]


def test_pieces_keep_what_was_written():
    told = format_html('«<bdi lang="{}">{}</bdi>» ({})', "ar", '<bdi lang="en">&amp;</bdi>', 3)
    assert runs(told, "pt") == [
        {"lang": "pt", "text": "«"},
        {"lang": "ar", "text": '<bdi lang="en">&amp;</bdi>'},
        {"lang": "pt", "text": "» (3)"},
    ]
    assert runs('<bdi lang="en">x</bdi>') == [{"lang": "pt", "text": '<bdi lang="en">x</bdi>'}]
