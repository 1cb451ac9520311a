"""What a frame, a text and a question may be, said in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.ground.core.texts import prose
from rumo.listen.consultations.models import Audience, Question
from rumo.listen.consultations.rules import (
    frame_faults,
    joined,
    question_faults,
    slug_fault,
    split,
)

WHOLE = {
    "language": "pt", "languages": ["pt", "en"], "audiences": ["residents"], "ways": ["text"], "moderation": "pre",
    "once": True, "term_days": 30, "term_unit": "working", "zone": "Atlantic/Azores",
    "local_holidays": ["2026-06-13"], "holidays_verified": True,
}  # fmt: skip


@pytest.mark.parametrize("slug", ["a", "escola-para-todos", "2026", "a" * 120])
def test_an_address_may_be(slug):
    assert slug_fault(slug) == ""


@pytest.mark.parametrize("slug", ["", "Escola", "a b", "-a", "a--b", "é", "a/b", "a\n", "a\0", "a" * 121])
def test_an_address_may_not_be(slug):
    assert "só pode ter letras sem acento" in slug_fault(slug)


def test_a_whole_frame_is_right():
    assert frame_faults(WHOLE) == {}


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("languages", ["en"]), ("languages", ["pt", "xx"]), ("languages", ["pt", "pt"]), ("languages", "pt"),
        ("audiences", ["everyone"]), ("ways", ["shouting"]), ("moderation", "never"), ("once", "yes"), ("term_days", 0),
        ("term_days", 367), ("term_days", "30"), ("term_days", True), ("term_unit", "weeks"), ("zone", "Europe/Madrid"),
        ("local_holidays", ["2026-02-30"]), ("local_holidays", ["13/06/2026"]), ("local_holidays", [1]), ("local_holidays", ["1800-01-01"]),
        ("local_holidays", ["2026-01-01"] * 31), ("holidays_verified", None),
    ],
)  # fmt: skip
def test_a_wrong_part_of_a_frame_is_named(name, wrong):
    assert list(frame_faults({**WHOLE, name: wrong})) == [name]


def test_only_what_is_said_is_looked_at():
    assert frame_faults({}) == {}
    assert list(frame_faults({"language": "xx"})) == ["language"]
    assert list(frame_faults({"languages": ["en"]}, language="pt")) == ["languages"]
    assert frame_faults({"languages": ["en"]}) == {}


def test_a_pasted_text_falls_into_paragraphs():
    assert split("# Um\nDois\ncontinua\n \n\nTrês\n\n# Quatro\n# Cinco\n\n#seis\n\n#\n") == [
        ("1", "Um", True), ("2", "Dois\ncontinua", False), ("3", "Três", False), ("4", "Quatro", True),
        ("5", "Cinco", True), ("6", "#seis", False), ("7", "#", False),
    ]  # fmt: skip
    assert split("") == split(" \n\n") == []


def test_a_paragraph_that_does_not_change_keeps_its_code():
    known = split("# Um\n\nDois\n\nTrês")
    assert split("# Um\n\nNovo\n\nDois\n\nTrês mudado", known) == [
        ("1", "Um", True), ("4", "Novo", False), ("2", "Dois", False), ("5", "Três mudado", False),
    ]  # fmt: skip
    assert split("Um\n\nDois", known)[0] == ("4", "Um", False)


PARTS = st.lists(st.tuples(st.text(alphabet="ab \n", min_size=1).map(prose).filter(lambda said: said and "\n\n" not in said.replace(" ", "")), st.just(False)), max_size=6)  # fmt: skip


@given(parts=PARTS)
def test_a_text_taken_up_again_is_the_same(parts):
    text = "\n\n".join(said for said, _heading in parts)
    once = split(text)
    assert split(joined(once), once) == once
    assert len({code for code, _said, _heading in once}) == len(once)


def single(code="q1", **more):
    """A question with two options."""
    return {"code": code, "kind": "single", "options": ["a", "b"], **more}


@pytest.mark.parametrize(
    "right",
    [
        single(), single(kind="ranking"), single(kind="matrix", rows=["r"]), single(kind="multiple", least=1, most=2),
        single(kind="multiple"), {"code": "q1", "kind": "scale", "least": 0, "most": 10}, {"code": "q1", "kind": "number"},
        {"code": "q1", "kind": "number", "least": -0.5}, {"code": "q-1_a", "kind": "date", "audiences": ["residents"]},
        {"code": "q1", "kind": "voice", "only_if": None},
    ],
)  # fmt: skip
def test_a_question_may_be(right):
    assert question_faults([right]) == []


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("code", single(code="")), ("code", single(code="Q 1")), ("code", single(code="a" * 21)), ("code", single(code=None)),
        ("kind", single(kind="guess")), ("kind", {"code": "q1"}), ("options", single(options=["a"])), ("options", single(options=None)),
        ("options", single(kind="date")), ("options", single(options=["a", "a"])), ("options", single(options=["a", "B b"])),
        ("options", single(options=[f"o{n}" for n in range(61)])), ("rows", single(rows=["r"])), ("rows", single(kind="matrix")),
        ("rows", single(kind="matrix", rows=["r", "r"])), ("least", single(least=1)), ("most", single(kind="multiple", most=3)),
        ("most", single(kind="multiple", most=0)), ("most", single(kind="multiple", least=0.5)), ("least", {"code": "q1", "kind": "scale"}),
        ("least", {"code": "q1", "kind": "scale", "least": 1, "most": 2.5}), ("least", {"code": "q1", "kind": "scale", "least": 5, "most": 1}),
        ("most", {"code": "q1", "kind": "scale", "least": 1, "most": 1}), ("most", {"code": "q1", "kind": "scale", "least": 0, "most": 11}),
        ("least", {"code": "q1", "kind": "number", "least": 2, "most": 1}), ("least", {"code": "q1", "kind": "number", "least": float("nan")}),
        ("most", {"code": "q1", "kind": "number", "most": float("inf")}), ("audiences", single(audiences=["everyone"])),
        ("only_if", single(only_if={"question": "q1", "any": ["a"]})), ("only_if", single(only_if="q1")), ("only_if", single(only_if={"question": 3})),
    ],
)  # fmt: skip
def test_a_question_may_not_be(field, wrong):
    assert [name for _code, name, _words in question_faults([wrong])] == [field]


def test_a_condition_looks_back_at_options_that_are_there():
    def fault(any_, asked="q1", kind="single"):
        before = single(kind=kind) if kind == "single" else {"code": "q1", "kind": kind}
        return [
            words
            for _c, _f, words in question_faults(
                [before, single("q2", only_if={"question": asked, "any": any_})]
            )
        ]

    assert fault(["a"]) == []
    assert fault(["c"]) == fault([]) == fault("a") == ["Escolha pelo menos uma opção da pergunta q1."]
    back = ["A condição tem de falar de uma pergunta anterior, com opções para escolher."]
    assert fault(["a"], asked="q2") == fault(["a"], kind="date") == back


def test_codes_are_unique_and_there_is_a_most():
    assert question_faults([single(), single()]) == [("q1", "code", "Já há uma pergunta com o código «q1».")]
    many = [single(f"q{n}") for n in range(201)]
    assert question_faults(many) == [("", "code", "Uma consulta tem no máximo 200 perguntas.")]


def test_every_kind_can_be_asked():
    assert set(Question.Kind.values) == {
        "single", "multiple", "scale", "matrix", "ranking", "number", "date", "municipality", "tile", "short", "long",
        "file", "voice",
    }  # fmt: skip
    assert len(Audience.values) == 8
