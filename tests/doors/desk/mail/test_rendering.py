"""Letters in words: every kind in every language, one line where one is meant, the same number when sent again."""

import datetime as dt
import re

import pytest

from rumo.doors.desk.mail.rendering import UnknownKind, kinds, message_id, written
from rumo.ground.outbox.models import Message
from tests.doors.files.ical import read

AT = dt.datetime(2026, 7, 1, 8, tzinfo=dt.UTC)
PERIOD = {
    "slug": "plano-exemplo",
    "title": "Plano (exemplo)",
    "owner": "Município de Lisboa",
    "start": "2026-01-01",
    "end": "2026-06-30",
    "due": "2026-07-31",
    "closing": "2026-08-30",
    "of": 14,
    "measures": 12,
    "late": 3,
    "reports": True,
}
RETURNED = {
    "plan": "plano-exemplo",
    "date": "2026-06-30",
    "measures": ["1", "7"],
    "reason": "Falta a ata.\nE a data.",
}
PLAN = {"slug": "plano-exemplo", "title": "Plano (exemplo)", "version": 2, "reason": "Falta o orçamento."}
INVITATION = {
    "token": "abc_-9",
    "entity": "Município de Lisboa",
    "role": "municipal_reporter",
    "inviter": "Coordenação municipal, exemplo",
    "days": 14,
}
READING = {
    "plan": "plano-exemplo",
    "code": "M1",
    "reader": "Universidade (exemplo)",
    "reasons": "Não há prova.",
}
CONSULTATION = {
    "slug": "escola-para-todos",
    "title": "Uma escola para todos (exemplo)",
    "owner": "Município de Lisboa",
    "body": "Associação (exemplo)",
    "first": "2026-01-03",
    "last": "2026-02-13",
}
GATHERING = {
    "title": "Oficina (exemplo)",
    "slug": "oficina",
    "code": "AAA-BBB",
    "what": "",
    "reason": "Chuva.\nE vento.",
    "confirmed": ["2026-03-07, 10:00–12:00 · Biblioteca (exemplo)"],
    "waiting": ["2026-03-08, 10:00–12:00 · Biblioteca (exemplo)"],
    "calendar": None,
}
SESSION = {
    "number": 1,
    "title": "Manhã, cedo; e; mais\\",
    "starts_at": "2026-03-07T10:00:00+00:00",
    "ends_at": "2026-03-07T12:00:00+00:00",
    "place": "Biblioteca",
    "online": "",
}
PAYLOADS = {
    "consultation.invited": CONSULTATION,
    "consultation.reminded": CONSULTATION,
    "invitation": INVITATION,
    "reminder": {**PERIOD, "kind": "opens"},
    "escalation": {**PERIOD, "kind": "escalated"},
    "report.returned": RETURNED,
    "report.submitted": RETURNED,
    "plan.submitted": PLAN,
    "plan.returned": PLAN,
    "plan.published": PLAN,
    "reading.published": READING,
    "abstract.received": {
        "title": "Aprender no bairro",
        "conference": "Conferência (exemplo)",
        "number": "k3m9p2q7xw",
        "code": "4F7-K2M-9QT-XPA-3B8-D9Q-W2N-6HS-8VY",
    },
    "abstract.decided": {
        "title": "Aprender no bairro",
        "conference": "Conferência (exemplo)",
        "number": "k3m9p2q7xw",
        "decision": "accepted",
        "reason": "Vem a propósito.",
    },
    "contribution.received": {
        "title": "Uma escola para todos (exemplo)",
        "number": "abc",
        "code": "AAA-BBB",
        "answer_by": "2026-06-30",
    },
    "gathering.registered": GATHERING,
    "gathering.told": {**GATHERING, "what": "cancelled"},
    "enrolment.code": {"code": "AAAA-BBBB", "hours": 24},
    "enrolment.verified": {"name": "Associação (exemplo)"},
    "enrolment.refused": {"name": "Associação (exemplo)", "reason": "Não atende.\nNem escreve."},
    "response.given": {"title": "Uma escola para todos (exemplo)", "slug": "escola"},
}


def letter(kind, language="pt", /, **changes):
    payload = {**PAYLOADS[kind], **changes}
    row = Message(
        kind=kind, key=f"{kind}:1", to="x@exemplo.invalid", language=language, payload=payload, posted_at=AT
    )
    return written(row)


def test_an_invitation_says_who_asks_and_until_when():
    said = letter("consultation.invited")
    assert said.subject == "Convite para participar: Uma escola para todos (exemplo)"
    assert (
        "Pode participar de 3 de janeiro de 2026 até às 23:59 de 13 de fevereiro de 2026."
        in said.body.split("\n")
    )
    assert "http://127.0.0.1:8000/pt/consultas/escola-para-todos/" in said.body.split("\n")


@pytest.mark.parametrize(
    ("what", "subject", "has"),
    [
        ("moved", "Já tem lugar: Oficina (exemplo)", "2026-03-07"),
        ("left", "Inscrição anulada: Oficina (exemplo)", "já não o esperamos"),
        ("cancelled", "Encontro anulado: Oficina (exemplo)", "Chuva.\nE vento."),
        ("changed", "O encontro mudou: Oficina (exemplo)", "lista de espera em:\n- 2026-03-08"),
    ],
)
def test_a_letter_says_what_became_of_a_gathering(what, subject, has):
    said = letter("gathering.told", what=what)
    assert said.subject == subject
    assert has in said.body


@pytest.mark.parametrize(("method", "status"), [("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED")])
def test_a_letter_brings_what_a_calendar_takes(method, status):
    told = {
        "method": method,
        "sequence": 3,
        "changed_at": AT.isoformat(),
        "sessions": [SESSION, {**SESSION, "number": 2}],
    }
    said = letter("gathering.told", what="changed", calendar=told)
    parts = [part for part in said.message().walk() if part.get_content_type() == "text/calendar"]
    assert [part.get_param("method") for part in parts] == [method, method]
    found = [read(part.get_payload(decode=True)) for part in parts]
    assert [one.properties["METHOD"] for one in found] == [method, method]
    event = found[0].events[0]
    assert (event["STATUS"], event["SEQUENCE"], event["ATTENDEE"]) == (
        status,
        "3",
        "mailto:x@exemplo.invalid",
    )
    assert event["SUMMARY"] == "Oficina (exemplo) · Manhã, cedo; e; mais\\"


def test_every_kind_has_its_words():
    assert kinds() == set(PAYLOADS)


@pytest.mark.parametrize("language", ["pt", "en", "ar", "xx"])
@pytest.mark.parametrize("kind", PAYLOADS)
def test_every_letter_is_whole(kind, language):
    said = letter(kind, language)
    assert said.subject
    assert "\n" not in said.subject
    assert re.search(r"http://127\.0\.0\.1:8000/(pt|en|ar)/[^\s]+/\n", said.body)
    assert ("&#" in said.body, "{" in said.body, "\n\n\n" in said.body) == (False, False, False)
    made = said.message()
    assert made["Auto-Submitted"] == "auto-generated"
    assert made["Message-ID"] == message_id(f"{kind}:1")
    assert made["Content-Language"] == (language if language != "xx" else "pt")
    assert made.get_content_type() == "text/plain"


@pytest.mark.parametrize(
    ("kind", "subject", "line"),
    [
        (
            "opens",
            "12 medidas para relatar até 31 de julho de 2026, 3 em atraso: Plano (exemplo)",
            "Há 12 medidas por relatar até 31 de julho de 2026. Delas, 3 também não tiveram relatório no período anterior.",
        ),
        (
            "soon",
            "12 medidas para relatar até 31 de julho de 2026, 3 em atraso: Plano (exemplo)",
            "Há 12 medidas por relatar até 31 de julho de 2026. Delas, 3 também não tiveram relatório no período anterior.",
        ),
        (
            "due",
            "12 medidas para relatar hoje, último dia do prazo: Plano (exemplo)",
            "O prazo acaba hoje e há 12 medidas por relatar.",
        ),
        (
            "late",
            "12 medidas em atraso desde 31 de julho de 2026: Plano (exemplo)",
            "O prazo passou e há 12 medidas por relatar. Depois de 30 de agosto de 2026, a página pública dirá que não há notícias.",
        ),
        (
            "silent",
            "12 medidas sem notícias: Plano (exemplo)",
            "O tempo de espera acabou em 30 de agosto de 2026 e há 12 medidas por relatar. A página pública diz agora que não há"
            " notícias. Um relatório entregue tarde conta a partir do dia em que é publicado.",
        ),
    ],
)
def test_a_reminder_says_how_many_and_until_when(kind, subject, line):
    said = letter("reminder", kind=kind)
    assert said.subject == subject
    lines = said.body.split("\n")
    assert line in lines
    assert lines[:3] == [
        "Plano: Plano (exemplo)",
        "Período: de 1 de janeiro de 2026 a 30 de junho de 2026",
        "Prazo: 31 de julho de 2026",
    ]
    assert "http://127.0.0.1:8000/pt/gabinete/planos/plano-exemplo/relatar/2026-06-30/" in lines


def test_one_measure_is_one():
    said = letter("reminder", measures=1, late=0)
    assert said.subject == "1 medida para relatar até 31 de julho de 2026: Plano (exemplo)"
    assert "Há 1 medida por relatar até 31 de julho de 2026." in said.body.split("\n")


def test_who_does_not_report_is_shown_the_public_page():
    said = letter("reminder", kind="silent", reports=False)
    assert "http://127.0.0.1:8000/pt/painel/planos/plano-exemplo/" in said.body.split("\n")
    assert "gabinete" not in said.body


def test_an_escalation_names_the_body_or_says_there_is_none():
    assert "Entidade: Município de Lisboa" in letter("escalation").body.split("\n")
    assert "faltam os relatórios de 12 das 14 medidas" in letter("escalation").body
    assert "não tem ainda uma entidade" in letter("escalation", owner="").body


def test_an_invitation_says_the_role_and_carries_its_link():
    said = letter("invitation")
    assert "com a função: Relato municipal." in said.body
    assert "http://127.0.0.1:8000/pt/conta/convite/abc_-9/" in said.body.split("\n")


def test_nothing_written_by_somebody_breaks_out_of_its_line():
    entity = "Câmara\r\nBcc: alguem@exemplo.invalid\r\n\r\n<b>\x00\u202e&"
    said = letter("invitation", entity=entity)
    one_line = "Câmara Bcc: alguem@exemplo.invalid <b> &"
    assert said.subject == f"Convite para entrar no Rumo: {one_line}"
    assert (said.message()["Bcc"], said.recipients()) == (None, ["x@exemplo.invalid"])
    assert f"em nome de {one_line}, com" in said.body
    link = letter("invitation", token="../x\n?y").body.split("\n")
    assert "http://127.0.0.1:8000/pt/conta/convite/..%2Fx%20%3Fy/" in link


def test_a_reason_keeps_its_lines():
    assert "Motivo:\nFalta a ata.\nE a data.\n" in letter("report.returned").body
    assert "Medidas: 1, 7\n" in letter("report.returned").body
    assert "Razões" not in letter("reading.published", reasons="").body


def test_an_unknown_kind_is_refused():
    with pytest.raises(UnknownKind, match="no template for letters of kind 'nada'"):
        written(Message(kind="nada", key="a", to="x@exemplo.invalid", language="pt", posted_at=AT))
