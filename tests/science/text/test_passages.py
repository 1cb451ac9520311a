"""Passages that talk about the same: planted subjects are found apart, with their evidence; order and chance change nothing."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rumo.science.text import passages
from rumo.science.text.passages import NEAR, Space, topics

SUBJECTS = [
    ["casas", "rendas", "senhorio", "habitação", "arrendamento", "quartos"],
    ["aulas", "português", "professores", "língua", "cursos", "alfabetização"],
    ["médico", "consultas", "hospital", "saúde", "utente", "urgências"],
    ["школа", "вчителі", "уроки", "діти", "навчання", "клас"],
    ["مدرسة", "معلم", "دروس", "اطفال", "تعليم", "لغة"],
]
AROUND = ["falta", "precisamos", "bairro", "câmara", "muito", "pouco", "ano", "família"]


def said(count, seed=1):
    """Passages of four words of one subject and two of those around, and the subject of each."""
    chance = random.Random(seed)
    rows = []
    for _passage in range(count):
        subject = chance.randrange(len(SUBJECTS))
        line = [*chance.sample(SUBJECTS[subject], 4), *chance.sample(AROUND, 2)]
        chance.shuffle(line)
        rows.append((" ".join(line).capitalize() + ".", subject))
    return [text for text, _subject in rows], [subject for _text, subject in rows]


def test_planted_subjects_are_found_with_their_terms():
    texts, subjects = said(200)
    found = topics(texts)
    assert len(found) == len(SUBJECTS)
    for topic in found:
        (subject,) = {subjects[place] for place in topic.places}
        words = {word for term in topic.terms for word in term.shown.lower().split()}
        assert len(words & set(SUBJECTS[subject])) >= 3
        assert list(topic.near) == sorted(topic.near, reverse=True)
        assert all(NEAR <= near <= 1 for near in topic.near)
    assert sum(len(topic.places) for topic in found) > 190


def test_the_same_seed_and_any_order_give_the_same():
    texts, _subjects = said(60)
    order = random.Random(2).sample(range(60), 60)
    there = [sorted(topic.places) for topic in topics(texts, seed=7)]
    moved = [
        sorted(order[place] for place in topic.places)
        for topic in topics([texts[at] for at in order], seed=7)
    ]
    assert sorted(moved) == sorted(there)
    assert topics(texts, seed=7) == topics(texts, seed=7)


@pytest.mark.parametrize("texts", [[], ["…"] * 5, ["casa"], ["a", "b", "c"], ["casa", "casa"]])
def test_too_little_to_tell(texts):
    assert topics(texts) == []


def test_the_same_passage_three_times_is_a_subject():
    (topic,) = topics(["Casa já!", "casa já", "…", "CASA JÁ"])
    assert (topic.places, topic.terms) == ((0, 1, 3), ())


def test_a_passage_far_from_its_centre_is_left_out(monkeypatch):
    texts, _subjects = said(60)
    monkeypatch.setattr(passages, "NEAR", 0.95)
    assert topics(texts) == []


def test_neighbours_come_with_what_both_say():
    space = Space(
        ["Aulas de português", "portugues, aulas à noite", "rendas", "…", "Aulas de português!", "casas"]
    )
    twin, near = space.neighbours(0)
    assert (twin.place, round(twin.near, 6), twin.shared) == (4, 1.0, ("de", "aulas", "portugues"))
    assert (near.place, near.shared) == (1, ("aulas", "portugues"))
    assert [one.place for one in space.neighbours(0, most=1)] == [4]
    assert space.neighbours(3) == space.neighbours(99) == []


spoken = st.lists(
    st.lists(st.sampled_from(["água", "пан", "學校", "de", "x"]), max_size=5).map(" ".join), max_size=9
)


@settings(max_examples=25)
@given(spoken)
def test_whatever_is_said_a_passage_is_in_one_subject_at_most(texts):
    found = [place for topic in topics(texts) for place in topic.places]
    assert len(found) == len(set(found))
    assert all(texts[place].strip() for place in found)
    space = Space(texts)
    for place in range(len(texts)):
        assert place not in [one.place for one in space.neighbours(place)]
