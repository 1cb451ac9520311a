"""The pages of approval: what waits, who may decide, what each act does, and what changed meanwhile."""

import pytest
from django.urls import reverse

from rumo.deliver.progress import actions
from rumo.deliver.progress.models import Draft, Report
from rumo.ground.outbox.models import Message
from tests.doors.office.approving.conftest import AT, REVIEW, at, mark
from tests.factories import people as make

pytestmark = pytest.mark.django_db


def said(answer):
    """The page as text."""
    return answer.content.decode()


def decide(client, act, *drafts, **more):
    """Post a decision on drafts."""
    data = {"act": act, "report": [mark(draft) for draft in drafts], **more}
    return client.post(at("decide", *REVIEW), data)


def states():
    """The state of every draft, by its measure."""
    return dict(Draft.objects.order_by("measure__code").values_list("measure__code", "state"))


def test_the_list_says_what_waits_by_whom_since_when(world, django_assert_max_num_queries):
    world.sent("M1")
    world.sent("M2")
    client = world.client(world.coordinator)
    client.get(at("approving"))
    with django_assert_max_num_queries(12):
        page = said(client.get(at("approving")))
    assert at("review", *REVIEW) in page
    assert "Relato, exemplo" in page
    assert "02/01/2026" in page
    assert "Enviados por si" not in page
    assert "Enviados por si" in said(world.client(world.reporter).get(at("approving")))
    assert "Nada espera por si" in said(world.client(world.reporter).get(at("approving")))


def test_the_review_shows_new_beside_last_with_doubts_and_evidence(world, django_assert_max_num_queries):
    draft = world.saved("M1", **{"activities/a1": 0.4, "indicators/i1": 12, "indicators/i1/sex:f": 7, "spent/FAMI": 10, "narrative": "Abriu\no balcão."})  # fmt: skip
    for item in ({"kind": "link", "url": "https://exemplo.pt/ata", "title": "Ata", "indicator": "i1", "on": "2025-06-01", "reserved": True}, {"kind": "note", "note": "Vista no local."}):  # fmt: skip
        actions.attach(draft=draft, item=item, by=world.reporter.public_id, at=AT)
    actions.submit(drafts=[draft], confirmed=True, by=world.reporter.public_id, at=AT)
    client = world.client(world.coordinator)
    client.get(at("approving"))
    with django_assert_max_num_queries(12):
        page = said(client.get(at("review", *REVIEW)))
    for words in (
        "Abrir o balcão", "40,0", "50,0", "é menos do que o último relatório dizia (50 %)", "1 dúvida", "Abriu<br>o balcão.",
        "Pessoas atendidas (mulheres)", "12 pessoas", "Gasto: FAMI", "10\u00a0€", "https://exemplo.pt/ata", "Vista no local.",
        "reservada", "Aprovar e publicar", "em execução", "30/06/2024",
    ):  # fmt: skip
        assert words in page, words
    world.sent("M2")
    with django_assert_max_num_queries(12):
        client.get(at("review", *REVIEW))


def test_approving_and_publishing_changes_the_public_page(world):
    one, two = world.sent("M1"), world.sent("M2")
    client = world.client(world.coordinator)
    answer = decide(client, "publish", one, two)
    assert (answer.status_code, answer["Location"]) == (302, at("approving"))
    assert "2 relatórios aprovados e publicados" in said(client.get(answer["Location"]))
    assert states() == {"M1": "published", "M2": "published"}
    assert "60" in said(client.get(reverse("dashboard:measure", args=["plano-exemplo", "M1"])))
    again = decide(client, "publish", one, two)
    assert again.status_code == 409
    assert Report.objects.filter(reference_date__year=2025).count() == 2
    assert "Não há nada por decidir" in said(client.get(at("review", *REVIEW)))


def test_some_are_published_and_the_rest_stays(world):
    one, two = world.sent("M1"), world.sent("M2")
    client = world.client(world.coordinator)
    answer = decide(client, "publish", one)
    assert answer["Location"] == at("review", *REVIEW)
    assert states() == {"M1": "published", "M2": "submitted"}
    assert two.public_id in said(client.get(answer["Location"]))


def test_what_is_approved_waits_and_the_approval_can_be_undone(world):
    draft = world.sent("M1")
    client = world.client(world.coordinator)
    assert decide(client, "approve", draft)["Location"] == at("review", *REVIEW)
    page = said(client.get(at("review", *REVIEW)))
    assert "Aprovado por Coordenação, exemplo, em nome de Município de Lisboa." in page
    assert "1 relatório aprovado, por publicar." in page
    decide(client, "unapprove", draft)
    assert states() == {"M1": "submitted"}
    decide(client, "approve", draft)
    assert decide(client, "publish_approved", draft)["Location"] == at("approving")
    assert states() == {"M1": "published"}


def test_returning_needs_a_reason_and_writes_to_the_sender(world):
    draft = world.sent("M1")
    client = world.client(world.coordinator)
    empty = decide(client, "return", draft, reason="  ")
    assert empty.status_code == 422
    assert 'href="#reason"' in said(empty)
    long = decide(client, "return", draft, reason="x" * 3000)
    assert long.status_code == 422
    assert "x" * 3000 in said(long)
    assert decide(client, "return", draft, reason="Falta a prova.").status_code == 302
    assert states() == {"M1": "returned"}
    letter = Message.objects.get(kind="report.returned")
    assert (letter.kind, letter.to, letter.payload["reason"], letter.payload["measures"]) == (
        "report.returned", world.reporter.email, "Falta a prova.", ["M1"],
    )  # fmt: skip


def test_who_sent_may_take_back_and_not_approve(world):
    draft = world.sent("M1", by=world.coordinator)
    client = world.client(world.coordinator)
    page = said(client.get(at("review", *REVIEW)))
    assert "não pode ser a mesma pessoa a enviar e a aprovar" in page
    assert "Aprovar e publicar" not in page
    assert decide(client, "publish", draft).status_code == 403
    assert states() == {"M1": "submitted"}
    assert decide(client, "take_back", draft).status_code == 302
    assert states() == {"M1": "draft"}


def test_another_cannot_take_back(world):
    draft = world.sent("M1")
    answer = decide(world.client(world.coordinator), "take_back", draft)
    assert answer.status_code == 422
    assert "só ela o retira do envio" in said(answer)


def test_a_body_with_one_coordinator_is_seen_by_its_community_or_the_country(world):
    draft = world.sent("M1", by=world.coordinator)
    community = make.community(world.town.municipality.cim.code)
    other = make.person("municipal_coordinator", community, "Comunidade, exemplo")
    client = world.client(other)
    client.get(at("approving"))
    page = said(client.get(at("review", *REVIEW)))
    assert f"Aprova em nome de {community.name}" in page
    assert decide(client, "publish", draft).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.approved_for) == ("published", community.name)


def test_with_two_coordinators_the_country_does_not_decide(world):
    draft = world.sent("M1", by=world.coordinator)
    second = make.person("municipal_coordinator", world.town)
    country = world.client(make.person("national_coordinator", make.national()))
    assert "Nada espera por si" in said(country.get(at("approving")))
    assert decide(country, "publish", draft).status_code == 409
    assert "é outra pessoa da coordenação" in said(world.client(world.coordinator).get(at("review", *REVIEW)))
    assert decide(world.client(second), "publish", draft).status_code == 302


def test_a_plan_of_nobody_is_seen_by_the_country(world):
    draft = world.sent("M1")
    plan = draft.measure.plan
    plan.owner = None
    plan.save()
    country = world.client(make.person("national_coordinator", make.national()))
    assert "Aprova em nome de Instituto nacional" in said(country.get(at("review", *REVIEW)))
    assert "Quem aprova é a coordenação nacional." in said(
        world.client(world.reporter).get(at("review", *REVIEW))
    )


def test_what_changed_since_it_was_read_is_not_approved(world):
    draft = world.sent("M1")
    old = mark(draft)
    actions.unsubmit(drafts=[draft], by=world.reporter.public_id, at=AT)
    world.saved("M1", narrative="Outro texto.")
    actions.submit(drafts=[draft], confirmed=True, by=world.reporter.public_id, at=AT)
    answer = world.client(world.coordinator).post(at("decide", *REVIEW), {"act": "publish", "report": [old]})
    assert answer.status_code == 409
    assert "mudou desde que abriu esta página" in said(answer)
    assert states() == {"M1": "submitted"}


def test_an_act_that_the_state_does_not_allow_is_a_conflict(world):
    one = world.sent("M1")
    client = world.client(world.coordinator)
    decide(client, "approve", one)
    answer = decide(client, "return", one, reason="Tarde.")
    assert answer.status_code == 409
    assert "está aprovado" in said(answer)


@pytest.mark.parametrize("data", [{}, {"act": "explode"}, {"act": "publish"}])
def test_nothing_chosen_is_asked_again(world, data):
    world.sent("M1")
    answer = world.client(world.coordinator).post(at("decide", *REVIEW), data)
    assert answer.status_code == 422
    assert 'role="alert"' in said(answer)


def test_evidence_is_looked_at_by_a_second_person(world):
    draft = world.saved("M1", **{"indicators/i1": 12})
    item = {"kind": "link", "url": "https://exemplo.pt/ata", "indicator": "i1"}
    actions.attach(draft=draft, item=item, by=world.reporter.public_id, at=AT)
    actions.submit(drafts=[draft], confirmed=True, by=world.reporter.public_id, at=AT)
    client = world.client(world.coordinator)

    def verify(**more):
        data = {"report": mark(draft), "index": "0", "level": "checked", "accepted": "1", **more}
        return client.post(at("verify", *REVIEW), data)

    assert verify().status_code == 302
    draft.refresh_from_db()
    assert (draft.said["evidence"][0]["verification"], draft.said["evidence"][0]["accepted"]) == (
        "checked",
        True,
    )
    assert verify(level="muito").status_code == 422
    assert verify(index="9").status_code == 409
    assert verify(index="-1").status_code == 409
    assert verify(report="nada.1").status_code == 409
    actions.unsubmit(drafts=[draft], by=world.reporter.public_id, at=AT)
    assert verify().status_code == 409
    actions.submit(drafts=[draft], confirmed=True, by=world.reporter.public_id, at=AT)
    reporter = world.client(world.reporter)
    data = {"report": mark(draft), "index": "0", "level": "checked"}
    assert reporter.post(at("verify", *REVIEW), data).status_code == 403


def test_a_foreign_plan_and_a_day_that_is_none_are_not_found(world):
    world.sent("M1")
    stranger = world.client(make.person("municipal_coordinator", make.municipality("1312")))
    assert stranger.get(at("review", *REVIEW)).status_code == 404
    assert decide(stranger, "publish").status_code == 404
    assert stranger.post(at("verify", *REVIEW), {}).status_code == 404
    own = world.client(world.coordinator)
    assert own.get(at("review", "plano-exemplo", "2025-02-30")).status_code == 404
    assert own.get(at("review", "nenhum", "2025-06-30")).status_code == 404
    assert world.client(world.reporter).get(at("review", "plano-exemplo", "2024-06-30")).status_code == 404
    assert own.get(at("decide", *REVIEW)).status_code == 405
