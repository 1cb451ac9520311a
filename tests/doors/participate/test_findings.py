"""Findings for everybody: listed, one with its texts, votes and who disagrees; withdrawn ones say why; and what became of a contribution."""

import pytest

from rumo.doors.web import clock
from rumo.ground.vocabularies.queries import named, rights
from rumo.listen.contributions import actions as contributions
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis.models import Theme
from tests.factories import guidelines as make
from tests.factories import reading, said, saying
from tests.factories.guidelines import ACT
from tests.factories.listening import AFTER
from tests.factories.people import BY
from tests.factories.reading import OTHER

pytestmark = pytest.mark.django_db
HOME = "/pt/constatacoes/"


@pytest.fixture(autouse=True)
def then(country):
    with clock.frozen(AFTER):
        yield


def text(answer):
    return answer.content.decode()


def test_findings_in_force_are_listed_page_by_page(client, django_assert_max_num_queries):
    assert "Ainda não há constatações" in text(client.get(HOME))
    book = reading.codebook()
    for number in range(31):
        reading.published(book, name=f"Tema {number}", sentence=f"Constatação {number}.")
    with django_assert_max_num_queries(12):
        page = client.get(HOME)
    assert (len(page.context["lines"]), page.context["pager"].after) == (30, "?pagina=2")
    assert len(client.get(f"{HOME}?pagina=2").context["lines"]) == 1


def test_a_finding_shows_the_texts_everyone_may_read_and_counts_the_rest(
    client, django_assert_max_num_queries
):
    book = reading.codebook()
    theme = reading.theme(book)
    reading.coded(theme, [*reading.texts(25), reading.text("Só para quem lê.", public=False)])
    tag = rights("pt")[0][1][0][0]
    row = synthesis.publish_finding(finding=reading.finding(book, theme, tags=(tag,)), by=OTHER, at=AFTER)
    with django_assert_max_num_queries(12):
        page = client.get(f"{HOME}{row.public_id}/")
    assert (len(page.context["texts"]), page.context["total"], page.context["unshown"]) == (20, 26, True)
    shown = text(page)
    assert ("Só para quem lê." in shown, named([tag], "pt")[tag] in shown) == (False, True)
    assert (
        page.cookies,
        client.get(f"{HOME}{row.public_id}/", headers={"if-none-match": page["ETag"]}).status_code,
    ) == ({}, 304)


def test_a_finding_withdrawn_says_why_and_which_took_its_place(client):
    book = reading.codebook()
    old = reading.published(book)
    theme = Theme.objects.get(codebook=book)
    new = synthesis.publish_finding(
        finding=reading.finding(book, theme, sentence="Outra.", supersedes=old), by=OTHER, at=AFTER
    )
    shown = text(client.get(f"{HOME}{old.public_id}/"))
    assert ("Outra constatação tomou o lugar desta." in shown, f"{HOME}{new.public_id}/" in shown) == (
        True,
        True,
    )
    assert f"{HOME}{old.public_id}/" in text(client.get(f"{HOME}{new.public_id}/"))
    for number in (reading.finding(book).public_id, "nada"):
        assert client.get(f"{HOME}{number}/").status_code == 404


def test_a_finding_of_votes_shows_them_where_there_are_enough(client):
    asked = reading.asked()
    for number in range(30):
        saying.send(asked, "ballot", f"vote {number}", votes={1: 1 if number < 18 else -1})
    contributions.make_edition(consultation=asked, by=BY, at=AFTER)
    row = reading.finding(reading.codebook(), consultation=asked, statements=(1, 2))
    synthesis.publish_finding(finding=row, by=OTHER, at=AFTER)
    votes = client.get(f"{HOME}{row.public_id}/").context["whole"].votes
    assert [(vote.statement.number, vote.agree) for vote in votes] == [(1, 18), (2, None)]


def test_who_said_it_is_told_as_far_as_small_numbers_allow(client):
    book = reading.codebook()
    theme = reading.theme(book)
    many = [
        *reading.texts(25),
        *reading.texts(25, audience="migrants"),
        *reading.texts(20, audience="association"),
    ]
    few = [*reading.texts(4, audience="company"), *reading.texts(8, audience="university")]
    reading.coded(theme, [*many, *few])
    row = synthesis.publish_finding(finding=reading.finding(book, theme), by=OTHER, at=AFTER)
    ((title, cells),) = client.get(f"{HOME}{row.public_id}/").context["who"]
    assert (title, sorted(n for _name, n in cells if n is not None)) == ("Em que qualidade", [20, 25, 25])


def test_a_contribution_says_what_became_of_it_to_everyone_and_to_who_said_it(
    client, django_assert_max_num_queries
):
    asked = reading.asked()
    sent = saying.send(asked, "proposal", texts={"proposal": saying.Text("Mais aulas.", True)})
    hidden = saying.send(
        asked, "proposal", "token 2", texts={"proposal": saying.Text("Só para quem lê.", False)}
    )
    contributions.moderate(
        passage=said.passage(sent.contribution), shown=True, reason="", note="", by=OTHER, at=AFTER
    )
    book = reading.codebook()
    theme = reading.theme(book)
    reading.coded(theme, [said.passage(one.contribution) for one in (sent, hidden)])
    found = synthesis.publish_finding(finding=reading.finding(book, theme), by=OTHER, at=AFTER)
    guidelines.rest_on(clause=make.clause(make.published(), 1), origin=found, **ACT)
    with django_assert_max_num_queries(12):
        shown = text(client.get(f"/pt/contributos/{sent.contribution.number}/"))
    links = (f"{HOME}{found.public_id}/", "/pt/orientacoes/orientacoes-exemplo/c2/")
    assert [link in shown for link in links] == [True, True]
    silent = text(client.get(f"/pt/contributos/{hidden.contribution.number}/"))
    assert [link in silent for link in links] == [False, False]
    for one in (sent, hidden):
        with django_assert_max_num_queries(16):
            own = text(client.post("/pt/comprovativo/", {"code": one.code}))
        assert [link in own for link in links] == [True, True]


def test_the_report_of_the_consultation_tells_what_was_found_by_theme(client, django_assert_max_num_queries):
    found = reading.published(number=3)
    page = f"/pt/consultas/{reading.asked().slug}/relatorio/"
    with django_assert_max_num_queries(12):
        shown = text(client.get(page))
    told = (found.sentence, "Assenta em 3 contributos.", "Aulas de português", "Ninguém discordou.")
    assert [words in shown for words in told] == [True] * 4
