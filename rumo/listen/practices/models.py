"""A practice and its versions, what they are about, their files; who took it up from whom, and who recognises it."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number

FIRST_YEAR, LAST_YEAR = 1990, 2100


def _link(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


class Practice(models.Model):
    """Something a municipality or an organisation did; what is said of it stands in its versions.

    `token_hash` is what is kept of the form's one-time token: the same form sent again is the same practice.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposta, à espera de quem a leia")
        IN_REVIEW = "in_review", _("em apreciação")
        RETURNED = "returned", _("devolvida, para corrigir")
        PUBLISHED = "published", _("publicada")
        WITHDRAWN = "withdrawn", _("retirada")

    number = models.CharField(max_length=16, unique=True, default=public_number)
    slug = models.SlugField(max_length=120, unique=True)
    municipality = _link("territory.Municipality", null=True, blank=True)  # where it was done
    body = _link("people.Entity", null=True, blank=True)  # whose it is, where that body is known here
    organisation = models.CharField(max_length=300, default="", blank=True)  # whose it is, as told
    synthetic = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    reason = models.CharField(max_length=20, default="", blank=True)  # why returned or withdrawn
    note = models.TextField(default="", blank=True)  # what goes with the reason
    token_hash = models.CharField(max_length=64, unique=True)
    proposed_by = models.CharField(max_length=60)
    proposed_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "-proposed_at"], name="practice_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(municipality__isnull=False) | Q(body__isnull=False) | ~Q(organisation=""),
                name="practice_is_of_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "withdrawn"]) | ~Q(reason=""), name="practice_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | ~Q(state="withdrawn") & Q(withdrawn_at__isnull=True),
                name="practice_withdrawn_says_when",
            ),
        ]

    def __str__(self) -> str:
        """Return its public name."""
        return self.slug


class Version(models.Model):
    """What is said of a practice. Without `published_at` it is in the making; once public it is never edited: the next supersedes it."""

    practice = _link("practices.Practice")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=10)  # of its texts
    title = models.CharField(max_length=200)
    problem = models.TextField()
    done = models.TextField()
    results = models.TextField()
    evidence = models.TextField(default="", blank=True)
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)  # euros
    cost_basis = models.CharField(max_length=300, default="", blank=True)
    conditions = models.TextField(default="", blank=True)
    contact = models.CharField(max_length=300)  # a body's public contact
    search = models.TextField()
    written_by = models.CharField(max_length=60)
    written_at = models.DateTimeField()
    published_by = models.CharField(max_length=60, default="", blank=True)
    published_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["practice", "number"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "number"], name="practice_version_once"),
            models.UniqueConstraint(
                fields=["practice"], condition=Q(published_at__isnull=True), name="practice_one_in_the_making"
            ),
            models.UniqueConstraint(
                fields=["practice"],
                condition=Q(published_at__isnull=False, superseded_at__isnull=True),
                name="practice_one_in_force",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="practice_has_title"),
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gte=0), name="practice_cost"),
            models.CheckConstraint(
                condition=Q(published_by="", published_at__isnull=True)
                | ~Q(published_by="") & Q(published_at__isnull=False),
                name="practice_published_says_when",
            ),
            models.CheckConstraint(
                condition=Q(published_by="") | ~Q(published_by=F("written_by")), name="practice_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(published_at__isnull=False),
                name="practice_superseded_was_public",
            ),
        ]


class Facet(models.Model):
    """One thing a version is about, by key: an area, a dimension of a framework (`framework:dimension`), a language it was done in."""

    class Kind(models.TextChoices):
        AREA = "area"
        DIMENSION = "dimension"
        LANGUAGE = "language"

    version = _link("practices.Version")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    key = models.CharField(max_length=125)

    class Meta:
        indexes = [models.Index(fields=["kind", "key"], name="practice_facet")]
        constraints = [
            models.UniqueConstraint(fields=["version", "kind", "key"], name="practice_facet_once"),
            models.CheckConstraint(condition=~Q(key=""), name="practice_facet_has_key"),
        ]


class Proof(models.Model):
    """A file that shows what a version says."""

    version = _link("practices.Version")
    file = _link("files.StoredFile")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="practice_proof_place")]


class Adoption(models.Model):
    """A body took a practice up in a year, from whoever did it first or from another adoption; public once the body confirmed it.

    An adoption comes only from one recorded before it: keys rise along every chain, so no chain comes round to itself.
    """

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    practice = _link("practices.Practice")
    entity = _link("people.Entity")
    year = models.PositiveSmallIntegerField()
    changed = models.TextField(default="", blank=True)  # what was done otherwise
    adopted_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    recorded_by = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=60, default="", blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "entity"], name="adoption_once"),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="adoption_year"
            ),
            models.CheckConstraint(
                condition=Q(adopted_from__isnull=True) | Q(adopted_from__lt=F("id")),
                name="adoption_from_one_before",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by="", confirmed_at__isnull=True)
                | ~Q(confirmed_by="") & Q(confirmed_at__isnull=False),
                name="adoption_confirmed_says_when",
            ),
        ]


class Recognition(models.Model):
    """A body says in a sentence why it recognises another's practice, once."""

    practice = _link("practices.Practice")
    entity = _link("people.Entity")
    sentence = models.CharField(max_length=500)
    language = models.CharField(max_length=10, default="pt")
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "entity"], name="recognition_once"),
            models.CheckConstraint(condition=~Q(sentence=""), name="recognition_has_sentence"),
        ]
