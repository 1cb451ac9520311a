"""Organisations that ask for an account, in the office: listed, read, verified or refused with a reason."""

import pytest

from rumo.ground.people import actions as people
from rumo.ground.people.models import Entity
from tests.factories import people as make
from tests.factories.people import AT, BY

pytestmark = pytest.mark.django_db
LIST = "/pt/gabinete/equipa/organizacoes/"


@pytest.fixture
def national(client):
    """Somebody of the national team, signed in."""
    return make.signed_in(client, make.person("national_analyst", make.national()))


def text(answer):
    return answer.content.decode()


def test_it_is_reached_from_the_first_page_and_from_the_team(national):
    row = make.enrolment()
    assert "1 organização espera verificação." in text(national.get("/pt/gabinete/"))
    assert f'href="{LIST}"' in text(national.get("/pt/gabinete/equipa/"))
    page = text(national.get(LIST))
    assert (row.name in page, f"{LIST}{row.public_id}/" in page) == (True, True)


def test_verified_it_leaves_the_queue(national):
    row = make.enrolment()
    page = text(national.get(f"{LIST}{row.public_id}/"))
    assert (row.proof in page, row.email in page, "Já há uma entidade" in page) == (True, True, False)
    after = national.post(f"{LIST}{row.public_id}/", {"act": "verify"}, follow=True)
    assert "Organização verificada." in text(after)
    assert "Nenhuma organização espera." in text(after)
    done = text(national.get(f"{LIST}{row.public_id}/"))
    assert ("national_analyst, exemplo" in done, "É quem diz ser" in done) == (True, False)
    assert Entity.objects.get(kind="association").name == row.name


def test_a_refusal_needs_a_reason(national):
    row = make.enrolment()
    refused = national.post(f"{LIST}{row.public_id}/", {"act": "refuse", "reason": " "})
    assert (refused.status_code, 'href="#reason"' in text(refused)) == (422, True)
    assert national.post(f"{LIST}{row.public_id}/", {}).status_code == 422
    national.post(f"{LIST}{row.public_id}/", {"act": "refuse", "reason": "Não atende."})
    row.refresh_from_db()
    assert (row.state, row.reason) == ("refused", "Não atende.")
    assert "Não atende." in text(national.get(f"{LIST}{row.public_id}/"))


def test_a_namesake_is_told_of(national):
    row = make.enrolment()
    make.body("association", row.name)
    assert "Já há uma entidade com este nome" in text(national.get(f"{LIST}{row.public_id}/"))


def test_one_not_confirmed_is_not_found(national):
    row = make.enrolment(confirmed=False)
    assert national.get(f"{LIST}{row.public_id}/").status_code == 404
    assert row.name not in text(national.get(LIST))


def test_the_list_asks_the_same_however_long(national, django_assert_max_num_queries):
    for at in range(5):
        people.refuse(
            enrolment=make.enrolment(f"r{at}", email=f"r{at}@exemplo.invalid"), reason="x", by=BY, at=AT
        )
        make.enrolment(f"w{at}", email=f"w{at}@exemplo.invalid")
    with django_assert_max_num_queries(12):
        national.get(LIST)
