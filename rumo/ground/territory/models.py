"""The territory: regions, municipalities with their facts and tile, boundaries where somebody has loaded them."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def _link(to: str, *, null: bool = False) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", null=null)


class Region(models.Model):
    """A part of the country that figures are given for; a former one only names its successors.

    Valid from `valid_from` until the day before `valid_until`; null: the tables here do not say, or no end.
    """

    class Kind(models.TextChoices):
        COUNTRY = "country", _("País")
        NUTS1 = "nuts1", _("NUTS I")
        NUTS2 = "nuts2", _("NUTS II")
        NUTS3 = "nuts3", _("NUTS III")
        DISTRICT = "district", _("Distrito ou ilha")
        CIM = "cim", _("Entidade intermunicipal")
        FORMER = "former", _("Região extinta")

    PREFIXED = (Kind.DISTRICT, Kind.CIM)  # their codes are unique only beside their kind

    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    parent = _link("self", null=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    successors = models.CharField(max_length=200, default="")  # codes apart by spaces, of the same level
    search = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="region_code"),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(kind__in=["country", "nuts1", "nuts2", "nuts3", "former"]),
                name="region_bare_code",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["country", "nuts1", "nuts2", "nuts3", "district", "cim", "former"]),
                name="region_kind",
            ),
            models.CheckConstraint(condition=Q(valid_until__gt=F("valid_from")), name="region_period"),
            models.CheckConstraint(
                condition=(Q(kind="former", valid_until__isnull=False) & ~Q(successors=""))
                | (~Q(kind="former") & Q(successors="")),
                name="region_former_names_successors",
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def scope(self) -> str:
        """How the region is written in scopes and addresses: `PT1A`, `district:11`, `cim:oeste`."""
        return f"{self.kind}:{self.code}" if self.kind in self.PREFIXED else self.code


class Municipality(models.Model):
    """One of the 308 municipalities: where it lies, what it belongs to, how many live there, its tile on the map."""

    class Inset(models.TextChoices):
        MAINLAND = "mainland", _("Continente")
        AZORES_WEST = "acores-ocidental", _("Açores, grupo ocidental")
        AZORES_CENTRAL = "acores-central", _("Açores, grupo central")
        AZORES_EAST = "acores-oriental", _("Açores, grupo oriental")
        MADEIRA = "madeira", _("Madeira")

    dico = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=100)
    official_name = models.CharField(max_length=100)  # as INE writes it: tells two Lagoas apart
    slug = models.SlugField(max_length=100, unique=True)
    ine_code = models.CharField(max_length=10, unique=True)
    district = _link("territory.Region")
    nuts3 = _link("territory.Region")
    cim = _link("territory.Region")
    island = models.CharField(max_length=60, default="")
    time_zone = models.CharField(max_length=40)
    area_km2 = models.FloatField()
    lon = models.FloatField()
    lat = models.FloatField()
    population_2011 = models.PositiveIntegerField()
    population_2021 = models.PositiveIntegerField()
    foreign_pct_2011 = models.FloatField()
    foreign_pct_2021 = models.FloatField()
    foreign_2021_approx = models.PositiveIntegerField()
    inset = models.CharField(max_length=20, choices=Inset.choices)
    q = models.SmallIntegerField()
    r = models.SmallIntegerField()
    search = models.CharField(max_length=300)

    class Meta:
        ordering = ["dico"]
        constraints = [
            models.UniqueConstraint(fields=["q", "r"], name="municipality_tile"),
            models.CheckConstraint(
                condition=Q(lon__range=(-180, 180), lat__range=(-90, 90)), name="municipality_place"
            ),
            models.CheckConstraint(condition=Q(area_km2__gt=0), name="municipality_area"),
            models.CheckConstraint(
                condition=Q(foreign_pct_2011__range=(0, 100), foreign_pct_2021__range=(0, 100)),
                name="municipality_shares",
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Boundary(models.Model):
    """A municipality's outline: polygons, each an outer ring and its holes, each a closed list of [lon, lat]."""

    municipality = models.OneToOneField(Municipality, on_delete=models.PROTECT, related_name="+")
    rings = models.JSONField()
