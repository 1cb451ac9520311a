"""The conferences of the demonstration, invented and said to be: a seminar that was held, with its programme and proceedings, and one whose call is open."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from rumo.ground.people.models import Entity, Membership, Role
from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences.models import Abstract, Call, Programme, Room, Speaker
from rumo.listen.conferences.rules.saying import By, Frame, Said
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings import rules
from rumo.listen.gatherings.models import Gathering, Session

HELD = "seminario-exemplo"
COMING = "conferencia-por-acontecer-exemplo"
TOPICS = ("Chegada e acolhimento", "Escola", "Trabalho")
BODY = "Universidade (exemplo)"


@dataclass(frozen=True, slots=True)
class Paper:
    """An abstract: title, text, topic, who wrote it (a role), whether it was accepted."""

    title: str
    text: str
    topic: str
    author: str
    accepted: bool = True


PAPERS = (
    Paper(
        "O primeiro mês: o que dizem trinta famílias",
        "Trinta entrevistas em seis línguas sobre as primeiras quatro semanas. O que mais pesou foi não saber a quem perguntar (exemplo).",
        "Chegada e acolhimento",
        "Investigação, exemplo",
    ),
    Paper(
        "Mediar na escola: um ano num agrupamento",
        "Uma mediadora, um dia por semana, durante um ano letivo. As faltas das crianças recém-chegadas desceram para metade (exemplo).",
        "Escola",
        "Mediação escolar, exemplo",
    ),
    Paper(
        "Diplomas que não contam",
        "Porque é que metade das pessoas com curso trabalha abaixo do que sabe, e o que três municípios fizeram (exemplo).",
        "Trabalho",
        "Associação de moradores, exemplo",
    ),
    Paper(
        "Um catálogo de aplicações",
        "Uma lista de aplicações para telemóvel, sem dizer quem as usa (exemplo).",
        "Trabalho",
        "Empresa, exemplo",
        accepted=False,
    ),
)


def bring(*, by: str, at: datetime) -> int:
    """Bring the programme of the seminar and the conference to come, where they are not here; return how many conferences were brought."""
    made = 0
    held = Gathering.objects.filter(slug=HELD).first()
    if held is not None and not Programme.objects.filter(gathering=held).exists():
        _held(held, by=by)
        made += 1
    if not Gathering.objects.filter(slug=COMING).exists():
        _coming(by=by, at=at)
        made += 1
    return made


def _held(row: Gathering, *, by: str) -> None:
    """The seminar: its call closed a month before, each abstract decided, the accepted ones given in two rooms."""
    starts = Session.objects.get(gathering=row, number=1).starts_at
    opened, decided = starts - timedelta(days=80), starts - timedelta(days=35)
    call = _call(row, opened, decided - timedelta(days=1), by=by)
    sent = [_send(call, n, one, at=opened + timedelta(days=n)) for n, one in enumerate(PAPERS, 1)]
    given = []
    for paper, abstract in zip(PAPERS, sent, strict=True):
        reason = "Traz dados e serve a outros." if paper.accepted else "Não diz quem usa nem o que muda."
        said = {"decision": "accepted" if paper.accepted else "rejected", "reason": f"{reason} (exemplo)"}
        made = conferences.decide(abstract=abstract, by=by, at=decided, **said)
        given += [made] if paper.accepted else []
    act = {"gathering": row, "by": by, "at": decided}
    rooms = [
        conferences.add_room(name=name, capacity=size, **act)
        for name, size in (("Auditório", 120), ("Sala 2", 30))
    ]
    _place(row, rooms, given, starts, by=by, at=decided)
    conferences.publish(**act)  # fmt: skip


def _place(
    row: Gathering, rooms: list[Room], given: list[Abstract], starts: datetime, *, by: str, at: datetime
) -> None:
    act = {"gathering": row, "by": by, "at": at}

    def speaker(name: str) -> Speaker:
        return conferences.write_speaker(name=name, organisation=BODY, bio="", consented=True, **act)

    chair = speaker("Coordenação nacional, exemplo")
    people = [speaker(one.author) for one in PAPERS if one.accepted]
    whole = (
        ("talk", "Abertura (exemplo)", 0, 20),
        ("break", "Pausa (exemplo)", 80, 30),
        ("panel", "Conclusões (exemplo)", 150, 30),
    )
    for kind, title, minute, minutes in whole:
        speakers = () if kind == "break" else (chair,)
        at_ = starts + timedelta(minutes=minute)
        said = conferences.Slotted(rooms[0], kind, at_, minutes, title=title, speakers=speakers)
        conferences.put_slot(said=said, **act)
    for n, (abstract, who) in enumerate(zip(given, people, strict=True)):
        room, minute = (rooms[0], 20 + 20 * n) if n < 2 else (rooms[1], 20)  # two in a row, one beside them
        said = conferences.Slotted(
            room, "talk", starts + timedelta(minutes=minute), 20, abstract=abstract, speakers=(who,)
        )
        conferences.put_slot(said=said, **act)  # fmt: skip


def _coming(*, by: str, at: datetime) -> None:
    """A conference in ten weeks, whose call is open, with two abstracts that wait for whoever reviews."""
    owner = Entity.objects.get(kind=Entity.Kind.NATIONAL)
    frame = rules.Frame(
        kind="conference",
        title="Conferência sobre a vida nos municípios (exemplo)",
        summary="Experimente enviar um resumo: nada disto vai acontecer (exemplo).",
    )
    act = {"by": by, "at": at}
    row = gatherings.draft(slug=COMING, owner=owner, said=frame, synthetic=True, **act)
    day = datetime.combine(at.date() + timedelta(days=70), time(9), tzinfo=UTC)
    when = rules.When(day, day + timedelta(hours=8), place="Auditório municipal (exemplo)", capacity=120)
    gatherings.put_session(gathering=row, said=when, **act)
    row = gatherings.publish(gathering=row, **act)
    call = _call(row, at, at + timedelta(days=40), by=by)
    reviewer = Membership.objects.filter(role=Role.REVIEWER, revoked_at__isnull=True).order_by("pk").first()
    for n, one in enumerate(PAPERS[:2], 1):
        sent = _send(call, n, one, at=at)
        if reviewer is not None:
            conferences.assign(abstract=sent, membership=reviewer, **act)


def _call(row: Gathering, opens: datetime, closes: datetime, *, by: str) -> Call:
    frame = Frame(
        opens, closes, TOPICS, [("Comunicação", 20), ("Cartaz", 5)], ["pt", "en", "fr"], ["Clareza", "Utilidade"],
        "Conte o que se fez, o que mudou e o que se aprendeu (exemplo).",
    )  # fmt: skip
    return conferences.call(gathering=row, frame=frame, by=by, at=opens)


def _send(call: Call, number: int, one: Paper, *, at: datetime) -> Abstract:
    said = Said(one.title, one.text, "Comunicação", one.topic, "pt", [By(one.author, BODY)], public=True)
    token = hashlib.sha256(f"seed:abstract:{call.gathering.slug}:{number}".encode()).hexdigest()
    return conferences.send(call=call, said=said, token=token, at=at, language="pt").abstract
