"""The reports of a measure: listed, corrected, withdrawn with four eyes, thrown away."""

import pytest

from rumo.deliver.progress import actions
from rumo.deliver.progress.models import Draft, Report
from rumo.deliver.rollup import actions as rollup
from tests.doors.office.approving.conftest import AT, at
from tests.factories import people as make

pytestmark = pytest.mark.django_db
MEASURE = ("plano-exemplo", "M1")


def said(answer):
    """The page as text."""
    return answer.content.decode()


def test_the_page_lists_versions_and_working_copies(world, django_assert_max_num_queries):
    world.saved("M1")
    client = world.client(world.coordinator)
    client.get(at("approving"))
    with django_assert_max_num_queries(12):
        page = said(client.get(at("measure-reports", *MEASURE)))
    for words in ("em preparação", "versão 1", "em vigor", "Corrigir", "Retirar", "Continuar", "Apagar"):
        assert words in page, words
    assert at("report", "plano-exemplo", "2025-06-30", "M1") in page
    assert "Ainda nenhum" in said(client.get(at("measure-reports", "plano-exemplo", "M2")))


def test_a_correction_begins_once_and_leads_to_the_form(world):
    report = Report.objects.get()
    client = world.client(world.coordinator)
    for _again in range(2):
        answer = client.post(at("correct", *MEASURE), {"report": report.pk})
        assert answer["Location"] == at("report", "plano-exemplo", "2024-06-30", "M1")
    draft = Draft.objects.get()
    assert (draft.corrects, draft.said) == (report, {"stage": "in_progress", "activities": {"a1": 0.5}})
    assert "correção" in said(client.get(at("measure-reports", *MEASURE)))


def test_a_withdrawal_has_a_reason_and_a_second_person(world):
    report = Report.objects.get()
    client = world.client(world.coordinator)
    empty = client.post(at("withdraw", *MEASURE), {"report": report.pk, "reason": " "})
    assert empty.status_code == 422
    assert f'href="#reason-{report.pk}"' in said(empty)
    done = client.post(at("withdraw", *MEASURE), {"report": report.pk, "reason": "Era de outro plano."})
    assert done["Location"] == at("measure-reports", *MEASURE)
    draft = Draft.objects.get()
    sent = client.post(at("withdrawal-send", *MEASURE), {"draft": draft.public_id})
    assert "Outra pessoa aprova" in said(client.get(sent["Location"]))
    assert client.post(at("withdrawal-send", *MEASURE), {"draft": draft.public_id}).status_code == 409
    other = make.person("municipal_coordinator", world.town)
    rollup.approve_and_publish(drafts=[draft], by=other.public_id, for_name="Município", at=AT)
    page = said(client.get(at("measure-reports", *MEASURE)))
    assert "retirado" in page
    assert "aprovado em nome de Município" in page
    assert "Era de outro plano." in page
    late = client.post(at("correct", *MEASURE), {"report": report.pk})
    assert late.status_code == 409


def test_a_second_working_copy_is_a_conflict(world):
    report = Report.objects.get()
    client = world.client(world.coordinator)
    client.post(at("correct", *MEASURE), {"report": report.pk})
    answer = client.post(at("withdraw", *MEASURE), {"report": report.pk, "reason": "x"})
    assert answer.status_code == 409
    assert "acabe esse primeiro" in said(answer)


def test_what_is_not_sent_can_be_thrown_away(world):
    draft = world.saved("M1")
    client = world.client(world.reporter)
    data = {"draft": draft.public_id}
    assert client.post(at("draft-discard", *MEASURE), data).status_code == 302
    assert Draft.objects.count() == 0
    assert client.post(at("draft-discard", *MEASURE), data).status_code == 404
    sent = world.sent("M1")
    answer = client.post(at("draft-discard", *MEASURE), {"draft": sent.public_id})
    assert answer.status_code == 409
    assert "está enviado" in said(answer)


def test_a_returned_one_shows_why(world):
    draft = world.sent("M1")
    actions.return_(drafts=[draft], reason="Falta a prova.", by="c", at=AT)
    assert "Falta a prova." in said(world.client(world.reporter).get(at("measure-reports", *MEASURE)))


def test_only_withdrawals_are_sent_from_here_and_a_reason_too_long_is_refused(world):
    draft = world.saved("M1")
    client = world.client(world.coordinator)
    assert client.post(at("withdrawal-send", *MEASURE), {"draft": draft.public_id}).status_code == 404
    data = {"report": Report.objects.get().pk, "reason": "x" * 3000}
    assert client.post(at("withdraw", *MEASURE), data).status_code == 422


def test_others_neither_see_nor_correct(world):
    report = Report.objects.get()
    stranger = world.client(make.person("municipal_coordinator", make.municipality("1312")))
    for name in ("correct", "withdraw", "withdrawal-send", "draft-discard"):
        assert stranger.post(at(name, *MEASURE), {"report": report.pk, "draft": "x"}).status_code == 404
    assert stranger.get(at("measure-reports", *MEASURE)).status_code == 404
    auditor = world.client(make.person("auditor", make.national()))
    page = said(auditor.get(at("measure-reports", *MEASURE)))
    assert "Corrigir" not in page
    assert auditor.post(at("correct", *MEASURE), {"report": report.pk}).status_code == 404
    draft = world.saved("M1")
    assert auditor.post(at("draft-discard", *MEASURE), {"draft": draft.public_id}).status_code == 404
    own = world.client(world.coordinator)
    for bad in ("", "x", "9" * 30, "999"):
        assert own.post(at("correct", *MEASURE), {"report": bad}).status_code == 404
