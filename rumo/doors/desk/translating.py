"""Translations that were asked of a machine: each job hands texts to the engine, some at a time, and keeps what it makes of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from rumo.doors.desk.engines import Engine, EngineFailed, engine, translated
from rumo.doors.web import clock
from rumo.ground.outbox import actions as outbox
from rumo.ground.outbox.models import Job
from rumo.ground.outbox.queries import due_jobs
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.queries import to_translate
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Passage
from rumo.listen.contributions.queries import source_of
from rumo.listen.contributions.queries import to_translate as untranslated

BY = "engine"
"""Who the ledger names for what a machine translated."""
TEXTS, LETTERS = 25, 6_000
"""What an engine is given at once, at most: more takes longer than it is waited for."""
One = TypeVar("One")


@dataclass(slots=True)
class Worked:
    """What a round did: jobs done, failed (to be tried again) and given up, and texts kept."""

    done: int = 0
    failed: int = 0
    given_up: int = 0
    texts: int = 0


def translate_waiting(stopped: Callable[[], bool] = lambda: False) -> Worked:
    """Do the jobs of translation that are due, oldest first, until `stopped`; what an engine made before it failed is kept.

    No transaction is open while an engine is waited for.
    """
    worked = Worked()
    for job in due_jobs(at=clock.now()):
        if stopped():
            break
        if job.kind in JOBS and outbox.take_job(job=job, at=clock.now()):
            _do(job, worked)
    return worked


def _do(job: Job, worked: Worked) -> None:
    try:
        found = engine()
        if found is None:
            raise EngineFailed("there is no engine (RUMO_TRANSLATION_ENGINE)")
        for kept in JOBS[job.kind](found, job.payload):
            worked.texts += kept
    except (
        Exception
    ) as error:  # an engine is somebody else's code: whatever it raises, the job waits and the others go on
        why = f"{type(error).__name__}: {' '.join(str(error).split())}"
        if outbox.job_failed(job=job, why=why, at=clock.now()):
            worked.given_up += 1
        else:
            worked.failed += 1
        return
    outbox.done(job=job, at=clock.now())
    worked.done += 1


def _consultation(found: Engine, asked: dict[str, Any]) -> Iterator[int]:
    """Translate what a consultation lacks in a language; yield how many texts were kept of each handful."""
    row, language = Consultation.objects.get(slug=asked["consultation"]), asked["language"]
    lacking = to_translate(row, language)
    for some in _handfuls(lacking, [len(one.source) for one in lacking]):
        made = translated(found, [one.source for one in some], row.language, language)
        texts = {one.place: (one.source, text) for one, text in zip(some, made, strict=True)}
        act = {"consultation": row, "language": language, "by": BY, "at": clock.now()}
        yield consultations.translate_by_machine(texts=texts, **act)


def _contributions(found: Engine, asked: dict[str, Any]) -> Iterator[int]:
    """Translate texts of contributions, language by language; yield how many were kept of each handful."""
    target = asked["language"]
    lacking = untranslated(asked["passages"], target)
    for language in dict.fromkeys(one.language for one in lacking):
        mine = [one for one in lacking if one.language == language]
        for some in _handfuls(mine, [len(one.text) + len(one.rewording) for one in mine]):
            yield contributions.translate_by_machine(
                language=target, said=_said(found, some, language, target), by=BY, at=clock.now()
            )


def _said(
    found: Engine, some: Sequence[Passage], language: str, target: str
) -> dict[int, tuple[tuple[str, str], tuple[str, str]]]:
    sources = [text for one in some for text in source_of(one)]
    made = iter(translated(found, sources, language, target))
    return {one.pk: (source_of(one), (next(made), next(made))) for one in some}


def _handfuls(these: Sequence[One], lengths: Sequence[int]) -> Iterator[list[One]]:
    """Yield a few at a time, in order: at most TEXTS and, unless one alone is longer, LETTERS."""
    some: list[One] = []
    room = LETTERS
    for one, length in zip(these, lengths, strict=True):
        if some and (len(some) == TEXTS or length > room):
            yield some
            some, room = [], LETTERS
        some.append(one)
        room -= length
    if some:
        yield some


JOBS: dict[str, Callable[[Engine, dict[str, Any]], Iterator[int]]] = {
    consultations.JOB: _consultation,
    contributions.JOB: _contributions,
}
"""What does a job, by its kind."""
