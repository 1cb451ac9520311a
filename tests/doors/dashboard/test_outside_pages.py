"""What the public reads of others' words: readings, residents, evaluations and their PDF; the form of residents; the divergent list."""

import datetime as dt
import io
import re

import pypdf
import pytest
from django.urls import reverse

from rumo.deliver.plans.models import Measure
from rumo.deliver.progress.models import Sighting
from rumo.deliver.rollup import actions as rollup
from rumo.doors.web import clock
from tests.factories import outside as make
from tests.factories import plans
from tests.factories.people import AT, BY

MEASURE = "/pt/painel/planos/plano-exemplo/medidas/M1/"
SEEN = MEASURE + "visto/"
PLAN = "/pt/painel/planos/plano-exemplo/"


@pytest.fixture(autouse=True)
def plan(country):
    plans.publish(plans.Plan(reports=(plans.Report(stage="completed", activities={"a1": 1.0}),)))
    with clock.frozen(AT + dt.timedelta(hours=1)):
        yield


def read(client, url, status=200, **query):
    answer = client.get(url, query)
    assert answer.status_code == status
    return answer.content.decode()


def test_readings_show_at_once_with_where_they_part_ways(client, django_assert_max_num_queries):
    assert "Ninguém de fora leu ainda esta medida." in read(client, MEASURE)
    assert "M1" not in read(client, "/pt/painel/medidas/", only="divergent").partition("<tbody>")[2]
    row = make.reading("not_started", reasons="Porta <fechada>.")
    rollup.reply(reading=row, text="Abre em maio.", for_name="Município (exemplo)", by=BY, at=AT)
    make.published()
    read(client, MEASURE.replace("M1", "M2"))  # the columns are read once by the process
    with django_assert_max_num_queries(12):
        page = read(client, MEASURE)
    for words in ("Porta &lt;fechada&gt;.", "encontrou menos do que está relatado", "Abre em maio.",
                  "Município (exemplo) respondeu", "O balcão abre tarde.", "Abrir de manhã."):  # fmt: skip
        assert words in page, words
    assert "M1" in read(client, "/pt/painel/medidas/", only="divergent").partition("<tbody>")[2]
    rollup.withdraw_reading(reading=row, reason="Era outra porta.", by=BY, at=AT)
    page = read(client, MEASURE)
    assert ("Era outra porta." in page, "Porta &lt;" in page) == (True, False)
    assert client.get(MEASURE).cookies == {}


def test_a_reading_that_saw_more_says_so_and_residents_are_told_ten_at_a_time(client):
    make.reading("limited", read_on=dt.date(2024, 1, 1))
    measure = Measure.objects.get(code="M2")
    make.reading("complete", measure=measure)
    second = MEASURE.replace("M1", "M2")
    assert "encontrou mais do que está relatado" in read(client, second)
    for n in range(20):
        Sighting.objects.create(
            measure=measure, seen=n % 2 == 0, token_hash=str(n), said_on=AT.date(), state="accepted", moderated_at=AT
        )  # fmt: skip
        rollup.raise_token(at=AT)
        page = read(client, second) if n in (9, 19) else ""
        if n == 9:
            assert "10 pessoas já disseram se veem esta medida" in page
    assert "De 20 pessoas, 10 veem esta medida onde vivem e 10 não." in page


def test_an_evaluation_is_public_at_once(client, django_assert_max_num_queries):
    row = make.evaluation()
    url = reverse("dashboard:evaluation", args=["plano-exemplo", row.public_id])
    read(client, url, 404)
    assert "Avaliações" not in read(client, PLAN)
    make.published(row)
    with django_assert_max_num_queries(12):
        assert url in read(client, PLAN)
    with django_assert_max_num_queries(12):
        page = read(client, url)
    for words in (
        "Avaliação final (exemplo)",
        "Sim, em parte.",
        "Pertinência",
        "Abrir de manhã.",
    ):
        assert words in page, words
    assert "O documento está em português." not in page
    read(client, url.replace("plano-exemplo", "outro"), 404)
    rollup.withdraw_evaluation(evaluation=row, reason="Erro nas contas.", by=BY, at=AT)
    page = read(client, url)
    assert ("Erro nas contas." in page, "Sim, em parte." in page) == (True, False)
    assert url not in read(client, PLAN)
    read(client, url + "avaliacao.pdf", 404)


MARKUP = "#emph[x] *negrito* _i_ [a](b) \\n $x$ @ref <rotulo> `c` // fim"


def test_the_document_is_tagged_titled_and_says_every_word_as_it_is(client):
    row = make.evaluation(title=f"Título {MARKUP}")
    make.answered(row, answer=MARKUP, summary="Longo. " * 600)
    make.published(row)
    url = reverse("dashboard:evaluation-pdf", args=["plano-exemplo", row.public_id])
    answer = client.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    document = pypdf.PdfReader(io.BytesIO(answer.content))
    root = document.trailer["/Root"]
    assert root["/Lang"] == "pt"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata.title == row.title
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    text = re.sub(r"\s+", "", "".join(page.extract_text() for page in document.pages))
    for words in ("Sim, em parte.", "O balcão abre tarde.", "Recomendação:", "Medidas: M1", "Grau de"):
        assert words.replace(" ", "") in text, words
    assert MARKUP.replace(" ", "") in text
    assert alts(root["/StructTreeRoot"]) != []
    assert client.get(url).content == answer.content


def alts(node):
    """The words that stand for what is drawn, anywhere under a node of the document's structure."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [alt for child in node for alt in alts(child)]
    if not hasattr(node, "get"):
        return []
    own = [node["/Alt"]] if node.get("/Alt") else []
    return own + (alts(node["/K"]) if "/K" in node else [])


def test_the_document_is_in_portuguese_where_letters_may_be_missing(client):
    row = make.published()
    page = read(client, f"/ar/painel/planos/plano-exemplo/avaliacoes/{row.public_id}/")
    url = reverse("dashboard:evaluation-pdf", args=["plano-exemplo", row.public_id])
    assert "/ar" + url[3:] in page
    arabic, own = client.get("/ar" + url[3:]).content, client.get(url).content
    assert arabic == own


def form(client, **typed):
    """The form as it comes, filled."""
    page = read(client, SEEN)
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    return {"token": token, "seen": "yes", "place": "1106", "note": "", **typed}


def test_a_resident_says_it_once_with_no_script_and_no_trace(client, caplog, settings):
    answer = client.get(SEEN)
    assert list(answer.cookies) == [settings.CSRF_COOKIE_NAME]
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store, private", "same-origin")
    said = form(client, note="Fui lá <terça>.")
    for _ in range(2):
        answer = client.post(SEEN, said, REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="marca-do-agente")
        assert answer.status_code == 201
    row = Sighting.objects.get()
    assert (row.seen, row.municipality.dico, row.note, row.said_on) == (
        True,
        "1106",
        "Fui lá <terça>.",
        AT.date(),
    )
    kept = " ".join(str(value) for value in Sighting.objects.values_list().get())
    assert not any(mark in kept + caplog.text for mark in ("203.0.113.9", "marca-do-agente", said["token"]))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"seen": "maybe"}, "Escolha: vê ou não vê esta medida."),
        ({"place": "1312"}, "Escolha o município onde vive."),
        ({"place": "\0"}, "Escolha o município onde vive."),
        ({"note": "z" * 501}, "A nota tem 501 carateres"),
        ({"token": "inventado"}, "Este formulário esteve aberto demasiado tempo"),
    ],
)
def test_what_a_resident_must_mend_is_said_and_nothing_typed_is_lost(client, change, words):
    answer = client.post(SEEN, form(client, **{"note": "A minha nota.", **change}))
    page = answer.content.decode()
    assert (answer.status_code, words in page) == (422, True)
    assert change.get("note", "A minha nota.") in page
    assert not Sighting.objects.exists()


def test_a_form_is_of_its_measure_and_of_its_day(client):
    said = form(client)
    assert client.post(SEEN.replace("M1", "M2"), said).status_code == 422
    read(client, SEEN.replace("M1", "M9"), 404)
    read(client, SEEN.replace("plano-exemplo", "nenhum"), 404)


def test_a_form_too_long_open_is_said(client, monkeypatch):
    said = form(client)
    monkeypatch.setattr("rumo.doors.dashboard.views.seen.OPEN_FOR", -1)
    answer = client.post(SEEN, said)
    assert (answer.status_code, "demasiado tempo" in answer.content.decode()) == (422, True)
    assert f'value="{said["token"]}"' not in answer.content.decode()
