"""What is wrong with what somebody says is told in words, whatever it is; nothing they could say makes it fall."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.ground.files.models import StoredFile
from rumo.listen.consultations.models import Paragraph, Question, Statement
from rumo.listen.consultations.queries import Asked
from rumo.listen.contributions.rules.saying import (
    FILES,
    SHORT,
    TEXT,
    WAYS,
    Said,
    Text,
    applies,
    faults,
    question_faults,
    relevant,
)

TOWNS = frozenset({"1106", "1111"})
OPTIONS = {"options": ["a", "b", "c"]}
KINDS = {
    "single": OPTIONS,
    "multiple": {**OPTIONS, "least": 1, "most": 2},
    "ranking": OPTIONS,
    "matrix": {"options": ["bad", "good"], "rows": ["food", "yard"]},
    "scale": {"least": 1, "most": 5},
    "number": {"least": 0.5, "most": 120},
    "date": {},
    "municipality": {},
    "tile": {},
    "short": {},
    "long": {},
    "file": {},
    "voice": {},
}


def question(kind, code="q", **more):
    return Question(code=code, kind=kind, **{**KINDS[kind], **more})


def said(kind="questionnaire", **more):
    return Said(**{"kind": kind, "language": "pt", **more})


def told(kind, value, **more):
    """The words for what is wrong with an answer to a question of a kind; empty for none."""
    found = question_faults(question(kind, **more), said(answers={"q": value}), TOWNS)
    assert all(one.place == "question:q" for one in found)
    return " ".join(one.text for one in found)


RIGHT = [
    ("single", "a"), ("multiple", ["b"]), ("multiple", ["c", "a"]), ("ranking", ["c", "a", "b"]), ("ranking", ["b"]),
    ("matrix", {"food": "bad", "yard": "good"}), ("matrix", {"food": "bad"}), ("scale", 1), ("scale", 5), ("scale", 3.0),
    ("number", 0.5), ("number", 120), ("number", 1.25), ("date", "2026-06-30"), ("date", "1850-01-01"), ("date", "2028-02-29"),
    ("municipality", "1106"), ("tile", "1111"),
]  # fmt: skip
ONE, SOME, ROWS = "Escolha uma das opções.", "Escolha entre as opções.", "Escolha uma opção em cada linha."
NUMBER, DAY, TOWN = "Escreva um número.", "Escreva a data, por exemplo 2026-06-30.", "Escolha um município."
WRONG = [
    ("single", "d", ONE), ("single", ["a"], ONE), ("single", 1, ONE), ("single", {"a": 1}, ONE), ("single", True, ONE),
    ("multiple", "a", SOME), ("multiple", ["d"], SOME), ("multiple", [["a"]], SOME), ("multiple", [None], SOME),
    ("multiple", ["a", "a"], "Escolheu a mesma opção mais do que uma vez."),
    ("multiple", ["a", "b", "c"], "Escolha no máximo 2."),
    ("matrix", "bad", ROWS), ("matrix", {"food": "worse"}, ROWS), ("matrix", {"garden": "bad"}, ROWS), ("matrix", {"food": []}, ROWS),
    ("scale", 0, "O número tem de ser pelo menos 1."), ("scale", 6, "O número pode ser no máximo 5."), ("scale", "3", NUMBER),
    ("number", 0.25, "O número tem de ser pelo menos 0.5."), ("number", True, NUMBER), ("number", math.nan, NUMBER),
    ("number", math.inf, NUMBER), ("number", -math.inf, NUMBER), ("number", 10**400, NUMBER), ("number", [1], NUMBER),
    ("date", "30-06-2026", DAY), ("date", "2026-02-30", DAY), ("date", "2027-02-29", DAY), ("date", "2026-W01-1", DAY),
    ("date", "1849-12-31", DAY), ("date", "2151-01-01", DAY), ("date", 20260630, DAY), ("date", "２０２６-06-30", DAY),
    ("municipality", "9999", TOWN), ("municipality", 1106, TOWN), ("tile", ["1106"], TOWN), ("tile", "\0", TOWN),
]  # fmt: skip


@pytest.mark.parametrize("kind, value", RIGHT)
def test_a_right_answer_is_taken(kind, value):
    assert told(kind, value) == told(kind, value, required=kind != "matrix") == ""


@pytest.mark.parametrize("kind, value, words", WRONG)
def test_a_wrong_answer_is_told_in_words(kind, value, words):
    assert told(kind, value) == told(kind, value, required=True) == words


def test_what_is_asked_for_is_asked_for():
    assert told("multiple", ["a"], least=2) == "Escolha pelo menos 2."
    assert told("matrix", {"food": "bad"}, required=True) == ROWS
    assert told("matrix", {"food": "bad", "yard": "good"}, required=True) == ""
    assert told("number", 10**9, least=None, most=None) == ""
    assert [told("scale", nothing, required=True) for nothing in (None, "", [], {})] == [
        "Responda a esta pergunta."
    ] * 4
    assert [told("scale", nothing) for nothing in (None, "", [], {})] == [""] * 4


@pytest.mark.parametrize("kind, most", [("short", SHORT), ("long", TEXT)])
def test_a_written_answer_has_its_length(kind, most):
    def words(text, required=False):
        one = said(texts={"question:q": Text(text)})
        return [fault.text for fault in question_faults(question(kind, required=required), one, TOWNS)]

    long = f"O texto tem {most + 1} carateres e o máximo é {most}: encurte-o."
    assert [words("a" * most), words("a" * (most + 1)), words(""), words("", True)] == [
        [],
        [long],
        [],
        ["Escreva a sua resposta."],
    ]


@pytest.mark.parametrize(
    ("kind", "words"), [("file", "Escolha um ficheiro."), ("voice", "Grave a sua resposta, ou escreva-a.")]
)
def test_a_file_is_asked_for(kind, words):
    one, given_ = (
        question(kind, required=True),
        said(files={"question:q": [StoredFile(media_type="audio/ogg")]}),
    )
    assert [fault.text for fault in question_faults(one, said(), TOWNS)] == [words]
    assert question_faults(one, given_, TOWNS) == question_faults(question(kind), said(), TOWNS) == []


def test_a_question_is_asked_of_some_and_after_some_answers():
    one = question("single", audiences=["migrants"])
    assert [applies(one, said(audience=who)) for who in ("migrants", "residents", "")] == [True, False, False]
    after = question("single", only_if={"question": "q0", "any": ["yes", "maybe"]})
    values = ("yes", ["no", "maybe"], "no", ["no"], None, {"yes": 1}, [["yes"]], 1, [])
    assert [applies(after, said(answers={"q0": value})) for value in values] == [True, True] + [False] * 7
    assert [applies(after, said()), applies(question("single"), said())] == [False, True]


CHAIN = Asked(
    (
        question("single", "q1"),
        question("single", "q2", only_if={"question": "q1", "any": ["a"]}),
        question("long", "q3", only_if={"question": "q2", "any": ["b"]}),
        question("file", "q4"),
    ),
    (Paragraph(code="1"), Paragraph(code="2")),
    (Statement(number=1), Statement(number=2)),
)


def test_what_an_answer_took_away_is_passed_over_and_so_is_what_hung_on_it():
    texts = {"question:q3": Text("Porque sim."), "paragraph:1": Text("Aqui não.")}
    files = {"question:q4": ["a"], "question:q5": ["b"], "sheet": ["c"]}
    whole = said(answers={"q1": "a", "q2": "b", "q9": 1}, texts=texts, files=files, votes={1: 1})
    kept = relevant(whole, CHAIN)
    assert (dict(kept.answers), list(kept.texts), list(kept.files), kept.votes) == (
        {"q1": "a", "q2": "b"}, ["question:q3"], ["question:q4", "sheet"], {},
    )  # fmt: skip
    other = relevant(said(answers={"q1": "b", "q2": "b"}, texts=texts), CHAIN)
    assert (dict(other.answers), dict(other.texts)) == ({"q1": "b"}, {})


@pytest.mark.parametrize("kind", ["comment", "statement", "ballot", "proposal", "support", "position"])
def test_of_another_kind_what_belongs_to_it_is_kept(kind):
    texts = {"paragraph:1": Text("a"), kind: Text("b")}
    kept = relevant(said(kind, answers={"q1": "a"}, texts=texts, files={"x": ["c"]}, votes={1: 1}), CHAIN)
    wanted = set(texts) if kind == "comment" else {kind}
    assert (dict(kept.answers), set(kept.texts), list(kept.files)) == ({}, wanted, ["x"])
    assert kept.votes == ({1: 1} if kind == "ballot" else {})


def wrong(one, **more):
    """(place, words) of everything to mend."""
    return [(found.place, found.text) for found in faults(one, CHAIN, **{"audiences": [], **more})]


VOTES = ("", "Vote em afirmações desta consulta: concordo, discordo ou passo.")


def test_votes_are_on_statements_that_are_put():
    assert wrong(said("ballot")) == [("", "Ainda não votou em nenhuma afirmação.")]
    assert wrong(said("ballot", votes={1: 1, 2: 0})) == wrong(said("ballot", votes={2: -1})) == []
    odd = ({3: 1}, {1: 2}, {1: True}, {True: 1}, {1: 1.0}, {1: []}, {1: None}, {"1": 1}, {1: "1"}, {2**70: 1})
    assert [wrong(said("ballot", votes=votes)) for votes in odd] == [[VOTES]] * len(odd)


def test_comments_are_on_paragraphs_that_are_put():
    assert wrong(said("comment")) == [("", "Ainda não comentou nenhum parágrafo.")]
    assert wrong(said("comment", texts={"paragraph:1": Text("", rewording="Assim.")})) == []
    assert wrong(said("comment", texts={"paragraph:9": Text("Sim.")})) == [
        ("", "Comente parágrafos deste texto.")
    ]


def test_something_is_said():
    assert wrong(said()) == [("", "Ainda não respondeu a nenhuma pergunta.")]
    assert wrong(said(texts={"question:q3": Text("a")})) == wrong(said(files={"question:q4": ["a"]})) == []
    assert wrong(said(answers={"q1": "z"})) == [("question:q1", ONE)]
    for kind in ("statement", "proposal", "position"):
        more = {"organisation_name": "Associação (exemplo)"} if kind == "position" else {}
        assert wrong(said(kind, **more)) == [(kind, "Escreva o seu texto.")]
        assert wrong(said(kind, texts={kind: Text("a")}, **more)) == []
    assert wrong(said("support")) == []


def test_the_envelope_is_whole():
    who = [("audience", "Diga em que qualidade participa.")]
    language = [("language", "Escolha a língua em que escreve.")]
    address = [("email", "Escreva o endereço completo, por exemplo nome@exemplo.pt.")]
    assert wrong(said("support"), audiences=["migrants"]) == who
    assert wrong(said("support", audience="others")) == who
    assert wrong(said("support", audience="migrants"), audiences=["migrants"]) == []
    for bad in ("", "P", "português", "pt\0", "pt-" + "a" * 9):
        assert wrong(said("support", language=bad)) == language
    for good in ("pt", "pt-BR", "zh-Hans", "tet"):
        assert wrong(said("support", language=good)) == []
    for bad in ("nome", "@exemplo.pt", "a b@exemplo.pt", "a@" + "b" * 250):
        assert wrong(said("support", email=bad)) == address
    assert wrong(said("position", texts={"position": Text("a")})) == [
        ("organisation", "Escreva o nome da organização.")
    ]
    many = {"sheet": ["a"] * FILES, "question:q4": ["b"]}
    assert wrong(said("support", files=many)) == [("files", "Pode juntar no máximo 10 ficheiros.")]
    long = wrong(said("comment", texts={"paragraph:1": Text("a", rewording="b" * (TEXT + 1))}))
    assert long == [("paragraph:1", f"O texto tem {TEXT + 1} carateres e o máximo é {TEXT}: encurte-o.")]


def test_one_takes_part_in_the_ways_there_are():
    no = [("", "Nesta consulta não se participa desta forma.")]
    assert [wrong(said(kind), ways=[]) for kind in (*WAYS, "invented")] == [no] * 8
    assert wrong(said("invented")) == no
    assert wrong(said("support"), ways=["proposals"]) == []


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20) | st.just("a"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@given(kind=st.sampled_from(sorted(KINDS)), value=anything, required=st.booleans())
def test_any_value_in_any_answer_is_taken_or_told_of_in_one_line(kind, value, required):
    words = told(kind, value, required=required)
    assert words == "" or (words.endswith(".") and "\n" not in words and 10 < len(words) < 80)


@given(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from([*WAYS, "x"]),
            "language": st.text(max_size=5),
            "audience": st.text(max_size=5),
            "answers": st.dictionaries(st.sampled_from(["q1", "q2", "q3", "x"]), anything),
            "votes": st.dictionaries(
                st.integers() | st.text(max_size=3) | st.booleans(), anything, max_size=3
            ),
            "email": st.text(max_size=20),
        }
    )
)
def test_anything_anywhere_is_taken_or_told_of(everything):
    one = Said(**everything)
    for found in faults(relevant(one, CHAIN), CHAIN, audiences=["migrants"]):
        assert found.text.endswith(".")
