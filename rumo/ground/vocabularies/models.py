"""Versioned lists of terms: what an area, a right, a target group is called, and whether that was checked at its source."""

from django.db import models


class TermList(models.Model):
    """One version of a list; a later version supersedes it and the terms of both remain.

    `about` is what else is known of it; of a framework: names, edition, sources, counts, how it scores, what is not verified.
    """

    key = models.SlugField(max_length=60)
    version = models.CharField(max_length=60)
    source = models.CharField(max_length=500)
    verified = models.BooleanField()
    about = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="term_list_version")]

    def __str__(self) -> str:
        """Return the key and version."""
        return f"{self.key} {self.version}"


class Term(models.Model):
    """A term of a list: its labels by language, other names it goes by, its place.

    `own_labels` names the languages whose label is ours and not the source's.
    """

    term_list = models.ForeignKey(TermList, on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=60)
    code = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField()
    labels = models.JSONField(default=dict)
    own_labels = models.JSONField(default=list)
    aliases = models.JSONField(default=list)
    verified = models.BooleanField()

    class Meta:
        ordering = ["term_list", "order"]
        constraints = [
            models.UniqueConstraint(fields=["term_list", "key"], name="term_key"),
            models.UniqueConstraint(fields=["term_list", "code"], name="term_code"),
            models.UniqueConstraint(fields=["term_list", "order"], name="term_order"),
        ]

    def label(self, lang: str) -> str:
        """Return the label in a language, or the Portuguese one."""
        return str(self.labels.get(lang) or self.labels["pt"])
