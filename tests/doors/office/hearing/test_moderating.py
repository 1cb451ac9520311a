"""Pages of moderation: what waits and in which order, one decision or several, campaigns, appeals, statements."""

from typing import get_args

import pytest
from django.urls import reverse

from rumo.doors.office.hearing import revealing
from rumo.doors.web import clock
from rumo.listen.consultations.models import Statement
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Moderation, Passage
from rumo.science.text.cues import Kind
from tests.factories import listening, people, said
from tests.factories.listening import OPEN
from tests.factories.people import BY

CAMPAIGN = "Queremos mais aulas de português à noite para quem trabalha de dia"


@pytest.fixture(autouse=True)
def now(country):
    with clock.frozen(OPEN):
        yield


@pytest.fixture
def asked():
    return listening.consultation()


@pytest.fixture
def moderator(client):
    user = people.person("moderator", people.national())
    people.signed_in(client, user)
    return user


def key(row):
    return f"{row.contribution.number}~{row.place}"


def decided(*rows, decision="show", keys="", **more):
    """The form's fields that decide on texts."""
    form = {"item": [key(row) for row in rows]}
    for row in rows:
        form |= {f"decision-{key(row)}": decision, f"keys-{key(row)}": keys or key(row)}
        form |= {f"{name}-{key(row)}": value for name, value in more.items()}
    return form


def at(asked=None):
    return reverse("office:moderate", args=[asked.slug]) if asked else reverse("office:moderating")


def waiting(page):
    return page.context["queue"].items


def test_only_what_may_be_shown_waits_and_what_is_urgent_comes_first(
    client, moderator, asked, django_assert_max_num_queries
):
    said.say(asked, text="Não mostrem.", public=False)
    said.say(asked, "proposal", "Um campo de jogos na escola.")
    flagged, hidden = (
        said.passage(said.say(asked, text="Uma cantina.")),
        said.passage(said.answer(asked, "<b>Salas</b> grandes.", language="ar")),
    )
    act = {"by": BY, "at": OPEN}
    contributions.moderate(passage=flagged, shown=True, reason="", note="", **act)
    contributions.moderate(passage=hidden, shown=False, reason="personal", note="Tem um nome.", **act)
    hidden.refresh_from_db()
    flagged.refresh_from_db()
    contributions.flag(passage=flagged, reason="insult", note="Ofende-me.", token="f", at=OPEN)
    contributions.appeal(passage=hidden, note="Não há nome nenhum.", token="a", at=OPEN)
    client.get(at(asked))  # which notes in the session when one was last seen
    with django_assert_max_num_queries(12):
        page = client.get(at(asked))
    assert [item.passage.text for item in waiting(page)] == [
        "<b>Salas</b> grandes.", "Uma cantina.", "Um campo de jogos na escola.",
    ]  # fmt: skip
    text = page.content.decode()
    for words in (
        '<blockquote lang="ar" dir="auto">&lt;b&gt;Salas&lt;/b&gt; grandes.</blockquote>', "Não há nome nenhum.",
        "Ofende-me.", "Insulta ou ameaça alguém", "Tem um nome.", "O que mudava?", "Resposta à pergunta q4",
    ):  # fmt: skip
        assert words in text
    with django_assert_max_num_queries(12):
        page = client.get(at(), {"lingua": "ar"})
    assert [item.passage.language for item in waiting(page)] == ["ar"]
    assert [one[1:] for one in page.context["filters"]] == [
        ("Todas as línguas", 3, False), ("Português", 2, False), ("العربية", 1, True),
    ]  # fmt: skip


def test_one_is_decided_and_the_others_wait(client, moderator, asked):
    one, other = (said.passage(said.say(asked, text=text)) for text in ("Um campo.", "Uma horta grande."))
    answer = client.post(at(asked), decided(one) | {f"decision-{key(other)}": ""})
    assert (answer.status_code, answer["Location"]) == (303, at(asked))
    assert [item.passage for item in waiting(client.get(at(asked)))] == [other]
    assert list(Moderation.objects.values_list("passage", "shown", "by")) == [
        (one.pk, True, moderator.public_id)
    ]


def test_not_to_publish_needs_a_reason_and_nothing_is_decided_meanwhile(client, moderator, asked):
    one, other = (said.passage(said.say(asked, text=text)) for text in ("Um campo.", "Uma horta grande."))
    form = decided(one) | decided(other, decision="hide", note="Porque <sim>.")
    form["item"] = [key(one), key(other)]
    answer = client.post(at(asked), form)
    page = answer.content.decode()
    assert (answer.status_code, Moderation.objects.count()) == (422, 0)
    assert "Escolha o motivo: é mostrado a quem escreveu e no lugar do texto." in page
    assert (f'href="#reason-{key(other)}"' in page, "Porque &lt;sim&gt;." in page) == (True, True)
    assert page.count(" checked") == 2
    form[f"reason-{key(other)}"] = "advertising"
    assert client.post(at(asked), form).status_code == 303
    other.refresh_from_db()
    assert (other.state, other.reason) == ("hidden", "advertising")


def test_no_decision_is_said(client, moderator, asked):
    said.say(asked)
    answer = client.post(at(asked), {})
    assert (answer.status_code, "Escolha pelo menos uma decisão." in answer.content.decode()) == (422, True)


def test_a_campaign_is_one_decision_on_texts_that_all_stay(client, moderator, asked):
    rows = [
        said.passage(said.say(asked, text=text))
        for text in (CAMPAIGN, "Outra coisa.", f"{CAMPAIGN}!", CAMPAIGN.upper(), f"{CAMPAIGN} por favor")
    ]
    page = client.get(at(asked))
    first, alone = waiting(page)
    assert (first.count, alone.count, alone.passage) == (4, 1, rows[1])
    assert "4 textos que dizem o mesmo" in page.content.decode()
    client.post(at(asked), decided(first.passage, keys=first.keys))
    shown = Passage.objects.filter(state="shown").order_by("pk")
    assert list(shown) == [rows[0], *rows[2:]]
    assert Passage.objects.count() == 5


def test_a_statement_is_put_to_votes_once_however_many_say_it(client, moderator, asked):
    rows = [said.passage(said.say(asked, "statement", "A cantina é boa.")) for _ in range(2)]
    (item,) = waiting(client.get(at(asked)))
    assert item.statement
    client.post(at(asked), decided(rows[0], keys=item.keys))
    assert Statement.objects.filter(from_participant=True).count() == 1
    assert [row.state for row in Passage.objects.order_by("pk")] == ["shown", "shown"]


def test_an_appeal_is_somebody_elses_to_decide(client, client_class, moderator, asked):
    row = said.passage(said.say(asked))
    contributions.moderate(
        passage=row, shown=False, reason="insult", note="", by=moderator.public_id, at=OPEN
    )
    row.refresh_from_db()
    contributions.appeal(passage=row, note="Não insulta.", token="a", at=OPEN)
    page = client.get(at(asked)).content.decode()
    assert ("o recurso é decidido por outra pessoa" in page, 'name="item"' in page) == (True, False)
    assert client.post(at(asked), decided(row)).status_code == 422
    other = people.signed_in(client_class(), people.person("national_coordinator", people.national()))
    assert other.post(at(asked), decided(row)).status_code == 303
    row.refresh_from_db()
    assert (row.state, waiting(other.get(at(asked)))) == ("shown", [])


def test_where_texts_appear_at_once_they_are_read_afterwards(client, moderator):
    asked = listening.consultation(moderation="post")
    row = said.passage(said.say(asked))
    assert [item.passage.state for item in waiting(client.get(at(asked)))] == ["shown"]
    client.post(at(asked), decided(row))
    assert "Está tudo decidido" in client.get(at(asked)).content.decode()


def test_twenty_a_page(client, moderator, asked):
    for number in range(21):
        said.say(asked, text=f"{number} coisa {number * 7} que {number * 13} falta")
    first, second = client.get(at(asked)), client.get(at(asked), {"page": "2"})
    assert [len(waiting(page)) for page in (first, second)] == [20, 1]
    assert "Página 2 de 2" in second.content.decode()
    assert [client.get(at(asked), {"page": page}).status_code for page in ("0", "x", "-1")] == [404] * 3


def test_one_moderates_what_is_ones_own(client, client_class, asked):
    row = said.passage(said.say(asked))
    people.signed_in(client, people.person("moderator", people.municipality("1106")))
    assert (client.get(at(asked)).status_code, client.get(at()).status_code) == (404, 200)
    assert client.post(at(), decided(row)).status_code == 422
    reporter = people.signed_in(
        client_class(), people.person("municipal_reporter", people.municipality("1106"))
    )
    assert reporter.get(at()).status_code == 404
    assert not Moderation.objects.exists()


def test_what_may_tell_who_somebody_is_is_pointed_at_as_a_suggestion(client, moderator, asked):
    said.say(asked, text="Chamo-me Ana Exemplo <b>, 912 345 678, ana@exemplo.invalid ou ana@exemplo.invalid.")
    page = client.get(at(asked)).content.decode()
    notice = page.partition("Pode dizer quem é alguém:")[2].partition("</div>")[0]
    for words in ('telefone «<bdi lang="pt">912 345 678</bdi>»', 'nome «<bdi lang="pt">Ana Exemplo</bdi>»'):
        assert words in notice
    assert (notice.count("ana@exemplo.invalid"), "sugestão da máquina" in notice) == (1, True)


def test_a_text_that_tells_nothing_has_no_such_notice(client, moderator, asked):
    said.say(asked)
    assert "Pode dizer quem é alguém:" not in client.get(at(asked)).content.decode()


def test_every_kind_the_science_knows_has_its_word():
    assert set(revealing.KINDS) == set(get_args(Kind))
