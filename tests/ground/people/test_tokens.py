"""Machines' tokens: made once a form, kept as a hash, named once, revoked at once; who may make them."""

import datetime as dt

import pytest

from rumo.ground.core.fields import token_hash
from rumo.ground.ledger.queries import history
from rumo.ground.people import actions as people
from rumo.ground.people import models as m
from rumo.ground.people import rules
from rumo.ground.people.queries import MACHINE, names_of, token_of, tokens_of
from tests.factories import people as make
from tests.factories.people import AT, BY

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(days=1)
SCOPE = m.Token.Scope.CONTRIBUTIONS


@pytest.fixture
def association():
    return make.body("association", "Associação (exemplo)")


def made(entity, name="Sítio (exemplo)", form="form 1", **more):
    return people.make_token(entity=entity, scope=SCOPE, name=name, form=form, by=BY, at=AT, **more)


def test_its_secret_is_told_once_and_only_its_hash_is_kept(association):
    row, secret = made(association, "  Sítio   (exemplo)\u202e")
    assert (secret[:5], len(secret), row.name) == ("rumo_", 69, "Sítio (exemplo)")
    assert row.token_hash == token_hash(secret)
    (act,) = history(f"entity:{association.public_id}")
    told = {"token": row.public_id, "scope": "contributions", "name": "Sítio (exemplo)"}
    assert (act.verb, act.by, act.new) == ("token.make", BY, told)


def test_the_same_form_again_is_the_same_token(association):
    first, again = made(association), made(association, "Outro nome")
    assert first == again
    assert (m.Token.objects.count(), len(history(f"entity:{association.public_id}"))) == (1, 1)
    assert made(association, "Outro (exemplo)", "form 2")[1] != first[1]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (" \u200b", "Escreva que sistema vai usar a chave."),
        ("x" * 201, "O nome tem mais de 200 carateres: encurte-o."),
        (
            "Sítio (exemplo)",
            "Já há uma chave com este nome: revogue-a primeiro, ou escolha outro nome.",
        ),
    ],
)
def test_what_cannot_be_a_name_is_refused(association, name, words):
    made(association)
    with pytest.raises(people.PeopleRefused) as refused:
        made(association, name, "form 2")
    assert str(refused.value) == words


def test_a_revoked_one_serves_no_more_and_its_name_is_free(association):
    row, secret = made(association)
    assert token_of(secret, SCOPE) == row
    people.revoke_token(token=row, by=BY, at=LATER)
    people.revoke_token(token=row, by=BY, at=LATER + dt.timedelta(days=1))
    row.refresh_from_db()
    assert (row.revoked_at, token_of(secret, SCOPE)) == (LATER, None)
    assert [act.verb for act in history(f"entity:{association.public_id}")] == ["token.revoke", "token.make"]
    other, _secret = made(association, form="form 2")
    assert tokens_of(association) == [other, row]


def test_another_scope_or_secret_is_no_token(association):
    _row, secret = made(association)
    assert (token_of(secret, "reports"), token_of(secret[:-1], SCOPE)) == (None, None)


def test_a_machine_has_a_name_in_the_history(association):
    row, _secret = made(association)
    name = f"{MACHINE}{row.public_id}"
    assert names_of({name, "operator"}) == {name: "Sítio (exemplo) (Associação (exemplo))"}


@pytest.mark.parametrize(
    ("role", "entity", "may"),
    [
        ("national_coordinator", 9, True),
        ("national_analyst", 9, False),
        ("municipal_coordinator", 1, True),
        ("municipal_coordinator", 2, False),
        ("municipal_reporter", 1, False),
        ("partner_reporter", 1, False),
    ],
)
def test_coordinators_make_them(role, entity, may):
    held = rules.Held(role, entity, "municipality", 7, None)
    who = rules.Who(1, "eu", "Eu, exemplo", "eu@exemplo.invalid", "pt", (held,))
    assert rules.can_make_token(who, m.Entity(pk=1, kind="municipality", name="x")) is may
