"""An organisation asks for an account: what enters, the code, the decision, the letters, and what time takes away."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from rumo.ground.ledger.queries import history
from rumo.ground.outbox.models import Message
from rumo.ground.people import actions as people
from rumo.ground.people import models as m
from rumo.ground.people.queries import spoken_for, who_is
from tests.factories import people as make
from tests.factories.people import AT, BY, asked, code_for, enrolment

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(hours=1)
WRONG = [("code", "Este código não serve. Veja se o copiou todo; vale 24 horas e 5 tentativas.")]


def faults(call, **arguments):
    """What is to be mended."""
    with pytest.raises(people.EnrolmentRefused) as no:
        call(**arguments)
    return list(no.value.faults)


def refused(call, **arguments):
    """Why an act of staff is not done."""
    with pytest.raises(people.PeopleRefused) as no:
        call(**arguments)
    return str(no.value)


def verbs(row):
    """What the ledger says was done."""
    return [act.verb for act in reversed(history(f"enrolment:{row.public_id}"))]


def test_an_organisation_asks_once_a_form_and_gets_a_code():
    row = people.ask(asked=asked(name=" Associação  do Bairro ", email="Geral@A.invalid"), token="t", at=AT)
    assert people.ask(asked=asked(), token="t", at=LATER) == row
    assert (row.state, row.name, row.email, row.tax_number) == (
        "asked",
        "Associação do Bairro",
        "geral@a.invalid",
        "",
    )
    letter = Message.objects.get()
    assert (letter.kind, letter.to, letter.payload) == (
        "enrolment.code", "geral@a.invalid", {"code": code_for(row), "hours": 24},
    )  # fmt: skip
    assert code_for(row).replace("-", "") not in (row.code_hash, row.token_hash)
    assert verbs(row) == ["enrolment.ask"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "municipality"}, "kind"), ({"kind": ""}, "kind"), ({"name": " "}, "name"), ({"name": "x" * 301}, "name"),
        ({"person": ""}, "person"), ({"email": "x"}, "email"), ({"email": f"{'x' * 250}@a.pt"}, "email"), ({"proof": " \n"}, "proof"),
        ({"proof": "x" * 2001}, "proof"), ({"tax_number": "123456789"}, "tax_number"), ({"tax_number": "500000001"}, "tax_number"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken(more, field):
    assert [name for name, _words in faults(people.ask, asked=asked(**more), token="t", at=AT)] == [field]
    assert (m.Enrolment.objects.count(), Message.objects.count()) == (0, 0)


def test_a_tax_number_is_kept_bare():
    assert enrolment(tax_number="PT 500 000 000").tax_number == "500000000"


def test_an_address_is_sent_three_codes_a_day():
    for token in "abc":
        enrolment(token, confirmed=False)
    found = faults(people.ask, asked=asked(), token="d", at=LATER)
    assert found == [("email", "Já mandámos códigos para este endereço: procure o último, ou tente amanhã.")]
    assert enrolment("d", at=AT + dt.timedelta(days=1), confirmed=False).state == "asked"


def test_the_code_confirms_the_address_however_it_is_written():
    row = enrolment(confirmed=False)
    code = f" {code_for(row).lower().replace('0', 'o').replace('1', 'l')} "
    done = people.confirm(email=f" {row.email.upper()} ", code=code, at=LATER)
    assert (done, done.state, done.confirmed_at) == (row, "waiting", LATER)
    assert people.confirm(email=row.email, code=code, at=LATER) == row
    assert verbs(row) == ["enrolment.ask", "enrolment.confirm"]


def test_five_wrong_tries_are_the_last_and_another_address_counts_for_nothing():
    row = enrolment(confirmed=False)
    assert faults(people.confirm, email="outra@exemplo.invalid", code=code_for(row), at=AT) == WRONG
    for _time in range(5):
        assert faults(people.confirm, email=row.email, code="AAAA-AAAA", at=AT) == WRONG
    assert faults(people.confirm, email=row.email, code=code_for(row), at=AT) == WRONG
    again = enrolment("other", confirmed=False)
    assert people.confirm(email=row.email, code=code_for(again), at=AT) == again


def test_a_code_is_good_for_a_day():
    row = enrolment(confirmed=False)
    late = AT + dt.timedelta(hours=24)
    assert faults(people.confirm, email=row.email, code=code_for(row), at=late) == WRONG


def test_verified_it_is_a_body_that_somebody_speaks_for():
    row = people.verify(enrolment=enrolment(), by=BY, at=LATER)
    assert people.verify(enrolment=row, by=BY, at=LATER) == row
    user = m.User.objects.get(email=row.email)
    assert (row.state, row.decided_by, row.entity.kind, row.entity.name) == (
        "verified", BY, "association", "Associação do Bairro (exemplo)",
    )  # fmt: skip
    assert spoken_for(who_is(user, on=AT.date())) == [row.entity]
    assert m.Membership.objects.get().role == "representative"
    letter = Message.objects.get(kind="enrolment.verified")
    assert (letter.to, letter.payload) == (row.email, {"name": row.name})
    assert verbs(row) == ["enrolment.ask", "enrolment.confirm", "enrolment.verify"]


def test_a_body_and_an_account_that_are_there_are_the_ones():
    body = make.body("association", "Associação do Bairro (exemplo)")
    known = make.account(email="geral@associacao.exemplo.invalid")
    row = people.verify(enrolment=enrolment(), by=BY, at=LATER)
    assert (row.entity, m.Membership.objects.get().user) == (body, known)


def test_a_closed_account_is_not_opened_by_the_way():
    make.account(email="geral@associacao.exemplo.invalid", is_active=False)
    row = enrolment()
    said = "Este endereço tem uma conta fechada. Fale com a coordenação nacional."
    assert refused(people.verify, enrolment=row, by=BY, at=LATER) == said
    row.refresh_from_db()
    assert (row.state, m.Entity.objects.count()) == ("waiting", 0)


def test_refused_it_is_told_why():
    row = enrolment()
    need = "Escreva o motivo, até 2000 carateres: é o que a organização vai ler."
    for reason in (" ", "x" * 2001):
        assert refused(people.refuse, enrolment=row, reason=reason, by=BY, at=LATER) == need
    row = people.refuse(enrolment=row, reason="Não atende o telefone.", by=BY, at=LATER)
    assert people.refuse(enrolment=row, reason="Outro.", by=BY, at=LATER).reason == "Não atende o telefone."
    letter = Message.objects.get(kind="enrolment.refused")
    assert letter.payload == {"name": row.name, "reason": "Não atende o telefone."}
    assert (m.Entity.objects.count(), m.User.objects.count()) == (0, 0)


def test_what_was_decided_or_not_confirmed_is_not_decided():
    said = "Este pedido já foi decidido, ou o endereço ainda não foi confirmado."
    asked_only = enrolment("a", confirmed=False)
    assert refused(people.verify, enrolment=asked_only, by=BY, at=LATER) == said
    done = people.verify(enrolment=enrolment("b"), by=BY, at=LATER)
    assert refused(people.refuse, enrolment=done, reason="x", by=BY, at=LATER) == said
    other = people.refuse(enrolment=enrolment("c"), reason="x", by=BY, at=LATER)
    assert refused(people.verify, enrolment=other, by=BY, at=LATER) == said


def test_time_takes_what_was_never_confirmed_and_who_was_refused():
    enrolment("a", confirmed=False)
    row = people.refuse(enrolment=enrolment("b"), reason="Não.", by=BY, at=AT)
    kept = enrolment("c", name="Outra (exemplo)")
    assert people.forget_enrolments(by=BY, at=AT + dt.timedelta(days=7)) == 0
    assert people.forget_enrolments(by=BY, at=AT + dt.timedelta(days=8)) == 1
    assert people.forget_enrolments(by=BY, at=AT + dt.timedelta(days=181)) == 1
    assert people.forget_enrolments(by=BY, at=AT + dt.timedelta(days=999)) == 0
    row.refresh_from_db()
    kept.refresh_from_db()
    assert (row.email, row.person, row.proof, row.reason) == ("", "", "", "Não.")
    assert (m.Enrolment.objects.count(), bool(kept.email)) == (2, True)


@pytest.mark.parametrize(
    "changed", [{"state": "asked"}, {"decided_at": AT}, {"state": "verified"}, {"state": "refused", "decided_at": AT}]
)  # fmt: skip
def test_the_database_holds_it_together(changed):
    row = enrolment()
    with pytest.raises(IntegrityError), transaction.atomic():
        m.Enrolment.objects.filter(pk=row.pk).update(**changed)
