"""Where clauses come from, and what was suggested of them, with the decision and its public reason."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number


def _link(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


class Basis(models.Model):
    """A clause rests on a finding, a practice, a gathering or one contribution: said of the clause, whatever its versions."""

    clause = _link("guidelines.Clause")
    finding = _link("synthesis.Finding", null=True)
    practice = _link("practices.Practice", null=True)
    gathering = _link("gatherings.Gathering", null=True)
    contribution = _link("contributions.Contribution", null=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["clause", one], name=f"clause_basis_{one}_once")
            for one in ("finding", "practice", "gathering", "contribution")
        ] + [
            models.CheckConstraint(
                condition=Q(finding__isnull=False, practice=None, gathering=None, contribution=None)
                | Q(finding=None, practice__isnull=False, gathering=None, contribution=None)
                | Q(finding=None, practice=None, gathering__isnull=False, contribution=None)
                | Q(finding=None, practice=None, gathering=None, contribution__isnull=False),
                name="clause_basis_is_one_thing",
            )
        ]


class Suggestion(models.Model):
    """What somebody asks to be written otherwise, taken out or added; decided, with a reason everyone reads.

    From a contribution (its public words) or from staff. `clause` is empty for something new.
    """

    class Decision(models.TextChoices):
        WAITING = "", _("por decidir")
        ACCEPTED = "accepted", _("aceite")
        PARTLY = "partly", _("aceite em parte")
        REJECTED = "rejected", _("não aceite")

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    document = _link("guidelines.Document")
    clause = _link("guidelines.Clause", null=True)
    contribution = _link("contributions.Contribution", null=True)
    text = models.TextField()  # what is suggested
    why = models.TextField(default="", blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.WAITING, blank=True)
    reason = models.TextField(default="", blank=True)  # public
    decided_by = models.CharField(max_length=60, default="", blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="suggestion_says_something"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True, decided_by="")
                | ~Q(decision="") & Q(decided_at__isnull=False) & ~Q(reason="") & ~Q(decided_by=""),
                name="suggestion_decided_says_why",
            ),
        ]

    def __str__(self) -> str:
        """Return its public number."""
        return self.public_id
