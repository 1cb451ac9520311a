"""Conferences for tests: a call that is open, abstracts, rooms, speakers, slots, a programme that is public."""

import datetime as dt

from rumo.ground.people.models import Membership
from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences.models import Slot, Speaker
from rumo.listen.conferences.rules.saying import By, Frame, Said
from tests.factories import people
from tests.factories.gatherings import AT, MORNING, gathering, session

BY = "coordenacao-exemplo"
OPENS, CLOSES = AT - dt.timedelta(days=1), AT + dt.timedelta(days=30)
MINUTE = dt.timedelta(minutes=1)


def conference(**over):
    """A public conference with one session of eight hours."""
    row = gathering(**over)
    session(row)
    return row


def frame(**over):
    """What a call says."""
    said = {
        "opens_at": OPENS, "closes_at": CLOSES, "topics": ["Escola", "Habitação"],
        "kinds": [("Comunicação", 20), ("Poster", 5)], "languages": ["pt", "en", "ar"],
        "criteria": ["Clareza", "Interesse"], "text": "Conte o que fez.",
    }  # fmt: skip
    return Frame(**{**said, **over})


def call(row, **over):
    """An open call of a conference."""
    return conferences.call(gathering=row, frame=frame(**over), by=BY, at=AT)


def said(**over):
    """What somebody sends."""
    told = {
        "title": "Aprender português no bairro", "text": "Contamos dois anos de aulas.", "kind": "Comunicação",
        "topic": "Escola", "language": "pt", "authors": [By("Autora, exemplo", "Associação do Bairro (exemplo)")],
        "email": "", "public": True,
    }  # fmt: skip
    return Said(**{**told, **over})


def abstract(row, token="abstract-1", at=AT, **over):
    """An abstract of a call, sent."""
    return conferences.send(call=row, said=said(**over), token=token, at=at, language="pt").abstract


def accepted(row, token="abstract-1", **over):
    """An abstract that was accepted."""
    made = abstract(row, token, **over)
    return conferences.decide(abstract=made, decision="accepted", reason="Vem a propósito.", by=BY, at=AT)


def reviewer(body=None, name=None):
    """A membership of somebody who reviews, of the national body unless told."""
    user = people.person("reviewer", body or people.national(), name)
    return Membership.objects.get(user=user)


def room(row, name="Auditório", capacity=120):
    """A room of a conference."""
    return conferences.add_room(gathering=row, name=name, capacity=capacity, by=BY, at=AT)


def speaker(row, name="Oradora, exemplo", consented=True, **over):
    """Somebody who speaks, with consent unless told."""
    told = {"organisation": "Universidade (exemplo)", "bio": "", **over}
    return conferences.write_speaker(gathering=row, name=name, consented=consented, by=BY, at=AT, **told)


def slot(row, where, starts=0, minutes=20, *, slot=None, at=AT, **over):
    """Something given in a room so many minutes after nine."""
    told = {"kind": "talk", "title": "Uma comunicação (exemplo)", **over}
    if "abstract" in told:
        told["title"] = ""
    put = conferences.Slotted(room=where, starts_at=MORNING + starts * MINUTE, minutes=minutes, **told)
    return conferences.put_slot(gathering=row, said=put, by=BY, at=at, slot=slot)


def public(**over):
    """A conference with a public programme of one talk in one room, by one speaker."""
    row = conference(**over)
    where, who = room(row), speaker(row)
    slot(row, where, speakers=[who], text="Um resumo da comunicação.")
    conferences.publish(gathering=row, by=BY, at=AT)
    return row


def offered(slug, owner, reviewer):
    """A conference of a body with one of everything; return the words that fill its addresses."""
    row = public(slug=slug, owner=owner)
    one = Slot.objects.get(gathering=row)
    made = abstract(call(row), slug)
    membership = Membership.objects.get(user=reviewer)
    review = conferences.assign(abstract=made, membership=membership, by=BY, at=AT)
    question = conferences.ask(slot=one, text="Porquê?", language="pt", token=slug, at=AT)
    poll = conferences.poll(slot=one, text="Concorda?", options=["Sim", "Não"], language="pt", by=BY, at=AT)
    return {
        "conference": slug, "abstract": made.number, "review": review.public_id, "slot": one.number,
        "room": one.room.number, "speaker": Speaker.objects.get(gathering=row).number,
        "question": question.number, "poll": poll.number,
    }  # fmt: skip
