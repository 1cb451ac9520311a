"""Questions enter all at once or one at a time, checked against one another."""

import pytest

from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations import models as m
from rumo.listen.consultations import queries
from rumo.listen.consultations.actions import Conflict, ConsultationRefused
from rumo.listen.consultations.actions.asking import FIELDS
from tests.factories import listening as make

LONG = {"code": "q5", "kind": "long"}
WORDS = {"question:q5": "E mais?"}


def codes(row):
    """The questions in order."""
    return [one.code for one in queries.asked(row).questions]


def test_all_at_once(row, act, last):
    questions, _words = make.every_kind()
    consultations.ask(questions=questions, **act)
    assert len(codes(row)) == 13
    assert last()[0] == "consultation.ask"
    with pytest.raises(ConsultationRefused, match="Pergunta q2: Já há uma pergunta") as no:
        consultations.ask(questions=[*questions, {"code": "q2", "kind": "long"}], **act)
    assert no.value.faults == {}
    assert len(codes(row)) == 13


def test_a_new_question_comes_last_and_is_there_once_however_often_it_is_sent(row, act, last):
    for _twice in range(2):
        consultations.put_question(said=LONG, words=WORDS, new=True, **act)
    assert codes(row) == ["q1", "q2", "q3", "q4", "q5"]
    assert queries.words_of(row, "pt")["question:q5"].text == "E mais?"
    assert last()[0] == "consultation.put_question"
    with pytest.raises(ConsultationRefused) as no:
        consultations.put_question(said={**LONG, "kind": "short"}, words=WORDS, new=True, **act)
    assert list(no.value.faults) == ["code"]


def test_a_question_needs_its_words_and_to_be_right(act):
    with pytest.raises(ConsultationRefused) as no:
        consultations.put_question(said=LONG, words={"question:q5": " "}, new=True, **act)
    assert no.value.faults == {"text": "Escreva a pergunta."}
    with pytest.raises(ConsultationRefused) as no:
        consultations.put_question(
            said={**LONG, "kind": "single", "rows": ["a"]}, words=WORDS, new=True, **act
        )
    assert list(no.value.faults) == ["rows", "options"]


def test_a_question_is_written_anew_with_its_options(row, act):
    consultations.reword(words={"option:q1.no": "No", "option:q1.yes": "Yes"}, language="en", **act)
    said = {"code": "q1", "kind": "single", "options": ["yes", "maybe"], "required": False}
    words = {"question:q1": "Tem filhos?", "option:q1.yes": "Sim", "option:q1.maybe": "Talvez"}
    consultations.put_question(said=said, words=words, new=False, **act)
    texts = queries.words_of(row, "en")
    assert (str(texts["question:q1"]), texts["option:q1.yes"].text, "option:q1.no" in texts) == (
        "Tem filhos?",
        "Yes",
        False,
    )
    assert codes(row) == ["q1", "q2", "q3", "q4"]
    with pytest.raises(ConsultationRefused, match="A pergunta q9 já não existe"):
        consultations.put_question(
            said={"code": "q9", "kind": "long"}, words={"question:q9": "x"}, new=False, **act
        )


def test_a_question_another_depends_on_does_not_lose_the_option(act):
    said = {"code": "q1", "kind": "single", "options": ["no", "maybe"]}
    words = {"question:q1": "Tem filhos?", "option:q1.no": "Não", "option:q1.maybe": "Talvez"}
    with pytest.raises(ConsultationRefused, match="Pergunta q3: Escolha pelo menos uma opção da pergunta q1"):
        consultations.put_question(said=said, words=words, new=False, **act)


def test_questions_move_but_not_before_what_they_depend_on(row, act, last):
    consultations.move_question(code="q4", position=1, **act)
    assert codes(row) == ["q4", "q1", "q2", "q3"]
    assert last()[2] == {"questions": ["q4", "q1", "q2", "q3"]}
    consultations.move_question(code="q4", position=99, **act)
    consultations.move_question(code="q2", position=0, **act)
    assert codes(row) == ["q2", "q1", "q3", "q4"]
    with pytest.raises(
        ConsultationRefused, match="Pergunta q3: A condição tem de falar de uma pergunta anterior"
    ):
        consultations.move_question(code="q1", position=3, **act)
    with pytest.raises(ConsultationRefused, match="A pergunta q9 já não existe"):
        consultations.move_question(code="q9", position=1, **act)


def test_a_question_leaves_with_its_words_but_not_when_another_depends_on_it(row, act, last):
    with pytest.raises(ConsultationRefused, match="Pergunta q3: A condição"):
        consultations.drop_question(code="q1", **act)
    consultations.put_question(
        said={"code": "q22", "kind": "long"}, words={"question:q22": "x"}, new=True, **act
    )
    consultations.drop_question(code="q2", **act)
    assert last()[0] == "consultation.drop_question"
    assert codes(row) == ["q1", "q3", "q4", "q22"]
    left = set(
        m.Wording.objects.filter(consultation=row, place__contains="q2").values_list("place", flat=True)
    )
    assert left == {"question:q22"}


def test_nothing_asked_changes_once_published(act):
    consultations.publish(country="pt", **act)
    for change in (
        lambda: consultations.ask(questions=[], **act),
        lambda: consultations.put_question(said=LONG, words=WORDS, new=True, **act),
        lambda: consultations.move_question(code="q4", position=1, **act),
        lambda: consultations.drop_question(code="q4", **act),
    ):
        with pytest.raises(ConsultationRefused, match="já foi publicada"):
            change()


def test_a_question_somebody_else_changed_since_is_not_written_over(row, act):
    (before,) = (one for one in queries.asked(row).questions if one.code == "q4")
    whole = {name: getattr(before, name) for name in FIELDS}
    was = queries.question_hash(whole, {"question:q4": "O que mudava?"})
    theirs = {"said": {"code": "q4", "kind": "long"}, "words": {"question:q4": "E que mais?"}}
    consultations.put_question(new=False, was=was, **theirs, **act)
    with pytest.raises(Conflict) as clash:
        consultations.put_question(
            said={"code": "q4", "kind": "short"}, words={"question:q4": "Porquê?"}, new=False, was=was, **act
        )
    assert clash.value.theirs == {"q4": "E que mais?"}
    consultations.put_question(new=False, was=was, **theirs, **act)  # says the same
    (after,) = (one for one in queries.asked(row).questions if one.code == "q4")
    assert (after.kind, str(queries.words_of(row, "pt")["question:q4"])) == ("long", "E que mais?")
