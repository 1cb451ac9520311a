"""The page of translations: how complete each language is, text by text, and what a machine is asked for."""

import re

from django.utils import timezone

from rumo.doors.desk import translating
from rumo.ground.outbox.models import Job
from rumo.listen.consultations import actions as consultations
from tests.factories import engines
from tests.factories import listening as make

PAGE = f"/pt/gabinete/consultas/{make.SLUG}/traducoes/"


def put(row, language="en", **texts):
    pairs = {place: tuple(said.split("|")) for place, said in texts.items()}
    consultations.translate(consultation=row, language=language, texts=pairs, by="b", at=make.AT)


def test_each_language_has_its_share_and_leads_to_what_is_out_of_date(
    coordinator, drafted, django_assert_max_num_queries
):
    put(drafted, title="A school|human", summary="Why|reviewed", legal_basis="Law|machine")
    consultations.reword(consultation=drafted, words={"title": "Outra escola"}, by="b", at=make.AT)
    coordinator.get(PAGE)
    with django_assert_max_num_queries(12):
        page = coordinator.get(PAGE)
    english = next(line for line in page.context["lines"] if line["code"] == "en")
    whole = sum(english[name] for name in ("none", "machine", "human", "reviewed", "out_of_date"))
    assert english["share"] == 2 / whole
    assert (english["out_of_date"], english["complete"]) == (1, False)
    text = page.content.decode()
    assert f'<a href="{PAGE}en/?desatualizados=1">1</a>' in text
    assert f'<a href="{PAGE}en/?automaticos=1">1</a>' in text
    title, summary, law, first = page.context["grid"][:4]
    assert [
        (field["label"], [cell["words"] for cell in field["cells"]]) for field in (title, summary, law, first)
    ] == [
        ("Título", ["desatualizado", "por traduzir"]),
        ("O que se pergunta e porquê", ["traduzido e revisto", "por traduzir"]),
        ("Base legal", ["tradução automática", "por traduzir"]),
        ("Pergunta q1", ["por traduzir", "por traduzir"]),
    ]
    assert [line.pair.place for line in coordinator.get(f"{PAGE}en/?desatualizados=1").context["lines"]] == [
        "title"
    ]
    assert [line.pair.place for line in coordinator.get(f"{PAGE}en/?automaticos=1").context["lines"]] == [
        "legal_basis"
    ]


def test_a_machine_is_asked_by_a_button_and_what_it_makes_is_seen(coordinator, drafted, settings):
    settings.TRANSLATION_ENGINE = engines.FAKE
    assert coordinator.get(PAGE).content.decode().count("Traduzir o que falta") == 2
    answer = coordinator.post(PAGE, {"language": "en"}, follow=True)
    text = answer.content.decode()
    assert answer.redirect_chain == [(PAGE, 303)]
    assert "Ficou pedido." in text
    assert text.count("Traduzir o que falta") == 1
    assert "Já estava pedido" in coordinator.post(PAGE, {"language": "en"}, follow=True).content.decode()
    assert translating.translate_waiting().done == 1
    page = coordinator.get(PAGE)
    english = next(line for line in page.context["lines"] if line["code"] == "en")
    assert (english["complete"], english["share"], english["human"]) == (True, 1.0, 0)
    assert "Não falta nada." in page.content.decode()


def test_a_translator_that_does_not_answer_is_told_and_nothing_is_lost(coordinator, drafted, settings):
    settings.TRANSLATION_ENGINE = engines.SHORT
    coordinator.post(PAGE, {"language": "en"})
    translating.translate_waiting()
    text = coordinator.get(PAGE).content.decode()
    assert "o tradutor não respondeu" in text
    assert re.search(r"Tenta-se de novo às \d\d:\d\d\. Não se perdeu nada\.", text)
    Job.objects.update(given_up_at=timezone.now())
    text = coordinator.get(PAGE).content.decode()
    assert "Deixou-se de tentar." in text
    assert text.count("Traduzir o que falta") == 2


def test_without_a_translator_nothing_is_offered_and_a_language_that_is_not_offered_is_refused(
    coordinator, drafted, settings
):
    settings.TRANSLATION_ENGINE = ""
    assert "Esta instalação não tem tradutor automático." in coordinator.get(PAGE).content.decode()
    assert coordinator.post(PAGE, {"language": "en"}).status_code == 409
    settings.TRANSLATION_ENGINE = engines.FAKE
    refused = coordinator.post(PAGE, {"language": "ne"})
    assert refused.status_code == 409
    assert "A consulta não é oferecida nessa língua." in refused.content.decode()
    assert not Job.objects.exists()
