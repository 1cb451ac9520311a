"""What people say, in one envelope whatever the way; and, apart and sealed, the little that is known of who they are.

`Uniqueness`, `Contact` and `Demographic` share no key with `Contribution` that a dump of the database could join: the first holds a
mark made with a pepper, the others a text sealed with a key, and pepper and keys stand outside the database (docs/privacy.md).
Their keys are random, their seals of one length and without a date, so that neither order nor size says which came with which.
"""

import secrets
from functools import partial
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import Folded, public_number, random_key


def _link(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


class Kind(models.TextChoices):
    """What a contribution is."""

    QUESTIONNAIRE = "questionnaire", _("respostas a perguntas")
    COMMENT = "comment", _("comentários ao texto")
    STATEMENT = "statement", _("afirmação")
    BALLOT = "ballot", _("votos em afirmações")
    PROPOSAL = "proposal", _("proposta")
    SUPPORT = "support", _("apoio a uma proposta")
    POSITION = "position", _("posição de uma organização")
    CARD = "card", _("cartões de uma mesa")


class Channel(models.TextChoices):
    """How it came."""

    WEB = "web", _("na Internet")
    API = "api", _("de outro sistema")
    PAPER = "paper", _("em papel")
    PHONE = "phone", _("por telefone")
    EMAIL = "email", _("por correio eletrónico")
    DESK = "desk", _("ao balcão")
    WORKSHOP = "workshop", _("num encontro")


class Assurance(models.TextChoices):
    """How sure it is that one person is behind it; of whom, nothing."""

    NONE = "", _("não se confirmou")
    EID = "eid", _("confirmou quem é com identidade eletrónica")


class Batch(models.Model):
    """Sheets typed in together: by whom, from where."""

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    consultation = _link("consultations.Consultation")
    name = models.CharField(max_length=200)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    opened_by = models.CharField(max_length=60)
    opened_at = models.DateTimeField()


class Contribution(models.Model):
    """One contribution. Its answers that are no free text stand in `answers`; each free text is a `Passage`.

    `token_hash` is what is kept of the form's one-time token: the same form sent again is the same contribution.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("Recebido")
        WITHDRAWN = "withdrawn", _("Retirado por quem o enviou")
        ERASED = "erased", _("Apagado a pedido de quem o enviou")

    number = models.CharField(max_length=16, unique=True, default=public_number)
    consultation = _link("consultations.Consultation", null=True)  # what it is said in; or, or besides:
    gathering = _link("gatherings.Gathering", null=True)  # where it was said
    canvas = models.OneToOneField(
        "gatherings.Canvas", on_delete=models.PROTECT, related_name="+", null=True
    )  # the table's, whose cards it is
    kind = models.CharField(max_length=14, choices=Kind.choices)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.WEB)
    audience = models.CharField(max_length=24, default="")
    language = models.CharField(max_length=10)
    organisation_name = models.CharField(max_length=300, default="")
    organisation = _link("people.Entity", null=True)  # once staff saw that it is who it says
    about = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True
    )  # the proposal supported
    answers = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    assurance = models.CharField(max_length=8, choices=Assurance.choices, default=Assurance.NONE, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    salt = models.CharField(max_length=32, default=partial(secrets.token_hex, 16))
    received_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    batch = _link("contributions.Batch", null=True)
    entered_by = models.CharField(max_length=60, default="")  # who wrote it down for somebody
    second_read_by = models.CharField(max_length=60, default="")
    amended_by = models.CharField(max_length=60, default="")  # who mended last what was typed from a sheet
    amended_at = models.DateTimeField(null=True)
    amended_why = models.CharField(max_length=300, default="")
    uncommitted = models.BooleanField(default=False)  # a ballot that grew since the ledger committed to it

    class Meta:
        indexes = [
            models.Index(fields=["consultation", "kind", "state", "-id"], name="contribution_list"),
            models.Index(fields=["about"], condition=Q(about__isnull=False), name="contribution_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(consultation__isnull=False) | Q(gathering__isnull=False),
                name="contribution_is_said_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(kind="card", gathering__isnull=False, canvas__isnull=False)
                | ~Q(kind="card") & Q(canvas__isnull=True),
                name="contribution_cards_are_of_a_table",
            ),
            models.CheckConstraint(
                condition=Q(state="received", ended_at__isnull=True)
                | ~Q(state="received") & Q(ended_at__isnull=False),
                name="contribution_ended_says_when",
            ),
            models.CheckConstraint(
                condition=Q(kind="support") & Q(about__isnull=False)
                | ~Q(kind="support") & Q(about__isnull=True),
                name="contribution_support_is_of_something",
            ),
            models.CheckConstraint(
                condition=Q(second_read_by="")
                | Q(amended_by="") & ~Q(second_read_by=F("entered_by"))
                | ~Q(amended_by="") & ~Q(second_read_by=F("amended_by")),
                name="contribution_second_reader_is_another",
            ),
            models.CheckConstraint(
                condition=Q(amended_by="", amended_at__isnull=True)
                | ~Q(amended_by="") & Q(amended_at__isnull=False),
                name="contribution_amended_says_when",
            ),
        ]

    def __str__(self) -> str:
        """Return its public number."""
        return self.number


class Passage(models.Model):
    """A free text of a contribution, kept in its language; shown to others only with the consent given for it, once moderation lets it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Por ler")
        SHOWN = "shown", _("Publicado")
        HIDDEN = "hidden", _("Não publicado")

    contribution = _link("contributions.Contribution")
    place = models.CharField(max_length=60)  # question:q3, paragraph:2, statement, proposal, position, card:7
    language = models.CharField(max_length=10)
    text = models.TextField()
    rewording = models.TextField(default="")  # how a paragraph should read instead
    public = models.BooleanField(default=False)  # consent to show this text
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=24, default="")  # of the published list, where hidden
    beside: "Translation | None" = None  # in the reader's language, where `queries.beside` looked for it
    transcribed_by = models.CharField(
        max_length=60, default=""
    )  # who wrote down, or could not, what was recorded
    transcribed_at = models.DateTimeField(null=True)
    unheard = models.CharField(max_length=8, default="")  # why a recording could not be written down
    search = Folded(of=("text", "rewording"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "place"], name="passage_once"),
            models.CheckConstraint(
                condition=~Q(state="hidden") | ~Q(reason=""), name="passage_hidden_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(transcribed_by="", transcribed_at__isnull=True, unheard="")
                | ~Q(transcribed_by="") & Q(transcribed_at__isnull=False) & (Q(unheard="") | Q(text="")),
                name="passage_transcribed_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["language"], condition=Q(state="waiting"), name="passage_queue")]


class Translation(models.Model):
    """A passage in another language, beside the original; it goes with what it was made from."""

    class State(models.TextChoices):
        MACHINE = "machine", _("tradução automática")
        HUMAN = "human", _("traduzido")
        REVIEWED = "reviewed", _("traduzido e revisto")

    passage = _link("contributions.Passage")
    language = models.CharField(max_length=10)
    text = models.TextField()
    rewording = models.TextField(default="")
    state = models.CharField(max_length=8, choices=State.choices)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["passage", "language"], name="translation_once"),
            models.CheckConstraint(
                condition=Q(state__in=["machine", "human", "reviewed"]), name="translation_state"
            ),
            models.CheckConstraint(condition=~Q(text="", rewording=""), name="translation_says_something"),
        ]


class Vote(models.Model):
    """What a ballot says of one statement: 1 agrees, -1 disagrees, 0 passes."""

    contribution = _link("contributions.Contribution")
    statement = _link("consultations.Statement")
    value = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "statement"], name="vote_once"),
            models.CheckConstraint(condition=Q(value__in=[-1, 0, 1]), name="vote_value"),
        ]


class Proposed(models.Model):
    """The statement that came of a participant's contribution."""

    contribution = models.OneToOneField(
        "contributions.Contribution", on_delete=models.PROTECT, related_name="+"
    )
    statement = models.OneToOneField("consultations.Statement", on_delete=models.PROTECT, related_name="+")


class Attachment(models.Model):
    """A file of a contribution: an annex, a recording, a scanned sheet."""

    contribution = _link("contributions.Contribution")
    file = _link("files.StoredFile")
    place = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "place", "position"], name="attachment_once")
        ]


class Moderation(models.Model):
    """A decision on a passage, with its reason, and the one it takes the place of."""

    passage = _link("contributions.Passage")
    shown = models.BooleanField()
    reason = models.CharField(max_length=24, default="")
    note = models.TextField(default="")
    by = models.CharField(max_length=60)
    at = models.DateTimeField()


class Flag(models.Model):
    """Somebody reports a text that is public, or the author asks to think again (`appeal`)."""

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    passage = _link("contributions.Passage")
    appeal = models.BooleanField(default=False)
    reason = models.CharField(max_length=24, default="")
    note = models.TextField(default="")
    token_hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=60, default="")


class Draft(models.Model):
    """What somebody has written and not sent, under the hash of the token that travels in their form; kept 30 days."""

    consultation = _link("consultations.Consultation")
    token_hash = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()  # with the token itself, which is nowhere kept
    updated_at = models.DateTimeField(db_index=True)


class Uniqueness(models.Model):
    """That somebody took part: a mark made of who they are with this consultation's pepper; gone at closing."""

    id = models.BigIntegerField(primary_key=True, default=random_key)
    consultation = _link("consultations.Consultation")
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "mark"], name="uniqueness_once")]


class Contact(models.Model):
    """Where to tell somebody what became of it: address and contribution sealed together."""

    id = models.BigIntegerField(primary_key=True, default=random_key)
    consultation = _link("consultations.Consultation")
    sealed = models.BinaryField()
    delete_on = models.DateField(null=True)


class Demographic(models.Model):
    """What somebody said of themselves, coarse and by choice, sealed with a key destroyed 30 days after closing."""

    id = models.BigIntegerField(primary_key=True, default=random_key)
    consultation = _link("consultations.Consultation")
    sealed = models.BinaryField()


class Edition(models.Model):
    """One publication of the results: counted whole, protected, frozen; the newest is what pages show."""

    consultation = _link("consultations.Consultation")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    contributions = models.PositiveIntegerField()  # how many it counts
    tables = models.JSONField()  # protected
    exact = models.BinaryField(default=b"")  # sealed; what the next edition is held against

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "number"], name="edition_number")]
