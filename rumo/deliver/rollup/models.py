"""Columns of published facts: derived, never kept by hand, rebuilt from the rows of plans and progress at any time."""

from django.db import models


class Head(models.Model):
    """One row: a token that changes with every publication, so that any reader knows whether what it holds is still true."""

    token = models.CharField(max_length=32)
    changed_at = models.DateTimeField()


class PlanColumns(models.Model):
    """One plan's published facts packed as flat arrays, and its month-end sums; `stamp` changes whenever they do."""

    plan = models.OneToOneField("plans.Plan", on_delete=models.PROTECT, related_name="+")
    stamp = models.CharField(max_length=32)
    columns = models.BinaryField()
    months = models.BinaryField()
