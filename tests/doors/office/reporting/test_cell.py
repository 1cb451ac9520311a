"""One cell saved by the page's script: 200 with when and what was kept, 409 with what another wrote, 422 with how to mend it."""

import pytest

from rumo.deliver.progress.models import Draft
from tests.doors.office.reporting.test_grid import GRID
from tests.factories import people, reporting
from tests.factories.people import municipality

pytestmark = pytest.mark.django_db
CELL = f"{GRID}celula/"


def cell(office, key, value, was="", code="M01"):
    """The status and the text of an answer."""
    answer = office.post(CELL, {"code": code, "key": key, "value": value, "was": was})
    return answer.status_code, answer.content.decode()


def test_a_cell_is_saved_and_said_back_as_it_is_kept(office, plan):
    assert cell(office, "indicators/i1", "1 072,50") == (200, "Guardado às 10:42\n1072,5")
    assert Draft.objects.get().said == {"indicators": {"i1": 1072.5}}


def test_the_same_cell_again_changes_nothing(office, plan):
    cell(office, "activities/a1", "40")
    assert cell(office, "activities/a1", "40 %", was="40") == (200, "Guardado às 10:42\n40")
    assert Draft.objects.get().revision == 1


def test_an_emptied_cell_is_emptied(office, plan):
    cell(office, "narrative", "Abriu.")
    assert cell(office, "narrative", "", was="Abriu.") == (200, "Guardado às 10:42\n")
    assert Draft.objects.get().said == {}


def test_what_another_wrote_comes_back(office, plan):
    reporting.draft(plan, cells={"narrative": "Linha um\nlinha dois"})
    assert cell(office, "narrative", "Outra coisa") == (
        409,
        "Outra pessoa mudou esta célula entretanto.\nLinha um\nlinha dois",
    )
    assert Draft.objects.get().said == {"narrative": "Linha um\nlinha dois"}


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("stage", "quase", "«quase» não é um estado. Escolha um destes: não iniciada, em execução, concluída, suspensa, abandonada."),
        ("activities/a1", "101", "Uma atividade vai de 0 a 100 %. Escreva, por exemplo, 40."),
        ("indicators/i1", "doze", "«doze» não é um número. Escreva só algarismos, por exemplo 12 ou 12,5."),
        ("indicators/i1", "-1", "O valor não pode ser negativo. Escreva 0 ou mais."),
        ("indicators/i1", "9" * 17, "O número tem algarismos a mais. Confirme o que escreveu."),
        ("indicators/i1", "1.234", "«1.234» lê-se de duas maneiras: escreva 1234 ou 1,2340"),
        ("spent/FAMI", "-3", "A quantia não pode ser negativa. Escreva 0 ou mais."),
        ("spent/FAMI", "muito", "«muito» não é uma quantia. Escreva, por exemplo, 1234,50."),
        ("spent/FAMI", "1,005", "«1,005» lê-se de duas maneiras: escreva 1005 ou 1,0050"),
        ("spent/FAMI", "0,005", "A quantia tem mais de dois algarismos depois da vírgula. Arredonde-a aos cêntimos."),
        ("spent/FAMI", "9" * 13, "A quantia tem algarismos a mais. Confirme o que escreveu."),
        ("narrative", "x" * 20_001, "O texto tem 20 001 carateres e o máximo é 20 000: encurte-o."),
        ("indicators/i9", "1", "Esta célula já não existe nesta medida. Volte a abrir a página."),
    ],
)  # fmt: skip
def test_what_cannot_be_says_how_to_mend_it(office, plan, key, value, words):
    status, text = cell(office, key, value)
    assert (status, text.replace("\u00a0", " ")) == (422, words)
    assert Draft.objects.count() == 0


def test_a_sent_report_is_closed(office, plan, user):
    draft = reporting.draft(plan, by=user.public_id)
    reporting.progress.submit(drafts=[draft], confirmed=True, by=user.public_id, at=reporting.NOW)
    assert cell(office, "stage", "completed", was="in_progress") == (
        422,
        "Este relatório já foi enviado ou publicado: já não se edita aqui.",
    )


def test_a_cell_without_measure_and_one_of_nobody(office, plan):
    assert cell(office, "stage", "completed", code="")[0] == 422
    assert cell(office, "stage", "completed", code="M99")[0] == 404


def test_a_partner_writes_only_what_its_body_answers_for(client, plan, today):
    body = people.body("association", "Associação A (exemplo)")
    reporting.answers(plan, "M02", body)
    partner = people.signed_in(client, people.person("partner_reporter", body))
    assert partner.get(GRID).content.decode().count('<tbody class="measure') == 1
    assert cell(partner, "stage", "completed", code="M02")[0] == 200
    assert cell(partner, "stage", "completed", code="M01")[0] == 404


def test_in_a_plan_of_two_municipalities_each_team_reports_its_own(client_class, country, today):
    towns = ("1106", "1107")
    plan = reporting.plan(
        municipalities=towns, kind="intermunicipal", owner=people.body("company", "Sem equipa")
    )
    team = people.signed_in(client_class(), people.person("municipal_reporter", municipality("1107")))
    page = team.get(GRID).content.decode()
    assert '<select id="municipio"' not in page
    assert (
        team.post(
            f"{GRID}celula/?municipio=1107", {"code": "M01", "key": "stage", "value": "completed"}
        ).status_code
        == 200
    )
    assert team.get(f"{GRID}?municipio=1106").status_code == 404
    assert Draft.objects.get().municipality.dico == "1107"
    owner = people.signed_in(client_class(), people.person("partner_reporter", plan.owner))
    assert owner.get(GRID).status_code == 404
