"""Texts in other languages, each with how it came, and out of date when its source changes."""

import pytest

from rumo.ground.outbox.models import Job
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


def machine(act, language="en", **texts):
    """Keep what a machine made, by place: "source|translation"."""
    pairs = {place: tuple(said.split("|")) for place, said in texts.items()}
    return consultations.translate_by_machine(language=language, texts=pairs, **act)


def test_a_machine_is_asked_once_for_what_is_missing(row, act, last):
    assert consultations.ask_translation(language="en", **act) is True
    assert last() == ("consultation.ask_translation", "consultation:escola-para-todos", {"language": "en"})
    assert consultations.ask_translation(language="en", **act) is False
    (job,) = Job.objects.all()
    assert (job.kind, job.key, job.payload) == (
        "translate.consultation",
        "translate.consultation:escola-para-todos:en",
        {"consultation": "escola-para-todos", "language": "en"},
    )
    for language in ("pt", "ne"):
        with pytest.raises(ConsultationRefused, match="não é oferecida"):
            consultations.ask_translation(language=language, **act)


def test_nothing_is_asked_where_nothing_is_missing(row, act):
    put(act, **{pair.place.replace(":", ":"): "x|human" for pair in queries.pairs(row, "en")})
    assert consultations.ask_translation(language="en", **act) is False


def test_a_machine_never_writes_over_people_nor_from_a_text_that_changed(row, act):
    title, summary = (pair.source for pair in queries.pairs(row, "en")[:2])
    put(act, title="A school|human")
    assert (
        machine(act, title=f"{title}|[en] title", summary=f"{summary}|[en] why", legal_basis="old|[en] law")
        == 1
    )
    found = {pair.place: (pair.text, pair.state, pair.out_of_date) for pair in queries.pairs(row, "en")}
    assert (found["title"], found["summary"], found["legal_basis"]) == (
        ("A school", "human", False), ("[en] why", "machine", False), ("", "none", False),
    )  # fmt: skip
    assert machine(act, summary=f"{summary}|[en] again") == 0  # it stands already
    consultations.reword(words={"title": "Outra escola", "summary": "Outra razão"}, **act)
    assert [pair.place for pair in queries.to_translate(row, "en")][:2] == ["summary", "legal_basis"]
    assert machine(act, title="Outra escola|x", summary="Outra razão|[en] other") == 1
    found = {pair.place: (pair.text, pair.state, pair.out_of_date) for pair in queries.pairs(row, "en")}
    assert (found["title"], found["summary"]) == (
        ("A school", "human", True),
        ("[en] other", "machine", False),
    )


def test_a_machine_writes_in_no_language_taken_out_and_no_empty_text(row, act):
    title = queries.pairs(row, "en")[0].source
    assert machine(act, "ne", title=f"{title}|x") == 0
    assert machine(act, title=f"{title}|") == 0


def test_every_field_has_its_state_in_each_language(row, act):
    put(act, title="A school|reviewed")
    put(act, "ar", title="مدرسة|machine")
    consultations.reword(words={"summary": "Outra razão"}, **act)
    title, summary = queries.fields(row)[:2]
    assert title.states == {"en": ("reviewed", False), "ar": ("machine", False)}
    assert (summary.place, summary.source, summary.states) == (
        "summary", "Outra razão", {"en": ("none", False), "ar": ("none", False)},
    )  # fmt: skip
