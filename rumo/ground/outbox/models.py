"""Letters and jobs that wait and that are done, each with a key that makes it unique; and how far what time does has come."""

from django.db import models
from django.db.models import Q


class Message(models.Model):
    """A letter: `desk` renders `kind` with `payload` in `language` and sends it; it is sent once, whatever happens.

    `due_at` is when it may be tried: at once, after a wait once a try failed, and while somebody sends it a few minutes from
    then, so that nobody else does; a sender that dies in between leaves it to the next.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=400, unique=True)  # holds a plan's slug
    to = models.EmailField(max_length=254)
    language = models.CharField(max_length=10)
    payload = models.JSONField(default=dict)
    posted_at = models.DateTimeField(db_index=True)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    fault = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="message_waiting",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True),
                name="message_sent_or_given_up",
            )
        ]


class Job(models.Model):
    """Something a machine is asked to do that takes long or may fail: `desk` knows what each `kind` is and calls one action with it.

    While one with a key waits there is no other; once it is done or given up the same may be asked again. `due_at`: as of a letter.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=400)
    payload = models.JSONField(default=dict)
    posted_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    fault = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(done_at__isnull=True, given_up_at__isnull=True),
                name="job_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(given_up_at__isnull=True), name="job_done_or_given_up"
            ),
        ]
        indexes = [models.Index(fields=["key", "-id"], name="job_key")]


class Ticked(models.Model):
    """Up to when something that time does was done, so that one who comes late catches up, and of two at once one waits."""

    name = models.CharField(max_length=60, unique=True)
    at = models.DateTimeField()
