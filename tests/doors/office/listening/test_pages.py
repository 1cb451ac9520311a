"""A consultation from its first page to its last, as the coordination of a municipality writes it."""

import datetime as dt

from rumo.listen.consultations import models as m
from rumo.listen.consultations import queries
from rumo.listen.consultations.rules import Phase, phase
from tests.factories import listening as make

BASE = "/pt/gabinete/consultas/"
ONE = f"{BASE}{make.SLUG}/"
FRAME = {
    "ways": ["questionnaire", "text", "statements"],
    "audiences": ["residents", "migrants"],
    "languages": ["en", "ar"],
    "moderation": "pre",
    "once": "yes",
    "term_days": "20",
    "term_unit": "working",
    "zone": "Europe/Lisbon",
    "local_holidays": "13/1/2026\n2026-01-20",
    "holidays_verified": "yes",
}


def sent(client, path, typed=None, to=ONE):
    """Send a form and see that it leads where it should."""
    answer = client.post(path, typed or {})
    assert (answer.status_code, answer.get("Location", answer.context and answer.context.get("errors"))) == (
        303,
        to,
    )


def written(coordinator, town):
    """Write a consultation page by page, until nothing is lacking."""
    typed = {"owner": town.public_id, "title": "Uma escola para todos (exemplo)", "slug": make.SLUG}
    sent(coordinator, f"{BASE}nova/", typed)
    sent(coordinator, f"{ONE}quadro/", FRAME)
    sent(coordinator, f"{ONE}textos/", {"title": "Uma escola", "summary": "Porquê", "legal_basis": "Lei"})
    asked = {"code": "q1", "text": "Tem filhos?", "kind": "single", "options": "Sim\nNão", "required": "yes"}
    assert coordinator.get(f"{ONE}perguntas/nova/").context["typed"]["code"] == "q1"
    sent(coordinator, f"{ONE}perguntas/nova/", {**asked, "then": "new"}, f"{ONE}perguntas/nova/")
    more = {
        "code": "q2",
        "text": "Que nota?",
        "kind": "scale",
        "least": "1",
        "most": "5",
        "only_if": ["q1.a"],
    }
    sent(coordinator, f"{ONE}perguntas/nova/", more, f"{ONE}perguntas/")
    sent(coordinator, f"{ONE}texto/", {"text": "# Título\n\nUm.\n\nDois."})
    sent(coordinator, f"{ONE}afirmacoes/", {"texts": "Gosto.\nNão gosto."}, f"{ONE}afirmacoes/")


def test_from_the_first_page_to_publication(coordinator, town):
    assert "Ainda não há consultas" in coordinator.get(BASE).content.decode()
    assert coordinator.get(f"{BASE}nova/").status_code == 200
    written(coordinator, town)
    assert coordinator.get(ONE).context["lacks"] == []
    assert coordinator.get(f"{ONE}ver/").status_code == 200
    assert "às 23:59 de 3 de fevereiro de 2026" in coordinator.get(f"{ONE}publicar/").context["term"]
    sent(coordinator, f"{ONE}publicar/")
    row = m.Consultation.objects.get()
    assert (phase(row, at=make.AT), row.last_on, row.once) == (Phase.COMING, dt.date(2026, 2, 3), True)
    assert row.local_holidays == ["2026-01-13", "2026-01-20"]
    again = coordinator.post(f"{ONE}publicar/")
    assert (again.status_code, "Voltar à consulta" in again.content.decode()) == (409, True)


def test_what_is_put_is_what_was_written(coordinator, town):
    written(coordinator, town)
    found = queries.asked(m.Consultation.objects.get())
    assert [(one.code, one.kind, one.options, one.only_if) for one in found.questions] == [
        ("q1", "single", ["a", "b"], None),
        ("q2", "scale", [], {"question": "q1", "any": ["a"]}),
    ]
    assert [(one.code, one.heading) for one in found.paragraphs] == [("1", True), ("2", False), ("3", False)]
    assert [one.number for one in found.statements] == [1, 2]
