"""Consultations published and answered, made in a few rows: for what reads and counts them."""

import datetime as dt
import random
from zoneinfo import ZoneInfo

from rumo.listen.consultations import models as c
from rumo.listen.consultations.queries import hash_of
from rumo.listen.contributions import models as m
from rumo.listen.contributions.rules.sealing import seal
from tests.factories import people

OPENS = dt.datetime(2026, 3, 2, tzinfo=ZoneInfo("Europe/Lisbon"))
CLOSES = dt.datetime(2026, 4, 2, tzinfo=ZoneInfo("Europe/Lisbon"))
DURING = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
AFTER = dt.datetime(2026, 4, 2, 9, tzinfo=dt.UTC)
OPTIONS = ["a", "b", "c"]


def consultation(slug="consulta-exemplo", owner=None, **more):
    """One that is published, with a title."""
    row = c.Consultation.objects.create(
        slug=slug, owner=owner or people.national(), synthetic=True, state="published", languages=["pt"],
        audiences=["residents", "migrants"], ways=["questionnaire", "statements"], recorded_at=OPENS,
        published_at=OPENS - dt.timedelta(days=1), first_on=dt.date(2026, 3, 2), last_on=dt.date(2026, 4, 1),
        opens_at=OPENS, closes_at=CLOSES, answer_by=dt.date(2026, 6, 24), **more,
    )  # fmt: skip
    word(row, "title", "O que deve mudar (exemplo)")
    return row


def word(row, place, text):
    """A text of it."""
    c.Wording.objects.create(consultation=row, place=place, language="pt", text=text, by="test", at=OPENS)


def translate(row, language, state="machine", old=()):
    """Every text of it in another language, as a machine (or a person) left it; at `old` places the original changed since."""
    for one in c.Wording.objects.filter(consultation=row, language="pt"):
        c.Wording.objects.create(
            consultation=row, place=one.place, language=language, text=f"[{language}] {one.text}", state=state,
            of_hash="" if one.place in old else hash_of(one.text), by="test", at=OPENS,
        )  # fmt: skip


def question(row, code="q1", kind="single", position=None, **more):
    """A question of it, with its words."""
    options = more.pop("options", OPTIONS if kind in ("single", "multiple", "ranking", "matrix") else [])
    position = c.Question.objects.filter(consultation=row).count() + 1 if position is None else position
    made = c.Question.objects.create(
        consultation=row, code=code, kind=kind, position=position, options=options, **more
    )
    word(row, f"question:{code}", f"Pergunta {code}?")
    for option in options:
        word(row, f"option:{code}.{option}", f"Opção {option}")
    for line in made.rows:
        word(row, f"row:{code}.{line}", f"Linha {line}")
    return made


def contributions(row, answers, *, at=DURING, kind="questionnaire", **more):
    """As many contributions as answers, with what else they share."""
    made = [
        m.Contribution(
            consultation=row, kind=kind, language=more.get("language", "pt"),
            channel=more.get("channel", "web"), audience=more.get("audience", "residents"), answers=given,
            token_hash=f"{random.getrandbits(128):064x}", received_at=at,
        )
        for given in answers
    ]  # fmt: skip
    return m.Contribution.objects.bulk_create(made, batch_size=1000)


def about(row, made, **said):
    """What those people said of themselves, sealed."""
    m.Demographic.objects.bulk_create(
        m.Demographic(
            consultation=row, sealed=seal(f"about-{row.slug}", {"number": one.number, "said": said})
        )
        for one in made
    )


def statement(row, number=1):
    """A statement of it, with its words."""
    word(row, f"statement:{number}", f"Afirmação {number}.")
    return c.Statement.objects.create(consultation=row, number=number, accepted_at=OPENS)


def ballots(row, one, values, **more):
    """As many ballots as values, each a vote on one statement."""
    made = contributions(row, [{} for _value in values], kind="ballot", **more)
    m.Vote.objects.bulk_create(
        m.Vote(contribution=each, statement=one, value=value)
        for each, value in zip(made, values, strict=True)
    )
    return made
