"""A consultation as a legal object: what it asks, of whom, in which words and until when.

Structure and words stand apart: everything somebody reads is a `Wording` at a place (`title`, `question:q1`, `option:q1.a`,
`paragraph:2`, `statement:5` …) in a language, so that each text has the state of its translation.
"""

import secrets
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def _link(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


def new_stamp() -> int:
    """Return a number that was never a stamp before: what a process keeps of a consultation is kept under its stamp."""
    return secrets.randbits(62)


class Audience(models.TextChoices):
    """Whom a consultation asks, in their own words."""

    RESIDENTS = "residents", _("Moro cá")
    MIGRANTS = "migrants", _("Vim de outro país")
    ASSOCIATIONS = "associations", _("Associação")
    THIRD_SECTOR = "third_sector", _("Outra entidade do terceiro setor")
    LOCAL_AUTHORITIES = "local_authorities", _("Autarquia")
    PUBLIC_ADMINISTRATION = "public_administration", _("Administração pública")
    ACADEMIA = "academia", _("Universidade ou investigação")
    COMPANIES = "companies", _("Empresa")


class Way(models.TextChoices):
    """A way to speak in a consultation."""

    QUESTIONNAIRE = "questionnaire", _("Responder a perguntas")
    TEXT = "text", _("Comentar um texto")
    STATEMENTS = "statements", _("Concordar ou discordar de afirmações")
    PROPOSALS = "proposals", _("Fazer ou apoiar propostas")
    POSITIONS = "positions", _("Entregar uma posição de uma organização")


class Consultation(models.Model):
    """One consultation. It is open when published and `opens_at <= now < closes_at`; time itself changes no row."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Em preparação")
        PUBLISHED = "published", _("Publicada")
        CANCELLED = "cancelled", _("Anulada")

    class Moderation(models.TextChoices):
        PRE = "pre", _("Os textos são lidos antes de aparecerem")
        POST = "post", _("Os textos aparecem logo e são lidos depois")

    class Unit(models.TextChoices):
        WORKING = "working", _("dias úteis")
        CALENDAR = "calendar", _("dias seguidos")

    slug = models.SlugField(max_length=120, unique=True)
    owner = _link("people.Entity")
    synthetic = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    language = models.CharField(max_length=10, default="pt")  # the language its texts are written in first
    languages = models.JSONField(default=list)  # those it is offered in, its own among them
    audiences = models.JSONField(default=list)
    ways = models.JSONField(default=list)
    moderation = models.CharField(max_length=4, choices=Moderation.choices, default=Moderation.PRE)
    once = models.BooleanField(default=False)  # one answer a person, by a mark that says nothing of who
    term_days = models.PositiveSmallIntegerField(default=30)
    term_unit = models.CharField(max_length=8, choices=Unit.choices, default=Unit.WORKING)
    zone = models.CharField(max_length=40, default="Europe/Lisbon")
    local_holidays = models.JSONField(default=list)  # ISO days
    holidays_verified = models.BooleanField(default=False)  # the owner said which local holidays there are
    recorded_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)  # 00:00 after the last day, in its zone
    closing_recorded_at = models.DateTimeField(null=True)
    answer_by = models.DateField(null=True)  # until when everything said is answered
    stamp = models.BigIntegerField(
        default=new_stamp, editable=False
    )  # another at every change of what it asks or says

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(published_at__isnull=False, opens_at__isnull=False, closes_at__gt=F("opens_at")),
                name="consultation_published_has_term",
            ),
            models.CheckConstraint(condition=Q(term_days__gte=1), name="consultation_term_from_one"),
        ]

    def __str__(self) -> str:
        """Return its public name."""
        return self.slug


class Wording(models.Model):
    """A text of a consultation in one language; out of date when `of_hash` is no longer the hash of the text it was made from."""

    class State(models.TextChoices):
        SOURCE = "source", _("original")
        MACHINE = "machine", _("tradução automática")
        HUMAN = "human", _("traduzido")
        REVIEWED = "reviewed", _("traduzido e revisto")

    consultation = _link("consultations.Consultation")
    place = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    text = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.SOURCE)
    of_hash = models.CharField(max_length=16, default="")
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "place", "language"], name="wording_once")
        ]


class Question(models.Model):
    """One question of the questionnaire: its kind, its options by code, of whom it is asked and after which answer."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("Escolher uma opção")
        MULTIPLE = "multiple", _("Escolher várias opções")
        SCALE = "scale", _("Escala")
        MATRIX = "matrix", _("Grelha: uma escolha por linha")
        RANKING = "ranking", _("Pôr por ordem")
        NUMBER = "number", _("Número")
        DATE = "date", _("Data")
        MUNICIPALITY = "municipality", _("Município")
        TILE = "tile", _("Município no mapa")
        SHORT = "short", _("Texto curto")
        LONG = "long", _("Texto longo")
        FILE = "file", _("Ficheiro")
        VOICE = "voice", _("Gravação de voz")

    consultation = _link("consultations.Consultation")
    code = models.SlugField(max_length=20)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    required = models.BooleanField(default=False)
    audiences = models.JSONField(default=list)  # empty: everyone's
    options = models.JSONField(default=list)  # codes, in order
    rows = models.JSONField(default=list)  # of a matrix
    least = models.FloatField(null=True)
    most = models.FloatField(null=True)
    only_if = models.JSONField(null=True)  # {"question": code, "any": [option codes]}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "code"], name="question_code"),
            models.UniqueConstraint(fields=["consultation", "position"], name="question_position"),
            models.CheckConstraint(
                condition=Q(least__isnull=True) | Q(most__isnull=True) | Q(least__lte=F("most")),
                name="question_least_most",
            ),
        ]


class Paragraph(models.Model):
    """One paragraph of the text put to consultation; it keeps its code whatever is added around it."""

    consultation = _link("consultations.Consultation")
    code = models.SlugField(max_length=20)
    position = models.PositiveSmallIntegerField()
    heading = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "code"], name="paragraph_code"),
            models.UniqueConstraint(fields=["consultation", "position"], name="paragraph_position"),
        ]


class Statement(models.Model):
    """A statement to agree or disagree with; `retired_at` when it is put to nobody any more."""

    consultation = _link("consultations.Consultation")
    number = models.PositiveIntegerField()
    from_participant = models.BooleanField(default=False)
    accepted_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "number"], name="statement_number")]


class Document(models.Model):
    """A document that belongs to a consultation: its notice, studies, earlier plans."""

    consultation = _link("consultations.Consultation")
    file = _link("files.StoredFile")
    title = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "position"], name="document_position")]


class Extension(models.Model):
    """The closing put off, with the reason told to everyone."""

    consultation = _link("consultations.Consultation")
    old_last_on = models.DateField()
    new_last_on = models.DateField()
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(new_last_on__gt=F("old_last_on")), name="extension_goes_later"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_reason"),
        ]


class Invitation(models.Model):
    """A body asked to take part; who answered is seen by what came in."""

    consultation = _link("consultations.Consultation")
    entity = _link("people.Entity", null=True)
    kind = models.CharField(max_length=12)  # of body
    name = models.CharField(max_length=300)
    email = models.EmailField(max_length=254, default="")
    invited_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "kind", "name"], name="consultation_invites_once")
        ]
