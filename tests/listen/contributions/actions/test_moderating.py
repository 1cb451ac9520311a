"""Deciding what is shown, with reasons, reports and appeals."""

import datetime as dt

import pytest

from rumo.ground.ledger.models import Detail
from rumo.listen.contributions import actions, queries
from rumo.listen.contributions import models as m
from rumo.listen.contributions.rules.saying import Text
from tests.factories import listening, saying
from tests.factories.saying import send

pytestmark = pytest.mark.django_db
LATER = listening.OPEN + dt.timedelta(hours=1)
ONE, OTHER = "moderadora-exemplo", "moderador-exemplo"


@pytest.fixture
def passage(consultation):
    send(consultation, "proposal")
    return m.Passage.objects.select_related("contribution").get()


def decide(passage, shown=True, reason="", note="", by=ONE):
    return actions.moderate(passage=passage, shown=shown, reason=reason, note=note, by=by, at=LATER)


def refused(act, *args, **more):
    with pytest.raises(actions.ModerationRefused) as found:
        act(*args, **more)
    return str(found.value)


def test_a_decision_is_kept_with_its_reason_and_in_the_ledger(consultation, passage):
    row = decide(passage, False, "insult", "Ver\u202e a linha 2.")
    assert (row.state, row.reason, queries.shown(consultation, "proposal")) == ("hidden", "insult", [])
    row = decide(passage, by=OTHER)
    assert (row.state, row.reason, queries.shown(consultation, "proposal")) == ("shown", "", [row])
    kept = m.Moderation.objects.order_by("pk").values_list("shown", "reason", "note", "by")
    assert list(kept) == [(False, "insult", "Ver a linha 2.", ONE), (True, "", "", OTHER)]
    told = Detail.objects.filter(verb="contribution.moderate").latest("pk").new
    digest = told.pop("digest")
    assert told == {"place": "proposal", "shown": True, "reason": ""}
    assert [(mine, known) for _target, mine, known in queries.committed()] == [(digest, digest)]


def test_not_to_show_needs_a_published_reason_and_a_text(consultation, passage):
    words = "Escolha o motivo: é mostrado a quem escreveu e no lugar do texto."
    assert refused(decide, passage, False) == refused(decide, passage, False, "because") == words
    actions.erase(contribution=passage.contribution, at=LATER)
    assert (
        refused(decide, passage) == "Este texto já não existe: foi corrigido ou apagado por quem o escreveu."
    )


def test_a_paragraph_reworded_without_a_word_beside_it_is_decided_on(consultation):
    send(consultation, "comment", texts={"paragraph:2": Text("", True, "Duas aulas.")})
    assert decide(m.Passage.objects.get()).state == "shown"


def test_an_appeal_is_decided_by_somebody_else(passage):
    hidden = decide(passage, False, "insult")
    made = actions.appeal(passage=hidden, note="Não é insulto.", token="appeal", at=LATER)
    assert actions.appeal(passage=hidden, note="Não é insulto.", token="appeal", at=LATER) == made
    assert (
        refused(decide, passage)
        == "Quem decidiu da primeira vez não decide o recurso: tem de ser outra pessoa."
    )
    decide(passage, by=OTHER)
    made.refresh_from_db()
    assert (made.appeal, made.settled_at, made.settled_by) == (True, LATER, OTHER)
    assert decide(passage, False, "hate", by=OTHER).state == "hidden"


def test_one_appeals_from_a_text_that_is_not_shown_and_says_why(passage):
    words = "Só se recorre de um texto que não foi publicado."
    assert refused(actions.appeal, passage=passage, note="Porquê?", token="a", at=LATER) == words
    hidden = decide(passage, False, "insult")
    words = "Escreva porque acha que o texto deve ser publicado."
    assert refused(actions.appeal, passage=hidden, note=" \u202e ", token="a", at=LATER) == words


def test_a_public_text_is_reported_once_a_form(passage):
    shown = decide(passage)
    report = {"passage": shown, "reason": "hate", "note": "x" * 2000, "token": "flag", "at": LATER}
    made = actions.flag(**report)
    assert (actions.flag(**report), m.Flag.objects.count(), len(made.note)) == (made, 1, 1000)
    assert Detail.objects.filter(verb="contribution.flag").count() == 1
    assert refused(actions.flag, **{**report, "reason": ""}) == "Escolha o que está mal neste texto."
    decide(passage, False, "hate")
    made.refresh_from_db()
    assert made.settled_by == ONE


def test_what_is_not_public_is_not_reported(passage):
    report = {"passage": passage, "reason": "hate", "note": "", "token": "flag", "at": LATER}
    assert refused(actions.flag, **report) == "Este texto já não está publicado."


def test_a_note_says_nothing_to_the_ledger(passage):
    decide(passage, False, "insult", "nota interna")
    assert "nota interna" not in str(list(Detail.objects.values_list("old", "new")))
    assert saying.KINDS["proposal"]["texts"]["proposal"].text not in str(
        list(Detail.objects.values_list("new"))
    )


def test_a_statement_that_came_of_a_text_no_longer_shown_is_put_to_nobody(consultation):
    row = send(consultation, "statement", texts={"statement": Text("Faltam creches.", True)}).contribution
    statement = actions.adopt(contribution=row, by=ONE, at=LATER)
    decide(m.Passage.objects.get(contribution=row), False, "off_topic")
    statement.refresh_from_db()
    assert statement.retired_at == LATER
