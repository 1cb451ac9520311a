"""What everyone reads of a contribution, reporting a text, the sheet to print."""

import pytest

from rumo.doors.web import clock
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions import models as m
from rumo.listen.contributions.rules.saying import Said, Text
from rumo.shape.synthesis import actions as synthesis
from tests.doors.participate.test_other_ways import token_of
from tests.factories import listening


@pytest.fixture
def said(db):
    row = listening.consultation()
    one = Said(
        "questionnaire", "bn", "migrants", {"q1": "yes"},
        {"question:q4": Text("শিক্ষক দরকার", True)}, email="x@exemplo.invalid",
    )  # fmt: skip
    received = contributions.submit(consultation=row, said=one, token="t", at=listening.OPEN)
    with clock.frozen(listening.OPEN):
        yield received.contribution


def show(shown=True, reason=""):
    contributions.moderate(
        passage=m.Passage.objects.get(), shown=shown, reason=reason, note="", by="m", at=listening.OPEN
    )


def test_only_what_was_let_be_read_is(said, client):
    path = f"/pt/contributos/{said.number}/"
    assert "শিক্ষক" not in client.get(path).content.decode()
    show()
    page = client.get(path).content.decode()
    assert 'lang="bn"' in page
    assert ("শিক্ষক" in page, "Sim" in page, "exemplo.invalid" in page) == (True, False, False)
    show(shown=False, reason="insult")
    page = client.get(path).content.decode()
    assert ("শিক্ষক" in page, "Insulta ou ameaça" in page) == (False, True)


def test_the_answer_is_read_with_the_receipt_and_in_public(said, client):
    with clock.frozen(listening.AFTER):
        synthesis.respond(
            contributions=[said], disposition="accepted", reason="Vai entrar.", by="n", at=listening.AFTER
        )
        assert "Vai entrar." in client.get(f"/pt/contributos/{said.number}/").content.decode()
        code = contributions.again(contribution=said, token="t", at=listening.AFTER).code
        assert "Vai entrar." in client.post("/pt/comprovativo/", {"code": code}).content.decode()


def test_a_text_is_reported_once(said, client):
    path = f"/pt/contributos/{said.number}/denunciar/"
    assert client.get(path).status_code == 404
    show()
    token = token_of(client.get(path))
    assert client.post(path, {"token": token}).status_code == 422
    for _again in range(2):
        assert client.post(path, {"token": token, "motivo": "hate", "nota": "x"}).status_code == 201
    assert m.Flag.objects.get().reason == "hate"
    late = client.post(path, {"token": "forged", "motivo": "hate", "nota": "Insulta."})
    assert (late.status_code, "Insulta." in late.content.decode()) == (422, True)
    assert "Este formulário esteve aberto demasiado tempo" in late.content.decode()


@pytest.mark.parametrize(
    "path", ["contributos/naoha/", "consultas/naoha/", "consultas/naoha/papel/", "consultas/naoha/responder/"]
)
def test_what_is_not_there(db, client, path):
    assert client.get(f"/pt/{path}").status_code == 404


def test_the_sheet_has_every_question_with_its_code(said, client):
    page = client.get(f"/pt/consultas/{listening.SLUG}/papel/").content.decode()
    assert [code for code in ("q1", "q2", "q3", "q4") if f">{code}</span>" in page] == [
        "q1",
        "q2",
        "q3",
        "q4",
    ]


def test_why_a_text_is_not_shown(db, client):
    assert "Insulta ou ameaça alguém" in client.get("/pt/moderacao/").content.decode()
