"""People for tests: an account in a role of a body, who it is to the rules, and organisations that ask for an account."""

import datetime as dt

from rumo.ground.outbox.models import Message
from rumo.ground.people import actions as people
from rumo.ground.people.models import Entity, User
from rumo.ground.people.queries import who_is
from rumo.ground.territory.models import Municipality, Region

AT = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)
BY = "coordenacao-exemplo"


def national():
    """The national body."""
    return Entity.objects.get_or_create(
        kind="national", defaults={"name": "Instituto nacional (exemplo)", "recorded_at": AT}
    )[0]


def municipality(dico="1106"):
    """The body of a municipality (Lisbon's unless told); the territory must be there."""
    town = Municipality.objects.get(dico=dico)
    return Entity.objects.get_or_create(
        kind="municipality",
        municipality=town,
        defaults={"name": f"Município de {town.official_name}", "recorded_at": AT},
    )[0]


def community(code):
    """The body of an intermunicipal community, by its region's code; the territory must be there."""
    region = Region.objects.get(kind="cim", code=code)
    return Entity.objects.get_or_create(
        kind="cim", region=region, defaults={"name": region.name, "recorded_at": AT}
    )[0]


def body(kind="association", name="Associação (exemplo)"):
    """Any other body."""
    return Entity.objects.get_or_create(kind=kind, name=name, defaults={"recorded_at": AT})[0]


def account(name="Pessoa, exemplo", email=None, **more):
    """An account without any role."""
    number = User.objects.count() + 1
    defaults = {"email": email or f"pessoa{number}@exemplo.invalid", "name": name, "joined_at": AT}
    return User.objects.create(**{**defaults, **more})


def person(role, entity, name=None):
    """A new account that holds a role in a body."""
    user = account(name or f"{role}, exemplo")
    people.grant(user=user, entity=entity, role=role, by=BY, at=AT)
    return user


def who(user, on=dt.date(2026, 1, 2)):
    """Who an account is to the rules on a day."""
    return who_is(user, on=on)


def signed_in(client, user):
    """Sign an account in on a test client, second factor proven; return the client."""
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def asked(**more):
    """What an organisation says of itself when it asks for an account."""
    said = {
        "kind": "association",
        "name": "Associação do Bairro (exemplo)",
        "person": "Direção, exemplo",
        "email": "geral@associacao.exemplo.invalid",
        "proof": "O endereço está na página da associação (exemplo).",
    }
    return people.Asked(**{**said, **more})


def code_for(row):
    """The code that was sent for an enrolment."""
    return Message.objects.get(key=f"enrolment.code:{row.public_id}").payload["code"]


def enrolment(token="enrolment", at=AT, confirmed=True, **more):
    """An organisation that asked for an account, and waits for staff unless told otherwise."""
    row = people.ask(asked=asked(**more), token=token, at=at)
    return people.confirm(email=row.email, code=code_for(row), at=at) if confirmed else row
