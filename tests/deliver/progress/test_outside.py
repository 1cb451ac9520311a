"""Readings from outside and residents' words: what each act leaves, refuses, and what may be said of them."""

import datetime as dt

import pytest

from rumo.deliver.plans.models import Measure, Plan
from rumo.deliver.progress import actions as progress
from rumo.deliver.progress.models import IndependentReading, Sighting
from rumo.deliver.progress.queries import outside
from rumo.ground.ledger.queries import history
from rumo.ground.outbox.models import Message
from tests.factories import people as make
from tests.factories import plans
from tests.factories.people import AT, BY

DAY = dt.date(2026, 1, 2)
LATER = AT + dt.timedelta(days=3)


@pytest.fixture
def measure(country):
    plans.publish(plans.Plan())
    town = make.municipality("1106")
    Plan.objects.update(owner=town)
    return Measure.objects.select_related("plan").get(code="M1")


@pytest.fixture
def council(country):
    return make.body("council", "Conselho municipal (exemplo)")


def written(measure, council, **changes):
    said = {
        "measure": measure,
        "reader": council,
        "level": "limited",
        "read_on": DAY,
        "reasons": " Falámos com quem lá vai. ",
        "by": BY,
        "at": AT,
        "today": DAY,
    }
    return progress.write_reading(**{**said, **changes})


def refused(call, *arguments, error=progress.ReadingRefused, **named):
    with pytest.raises(error) as said:
        call(*arguments, **named)
    return str(said.value)


def test_a_reading_is_written_and_changed_before_it_is_public(measure, council):
    row = written(measure, council)
    assert (row.state, row.reasons) == ("draft", "Falámos com quem lá vai.")
    written(measure, council, reading=row, level="substantial")
    written(measure, council, reading=row, level="substantial")
    acts = history("measure:plano-exemplo/M1")
    assert [(act.verb, act.new["level"]) for act in acts] == [
        ("reading.write", "substantial"),
        ("reading.write", "limited"),
    ]
    assert acts[0].old["level"] == "limited"
    assert outside.readings_of(measure.pk, as_of=DAY) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"level": "great"}, "Escolha o que encontrou."),
        ({"reasons": " "}, "Escreva as razões: o que viu, onde e com quem falou."),
        ({"reasons": "x" * 5001}, "O texto tem 5001 carateres e o máximo é 5000: encurte-o."),
        ({"read_on": DAY + dt.timedelta(days=1)}, "O dia da leitura ainda não chegou."),
    ],
)
def test_a_reading_that_cannot_be_is_refused(measure, council, change, words):
    assert refused(written, measure, council, **change) == words
    assert not IndependentReading.objects.exists()


def test_a_published_reading_tells_the_coordinators_once_and_stays(measure, council):
    chief = make.person("municipal_coordinator", make.municipality("1106"))
    row = progress.publish_reading(reading=written(measure, council), by=BY, at=AT)
    progress.publish_reading(reading=row, by=BY, at=LATER)
    assert [(letter.kind, letter.to) for letter in Message.objects.all()] == [
        ("reading.published", chief.email)
    ]
    assert Message.objects.get().payload == {
        "plan": "plano-exemplo",
        "measure": "M1",
        "reader": "Conselho municipal (exemplo)",
        "reading": row.public_id,
    }
    assert outside.readings_of(measure.pk, as_of=DAY) == [row]
    assert outside.readings_of(measure.pk, as_of=DAY, known_at=AT - dt.timedelta(days=1)) == []
    assert outside.readings_of(measure.pk, as_of=DAY - dt.timedelta(days=1)) == []
    assert refused(written, measure, council, reading=row) == (
        "Esta leitura já está publicada: retire-a e escreva outra."
    )


def test_the_municipality_replies(measure, council):
    row = written(measure, council)
    said = {"reading": row, "for_name": "Município de Lisboa", "by": BY, "at": LATER}
    assert refused(progress.reply, text="x", **said) == "Só se responde a uma leitura publicada."
    progress.publish_reading(reading=row, by=BY, at=AT)
    assert refused(progress.reply, text=" ", **said) == "Escreva a resposta."
    assert refused(progress.reply, text="x" * 5001, **said).startswith("O texto tem 5001 carateres")
    for text in ("Abre em maio.", "Abre em maio.", "Abre em junho."):
        row = progress.reply(text=text, **said)
    assert (row.reply, row.replied_for, row.replied_at) == ("Abre em junho.", "Município de Lisboa", LATER)
    replies = [act for act in history("measure:plano-exemplo/M1") if act.verb == "reading.reply"]
    assert [(act.old["reply"], act.new["reply"]) for act in replies] == [
        ("Abre em maio.", "Abre em junho."),
        ("", "Abre em maio."),
    ]


def test_a_reading_is_withdrawn_with_a_reason_or_given_up(measure, council):
    draft = written(measure, council)
    progress.withdraw_reading(reading=draft, reason="", by=BY, at=AT)
    assert not IndependentReading.objects.exists()
    row = progress.publish_reading(reading=written(measure, council), by=BY, at=AT)
    assert refused(progress.withdraw_reading, reading=row, reason=" ", by=BY, at=AT) == (
        "Diga porque é retirada a leitura: o motivo fica público."
    )
    for _ in range(2):
        progress.withdraw_reading(reading=row, reason="Era outra medida.", by=BY, at=LATER)
    row.refresh_from_db()
    assert (row.state, row.withdrawn_reason) == ("withdrawn", "Era outra medida.")
    assert refused(progress.publish_reading, reading=row, by=BY, at=LATER) == (
        "Esta leitura foi retirada: escreva outra."
    )
    assert outside.readings_of(measure.pk, as_of=DAY) == [row]
    assert outside.latest_levels(as_of=DAY) == {}


def test_the_latest_reading_counts(measure, council):
    for days, level in ((2, "limited"), (0, "complete"), (1, "not_started")):
        row = written(measure, council, level=level, read_on=DAY - dt.timedelta(days=days))
        progress.publish_reading(reading=row, by=BY, at=AT)
    assert outside.latest_levels(as_of=DAY) == {measure.pk: "complete"}
    assert outside.latest_levels(as_of=DAY - dt.timedelta(days=1)) == {measure.pk: "not_started"}
    assert outside.latest_levels(as_of=DAY, known_at=AT - dt.timedelta(days=1)) == {}


def seen(measure, n=0, yes=True, **changes):
    said = {
        "measure": measure,
        "municipality": None,
        "seen": yes,
        "note": "",
        "token": f"t{n}",
        "on": DAY,
        "at": AT,
    }
    return progress.see(**{**said, **changes})


def test_the_same_form_says_it_once_and_nothing_of_the_person_is_kept(measure):
    row = seen(measure, note="  Fui lá\0 na  terça. ")
    assert seen(measure, note="outra vez") == row
    assert (row.state, row.note) == ("pending", "Fui lá na terça.")
    assert row.token_hash != "t0"
    assert [act.by for act in history(f"sighting:{row.public_id}")] == ["resident"]
    assert refused(seen, measure, 1, note="x" * 501, error=progress.SightingRefused) == (
        "A nota tem 501 carateres e o máximo é 500: encurte-a."
    )


def test_a_moderator_decides_once_and_says_why_not(measure):
    row = seen(measure)
    said = {"sighting": row, "by": BY, "at": LATER}
    no = progress.SightingRefused
    assert refused(progress.moderate, accept=False, reason=" ", error=no, **said) == "Diga porque recusa."
    for _ in range(2):
        row = progress.moderate(accept=True, reason="", **said)
    assert (row.state, row.moderated_by, row.moderated_at) == ("accepted", BY, LATER)
    assert refused(progress.moderate, accept=False, reason="Insulto", error=no, **said) == (
        "Outra pessoa já decidiu sobre isto."
    )
    other = progress.moderate(sighting=seen(measure, 1), accept=False, reason="Insulto", by=BY, at=LATER)
    assert (other.state, other.refused_reason) == ("refused", "Insulto")
    assert history("measure:plano-exemplo/M1")[0].new == {
        "sighting": other.public_id,
        "accepted": False,
        "reason": "Insulto",
    }


@pytest.mark.parametrize(
    ("yes", "no", "said"),
    [
        (9, 0, None),
        (10, 0, outside.Seen(10, None, None)),
        (15, 4, outside.Seen(10, None, None)),
        (10, 10, outside.Seen(20, 10, 10)),
        (25, 9, outside.Seen(30, None, None)),
        (20, 15, outside.Seen(30, 20, 10)),
    ],
)
def test_what_residents_saw_is_said_ten_at_a_time(measure, yes, no, said):
    Sighting.objects.bulk_create(
        Sighting(
            measure=measure, seen=n < yes, token_hash=str(n), said_on=DAY, state="accepted",
            moderated_at=AT + dt.timedelta(minutes=n), public_id=str(n),
        )
        for n in range(yes + no)
    )  # fmt: skip
    assert outside.seen_of(measure.pk) == said


def test_the_same_reading_written_again_is_the_one_there(measure, council):
    assert written(measure, council) == written(measure, council)


def test_two_who_write_one_reading_lose_nothing(measure, council):
    row = written(measure, council)
    written(measure, council, reading=row, level="complete", at=LATER, since=AT)
    with pytest.raises(progress.ReadingOvertaken) as no:
        written(measure, council, reading=row, reasons="Outras.", since=AT)
    assert no.value.theirs == {
        "level": "completa",
        "read_on": "2026-01-02",
        "reasons": "Falámos com quem lá vai.",
    }
    row = progress.publish_reading(reading=row, by=BY, at=AT)
    said = {"reading": row, "for_name": "x", "by": BY, "at": LATER}
    progress.reply(text="Uma.", was="", **said)
    with pytest.raises(progress.ReadingOvertaken) as no:
        progress.reply(text="Duas.", was="", **said)
    assert no.value.theirs == {"text": "Uma."}
    assert progress.reply(text="Duas.", was="Uma.", **said).reply == "Duas."


def test_a_reason_too_long_is_not_cut(measure):
    said = {"sighting": seen(measure), "accept": False, "reason": "x" * 501, "by": BY, "at": LATER}
    assert refused(progress.moderate, error=progress.SightingRefused, **said) == (
        "O motivo tem 501 carateres e o máximo é 500: encurte-o."
    )
