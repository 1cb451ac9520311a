"""Codebooks and their themes: opened, written, put together, divided, set aside. What was coded goes with them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.core.fields import public_number, token_hash
from rumo.ground.ledger.actions import record
from rumo.ground.people.models import Entity
from rumo.listen.consultations.models import Consultation
from rumo.listen.gatherings.models import Gathering
from rumo.shape.synthesis import models as m
from rumo.shape.synthesis.actions.refusing import Conflict, SynthesisRefused

NAME, WORDS, TITLE = 120, 2_000, 200
"""Characters of a theme's name, of each of its texts, of a codebook's title."""
MOST = 500
"""Themes in use in a codebook."""


GoesTo = Callable[[m.Coding], Sequence[m.Theme]]


@dataclass(frozen=True, slots=True)
class ThemeSaid:
    """What a theme says of itself: a name, what counts, a sentence that counts, what looks like it and does not."""

    name: str
    definition: str
    example: str = ""
    excludes: str = ""

    def clean(self) -> "ThemeSaid":
        """Return it as it is kept; raise SynthesisRefused for what is missing or too long."""
        name = texts.line(self.name)
        kept = ThemeSaid(
            name, *(texts.prose(text) for text in (self.definition, self.example, self.excludes))
        )
        if not kept.name:
            raise SynthesisRefused(_("Dê um nome ao tema."), "name")
        if len(kept.name) > NAME:
            raise SynthesisRefused(_("O nome tem mais de %(n)s carateres: encurte-o.") % {"n": NAME}, "name")
        if not kept.definition:
            raise SynthesisRefused(
                _("Diga o que conta para este tema: é o que faz dois leitores lerem da mesma maneira."),
                "definition",
            )
        for field in ("definition", "example", "excludes"):
            if len(getattr(kept, field)) > WORDS:
                told = _("O texto tem mais de %(n)s carateres: encurte-o.") % {"n": WORDS}
                raise SynthesisRefused(told, field)
        return kept

    def fields(self) -> dict[str, str]:
        """Return its texts by field."""
        return {
            "name": self.name,
            "definition": self.definition,
            "example": self.example,
            "excludes": self.excludes,
        }


@transaction.atomic
def open_codebook(
    *,
    title: str,
    purpose: str,
    entity: Entity,
    sources: Sequence[Consultation | Gathering],
    token: str,
    by: str,
    at: datetime,
    synthetic: bool = False,
) -> m.Codebook:
    """Open a reading of what is said in some consultations and gatherings; the same form sent again is the same codebook.

    Raises SynthesisRefused without a title or without anything to read.
    """
    before = m.Codebook.objects.filter(token_hash=token_hash(token)).first()
    if before is not None:
        return before
    title, purpose = _titled(title, purpose)
    if not sources:
        raise SynthesisRefused(_("Escolha ao menos uma consulta ou um encontro para ler."), "sources")
    slug = slugify(title)[:60].strip("-") or "sintese"
    if m.Codebook.objects.filter(slug=slug).exists():
        slug = f"{slug}-{public_number(4)}"
    row = m.Codebook.objects.create(
        slug=slug,
        title=title,
        purpose=purpose,
        entity=entity,
        synthetic=synthetic,
        token_hash=token_hash(token),
        by=by,
        at=at,
    )
    record(verb="codebook.open", by=by, at=at, target=target(row), new={"title": title})
    for source in sources:
        add_source(codebook=row, source=source, by=by, at=at)
    return row


def _titled(title: str, purpose: str) -> tuple[str, str]:
    title, purpose = texts.line(title), texts.prose(purpose)
    if not title:
        raise SynthesisRefused(_("Dê um título à síntese."), "title")
    if len(title) > TITLE:
        raise SynthesisRefused(_("O título tem mais de %(n)s carateres: encurte-o.") % {"n": TITLE}, "title")
    if len(purpose) > WORDS:
        raise SynthesisRefused(_("O texto tem mais de %(n)s carateres: encurte-o.") % {"n": WORDS}, "purpose")
    return title, purpose


@transaction.atomic
def add_source(*, codebook: m.Codebook, source: Consultation | Gathering, by: str, at: datetime) -> None:
    """Read also what was said there; added before, nothing is done."""
    what = "consultation" if isinstance(source, Consultation) else "gathering"
    _row, made = m.CodebookSource.objects.get_or_create(
        codebook=codebook, **{what: source}, defaults={"by": by, "at": at}
    )
    if made:
        record(verb="codebook.add_source", by=by, at=at, target=target(codebook), new={what: source.slug})


@transaction.atomic
def add_theme(*, codebook: m.Codebook, said: ThemeSaid, by: str, at: datetime) -> m.Theme:
    """Add a theme; one that says just this is the one there. Raises SynthesisRefused for what is missing, or a name in use."""
    said = said.clean()
    held = held_codebook(codebook)
    before = m.Theme.objects.filter(codebook=held, name=said.name, state=m.Theme.State.OPEN).first()
    if before is not None and before.definition == said.definition:
        return before
    return _made(held, said, by, at)


@transaction.atomic
def rewrite_theme(*, theme: m.Theme, said: ThemeSaid, revision: int, by: str, at: datetime) -> m.Theme:
    """Write a theme otherwise; `revision` is what its writer saw. Raises SynthesisRefused, Conflict when another wrote meanwhile."""
    said = said.clean()
    row = held_theme(theme)
    old = {name: getattr(row, name) for name in said.fields()}
    if old == said.fields():
        return row
    if row.revision != revision:
        raise Conflict(_("Outra pessoa mudou este tema entretanto. Veja as duas versões."), row)
    for name, text in said.fields().items():
        setattr(row, name, text)
    row.revision += 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise SynthesisRefused(_("Já há um tema com este nome nesta síntese."), "name") from None
    record(verb="theme.rewrite", by=by, at=at, target=target(row), old=old, new=said.fields())
    return row


@transaction.atomic
def retire_theme(*, theme: m.Theme, reason: str, by: str, at: datetime) -> m.Theme:
    """Set a theme aside, with a reason; refused while anything is coded with it, for that would be lost."""
    reason = _reason(reason)
    row = held_theme(theme)
    if m.Coding.objects.filter(theme=row, removed_at__isnull=True).exists():
        raise SynthesisRefused(
            _("Há textos lidos com este tema. Junte-o a outro, ou tire-o primeiro desses textos."), "reason"
        )
    m.FindingTheme.objects.filter(theme=row, finding__state=m.Finding.State.DRAFT).delete()
    _end(row, m.Theme.State.RETIRED, reason, at)
    record(verb="theme.retire", by=by, at=at, target=target(row), new={"reason": reason})
    return row


@transaction.atomic
def merge(*, themes: Collection[m.Theme], said: ThemeSaid, reason: str, by: str, at: datetime) -> m.Theme:
    """Put two or more themes together in a new one, which keeps them as its ancestors; what was coded with them is coded with it.

    Raises SynthesisRefused for fewer than two, of different codebooks, or no longer in use.
    """
    said, reason = said.clean(), _reason(reason)
    held = [held_theme(row) for row in sorted(set(themes), key=lambda one: one.pk)]
    if len(held) < 2 or len({row.codebook_id for row in held}) > 1:
        raise SynthesisRefused(_("Escolha dois ou mais temas da mesma síntese."), "themes")
    for row in held:
        _end(row, m.Theme.State.MERGED, reason, at)
    made = _made(held_codebook(held[0].codebook), said, by, at)
    _descend(held, [made], by, at)
    for row in held:
        record(verb="theme.merge", by=by, at=at, target=target(row), new={"into": made.public_id})
    _move(held, lambda _one: [made], by, at)
    return made


@transaction.atomic
def split(
    *,
    theme: m.Theme,
    into: Sequence[ThemeSaid],
    reason: str,
    by: str,
    at: datetime,
    chosen: Mapping[int, Collection[int]] | None = None,
) -> list[m.Theme]:
    """Divide a theme in two or more new ones, of which it is the ancestor.

    `chosen` says by row id of a coding which of the new ones (places in `into`) it goes to; what is not chosen goes to all, to be read
    again: nothing that was coded is lost. Raises SynthesisRefused.
    """
    reason = _reason(reason)
    clean = [said.clean() for said in into]
    if len(clean) < 2 or len({said.name for said in clean}) < len(clean):
        raise SynthesisRefused(_("Escreva dois ou mais temas com nomes diferentes."), "into")
    row = held_theme(theme)
    _end(row, m.Theme.State.SPLIT, reason, at)
    made = [_made(held_codebook(row.codebook), said, by, at) for said in clean]
    _descend([row], made, by, at)
    record(
        verb="theme.split", by=by, at=at, target=target(row), new={"into": [one.public_id for one in made]}
    )
    wanted = chosen or {}

    def goes_to(coding: m.Coding) -> list[m.Theme]:
        places = [place for place in wanted.get(coding.pk, ()) if 0 <= place < len(made)]
        return [made[place] for place in places] or made

    _move([row], goes_to, by, at)
    return made


def target(row: m.Codebook | m.Theme | m.Finding) -> str:
    """Return what the ledger calls a codebook, a theme or a finding."""
    if isinstance(row, m.Codebook):
        return f"codebook:{row.slug}"
    return f"{'theme' if isinstance(row, m.Theme) else 'finding'}:{row.public_id}"


def held_codebook(codebook: m.Codebook) -> m.Codebook:
    """Return a codebook, held until the transaction ends."""
    return m.Codebook.objects.select_for_update().get(pk=codebook.pk)


def held_theme(theme: m.Theme) -> m.Theme:
    """Return a theme in use, held until the transaction ends; raise SynthesisRefused for one that is not."""
    row = m.Theme.objects.select_for_update(of=("self",)).select_related("codebook").get(pk=theme.pk)
    if row.state != m.Theme.State.OPEN:
        raise SynthesisRefused(_("O tema «%(name)s» já não está em uso.") % {"name": row.name}, "themes")
    return row


def _reason(text: str) -> str:
    reason = texts.prose(text)
    if not reason:
        raise SynthesisRefused(_("Diga porquê: fica na história do tema."), "reason")
    if len(reason) > WORDS:
        raise SynthesisRefused(_("O texto tem mais de %(n)s carateres: encurte-o.") % {"n": WORDS}, "reason")
    return reason


def _made(codebook: m.Codebook, said: ThemeSaid, by: str, at: datetime) -> m.Theme:
    if m.Theme.objects.filter(codebook=codebook, state=m.Theme.State.OPEN).count() >= MOST:
        raise SynthesisRefused(_("Uma síntese tem no máximo %(n)s temas em uso.") % {"n": MOST}, "name")
    try:
        with transaction.atomic():
            row = m.Theme.objects.create(codebook=codebook, by=by, at=at, **said.fields())
    except IntegrityError:
        raise SynthesisRefused(_("Já há um tema com este nome nesta síntese."), "name") from None
    record(verb="theme.add", by=by, at=at, target=target(row), new=said.fields())
    return row


def _end(row: m.Theme, state: str, reason: str, at: datetime) -> None:
    row.state, row.reason, row.ended_at = state, reason, at
    row.save(update_fields=["state", "reason", "ended_at"])


def _descend(ancestors: Sequence[m.Theme], descendants: Sequence[m.Theme], by: str, at: datetime) -> None:
    """Write the lineage; findings that are not public yet speak of the descendants from now on."""
    pairs = [(old, new) for old in ancestors for new in descendants]
    m.ThemeLineage.objects.bulk_create(
        m.ThemeLineage(ancestor=old, descendant=new, by=by, at=at) for old, new in pairs
    )
    drafts = m.FindingTheme.objects.filter(theme__in=ancestors, finding__state=m.Finding.State.DRAFT)
    for finding in set(drafts.values_list("finding_id", flat=True)):
        for theme in descendants:
            m.FindingTheme.objects.get_or_create(finding_id=finding, theme=theme)
    drafts.delete()


def _move(themes: Sequence[m.Theme], goes_to: GoesTo, by: str, at: datetime) -> None:
    """Take the codings of themes back and make them anew with others, each passage once for each theme and coder."""
    held = m.Coding.objects.filter(theme__in=themes, removed_at__isnull=True)
    fresh: dict[tuple[int, int, str], m.Coding] = {}
    for old in held.order_by("pk"):
        for theme in goes_to(old):
            key = (theme.pk, old.passage_id, old.coder)
            if key not in fresh:
                fresh[key] = m.Coding(
                    theme=theme,
                    passage_id=old.passage_id,
                    coder=old.coder,
                    start=old.start,
                    end=old.end,
                    moved_from=old,
                    at=old.at,
                )
    held.update(removed_at=at, removed_by=by)
    m.Coding.objects.bulk_create(fresh.values(), batch_size=1_000)
