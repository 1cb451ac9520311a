"""An address may be left for a contribution of any kind: kept once, sealed, and written to with the receipt."""

import base64

import pytest

from rumo.ground.outbox.models import Message
from rumo.listen.contributions import actions
from rumo.listen.contributions import models as m
from rumo.listen.contributions.rules.sealing import unseal
from rumo.science import codes
from tests.factories import listening, saying
from tests.factories.saying import refusals, send
from tests.listen.contributions.privacy.attack import columns_with

pytestmark = pytest.mark.django_db
OPEN, EMAIL = listening.OPEN, "nome@exemplo.invalid"


def opened(letter):
    """What is sealed in a letter."""
    return unseal(letter.payload["key"], base64.b64decode(letter.payload["sealed"]))


@pytest.mark.parametrize("kind", saying.KINDS)
def test_every_kind_may_leave_one_and_is_sent_its_receipt(consultation, kind):
    about = send(consultation, "proposal", token="p").contribution.number if kind == "support" else ""
    got = send(consultation, kind, about=about, email=EMAIL)
    again = send(consultation, kind, about=about, email=EMAIL)
    letter = Message.objects.get()
    assert (again.made, m.Contact.objects.count(), letter.to, letter.kind) == (
        False,
        1,
        "",
        "contribution.received",
    )
    assert opened(letter) == {
        "to": EMAIL,
        "title": "Uma escola para todos (exemplo)",
        "number": got.contribution.number,
        "code": codes.shown(got.code),
        "answer_by": consultation.answer_by.isoformat(),
    }
    assert [columns_with(said) for said in (EMAIL, got.code, codes.shown(got.code))] == [[], [], []]


def test_one_left_afterwards_is_left_once(consultation):
    got = send(consultation, "ballot")
    said = {"contribution": got.contribution, "code": got.code, "at": OPEN}
    actions.leave_address(**said, email=f" {EMAIL} ")
    actions.leave_address(**said, email=EMAIL)
    assert (m.Contact.objects.count(), opened(Message.objects.get())["to"]) == (1, EMAIL)
    actions.leave_address(**said, email="outro@exemplo.invalid")
    assert m.Contact.objects.count() == 2


@pytest.mark.parametrize("email", ["", "sem-arroba", "a@b@c"])
def test_what_is_no_address_is_told(consultation, email):
    got = send(consultation, "ballot")
    assert refusals(
        actions.leave_address, contribution=got.contribution, code=got.code, email=email, at=OPEN
    ) == [("email", "Escreva o endereço completo, por exemplo nome@exemplo.pt.")]


def test_what_was_withdrawn_is_told_of_no_more(consultation):
    got = send(consultation, "ballot")
    row = actions.withdraw(contribution=got.contribution, at=OPEN)
    row.consultation = consultation
    assert refusals(actions.leave_address, contribution=row, code=got.code, email=EMAIL, at=OPEN) == [
        ("email", "Este contributo foi retirado: já não há de que avisar.")
    ]
    assert (m.Contact.objects.count(), Message.objects.count()) == (0, 0)


def test_without_a_day_of_answer_the_letter_names_none(consultation):
    consultation.answer_by = None
    send(consultation, email=EMAIL)
    assert opened(Message.objects.get())["answer_by"] == ""
