"""Clauses, whose code never changes, and what each version says of them; translations, criteria, and the lists they are tagged by."""

import hashlib
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def _link(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


class Clause(models.Model):
    """A part of a document, cited for ever by its `code` (c1, c2 …), whatever its number, its words and its place become."""

    document = _link("guidelines.Document")
    code = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "code"], name="clause_code_once")]

    def __str__(self) -> str:
        """Return its code."""
        return self.code


class ClauseVersion(models.Model):
    """What a version says of a clause, and where: `position` from 1 on, `depth` 0 to 3; sections carry a heading, clauses a text.

    `text` is plain paragraphs, with lists (`- `, `1. `), tables (`| a | b |`) and notes (`[^1]`) as Markdown writes them, and nothing else.
    """

    class Kind(models.TextChoices):
        SECTION = "section", _("secção")
        CLAUSE = "clause", _("orientação")

    version = _link("guidelines.Version")
    clause = _link("guidelines.Clause")
    kind = models.CharField(max_length=7, choices=Kind.choices, default=Kind.CLAUSE)
    position = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField(default=0)
    heading = models.CharField(max_length=300, default="", blank=True)
    text = models.TextField(default="", blank=True)
    plain = models.TextField(default="", blank=True)  # the same in plain words
    level = models.CharField(max_length=16, default="", blank=True)  # of government that acts
    search = models.TextField(default="", blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "clause"], name="clause_once_a_version"),
            models.UniqueConstraint(fields=["version", "position"], name="clause_place"),
            models.CheckConstraint(
                condition=Q(kind="section") & ~Q(heading="") | Q(kind="clause") & ~Q(text=""),
                name="clause_says_something",
            ),
            models.CheckConstraint(condition=Q(depth__lte=3), name="clause_depth"),
        ]


def digest_of(said: ClauseVersion) -> str:
    """Return what a translation remembers of the words it was made from: their SHA-256 (hex)."""
    return hashlib.sha256("\0".join((said.heading, said.text, said.plain)).encode()).hexdigest()


class ClauseTranslation(models.Model):
    """A clause in another language, made from the words `digest` is of: out of date where a version says it in others."""

    class State(models.TextChoices):
        MACHINE = "machine", _("tradução automática")
        HUMAN = "human", _("traduzida")
        REVIEWED = "reviewed", _("traduzida e revista")

    clause = _link("guidelines.Clause")
    digest = models.CharField(max_length=64)  # of the words it was made from
    language = models.CharField(max_length=10)
    heading = models.CharField(max_length=300, default="", blank=True)
    text = models.TextField(default="", blank=True)
    plain = models.TextField(default="", blank=True)
    state = models.CharField(max_length=8, choices=State.choices)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clause", "digest", "language"], name="clause_translation_once"),
            models.CheckConstraint(
                condition=~Q(heading="", text=""), name="clause_translation_says_something"
            ),
        ]


class Criterion(models.Model):
    """Something of a clause that can be checked in a plan: a question, and which automatic check helps to answer it, if any.

    Its `key` stays from version to version, so that what was answered is carried over while the question is the same.
    """

    said = _link("guidelines.ClauseVersion")
    key = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=500)
    check_key = models.CharField(max_length=40, default="", blank=True)

    class Meta:
        ordering = ["said", "position"]
        constraints = [
            models.UniqueConstraint(fields=["said", "key"], name="criterion_key_once"),
            models.UniqueConstraint(fields=["said", "position"], name="criterion_place"),
            models.CheckConstraint(condition=~Q(question=""), name="criterion_asks_something"),
        ]


class ClauseTag(models.Model):
    """A right or an objective that a clause serves, in a version: a term of a versioned list, `list:term`."""

    said = _link("guidelines.ClauseVersion")
    key = models.CharField(max_length=125)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["said", "key"], name="clause_tag_once")]
