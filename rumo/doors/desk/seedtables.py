"""What two tables of the demonstration's workshops wrote, invented and said to be: cards, votes, a group, a synthesis; handed in, with a receipt each."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Passage
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Canvas, Gathering, Session

RAPPORTEUR, MODERATOR = "relato-exemplo", "moderacao-exemplo"


@dataclass(frozen=True, slots=True)
class Written:
    """A table: at which gathering, with which template, its cards as (zone, text, votes), the group of its first two, its synthesis."""

    gathering: str
    template: str
    cards: tuple[tuple[str, str, int], ...]
    group: str
    synthesis: str


TABLES = (
    Written(
        "oficina-de-diagnostico-exemplo",
        "problem_tree",
        (
            ("causes", "A informação da matrícula só está em português.", 4),
            ("causes", "Ninguém explica que papéis são precisos.", 3),
            ("causes", "O intérprete tem de ser pedido duas semanas antes.", 2),
            ("problem", "As crianças chegam à escola semanas depois das outras.", 5),
            ("effects", "Os pais faltam ao trabalho para tratar de papéis.", 2),
            ("effects", "As crianças ficam sozinhas no recreio.", 1),
        ),
        "Informação",
        "A mesa acha que o atraso começa na informação: faltam línguas, falta quem explique e o intérprete chega tarde (exemplo).",
    ),
    Written(
        "oficina-de-cocriacao-exemplo",
        "how_might_we",
        (
            ("questions", "Como podemos ter tudo tratado no primeiro mês?", 4),
            ("questions", "Como podemos dizer isto em seis línguas sem demorar?", 2),
            ("ideas", "Uma pessoa do município vai à escola um dia por semana.", 5),
            ("ideas", "Famílias que já passaram por isto acompanham as que chegam.", 3),
            ("first", "Fazer a lista dos papéis numa página, com imagens.", 4),
        ),
        "Primeiro mês",
        "A mesa propõe um primeiro mês com tudo: uma página com os papéis, uma pessoa na escola e famílias que acompanham (exemplo).",
    ),
)
"""What was written; every word of it is an example."""


def bring(*, by: str) -> int:
    """Bring the tables of the gatherings that are here and have none; return how many were brought."""
    made = 0
    for one in TABLES:
        row = Gathering.objects.filter(slug=one.gathering).first()
        if row is not None and not Canvas.objects.filter(table__gathering=row).exists():
            _write(one, row, by=by)
            made += 1
    return made


def _write(one: Written, row: Gathering, *, by: str) -> None:
    """Open the table when the gathering begins, write on it, and close it an hour later."""
    starts = Session.objects.get(gathering=row, number=1).starts_at
    opened = gatherings.open_tables(
        gathering=row, template=one.template, count=1, name="", token=_token(row.slug, "abrir"), by=by, at=starts
    )  # fmt: skip
    canvas, at = opened[0], starts + timedelta(minutes=20)

    def act(step: str, does: Callable[..., Any], **more: object) -> None:
        does(canvas=canvas, token=_token(row.slug, step), by=contributions.PARTICIPANT, at=at, **more)

    for number, (zone, text, votes) in enumerate(one.cards, 1):
        act(f"juntar-{number}", gatherings.lay, zone=zone, text=f"{text} (exemplo)", language="pt")
        for voter in range(votes):
            mark = {"number": number, "mark": f"exemplo-{voter}", "on": True}
            act(f"votar-{number}-{voter}", gatherings.vote, **mark)
    for number in (1, 2):
        act(f"agrupar-{number}", gatherings.group, number=number, name=one.group)
    said = contributions.hand_in(canvas=canvas, by=by, at=starts + timedelta(hours=1)).contribution
    for passage in Passage.objects.filter(contribution=said).order_by("pk"):
        shown = {"shown": True, "reason": "", "note": "", "by": MODERATOR}
        contributions.moderate(passage=passage, at=starts + timedelta(hours=1), **shown)
    end = {"canvas": canvas, "at": starts + timedelta(hours=2)}
    gatherings.synthesise(text=one.synthesis, by=RAPPORTEUR, **end)
    gatherings.ask(by=RAPPORTEUR, **end)
    act("certo", gatherings.verdict, mark="exemplo-0", right=True, missing="")
    gatherings.validate(by=RAPPORTEUR, **end)


def _token(*parts: str) -> str:
    """A one-time token, the same at every seeding."""
    return hashlib.sha256(":".join(("seed", *parts)).encode()).hexdigest()[:32]
