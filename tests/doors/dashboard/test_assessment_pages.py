"""What the public reads of frameworks and of what a municipality says of itself: over time, with gaps, from any day, marked where invented."""

import datetime as dt

import pytest

from rumo.deliver.rollup import actions as rollup
from rumo.doors.web import clock
from tests.doors.dashboard.reading_pages import read
from tests.factories import outside as make
from tests.factories import plans
from tests.factories.people import AT, BY

TOWN = "/pt/painel/municipios/lisboa/"
PAGE = TOWN + "autoavaliacao/"


@pytest.fixture(autouse=True)
def plan(country):
    plans.publish(plans.Plan())
    with clock.frozen(AT + dt.timedelta(days=90)):
        yield


def test_the_frameworks_say_what_is_verified_and_what_is_not(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = read(client, "/pt/metodologia/referenciais/")
    for words in (
        "Índice das Cidades Interculturais (Conselho da Europa) não verificado por inteiro serve para autoavaliação",
        "As versões seguintes mudaram o número de perguntas e não foram vistas.",
        "Pacto Global das Migrações: Plano Nacional de Implementação verificado na fonte",
        "Não se encontraram as dimensões nem o número de indicadores.",
        "66 perguntas, 14 indicadores",
        "4 · consolidado",
        "Nunca conta como zero.",
    ):
        assert words in page.text, words
    assert "/pt/metodologia/referenciais/" in read(client, "/pt/metodologia/").links
    english = read(client, "/en/metodologia/referenciais/")
    assert "Intercultural Cities Index (Council of Europe)" in english.text
    assert page.headings.count(1) == 1


def test_a_page_without_frameworks_says_so(client):
    rows = make.TermList.objects.filter(key__startswith="framework-")
    make.Term.objects.filter(term_list__in=rows).delete()
    rows.delete()
    assert "Ainda não há referenciais" in read(client, "/pt/metodologia/referenciais/").text


def test_what_a_municipality_says_of_itself_over_time(client, django_assert_max_num_queries):
    assert PAGE not in read(client, TOWN).links
    assert "Ainda não há autoavaliações" in read(client, PAGE).text
    make.told(None, 0, 1, 2, None, 4, 0, 0, as_on=dt.date(2024, 12, 31))
    tag = client.get(PAGE)["ETag"]
    make.told(None, 2, 1, None, 3, 3, 0, 4)
    answer = client.get(PAGE, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.cookies) == (200, {})
    with django_assert_max_num_queries(12):
        page = read(client, PAGE + "?exemplos=sim")
    for words in (
        "Em 31 de dezembro de 2025, das 7 dimensões: 1 em «consolidado», 2 em «em prática», 1 em «em parte», "
        "1 em «a começar», 1 em «nada», 1 que não se sabe.",
        "1. Liderança do município0 · nada2 · em parte+2",
        "2. Acesso em igualdade1 · a começar1 · a começarigual",
        "3. Participação cívica2 · em partenão sabemossem comparação",
        "5. Educação4 · consolidado3 · em prática−1",
        "Mostra-se assim, leadership.",
        "Não se viu quantos critérios tem, nem a lista completa.",
        "De 31 de dezembro de 2024, publicada em",
        "Uma média diria o que ninguém mediu.",
    ):
        assert words in page.text, words
    assert [(table["col"], table["row"]) for table in page.tables] == [(4, 7)]
    assert "/api/v1/assessments.csv?scope=municipality%3A1106&municipality=1106" in [
        link.replace("exemplos=sim&", "") for link in page.links
    ]
    with django_assert_max_num_queries(12):
        assert PAGE in read(client, TOWN).links


def test_queries_do_not_grow_with_what_is_said(client, django_assert_max_num_queries):
    make.told(as_on=dt.date(2025, 1, 1))
    read(client, TOWN)  # the columns are read once by the process
    with django_assert_max_num_queries(12) as few:
        read(client, PAGE)
        most = len(few)
    for year in (2022, 2023, 2024):
        make.told(as_on=dt.date(year, 12, 31))
        cities = make.assessment(framework=make.framework("icc-index"), as_on=dt.date(year, 12, 31))
        make.told(cities, *[1] * 14)
    read(client, TOWN)
    with django_assert_max_num_queries(most):
        read(client, PAGE)


def test_another_day_and_what_was_known_then(client):
    make.told(as_on=dt.date(2024, 12, 31))
    second = make.told(None, *[4] * 7, at=AT + dt.timedelta(days=30))
    page = read(client, PAGE + "?as_of=2025-06-30")
    assert ("31/12/2024" in page.text, "31/12/2025" in page.text) == (True, False)
    assert "31/12/2025" not in read(client, PAGE + f"?known_at={AT.date()}").text
    rollup.withdraw_assessment(assessment=second, reason="Erro nosso.", by=BY, at=AT)
    page = read(client, PAGE)
    assert ("Erro nosso." in page.text, "31/12/2025" in page.text) == (True, False)


def test_an_invented_one_is_marked_and_left_out_where_asked(client):
    make.told(synthetic=True)
    page = read(client, PAGE)
    assert "Autoavaliação inventada" in page.text
    assert "Ainda não há autoavaliações" in read(client, PAGE + "?exemplos=nao").text


def test_a_measure_is_led_to_and_a_sentence_is_never_markup(client):
    rollup_plan = make.Plan.objects.get()
    rollup_plan.owner = make.make.municipality()
    rollup_plan.save()
    row, keys = make.assessment(), make.dimensions()
    answers = {key: make.evaluations.Answered(None) for key in keys}
    answers[keys[0]] = make.evaluations.Answered(1, "Um <b>balcão</b>.", ["M1"])
    make.assessed(row, answers=answers)
    rollup.publish_assessment(assessment=row, by=make.OTHER, for_name="x", at=AT)
    page = read(client, PAGE)
    assert "Um <b>balcão</b>." in page.text
    assert "/pt/painel/planos/plano-exemplo/medidas/M1/" in page.links


def test_other_spellings_lead_to_the_page_and_unknown_places_are_not_found(client):
    answer = client.get(TOWN.replace("lisboa", "1106") + "autoavaliacao/")
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    read(client, PAGE.replace("lisboa", "nenhures"), 404)
