"""A call for abstracts, and the abstracts sent; who wrote one stands apart from what reviewers are given."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number
from rumo.listen.gatherings.models.gathering import link


class Call(models.Model):
    """A conference asks for abstracts: from when to when, on what, of what kinds (`{"name", "minutes"}`), judged by which criteria."""

    gathering = models.OneToOneField("gatherings.Gathering", on_delete=models.PROTECT, related_name="+")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    topics = models.JSONField(default=list)
    kinds = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    criteria = models.JSONField(default=list)
    text = models.TextField(default="", blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="call_closes_after_opening")
        ]


class Abstract(models.Model):
    """One abstract. `token_hash` is what is kept of the form's one-time token; withdrawn, it says nothing any more."""

    class State(models.TextChoices):
        RECEIVED = "received", _("Recebido")
        WITHDRAWN = "withdrawn", _("Retirado por quem o enviou")

    class Decision(models.TextChoices):
        NONE = "", _("Por decidir")
        ACCEPTED = "accepted", _("Aceite")
        WAITING = "waiting", _("Em lista de espera")
        REJECTED = "rejected", _("Não aceite")

    number = models.CharField(max_length=16, unique=True, default=public_number)
    call = link("conferences.Call")
    title = models.CharField(max_length=300)
    text = models.TextField()
    kind = models.CharField(max_length=100)
    minutes = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    public = models.BooleanField(default=False)  # consent: once accepted, text and authors may be published
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.NONE, blank=True)
    reason = models.TextField(default="", blank=True)
    decided_by = models.CharField(max_length=60, default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    token_hash = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["call", "state", "-id"], name="abstract_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="withdrawn", title="", text="", ended_at__isnull=False)
                | Q(state="received", ended_at__isnull=True) & ~Q(title="") & ~Q(text=""),
                name="abstract_says_something_or_ended",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | ~Q(decision="") & Q(decided_at__isnull=False) & ~Q(reason=""),
                name="abstract_decided_says_why",
            ),
        ]

    def __str__(self) -> str:
        """Return its public number."""
        return self.number


class Author(models.Model):
    """Who wrote an abstract, in order; the first may leave an address. Reviewers never see these rows."""

    abstract = link("conferences.Abstract")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=300, default="", blank=True)
    email = models.EmailField(max_length=254, default="", blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["abstract", "position"], name="author_position_once"),
            models.CheckConstraint(condition=~Q(name=""), name="author_has_name"),
        ]
