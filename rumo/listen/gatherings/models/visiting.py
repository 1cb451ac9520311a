"""The journal of a visit: what was seen on a day, by whom in which part, of which practice; public once somebody else approved it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number
from rumo.listen.gatherings.models.gathering import link


class VisitNote(models.Model):
    """One note of the journal of a gathering of kind exchange; returned, its writer mends it; once public it is never edited, only withdrawn."""

    class Part(models.TextChoices):
        VISITOR = "visitor", _("quem visita")
        HOST = "host", _("quem recebe")
        GUIDE = "guide", _("quem acompanha")

    class State(models.TextChoices):
        WRITTEN = "written", _("à espera de aprovação")
        RETURNED = "returned", _("devolvida a quem a escreveu")
        PUBLISHED = "published", _("publicada")
        WITHDRAWN = "withdrawn", _("retirada")

    number = models.CharField(max_length=16, unique=True, default=public_number)
    gathering = link("gatherings.Gathering")
    practice = link("practices.Practice", null=True, blank=True)  # the one that was seen
    day = models.DateField()
    text = models.TextField()
    language = models.CharField(max_length=10, default="pt")
    part = models.CharField(max_length=7, choices=Part.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WRITTEN)
    written_by = models.CharField(max_length=60)
    written_at = models.DateTimeField()
    approved_by = models.CharField(max_length=60, default="", blank=True)
    approved_at = models.DateTimeField(null=True)
    returned_why = models.TextField(default="", blank=True)
    withdrawn_why = models.TextField(default="", blank=True)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="visit_note_has_text"),
            models.CheckConstraint(
                condition=Q(state__in=["written", "returned"], approved_at__isnull=True)
                | ~Q(state__in=["written", "returned"]) & Q(approved_at__isnull=False) & ~Q(approved_by=""),
                name="visit_note_public_says_who",
            ),
            models.CheckConstraint(condition=~Q(approved_by=F("written_by")), name="visit_note_four_eyes"),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(returned_why=""), name="visit_note_returned_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_why=""), name="visit_note_withdrawn_says_why"
            ),
        ]


class VisitPhoto(models.Model):
    """A photograph of a note, with what it shows in words."""

    note = link("gatherings.VisitNote")
    file = link("files.StoredFile")
    shows = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["note", "position"]
        constraints = [
            models.UniqueConstraint(fields=["note", "position"], name="visit_photo_place"),
            models.CheckConstraint(condition=~Q(shows=""), name="visit_photo_says_what"),
        ]
