"""Everything that time does, in one round: reminders, consultations, files that wait for the antivirus, sessions, letters, the seal, topics asked for, translations."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from rumo.deliver.progress import actions as progress
from rumo.deliver.rollup import actions as rollup
from rumo.doors.desk.mail.sending import Sent, send_waiting
from rumo.doors.desk.suggesting import suggest_waiting
from rumo.doors.desk.translating import Worked, translate_waiting
from rumo.doors.web import clock
from rumo.ground.files import actions as files
from rumo.ground.ledger import actions as ledger
from rumo.ground.outbox.actions import advance
from rumo.ground.people import actions as people
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.queries import to_remind
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Contribution
from rumo.listen.contributions.queries import to_count
from rumo.listen.gatherings import actions as gatherings
from rumo.shape.synthesis import actions as synthesis

BY = "clock"
"""Who the ledger names for what time does."""
NAME = "tick"
SWEPT = "sweep"
TOLD = "answers"


@dataclass(frozen=True, slots=True)
class Done:
    """What a round did: letters of reminders posted by kind, files let through, stopped, waiting and swept, letters sent, topics suggested, texts translated, acts sealed."""

    at: str
    reminders: dict[str, int] = field(default_factory=dict)
    listening: dict[str, int] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    letters: dict[str, int] = field(default_factory=dict)
    topics: dict[str, int] = field(default_factory=dict)
    translations: dict[str, int] = field(default_factory=dict)
    ledger: dict[str, int] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """Return it in words, one line for each thing."""
        told = ", ".join(f"{count} {kind}" for kind, count in self.reminders.items()) or "none due"
        return [
            f"reminders: {told}",
            "listening: " + ", ".join(f"{count} {what}" for what, count in self.listening.items()),
            "files: " + ", ".join(f"{count} {what}" for what, count in self.files.items()),
            "letters: " + ", ".join(f"{count} {what}" for what, count in self.letters.items()),
            "topics: " + ", ".join(f"{count} {what}" for what, count in self.topics.items()),
            "translations: " + ", ".join(f"{count} {what}" for what, count in self.translations.items()),
            "ledger: " + ", ".join(f"{count} {what}" for what, count in self.ledger.items()),
        ]


def tick(stopped: Callable[[], bool] = lambda: False) -> Done:
    """Do everything that time does; late, repeated or twice at once, each thing happens once.

    Reminders are posted under a lock and under unique keys, a file's change of state and the taking of a letter are changes of
    one row that a second round finds made. Silence needs no round: pages compute it from the day.
    """
    at = clock.now()
    reminders = progress.remind_due(by=BY, at=at)
    heard = _listening(at)
    looked = _files(at)
    _store().clear_expired()
    letters = send_waiting(stopped)
    sealed = _seal(at)
    advance(name=NAME, to=at)
    topics = {"suggested": suggest_waiting(stopped)}
    worked = translate_waiting(stopped)  # last: an engine may be slow, and nothing else waits for it
    return Done(at.isoformat(), reminders, heard, looked, _counts(letters), topics, _counts(worked), sealed)


def _counts(sent: Sent | Worked) -> dict[str, int]:
    return {name.replace("_", " "): count for name, count in asdict(sent).items()}


def _seal(at: datetime) -> dict[str, int]:
    """Seal what waits and sign the day's head (a public page, whose kept answers it ends); once a day, too, what stands apart is scattered."""
    sealed = ledger.seal(at=at)
    with transaction.atomic():
        head = ledger.sign_head(at=at)
        if head is not None:
            rollup.raise_token(at=at)
            contributions.scatter()
    return {"sealed": sealed, "heads signed": int(head is not None)}


def _listening(at: datetime) -> dict[str, int]:
    """Note closings, remind bodies invited that have not answered, commit to ballots that grew (before their leaves are sealed) and, once a day, tell of answers."""
    closed = consultations.record_closings(by=BY, at=at)
    reminded = sum(
        consultations.remind(consultation=row, but=_answered(row), by=BY, at=at)
        for row in to_remind(before=consultations.REMINDED, at=at)
    )
    grown = contributions.commit_ballots(at=at)
    letters = 0
    if not _fresh(TOLD, at):
        answered = Consultation.objects.filter(published_at__isnull=False)
        letters = sum(synthesis.tell(consultation=row, at=at) for row in answered)
    editions = _editions(at)
    gone = contributions.forget(by=BY, at=at).counts()
    forgotten = {f"{what} forgotten": count for what, count in gone.items() if count}
    done = {"closed": closed, "reminded": reminded, "ballots": grown, "told of answers": letters}
    if asked := people.forget_enrolments(by=BY, at=at):
        forgotten["enrolments forgotten"] = asked
    if left := gatherings.forget(by=BY, at=at):
        forgotten["registrations forgotten"] = left
    return {**done, "editions": editions, **forgotten}


def _editions(at: datetime) -> int:
    """Publish the results that are due."""
    made = (contributions.make_edition(consultation=row, by=BY, at=at) for row in to_count(at=at))
    return sum(edition is not None for edition in made)


def _fresh(name: str, at: datetime) -> bool:
    """Tell whether something done once a day was done today already, and note that it is."""
    zone = ZoneInfo(settings.TIME_ZONE)
    with transaction.atomic():
        before = advance(name=name, to=at)
    return before is not None and before.astimezone(zone).date() >= at.astimezone(zone).date()


def _answered(consultation: Consultation) -> list[int]:
    """Return the bodies that staff recognised in what came in."""
    rows = Contribution.objects.filter(consultation=consultation, organisation__isnull=False)
    return list(
        rows.filter(state=Contribution.State.RECEIVED).values_list("organisation", flat=True).distinct()
    )


def _files(at: datetime) -> dict[str, int]:
    """Have waiting files looked at; once a day sweep what no row speaks for."""
    try:
        scanned = files.scan_waiting(by=BY, at=at)
    except files.NotWaiting:  # another round looked at the same file; the rest is for the next
        scanned = files.Scanned(0, 0, 0)
    return {**scanned._asdict(), "swept": 0 if _fresh(SWEPT, at) else files.sweep(at=at)}


def _store() -> Any:
    """Return where sessions are kept."""
    return import_module(settings.SESSION_ENGINE).SessionStore
