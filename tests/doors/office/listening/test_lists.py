"""The list of consultations and the desk of one: what each person is shown and offered, in a constant number of queries."""

import pytest

from rumo.doors.web import clock
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations import models as m
from rumo.listen.consultations.queries import Body
from tests.doors.office.listening.test_pages import BASE, ONE
from tests.factories import listening as make
from tests.factories import people

QUERIES = 12


def signed(client_class, role, body):
    """Somebody in a role, signed in."""
    return people.signed_in(client_class(), people.person(role, body))


def test_a_list_says_where_each_stands(coordinator, town, client_class):
    act = {"by": "x", "at": make.AT}
    make.drafted("a", town)
    make.consultation("b", town)
    make.consultation("c", town, at=make.AT - make.dt.timedelta(days=3))
    make.consultation("d", town, at=make.AT - make.dt.timedelta(days=365))
    consultations.cancel(consultation=make.consultation("e", town), reason="x", **act)
    lines = coordinator.get(BASE).context["lines"]
    assert [(line.row.slug, line.phase, line.waits) for line in lines] == [
        ("a", "em preparação", "Por publicar"), ("b", "abre em breve", "Abre em 03/01/2026"), ("c", "aberta", "Faltam 40 dias"),
        ("d", "fechada", "Responder até 08/05/2025"), ("e", "anulada", ""),
    ]  # fmt: skip
    assert [line.row.slug for line in coordinator.get(BASE, {"fase": "open"}).context["lines"]] == ["c"]
    assert len(coordinator.get(BASE, {"q": "ESCOLA municipio"}).context["lines"]) == 0
    assert len(coordinator.get(BASE, {"q": "lisboa"}).context["lines"]) == 5
    assert "Nenhuma consulta encontrada" in coordinator.get(BASE, {"q": "xyz"}).content.decode()
    with clock.frozen(m.Consultation.objects.get(slug="c").closes_at - make.dt.timedelta(minutes=1)):
        later = signed(client_class, "municipal_coordinator", town)
        assert "Fecha hoje às 23:59" in later.get(f"{BASE}c/").content.decode()


def test_a_long_list_has_pages(coordinator, town):
    m.Consultation.objects.bulk_create(
        m.Consultation(slug=f"c{n}", owner=town, recorded_at=make.AT) for n in range(120)
    )
    counts = [len(coordinator.get(BASE, {"pagina": page}).context["lines"]) for page in ("1", "3", "x", "²")]
    assert counts == [50, 20, 50, 50]
    pager = coordinator.get(BASE, {"pagina": "2"}).context["pager"]
    assert (pager.before, pager.after) == ("?pagina=1", "?pagina=3")


@pytest.mark.parametrize(
    ("role", "seen"),
    [("national_analyst", [ONE, f"{ONE}ver/"]), ("translator", []), ("auditor", [ONE, f"{ONE}ver/"])],
)
def test_the_national_team_sees_what_it_does_not_write(client_class, drafted, role, seen):
    client = signed(client_class, role, people.national())
    paths = [ONE, f"{ONE}ver/", f"{ONE}quadro/", f"{ONE}traducoes/", f"{ONE}publicar/"]
    assert [path for path in paths if client.get(path).status_code == 200] == seen
    if seen:
        assert {section.href for section in client.get(ONE).context["sections"]} == {""}


def test_a_translator_of_the_body_translates_and_writes_nothing_else(client_class, drafted, town):
    client = signed(client_class, "translator", town)
    sections = client.get(ONE).context["sections"]
    assert [section.key for section in sections if section.href] == ["translations"]
    assert [client.get(ONE + part).status_code for part in ("traducoes/", "textos/", "publicar/")] == [
        200,
        404,
        404,
    ]


def test_an_analyst_writes_and_does_not_publish(client_class, db):
    make.drafted(owner=people.national())
    client = signed(client_class, "national_analyst", people.national())
    assert [client.get(ONE + part).status_code for part in ("quadro/", "publicar/")] == [200, 404]
    assert "publicar/" not in client.get(ONE).content.decode()


def test_a_desk_says_what_is_lacking_and_where_it_is_written(coordinator, town):
    consultations.draft(slug=make.SLUG, owner=town, title="A", by="x", at=make.AT)
    told = coordinator.get(ONE).context
    assert [href.removeprefix(ONE) for _words, href in told["lacks"]] == [
        "textos/",
        "textos/",
        "quadro/",
        "quadro/",
    ]
    assert [(section.key, section.state) for section in told["sections"]] == [
        ("words", "falta"), ("frame", "falta"), ("documents", "facultativo"), ("invitations", "facultativo"), ("design", "facultativo"),
    ]  # fmt: skip
    answer = coordinator.post(f"{ONE}publicar/")
    assert (answer.status_code, answer.context["lacks"][0]) == (
        422,
        "Falta dizer, em poucas palavras, o que se pergunta e porquê.",
    )


def test_translations_count_as_done_once_every_text_is(coordinator, drafted):
    texts = m.Wording.objects.filter(language="pt")
    for language in ("en", "ar"):
        said = {one.place: (f"{one.text} ({language})", "reviewed") for one in texts.filter(language="pt")}
        consultations.translate(consultation=drafted, language=language, texts=said, by="x", at=make.AT)
        section = next(one for one in coordinator.get(ONE).context["sections"] if one.key == "translations")
        assert section.about == {"en": "1 de 2 línguas completas", "ar": "2 de 2 línguas completas"}[language]
    assert coordinator.get(f"{ONE}publicar/").context["untranslated"] == {}
    assert coordinator.get(f"{ONE}traducoes/en/?por-traduzir=1").context["lines"] == []


def test_a_preview_shows_every_kind_with_its_bounds_and_condition(coordinator, town):
    questions, words = make.every_kind()
    extra = {"code": "q14", "kind": "number", "least": 1, "audiences": ["migrants"]}
    capped = {"code": "q15", "kind": "number", "most": 2.5}
    words |= {"question:q14": "Quantos?", "question:q15": "Quanto?", "notice": "Aviso 1"}
    make.drafted(owner=town, questions=[*questions, extra, capped], words=words)
    told = coordinator.get(f"{ONE}ver/").context["questions"]
    bounds = {q["one"].code: q["bounds"] for q in told if q["bounds"]}
    assert bounds == {
        "q2": "2 no máximo",
        "q3": "de 1 a 5",
        "q7": "de 0 a 120",
        "q14": "1 no mínimo",
        "q15": "2,5 no máximo",
    }
    assert (told[2]["only_if"], told[2]["any"]) == ("Tem filhos na escola?", ["Sim"])
    assert (told[4]["rows"], told[-2]["audiences"]) == (["Linha food", "Linha yard"], ["Vim de outro país"])


PAGES = (
    "", "quadro/", "textos/", "desenho/", "perguntas/", "perguntas/nova/", "perguntas/q3/", "perguntas/q4/tirar/", "texto/", "afirmacoes/",
    "documentos/", "traducoes/", "traducoes/en/", "convites/", "ver/", "publicar/",
)  # fmt: skip


@pytest.mark.parametrize("part", PAGES)
def test_pages_ask_few_queries_however_much_there_is(
    coordinator, drafted, part, django_assert_max_num_queries
):
    act = {"consultation": drafted, "by": "x", "at": make.AT}
    coordinator.get(ONE)
    with django_assert_max_num_queries(QUERIES) as few:
        assert coordinator.get(ONE + part).status_code == 200
    consultations.ask(
        questions=[*make.QUESTIONS, *({"code": f"n{n}", "kind": "long"} for n in range(40))], **act
    )
    consultations.state(texts=[f"N{n}" for n in range(40)], **act)
    consultations.invite(bodies=[make_body(n) for n in range(40)], **act)
    with django_assert_max_num_queries(len(few)):
        assert coordinator.get(ONE + part).status_code == 200


def make_body(number):
    """A body from outside."""
    return Body("association", f"Associação {number} (exemplo)")


def test_a_list_asks_few_queries(coordinator, town, django_assert_max_num_queries):
    make.drafted(owner=town)
    coordinator.get(BASE)
    with django_assert_max_num_queries(QUERIES) as few:
        coordinator.get(BASE)
    m.Consultation.objects.bulk_create(
        m.Consultation(slug=f"c{n}", owner=town, recorded_at=make.AT) for n in range(40)
    )
    with django_assert_max_num_queries(len(few)):
        coordinator.get(BASE)
