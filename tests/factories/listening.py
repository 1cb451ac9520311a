"""Consultations for tests: one that is open, with every way to speak, unless told otherwise.

Published at AT (a Friday), open from OPENS on; OPEN is an instant while it is, AFTER one when it has closed.
"""

import datetime as dt

from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations import models as m
from tests.factories import people
from tests.factories.people import AT, BY

OPENS = dt.datetime(2026, 1, 3, tzinfo=dt.UTC)
OPEN = dt.datetime(2026, 1, 12, 12, tzinfo=dt.UTC)
AFTER = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SLUG = "escola-para-todos"
WORDS = {
    "summary": "Perguntamos o que falta na escola (exemplo).",
    "legal_basis": "Artigo 98.º do Código do Procedimento Administrativo (exemplo).",
    "question:q1": "Tem filhos na escola?",
    "option:q1.yes": "Sim",
    "option:q1.no": "Não",
    "question:q2": "O que falta na escola?",
    "option:q2.teachers": "Professores",
    "option:q2.rooms": "Salas",
    "option:q2.language": "Aulas de português",
    "question:q3": "Que nota dá à escola?",
    "question:q4": "O que mudava?",
}
QUESTIONS = (
    {"code": "q1", "kind": "single", "options": ["yes", "no"], "required": True},
    {"code": "q2", "kind": "multiple", "options": ["teachers", "rooms", "language"], "most": 2},
    {"code": "q3", "kind": "scale", "least": 1, "most": 5, "only_if": {"question": "q1", "any": ["yes"]}},
    {"code": "q4", "kind": "long"},
)
PARAGRAPHS = (
    ("1", "O que propomos", True),
    ("2", "Cada escola tem uma aula de português por dia (exemplo).", False),
    ("3", "Cada escola tem um mediador (exemplo).", False),
)
STATEMENTS = (
    "A escola recebe bem quem chega (exemplo).",
    "Há professores que chegam (exemplo).",
    "As turmas são pequenas (exemplo).",
)
REST = (
    ("q5", "matrix", {"options": ["bad", "good"], "rows": ["food", "yard"]}),
    ("q6", "ranking", {"options": ["first", "second", "third"]}),
    ("q7", "number", {"least": 0, "most": 120}),
    ("q8", "date", {}),
    ("q9", "municipality", {}),
    ("q10", "tile", {}),
    ("q11", "short", {}),
    ("q12", "file", {}),
    ("q13", "voice", {}),
)


def every_kind():
    """Questions of every kind there is, and their words: for `consultation(questions=..., words=...)`."""
    questions = [*QUESTIONS, *({"code": code, "kind": kind, **more} for code, kind, more in REST)]
    words = {f"question:{code}": f"Pergunta {code}" for code, _kind, _more in REST}
    for code, _kind, more in REST:
        words |= {f"option:{code}.{one}": f"Opção {one}" for one in more.get("options", ())}
        words |= {f"row:{code}.{one}": f"Linha {one}" for one in more.get("rows", ())}
    return questions, words


def drafted(
    slug=SLUG, owner=None, *, title="Uma escola para todos (exemplo)", words=None, questions=QUESTIONS,
    paragraphs=PARAGRAPHS, statements=STATEMENTS, at=AT, **frame,
):  # fmt: skip
    """A consultation ready to be published, of the national body unless told; `frame`: what `write` may change."""
    said = {"audiences": m.Audience.values, "ways": m.Way.values, "languages": ["pt", "en", "ar"], **frame}
    row = consultations.draft(
        slug=slug, owner=owner or people.national(), title=title, synthetic=True, by=BY, at=at, **said
    )
    act = {"consultation": row, "by": BY, "at": at}
    consultations.reword(words={**WORDS, **(words or {})}, **act)
    consultations.ask(questions=questions, **act)
    consultations.put_text(paragraphs=paragraphs, **act)
    consultations.state(texts=statements, **act)
    return row


def consultation(slug=SLUG, owner=None, *, at=AT, **more):
    """A consultation published at an instant, and open from the day after; `more` as `drafted` takes it."""
    row = drafted(slug, owner, at=at, **more)
    return consultations.publish(consultation=row, country="pt", by=BY, at=at)
