"""The report of a consultation that closed: nobody, one or many took part; small numbers stay small; the same as a tagged PDF."""

import datetime as dt
import io
import re

import docx
import pytest
from pypdf import PdfReader

from rumo.doors.web import clock
from rumo.ground.people.models import Entity
from rumo.listen.consultations.models import Extension, Invitation
from rumo.listen.contributions import models as m
from rumo.listen.contributions.actions import make_edition
from rumo.shape.synthesis import actions as synthesis
from tests.factories import consultations as make
from tests.factories import people

PAGE = "/pt/consultas/consulta-exemplo/relatorio/"
PDF = "/pt/consultas/consulta-exemplo/relatorio.pdf"
DOCX = "/pt/consultas/consulta-exemplo/relatorio.docx"


@pytest.fixture
def row(country):
    found = make.consultation()
    make.question(found)
    return found


def page(client, address=PAGE, at=make.AFTER):
    with clock.frozen(at):
        return client.get(address)


def text_of(response):
    return response.content.decode()


def test_before_it_closes_there_is_none(row, client):
    assert [page(client, path, make.DURING).status_code for path in (PAGE, PDF)] == [404, 404]
    assert page(client, "/pt/consultas/nenhuma/relatorio/").status_code == 404


def test_nobody_took_part_and_that_is_a_result(row, client):
    for number, name in enumerate(("Câmara (exemplo)", "Associação (exemplo)")):
        body = Entity.objects.create(kind="association", name=name, recorded_at=make.OPENS)
        Invitation.objects.create(
            consultation=row, entity=body, kind="association", name=name, invited_at=make.OPENS,
            reminded_at=make.DURING if number else None,
        )  # fmt: skip
    make_edition(consultation=row, by="clock", at=make.AFTER)
    response = page(client)
    text = text_of(response)
    assert (response.status_code, bool(response.cookies), "<script" in text) == (200, False, False)
    assert "A consulta fechou sem nenhum contributo. É um resultado como os outros, e fica publicado." in text
    assert "Foram convidadas 2 entidades. Enviou-se um lembrete a 1 entidade." in text
    assert "Não há textos à espera de resposta." in text
    assert "Não se escondeu nenhum texto." in text
    assert "O registo público ainda não foi assinado." in text
    assert "Quem participou" not in text


def test_one_took_part_and_is_not_counted_apart(row, client):
    make.contributions(row, [{"q1": "a"}])
    made = make.contributions(row, [{}], kind="proposal")
    m.Passage.objects.create(
        contribution=made[0], place="proposal", language="pt", text="x", public=True, state="hidden",
        reason="insult",
    )  # fmt: skip
    text = text_of(page(client))
    assert "Contam-se 2 contributos." in text
    assert "As respostas estão a ser contadas" in text
    assert "Devem resposta menos de 10 contributos; já têm resposta 0." in text
    assert text.count("menos de 10") == 2


def test_many_took_part(row, client):
    make.contributions(row, [{"q1": code} for code in "a" * 60 + "b" * 30 + "c" * 20])
    Extension.objects.create(
        consultation=row, old_last_on=dt.date(2026, 3, 20), new_last_on=row.last_on, at=make.DURING,
        reason="Pediram mais tempo (exemplo).",
    )  # fmt: skip
    make_edition(consultation=row, by="clock", at=make.AFTER)
    text = text_of(page(client))
    assert "Contam-se 110 contributos." in text
    assert 'A resposta mais dada: «<bdi lang="pt">Opção a</bdi>» (60).' in text
    why = '<bdi lang="pt">Pediram mais tempo (exemplo).</bdi>'
    assert f"O prazo passou de 20 de março de 2026 para 1 de abril de 2026: {why}" in text
    assert "Não se convidou nenhuma entidade em particular." in text
    results = text_of(page(client, PAGE.replace("relatorio", "resultados")))
    cover = text_of(page(client, PAGE.replace("relatorio/", "")))
    assert [PAGE in found for found in (results, cover)] == [True, True]


def test_it_asks_the_same_however_many(row, client, django_assert_max_num_queries):
    make.contributions(row, [{"q1": "a"}] * 50)
    make_edition(consultation=row, by="clock", at=make.AFTER)
    with django_assert_max_num_queries(12):
        assert page(client).status_code == 200


@pytest.mark.parametrize(("lang", "kept"), [("pt", "pt"), ("en", "en"), ("ar", "pt")])
def test_the_document_is_tagged_and_has_a_title(row, client, lang, kept):
    make.contributions(row, [{"q1": code} for code in "a" * 60 + "b" * 30])
    make_edition(consultation=row, by="clock", at=make.AFTER)
    response = page(client, PDF.replace("/pt/", f"/{lang}/"))
    read = PdfReader(io.BytesIO(response.content))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert read.metadata.title == "O que deve mudar (exemplo)"
    assert (read.root_object["/MarkInfo"]["/Marked"], read.root_object["/Lang"][:2]) == (True, kept)
    printed = " ".join(one.extract_text() for one in read.pages)
    assert ("60" in printed, "<bdi" in printed) == (True, False)


MARKUP = '#import "x" *a* _b_ \\ [c] <b>d</b>'


def written(row, text, kind="proposal", state="shown", **more):
    """A contribution with one text, as moderation left it."""
    (made,) = make.contributions(row, [{}], kind=kind)
    m.Contribution.objects.filter(pk=made.pk).update(**more)
    return m.Passage.objects.create(
        contribution=made, place=kind, language="pt", text=text, public=True, state=state,
        reason="insult" if state == "hidden" else "",
    )  # fmt: skip


@pytest.fixture
def spoken(row):
    """Proposals of which one is supported and one hidden and appealed, a position; two of them answered."""
    first = written(row, f"Abrir a escola à noite. {MARKUP}")
    second = written(row, "Mais livros (exemplo).")
    gone = written(row, "Cale-se.", state="hidden")
    written(row, "Por ler ainda.", state="waiting")
    stand = written(row, "Propomos mediadores.", "position", organisation_name="Associação (exemplo)")
    for number in range(2):
        m.Contribution.objects.create(
            consultation=row, kind="support", about=second.contribution, language="pt",
            token_hash=f"{number:064}", received_at=make.DURING,
        )  # fmt: skip
    m.Flag.objects.create(passage=gone, appeal=True, token_hash="a" * 64, at=make.DURING)
    make_edition(consultation=row, by="clock", at=make.AFTER)
    said = [first.contribution, stand.contribution]
    synthesis.respond(contributions=said, disposition="accepted", reason="Sim.", by="x", at=make.AFTER)
    return row


def test_what_may_be_read_is_quoted_and_what_is_done_is_counted(spoken, client):
    text = " ".join(re.sub(r"<[^>]+>", " ", text_of(page(client))).split())
    assert text.index("Mais livros (exemplo). 2 apoios") < text.index("Abrir a escola à noite.")
    for words in (
        "Posições de organizações Propomos mediadores. Associação (exemplo)",
        "Recursos: menos de 10; por decidir: menos de 10.",
        "Aceite menos de 10",
        MARKUP.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;"),
    ):
        assert words in text, words
    assert [words for words in ("Cale-se.", "Por ler ainda.") if words in text] == []


def test_what_is_written_reaches_the_document_as_it_is(spoken, client):
    read = PdfReader(io.BytesIO(page(client, PDF).content))
    text = re.sub(r"\s+", "", "".join(one.extract_text() for one in read.pages))
    for words in (MARKUP, "Mais livros", "2 apoios", "Propomos mediadores."):
        assert words.replace(" ", "") in text, words
    assert "Cale-se." not in text


def test_an_appeal_that_was_decided_waits_no_more(spoken, client):
    m.Flag.objects.update(settled_at=make.AFTER)
    assert "Recursos: menos de 10; por decidir: 0." in text_of(page(client))


def test_many_proposals_are_told_by_the_most_supported(row, client, django_assert_max_num_queries):
    for number in range(52):
        written(row, f"Proposta {number:02}.")
    with django_assert_max_num_queries(12):
        text = text_of(page(client))
    assert "São os 50 textos com mais apoio, de 52." in text
    assert ("Proposta 49." in text, "Proposta 50." in text) == (True, False)


@pytest.mark.parametrize(("at", "there"), [(make.DURING, False), (make.AFTER, True)])
def test_the_office_leads_to_it(row, client, at, there):
    people.signed_in(client, people.person("national_coordinator", people.national()))
    response = page(client, f"/pt/gabinete/consultas/{row.slug}/", at)
    assert (response.status_code, PAGE in text_of(response)) == (200, there)


def test_the_document_names_languages_in_its_own(row, client):
    """Their own letters are on the page; no font is at hand for them in print."""
    for language in ("bn", "ar", "pt"):
        make.contributions(row, [{"q1": "a"}] * 20, language=language)
    make_edition(consultation=row, by="clock", at=make.AFTER)
    response = page(client, PDF)
    text = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(response.content)).pages)
    assert (response.status_code, "Bengalês" in text, "Árabe" in text) == (200, True, True)


def test_the_same_as_a_document_to_work_on(row, client):
    make.contributions(row, [{"q1": code} for code in "a" * 60 + "b" * 30 + "c" * 20])
    make_edition(consultation=row, by="clock", at=make.AFTER)
    assert page(client, DOCX, make.DURING).status_code == 404
    response = page(client, DOCX)
    assert (response.status_code, bool(response.cookies), response["Content-Disposition"]) == (
        200, False, 'attachment; filename="relatorio-consulta-exemplo.docx"',
    )  # fmt: skip
    held = docx.Document(io.BytesIO(response.content))
    known, titles = (
        held.core_properties,
        [one.text for one in held.paragraphs if one.style.name == "Heading 1"],
    )
    assert (known.title, known.language, known.comments) == ("O que deve mudar (exemplo)", "pt", "")
    assert (
        titles
        == [re.sub("<[^>]+>", "", one) for one in re.findall("<h2[^>]*>(.*?)</h2>", text_of(page(client)))][
            : len(titles)
        ]
    )
    reader = PdfReader(io.BytesIO(page(client, PDF).content))
    told = " ".join(" ".join(one.extract_text() for one in reader.pages).split())
    assert [table.rows[0].cells[0].text in told for table in held.tables] == [True] * len(held.tables)
