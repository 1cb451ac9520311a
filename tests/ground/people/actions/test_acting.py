"""Bodies, invitations, roles, substitutions, handing over: what each act leaves, and what it refuses."""

import datetime as dt

import pytest

from rumo.ground.core.fields import token_hash
from rumo.ground.ledger.queries import history
from rumo.ground.outbox.models import Message
from rumo.ground.people import actions as people
from rumo.ground.people import models as m
from rumo.ground.people.queries import who_is
from tests.factories import people as make
from tests.factories.people import AT, BY

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(days=1)


def invited(entity, role="municipal_reporter", email="Relato@Exemplo.invalid", at=AT):
    return people.invite(
        entity=entity,
        role=role,
        email=email,
        name="Relato  municipal, exemplo",
        language="pt",
        by=BY,
        inviter="Coordenação municipal, exemplo",
        at=at,
    )


def token():
    return Message.objects.latest("pk").payload["token"]


def accepted(name="", at=LATER):
    return people.accept(token=token(), name=name, language="pt", at=at)


@pytest.fixture
def association():
    return make.body("association", "Associação (exemplo)")


def refused(call, **arguments):
    with pytest.raises(people.PeopleRefused) as said:
        call(**arguments)
    return str(said.value)


def test_every_municipality_and_community_has_its_body_once(country):
    made = people.load_entities(national="Instituto (exemplo)", by=BY, at=AT)
    kinds = {kind: m.Entity.objects.filter(kind=kind).count() for kind in ("national", "municipality", "cim")}
    assert made == sum(kinds.values())
    assert (kinds["national"], kinds["municipality"]) == (1, 308)
    assert people.load_entities(national="Instituto (exemplo)", by=BY, at=AT) == 0
    assert [act.verb for act in history("entities")] == ["people.load"]


def test_a_body_is_added_once():
    row = people.add_entity(kind="association", name=" Associação   (exemplo) ", by=BY, at=AT)
    assert (row.name, str(row)) == ("Associação (exemplo)", "Associação (exemplo)")
    assert history(f"entity:{row.public_id}")[0].new == {
        "kind": "association",
        "name": "Associação (exemplo)",
    }
    add = people.add_entity
    assert (
        refused(add, kind="association", name="Associação (exemplo)", by=BY, at=AT)
        == "Já há uma entidade deste tipo com o nome «Associação (exemplo)»."
    )
    assert refused(add, kind="company", name="  ", by=BY, at=AT) == "Escreva o nome da entidade."
    loaded = "Este tipo de entidade já vem com o programa: escolha outro."
    assert refused(add, kind="national", name="x", by=BY, at=AT) == loaded
    assert refused(add, kind="castle", name="x", by=BY, at=AT) == loaded


def test_an_invitation_posts_one_letter_and_keeps_no_token(association):
    row = invited(association, "partner_reporter")
    letter = Message.objects.get()
    assert (letter.kind, letter.to, letter.language) == ("invitation", "relato@exemplo.invalid", "pt")
    assert letter.payload == {
        "token": token(),
        "entity": "Associação (exemplo)",
        "role": "partner_reporter",
        "inviter": "Coordenação municipal, exemplo",
        "days": 14,
    }
    assert row.token_hash == token_hash(token())
    assert row.name == "Relato municipal, exemplo"
    assert row.expires_at == AT + dt.timedelta(days=14)


def test_a_second_invitation_replaces_the_first(association):
    first = invited(association, "partner_reporter")
    old = token()
    invited(association, "partner_reporter", at=LATER)
    first.refresh_from_db()
    assert first.cancelled_at == LATER
    assert refused(people.accept, token=old, name="", language="pt", at=LATER).startswith("Este convite já")


def test_a_role_that_a_body_does_not_have_is_refused(association):
    words = "Esta função não existe neste tipo de entidade."
    assert refused(invited, entity=association, role="municipal_reporter") == words
    user = make.account()
    assert refused(people.grant, user=user, entity=association, role="operator", by=BY, at=AT) == words


def test_accepting_makes_the_account_and_gives_the_role(association):
    invited(association, "partner_reporter")
    user = accepted(name=" Parceira,  exemplo ")
    assert (user.email, user.name, str(user)) == (
        "relato@exemplo.invalid",
        "Parceira, exemplo",
        "Parceira, exemplo",
    )
    assert who_is(user, on=LATER.date()).entities("partner_reporter") == {association.pk}
    verbs = [act.verb for act in history(f"entity:{association.public_id}")]
    assert verbs == ["people.accept", "people.grant", "people.invite"]
    assert (
        refused(invited, entity=association, role="partner_reporter")
        == "relato@exemplo.invalid já tem esta função nesta entidade."
    )


def test_accepting_keeps_the_account_there_is(association):
    known = make.account("Conta, exemplo", "relato@exemplo.invalid")
    invited(association, "partner_reporter")
    assert accepted(name="Outro nome") == known
    known.refresh_from_db()
    assert known.name == "Conta, exemplo"


def test_an_invitation_serves_once_and_not_for_ever(association):
    words = "Este convite já não serve. Peça outro a quem lho enviou."
    assert refused(people.accept, token="inventado", name="", language="pt", at=AT) == words
    row = invited(association, "partner_reporter")
    assert refused(accepted, at=AT + dt.timedelta(days=14)) == words
    accepted()
    assert refused(accepted) == words
    assert refused(people.cancel, invitation=row, by=BY, at=LATER) == "Este convite já não está em aberto."


def test_an_invitation_taken_back_serves_no_more(association):
    row = invited(association, "partner_reporter")
    people.cancel(invitation=row, by=BY, at=AT)
    assert refused(accepted).startswith("Este convite já não serve.")
    assert history(f"entity:{association.public_id}")[0].verb == "people.cancel"


def test_a_closed_account_is_not_opened_by_an_invitation(association):
    user = make.account(email="relato@exemplo.invalid")
    people.set_active(user=user, active=False, by=BY, at=AT)
    invited(association, "partner_reporter")
    assert refused(accepted) == "Esta conta está fechada. Fale com a coordenação nacional."
    assert history(f"person:{user.public_id}")[0].new == {"active": False}


def test_a_role_is_given_once_and_ended_once(association):
    user = make.account()
    given = {"user": user, "entity": association, "role": "partner_reporter", "by": BY, "at": AT}
    row = people.grant(**given)
    assert people.grant(**given) == row
    people.revoke(membership=row, by=BY, at=LATER)
    people.revoke(membership=row, by=BY, at=LATER + dt.timedelta(days=1))
    row.refresh_from_db()
    assert row.revoked_at == LATER
    assert who_is(user, on=LATER.date()).holds == ()
    verbs = [act.verb for act in history(f"entity:{association.public_id}")]
    assert verbs == ["people.revoke", "people.grant"]
    assert people.grant(**{**given, "at": LATER}) != row


def test_a_substitute_acts_within_the_days(association):
    away, instead = make.person("partner_reporter", association), make.account("Substituta, exemplo")
    membership = m.Membership.objects.get(user=away)
    first, last = dt.date(2026, 2, 1), dt.date(2026, 2, 10)
    row = people.substitute(
        membership=membership, substitute=instead, starts_on=first, ends_on=last, by=BY, at=AT
    )
    acts = {
        day: who_is(instead, on=day).has("partner_reporter")
        for day in (first - dt.timedelta(days=1), first, last, last + dt.timedelta(days=1))
    }
    assert list(acts.values()) == [False, True, True, False]
    assert who_is(instead, on=first).holds[0].for_membership == membership.pk
    people.end_substitution(substitution=row, by=BY, at=LATER)
    people.end_substitution(substitution=row, by=BY, at=LATER)
    assert not who_is(instead, on=first).has("partner_reporter")


def test_a_substitution_that_makes_no_sense_is_refused(association):
    away, instead = make.person("partner_reporter", association), make.account()
    membership = m.Membership.objects.get(user=away)
    day = dt.date(2026, 2, 1)
    said = {
        "membership": membership,
        "substitute": instead,
        "starts_on": day,
        "ends_on": day,
        "by": BY,
        "at": AT,
    }
    assert refused(people.substitute, **{**said, "substitute": away}) == (
        "Escolha outra pessoa: ninguém se substitui a si."
    )
    assert refused(people.substitute, **{**said, "ends_on": day - dt.timedelta(days=1)}) == (
        "O último dia da substituição tem de ser igual ou posterior ao primeiro."
    )
    people.revoke(membership=membership, by=BY, at=AT)
    membership.refresh_from_db()
    assert refused(people.substitute, **said) == "Esta função já terminou."


def test_ending_a_role_ends_its_substitutions(association):
    away, instead = make.person("partner_reporter", association), make.account()
    membership, day = m.Membership.objects.get(user=away), dt.date(2026, 2, 1)
    people.substitute(membership=membership, substitute=instead, starts_on=day, ends_on=day, by=BY, at=AT)
    people.revoke(membership=membership, by=BY, at=LATER)
    assert m.Substitution.objects.get().ended_at == LATER


def test_handing_over_gives_the_role_and_ends_the_first(association):
    leaving, coming = make.person("partner_reporter", association), make.account()
    membership = m.Membership.objects.get(user=leaving)
    assert refused(people.hand_over, membership=membership, to=leaving, by=BY, at=LATER) == (
        "Escolha outra pessoa a quem passar a pasta."
    )
    people.hand_over(membership=membership, to=coming, by=BY, at=LATER)
    assert who_is(coming, on=LATER.date()).has("partner_reporter")
    assert not who_is(leaving, on=LATER.date()).has("partner_reporter")
    membership.refresh_from_db()
    assert refused(people.hand_over, membership=membership, to=coming, by=BY, at=LATER) == (
        "Esta função já terminou."
    )


def test_ones_own_name_and_language_change():
    user = make.account()
    people.rename(user=user, name=" Nova  função, exemplo", language="ar", at=AT)
    user.refresh_from_db()
    assert (user.name, user.language) == ("Nova função, exemplo", "ar")
    assert refused(people.rename, user=user, name=" ", language="pt", at=AT) == "Escreva o seu nome."


def test_an_account_without_a_name_is_told_by_its_address():
    assert str(make.account(name="", email="a@exemplo.invalid")) == "a@exemplo.invalid"
    assert m.User.objects.get_by_natural_key("A@EXEMPLO.invalid").email == "a@exemplo.invalid"
