"""The answer to what somebody said: what is done with it, and why; and that everything said in a consultation has one."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number


def _link(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


class Disposition(models.TextChoices):
    """What is done with what somebody said."""

    ACCEPTED = "accepted", _("aceite")
    PARTLY = "partly", _("aceite em parte")
    ALREADY_FORESEEN = "already_foreseen", _("já estava previsto")
    OUT_OF_SCOPE = "out_of_scope", _("fora do âmbito da consulta")
    NOT_ACCEPTED = "not_accepted", _("não aceite")


class Response(models.Model):
    """An answer to one contribution. It is never edited: another one takes its place and the old one says when (`superseded_at`)."""

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    contribution = _link("contributions.Contribution")
    disposition = models.CharField(max_length=16, choices=Disposition.choices)
    reason = models.TextField()
    language = models.CharField(max_length=10)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    published_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"], condition=Q(superseded_at__isnull=True), name="response_one_in_force"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="response_has_reason"),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("at")),
                name="response_superseded_later",
            ),
        ]

    def __str__(self) -> str:
        """Return its public number."""
        return self.public_id


class Answered(models.Model):
    """A consultation was declared answered: from then on everything said in it has its answer. It is never taken back."""

    consultation = models.OneToOneField(
        "consultations.Consultation", on_delete=models.PROTECT, related_name="+"
    )
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(by=""), name="answered_says_by_whom")]

    def __str__(self) -> str:
        """Return the consultation's address."""
        return self.consultation.slug
