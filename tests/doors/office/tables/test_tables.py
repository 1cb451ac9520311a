"""The office's tables: opened, printed, typed in from paper, closed and handed in, told, validated, kept as files."""

import csv
import io

import pytest

from rumo.listen.contributions.models import Contribution
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Canvas, Card
from tests.factories import people, tables
from tests.factories.people import AT, BY

pytestmark = pytest.mark.django_db
EVERY, ALL, ONE = (
    "/pt/gabinete/mesas/",
    "/pt/gabinete/encontros/oficina-exemplo/mesas/",
    "/pt/gabinete/encontros/oficina-exemplo/mesas/1/",
)


@pytest.fixture(autouse=True)
def facilitator(client, country):
    return people.signed_in(client, people.person("facilitator", people.national()))


def press(client, act, **fields):
    return client.post(ONE, {"act": act, **fields})


def token(page):
    return page.context["token"]


def test_tables_are_opened_once_and_listed(client):
    tables.gathering()
    page = client.get(ALL)
    sent = {"token": token(page), "template": "swot", "count": "3", "name": "Habitação"}
    assert [client.post(ALL, sent).status_code for _time in range(2)] == [303, 303]
    assert [(one.table.number, one.template) for one in Canvas.objects.order_by("pk")] == [
        (1, "swot"),
        (2, "swot"),
        (3, "swot"),
    ]
    said = client.get(ALL).content.decode()
    assert ("Mesa 3 · Habitação" in said, "oficina-exemplo" in client.get(EVERY).content.decode()) == (
        True,
        True,
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"template": "swot", "count": "0"}, "Escreva quantas mesas: de 1 a 40."),
        ({"template": "swot", "count": "x"}, "Escreva quantas mesas: de 1 a 40."),
        ({"template": "nada", "count": "1"}, "Escolha o que as mesas vão preencher."),
    ],
)
def test_what_cannot_be_opened_is_said(client, fields, words):
    tables.gathering()
    page = client.post(ALL, {"token": token(client.get(ALL)), **fields})
    assert (page.status_code, words in page.content.decode(), Canvas.objects.count()) == (422, True, 0)


def test_a_form_of_another_purpose_opens_nothing(client):
    tables.gathering()
    assert client.post(ALL, {"token": "x", "template": "swot", "count": "1"}).status_code == 422


def test_the_sheet_of_a_table_has_its_code_and_only_while_it_is_open(client):
    row = tables.canvas()
    code = row.table.join_code
    assert f"{code[:4]}-{code[4:8]}-{code[8:]}" in client.get(f"{ALL}folhas/").content.decode()
    gatherings.close(canvas=row, by=BY, at=AT)
    assert "Não há mesas abertas" in client.get(f"{ALL}folhas/").content.decode()


def test_the_paper_twin_numbers_its_zones_as_the_form_does(client):
    tables.canvas("needs_resources")
    printed, form = client.get(f"{ONE}papel/").content.decode(), client.get(ONE).content.decode()
    assert (printed.count("paper-number"), "10. Serviços e direitos: Recursos" in form) == (10, True)


def test_cards_of_paper_are_typed_in_once(client):
    tables.canvas()
    sent = {"token": token(client.get(ONE)), "zone": "threats", "text": "Rendas altas"}
    for _time in range(2):
        assert press(client, "type", **sent).status_code == 303
    assert list(Card.objects.values_list("text", "paper", "zone")) == [("Rendas altas", True, "threats")]
    assert press(client, "type", token=token(client.get(ONE)), zone="threats", text="").status_code == 422
    assert press(client, "type", token="x", zone="threats", text="x").status_code == 422


def test_from_closing_to_validated(client):
    row = tables.canvas()
    assert press(client, "hand_in").status_code == 422  # nothing lies there
    tables.lay(row)
    assert press(client, "synthesise", synthesis="x").status_code == 422  # still open
    assert [press(client, "hand_in").status_code for _time in range(2)] == [303, 303]
    said = Contribution.objects.get()
    page = client.get(ONE).content.decode()
    assert (said.number in page, "Código do comprovativo desta mesa" in page) == (True, True)
    assert press(client, "validate").status_code == 422
    assert press(client, "synthesise", synthesis="Faltam casas.").status_code == 303
    assert press(client, "ask").status_code == 303
    gatherings.verdict(**tables.act(row, mark="a", right=True, missing=""))
    gatherings.verdict(**tables.act(row, mark="b", right=False, missing="Os preços"))
    assert press(client, "validate").status_code == 303
    page = client.get(ONE).content.decode()
    assert ("1 pessoa diz que está certo." in page, "Os preços" in page) == (True, True)


def test_an_act_there_is_not_changes_nothing(client):
    tables.canvas()
    assert (press(client, "inventar").status_code, Canvas.objects.get().version) == (422, 1)


def test_a_canvas_as_comma_separated_text_runs_no_formula(client):
    row = tables.canvas()
    tables.lay(row, "=1+1", "threats")
    gatherings.comment(**tables.act(row, number=1, text="@x", language="pt"))
    answer = client.get(f"{ONE}quadro.csv")
    (line,) = csv.DictReader(io.StringIO(answer.content.decode()))
    assert (line["text"], line["comments"], line["zone"], line["number"]) == ("'=1+1", "'@x", "threats", "1")


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-"), ("png", b"\x89PNG")])
@pytest.mark.parametrize("template", ["swot", "risk_matrix"])
def test_a_canvas_as_a_document_and_as_a_picture(client, form, begins, template):
    row = tables.canvas(template)
    tables.lay(row, "Faltam casas\n#pagebreak() *", "threats" if template == "swot" else "rare_low")
    answer = client.get(f"{ONE}quadro.{form}")
    assert (answer.status_code, answer.content[: len(begins)]) == (200, begins)


def test_a_file_of_another_kind_is_not_found(client):
    tables.canvas()
    assert client.get(f"{ONE}quadro.exe").status_code == 404


def test_another_bodys_tables_are_not_found(client):
    tables.canvas(slug="oficina-de-outros", owner=people.municipality("1106"))
    assert client.get("/pt/gabinete/encontros/oficina-de-outros/mesas/").status_code == 404
    assert client.get(ONE.replace("/1/", "/9/")).status_code == 404
