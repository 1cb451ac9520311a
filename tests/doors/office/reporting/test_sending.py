"""Sending: what is ready, what is missing, what is odd; once, with a way back."""

import pytest

from rumo.deliver.progress.models import Draft
from tests.doors.office.reporting.test_grid import GRID
from tests.factories import people, reporting

pytestmark = pytest.mark.django_db
SEND, BACK = f"{GRID}enviar/", f"{GRID}retirar/"


def states():
    """How far each measure's report is."""
    return dict(Draft.objects.values_list("measure__code", "state"))


def test_nothing_begun_leads_back_to_the_grid(office, plan):
    page = office.get(SEND).content.decode()
    assert ("Ainda não há nada pronto" in page, "3 medidas ainda sem nada escrito" in page) == (True, True)
    assert office.post(SEND).status_code == 422


def test_what_is_whole_is_sent_and_what_is_not_is_told(office, plan):
    whole = reporting.draft(plan, "M02", cells={"stage": "not_started"})
    part = reporting.draft(plan, "M03", cells={"narrative": "Sem estado."})
    page = office.get(SEND).content.decode()
    assert (whole.public_id in page, part.public_id in page, "1 por completar" in page) == (True, False, True)
    answer = office.post(SEND, {"draft": [whole.public_id]})
    assert answer["Location"] == f"{GRID}enviado/"
    assert states() == {"M02": "submitted", "M03": "draft"}
    assert office.post(SEND, {"draft": [whole.public_id]})["Location"] == f"{GRID}enviado/"
    assert "1 relatório à espera de aprovação" in office.get(f"{GRID}enviado/").content.decode()


def test_what_is_odd_asks_to_be_confirmed(office, plan):
    odd = reporting.draft(plan, cells={"stage": "not_started", "indicators/i1": 10})
    answer = office.post(SEND, {"draft": [odd.public_id]})
    page = answer.content.decode()
    assert (answer.status_code, "o estado volta atrás" in page, 'name="confirmed"' in page) == (
        422,
        True,
        True,
    )
    assert office.post(SEND, {"draft": [odd.public_id], "confirmed": "1"}).status_code == 302
    assert states() == {"M01": "submitted"}


def test_what_was_sent_comes_back_while_nobody_decided(office, plan, user):
    draft = reporting.draft(plan, "M02")
    office.post(SEND, {"draft": [draft.public_id]})
    for _ in range(2):
        assert office.post(BACK, {"draft": [draft.public_id]})["Location"] == GRID
    assert states() == {"M02": "draft"}


def test_what_another_sent_is_not_taken_back(office, plan, client_class, today):
    draft = reporting.draft(plan, "M02")
    office.post(SEND, {"draft": [draft.public_id]})
    other = people.signed_in(client_class(), reporting.reporter())
    assert "Retirar o envio" not in other.get(f"{GRID}enviado/").content.decode()
    assert other.post(BACK, {"draft": [draft.public_id]}).status_code == 409


def test_a_returned_report_is_sent_again(office, plan, user):
    draft = reporting.draft(plan, "M02")
    office.post(SEND, {"draft": [draft.public_id]})
    reporting.progress.return_(drafts=[draft], reason="Falta a ata.", by="outra", at=reporting.NOW)
    assert "Falta a ata." in office.get(GRID).content.decode()
    assert office.post(SEND, {"draft": [draft.public_id]}).status_code == 302
    assert states() == {"M02": "submitted"}
