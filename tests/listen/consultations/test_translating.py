"""Texts in other languages, each with how it came, and out of date when its source changes."""

import pytest

from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations import queries
from rumo.listen.consultations.actions import Conflict, ConsultationRefused
from tests.factories import listening as make


def put(act, language="en", was=None, **texts):
    """Translate: place="text|state"."""
    pairs = {place: tuple(said.split("|")) for place, said in texts.items()}
    consultations.translate(language=language, texts=pairs, was=was, **act)


def test_every_text_stands_beside_its_translation_in_order(row, act, last):
    put(act, title="A school|human", summary="Why|reviewed", legal_basis="Law|machine")
    assert last() == (
        "consultation.translate", "consultation:escola-para-todos", {"language": "en", "places": ["legal_basis", "summary", "title"]},
    )  # fmt: skip
    found = queries.pairs(row, "en")
    assert [(pair.place, pair.text, pair.state) for pair in found[:4]] == [
        ("title", "A school", "human"), ("summary", "Why", "reviewed"), ("legal_basis", "Law", "machine"), ("question:q1", "", "none"),
    ]  # fmt: skip
    assert [pair.place for pair in found[4:7]] == ["option:q1.yes", "option:q1.no", "question:q2"]
    assert [pair.place for pair in found[-4:]] == ["paragraph:3", "statement:1", "statement:2", "statement:3"]
    assert len(found) == queries.completeness(row)["en"]["none"] + 3


def test_a_translation_is_out_of_date_once_its_source_changes(row, act):
    put(act, title="A school|reviewed", summary="Why|human", legal_basis="|human")
    consultations.reword(words={"title": "Outra escola", "design:problem": "x"}, **act)
    title, summary, law = queries.pairs(row, "en")[:3]
    assert (title.state, title.out_of_date, summary.out_of_date, law.state) == (
        "reviewed",
        True,
        False,
        "none",
    )
    counts = queries.completeness(row)
    assert set(counts) == {"en", "ar"}
    assert {name: count for name, count in counts["en"].items() if name != "none"} == {
        "machine": 0, "human": 1, "reviewed": 0, "out_of_date": 1,
    }  # fmt: skip
    words = queries.words_of(row, "en")
    assert (words["title"].out_of_date, words["title"].language, words["summary"].out_of_date) == (
        True,
        "en",
        False,
    )
    assert (words["legal_basis"].language, words["legal_basis"].state, bool(words["legal_basis"])) == (
        "pt",
        "source",
        True,
    )


def test_rows_of_a_matrix_are_translated_too(row, act):
    questions, words = make.every_kind()
    consultations.ask(questions=questions, **act)
    consultations.reword(words=words, **act)
    places = [pair.place for pair in queries.pairs(row, "ar")]
    assert [place for place in places if place.startswith("row:")] == ["row:q5.food", "row:q5.yard"]


def test_one_translates_what_is_there_into_a_language_it_is_offered_in(act):
    for language in ("pt", "fr"):
        with pytest.raises(ConsultationRefused, match="não é oferecida nessa língua"):
            put(act, language, title="x|human")
    for wrong in ({"other": "x|human"}, {"title": "x|source"}):
        with pytest.raises(ConsultationRefused, match="volte a abri-la"):
            put(act, **wrong)


def test_two_translators_do_not_write_over_each_other(act):
    was = {"title": queries.hash_of("")}
    put(act, was=was, title="First|human")
    with pytest.raises(Conflict) as clash:
        put(act, was=was, title="Second|human")
    assert clash.value.theirs == {"title": "First"}
