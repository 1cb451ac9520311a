"""The gatherings of the demonstration, invented and said to be: the six phases of a project of 2023 as a process, and one to come."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from rumo.ground.people.models import Entity
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Gathering, Process, Session
from rumo.listen.gatherings.rules import Coming, Frame, Noted, When

PROCESS = "guioes-2023-exemplo"
COMING = "oficina-por-acontecer-exemplo"
ANOTHER = "aprovacao-exemplo"
"""Who approves minutes: not who wrote them."""
IN_CHARGE = [("Abertura e condução", "Coordenação nacional, exemplo")]


@dataclass(frozen=True, slots=True)
class Past:
    """A phase: its address, kind, title and day, how many came by audience, what its minutes tell (nothing: none are published)."""

    slug: str
    kind: str
    title: str
    day: date
    came: dict[str, int]
    minutes: tuple[Noted, ...] = ()


def _due(text: str, owner: str, day: date) -> Noted:
    return Noted("follow_up", text, owner, day)


PHASES = (
    Past(
        "oficina-de-diagnostico-exemplo",
        "diagnosis",
        "Oficina de diagnóstico (exemplo)",
        date(2023, 2, 9),
        {"associations": 13, "migrants": 12, "local_authorities": 5, "academia": 3, "residents": 2},
        (
            Noted("agreement", "Falta informação simples sobre a matrícula (exemplo)."),
            Noted("disagreement", "Não houve acordo sobre quem paga os intérpretes (exemplo)."),
            _due("Juntar as perguntas mais ouvidas", "Coordenação nacional, exemplo", date(2023, 3, 15)),
        ),
    ),
    Past(
        "audicao-publica-exemplo",
        "public_session",
        "Audição pública (exemplo)",
        date(2023, 3, 23),
        {"migrants": 16, "residents": 14, "associations": 11, "companies": 6, "third_sector": 4},
    ),
    Past(
        "intercambio-exemplo",
        "exchange",
        "Intercâmbio entre municípios (exemplo)",
        date(2023, 5, 11),
        {"local_authorities": 12, "public_administration": 3},
    ),
    Past(
        "oficina-de-cocriacao-exemplo",
        "cocreation",
        "Oficina de cocriação (exemplo)",
        date(2023, 6, 15),
        {"associations": 12, "migrants": 12, "public_administration": 5, "academia": 3, "companies": 2},
        (
            Noted("decision", "O guião começa pelo que se faz no primeiro mês (exemplo)."),
            Noted("agreement", "Cada medida tem uma entidade responsável (exemplo)."),
            _due("Escrever a primeira versão do guião", "Equipa técnica, exemplo", date(2023, 9, 29)),
            _due("Rever os textos com associações", "Coordenação municipal, exemplo", date(2023, 10, 13)),
        ),
    ),
    Past(
        "seminario-exemplo",
        "conference",
        "Seminário (exemplo)",
        date(2023, 10, 19),
        {"academia": 8, "public_administration": 6},
    ),
    Past(
        "apresentacao-exemplo",
        "public_session",
        "Apresentação do guião (exemplo)",
        date(2023, 12, 14),
        {"residents": 8, "migrants": 6},
    ),
)


def bring(*, by: str, at: datetime) -> int:
    """Bring the process with its phases, and the gathering to come, where they are not here; return how many gatherings were brought."""
    owner = Entity.objects.get(kind=Entity.Kind.NATIONAL)
    made = 0
    if not Process.objects.filter(slug=PROCESS).exists():
        process = gatherings.begin_process(
            slug=PROCESS,
            owner=owner,
            title="Guiões de integração, 2023 (exemplo)",
            summary="Seis encontros, do diagnóstico à apresentação. Tudo nesta página é inventado (exemplo).",
            synthetic=True,
            by=by,
            at=_at(PHASES[0].day, -40),
        )
        for one in PHASES:
            _past(one, process, owner, by=by)
            made += 1
    if not Gathering.objects.filter(slug=COMING).exists():
        _coming(owner, by=by, at=at)
        made += 1
    return made


def _past(one: Past, process: Process, owner: Entity, *, by: str) -> None:
    """Hold one phase: published, registered for, come to, and minuted where it has minutes."""
    before, after = _at(one.day, -30), _at(one.day, 1)
    day = When(
        _at(one.day),
        _at(one.day) + timedelta(hours=3),
        place="Biblioteca municipal (exemplo)",
        agenda="10:00 Acolhimento\n10:30-12:30 Trabalho em mesas\n12:30 Conclusões",
    )
    frame = Frame(
        kind=one.kind,
        title=one.title,
        summary="Uma fase do processo, inventada para se ver como se conta (exemplo).",
        process=process,
    )
    row = _published(one.slug, owner, frame, [day], by=by, at=before)
    people = [audience for audience, count in one.came.items() for _n in range(count)]
    numbers = _register(row, people, (1,), at=before)
    session = Session.objects.get(gathering=row, number=1)
    session.gathering = row
    gatherings.check_in(session=session, numbers=numbers, by=by, at=session.starts_at)
    if one.minutes:
        act = {"gathering": row, "at": after}
        gatherings.write_minutes(items=one.minutes, revision=0, by=by, **act)
        gatherings.submit_minutes(revision=1, by=by, **act)
        gatherings.publish_minutes(revision=1, by=ANOTHER, **act)


def _coming(owner: Entity, *, by: str, at: datetime) -> None:
    """Announce a gathering of two sessions: one with free places, one that is full and has a waiting list."""
    day = at.date() + timedelta(days=30)
    place = "Centro de acolhimento (exemplo)"
    morning, afternoon = _at(day), _at(day) + timedelta(hours=4)
    sessions = [
        When(morning, morning + timedelta(hours=2), title="Manhã", place=place, capacity=20),
        When(afternoon, afternoon + timedelta(hours=2), title="Tarde", place=place, capacity=3),
    ]
    frame = Frame(
        kind="cocreation",
        title="Oficina sobre a chegada à escola (exemplo)",
        summary="Experimente inscrever-se: nada disto vai acontecer (exemplo).",
        directions="Entrada sem degraus. Autocarro até à porta (exemplo).",
    )
    row = _published(COMING, owner, frame, sessions, by=by, at=at)
    _register(row, ["migrants", "residents", "associations", "migrants", "academia"], (1, 2), at=at)


def _published(
    slug: str, owner: Entity, frame: Frame, sessions: Sequence[When], *, by: str, at: datetime
) -> Gathering:
    row = gatherings.draft(slug=slug, owner=owner, said=frame, synthetic=True, by=by, at=at)
    for one in sessions:
        gatherings.put_session(gathering=row, said=one, by=by, at=at)
    gatherings.put_people(gathering=row, people=IN_CHARGE, by=by, at=at)
    return gatherings.publish(gathering=row, by=by, at=at)


def _register(
    row: Gathering, audiences: Sequence[str], sessions: tuple[int, ...], *, at: datetime
) -> set[str]:
    """Register one person for each audience named; return the numbers of their badges."""
    found = set()
    for n, audience in enumerate(audiences, 1):
        said = Coming(name=f"Participante {n}, exemplo", audience=audience, sessions=sessions)
        token = hashlib.sha256(f"seed:{row.slug}:{n}".encode()).hexdigest()
        found.add(gatherings.register(gathering=row, said=said, token=token, at=at).registration.public_id)
    return found


def _at(day: date, days: int = 0) -> datetime:
    """Ten in the morning, in UTC, so many days after."""
    return datetime.combine(day + timedelta(days=days), time(10), tzinfo=UTC)
