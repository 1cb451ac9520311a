"""Topics that an analyst asked to be looked for: each job reads the texts of a codebook and keeps what seems to talk about the same."""

from collections.abc import Callable
from importlib import import_module

from rumo.doors.web import clock
from rumo.ground.outbox import actions as outbox
from rumo.ground.outbox.models import Job
from rumo.ground.outbox.queries import due_jobs
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis.models import Codebook
from rumo.shape.synthesis.queries.reading import readable_with

BY = "topics"
"""Who the ledger names for what a machine suggests."""
MOST_TOPICS, MOST_TEXTS, TERMS = 40, 50_000, 5
"""How much is kept and read: the largest topics, the first texts, the strongest terms of each."""


def suggest_waiting(stopped: Callable[[], bool] = lambda: False) -> int:
    """Do the jobs that wait, oldest first, until `stopped`; return how many topics were kept. No transaction is open while texts are read."""
    kept = 0
    for job in due_jobs(at=clock.now()):
        if stopped():
            break
        if job.kind == synthesis.JOB and outbox.take_job(job=job, at=clock.now()):
            kept += _do(job)
    return kept


def _do(job: Job) -> int:
    row = Codebook.objects.get(slug=job.payload["codebook"])
    texts = list(readable_with(row).order_by("pk").values_list("pk", "text", "rewording")[:MOST_TEXTS])
    # only here: what it needs takes some 100 MB and two seconds to load, which no page should pay for
    passages = import_module("rumo.science.text.passages")
    topics = passages.topics([f"{text} {rewording}" for _pk, text, rewording in texts])[:MOST_TOPICS]
    groups = [
        synthesis.Group(
            tuple(term.shown for term in topic.terms[:TERMS]),
            tuple((texts[place][0], near) for place, near in zip(topic.places, topic.near, strict=True)),
        )
        for topic in topics
    ]
    count = synthesis.keep_topics(codebook=row, groups=groups, by=BY, at=clock.now())
    outbox.done(job=job, at=clock.now())
    return count
