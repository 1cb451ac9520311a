"""By keyboard alone: a reporter opens a self-assessment, answers it and mends it; a coordinator publishes it; the public reads it. And with no script."""

import re

import pytest

from rumo.deliver.evaluations.models import Answer, Assessment
from tests.factories import outside as make
from tests.factories import people, plans
from tests.journeys.office import heading, quiet, sound, told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/pt/painel/municipios/lisboa/autoavaliacao/"


def test_a_self_assessment_by_keyboard(here, coordinator, desk_of, open_page):
    plans.publish(plans.Plan())
    reporter = people.person("municipal_reporter", people.municipality())
    hands = desk_of(reporter, "/pt/gabinete/autoavaliacoes/", width=360)
    hands.go("Nova autoavaliação")
    hands.tab_to("Índice das Cidades Interculturais (Conselho da Europa)")
    hands.press("ArrowDown")
    hands.go("Abrir a autoavaliação")
    sound(hands.page)
    labels = [
        term.label("pt") for term in make.Term.objects.filter(term_list=make.framework()).order_by("order")
    ]
    answer(hands, labels[0], 2, "")
    hands.go("Guardar", most=60)
    hands.page.errors.clear()  # the browser says that 422 is one
    sound(hands.page)
    hands.tab_to(shown_by(labels[0]), most=60)
    hands.type("O plano tem responsável.")
    for number, label in enumerate(labels[1:], 1):
        answer(hands, label, 5 if number == 3 else 0, "")
    hands.go("Guardar")
    assert told(hands.page) == "Autoavaliação guardada."
    assert sorted(Answer.objects.values_list("level", flat=True), key=str) == [0, 0, 0, 0, 0, 2, None]
    sound(hands.page)
    row = Assessment.objects.get()
    chief = desk_of(coordinator, f"/pt/gabinete/autoavaliacoes/{row.public_id}/", width=360)
    chief.go("Publicar a autoavaliação")
    assert told(chief.page) == "Autoavaliação publicada."
    chief.go("Ver a página pública")
    assert heading(chief.page) == "Lisboa: o que diz de si"
    sound(chief.page)
    visitor = open_page(PAGE, width=320)
    assert "O plano tem responsável." in visitor.inner_text("main")
    for page in (chief.page, hands.page, visitor):
        quiet(page)


def answer(hands, label, level, evidence):
    """Choose a level by the arrows (5: not known), and say what shows it."""
    hands.tab_to("0 · nada", most=60)
    for _step in range(level):
        hands.press("ArrowDown")
    if not level:
        hands.press("Space")
    hands.tab_to(shown_by(label))
    hands.type(evidence)


def shown_by(label):
    """The name of the field that says what shows a level."""
    return re.compile(rf"O que o mostra, numa frase ?: {label}")


def test_one_dimension_is_written_without_script(here, desk_of):
    plans.publish(plans.Plan())
    row = make.assessment()
    reporter = people.person("municipal_reporter", people.municipality())
    page = desk_of(reporter, f"/pt/gabinete/autoavaliacoes/{row.public_id}/escrever/", script=False).page
    page.get_by_label("não sabemos").first.check()
    page.get_by_role("button", name="Guardar").click()
    assert told(page) == "Autoavaliação guardada."
    assert Answer.objects.get().level is None
