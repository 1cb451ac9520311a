"""Findings: written, published by another person with all they rest on, withdrawn, superseded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.core.fields import token_hash
from rumo.ground.ledger.actions import record
from rumo.ground.vocabularies.models import Term
from rumo.listen.consultations.models import Consultation, Statement
from rumo.shape.synthesis import models as m
from rumo.shape.synthesis.actions.refusing import Conflict, SynthesisRefused
from rumo.shape.synthesis.actions.theming import held_codebook, target
from rumo.shape.synthesis.queries.finding import counted, evidence_now, votes_now

SENTENCE, PROSE = 500, 5_000
"""Characters of the sentence, of each of the other texts."""


@dataclass(frozen=True, slots=True)
class FindingSaid:
    """What a finding says. `themes` by public id; `consultation` and `statements` (numbers) where it reads votes; `tags` are `list:term`."""

    sentence: str
    explanation: str = ""
    dissent: str = ""
    language: str = "pt"
    themes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    consultation: Consultation | None = None
    statements: tuple[int, ...] = ()

    def texts(self) -> dict[str, str]:
        """Return its texts as they are kept; raise SynthesisRefused for what is missing or too long."""
        kept = {
            "sentence": texts.line(self.sentence),
            "explanation": texts.prose(self.explanation),
            "dissent": texts.prose(self.dissent),
        }
        if not kept["sentence"]:
            raise SynthesisRefused(_("Escreva a constatação numa frase."), "sentence")
        for field, text in kept.items():
            most = SENTENCE if field == "sentence" else PROSE
            if len(text) > most:
                told = _("O texto tem mais de %(n)s carateres: encurte-o.") % {"n": most}
                raise SynthesisRefused(told, field)
        return {**kept, "language": self.language}


@transaction.atomic
def write_finding(
    *,
    codebook: m.Codebook,
    said: FindingSaid,
    token: str,
    by: str,
    at: datetime,
    supersedes: m.Finding | None = None,
) -> m.Finding:
    """Write a finding, not public yet; the same form sent again is the same finding.

    With `supersedes` it takes the place of a published one once it is published itself. Raises SynthesisRefused.
    """
    before = m.Finding.objects.filter(token_hash=token_hash(token)).first()
    if before is not None:
        return before
    held = held_codebook(codebook)
    if supersedes is not None:
        _may_be_superseded(supersedes)
    row = m.Finding.objects.create(
        codebook=held,
        consultation=said.consultation,
        supersedes=supersedes,
        token_hash=token_hash(token),
        written_by=by,
        written_at=at,
        **said.texts(),
    )
    _rest_on(row, said)
    record(verb="finding.write", by=by, at=at, target=target(row), new=said.texts())
    return row


@transaction.atomic
def rewrite_finding(
    *, finding: m.Finding, said: FindingSaid, revision: int, by: str, at: datetime
) -> m.Finding:
    """Write a finding otherwise while it is not public; `revision` is what its writer saw. Raises SynthesisRefused and Conflict."""
    row = _held(finding, m.Finding.State.DRAFT)
    words = said.texts()
    if row.revision != revision:
        same = all(getattr(row, name) == text for name, text in words.items())
        if same and row.written_by == by:
            return row
        raise Conflict(_("Outra pessoa mudou esta constatação entretanto. Veja as duas versões."), row)
    old = {name: getattr(row, name) for name in words}
    for name, text in words.items():
        setattr(row, name, text)
    row.consultation, row.revision = said.consultation, row.revision + 1
    row.written_by, row.written_at = by, at
    row.save()
    _rest_on(row, said)
    record(verb="finding.rewrite", by=by, at=at, target=target(row), old=old, new=words)
    return row


@transaction.atomic
def publish_finding(*, finding: m.Finding, by: str, at: datetime) -> m.Finding:
    """Publish a finding: what it rests on is written down and stands still, and how many and who said it is counted, protected.

    Published before, nothing is done. Raises SynthesisRefused to whoever wrote it, without dissent stated, without anything to rest on.
    """
    row = m.Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if row.state == m.Finding.State.PUBLISHED:
        return row
    row = _held(row, m.Finding.State.DRAFT)
    if row.written_by == by:
        raise SynthesisRefused(_("Quem escreveu a constatação não a publica: peça a outra pessoa."))
    if not row.dissent:
        told = _("Diga quem discorda e porquê, ou que ninguém discordou: sem isso não se publica.")
        raise SynthesisRefused(told, "dissent")
    evidence = evidence_now(row)
    votes = votes_now(row)
    if not evidence and not votes:
        raise SynthesisRefused(
            _("A constatação não assenta em nada: escolha temas com textos lidos, ou afirmações votadas."),
            "themes",
        )
    m.Evidence.objects.bulk_create(
        (m.Evidence(finding=row, passage_id=passage, theme_id=theme) for passage, theme in evidence),
        batch_size=1_000,
    )
    for vote in votes:
        m.FindingVote.objects.filter(finding=row, statement=vote.statement_id).update(
            agree=vote.agree, disagree=vote.disagree, passed=vote.passed
        )
    row.counts = counted([passage for passage, _theme in evidence])
    row.state, row.published_by, row.published_at = m.Finding.State.PUBLISHED, by, at
    row.save()
    _supersede(row, by, at)
    record(verb="finding.publish", by=by, at=at, target=target(row), new={"counts": row.counts})
    return row


@transaction.atomic
def withdraw_finding(*, finding: m.Finding, reason: str, by: str, at: datetime) -> m.Finding:
    """Withdraw a published finding, with a public reason: its page stays and says so; withdrawn before, nothing is done."""
    reason = texts.prose(reason)
    row = m.Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if row.state == m.Finding.State.WITHDRAWN:
        return row
    row = _held(row, m.Finding.State.PUBLISHED)
    if not reason:
        raise SynthesisRefused(_("Diga porquê: a razão é pública."), "reason")
    if len(reason) > PROSE:
        raise SynthesisRefused(_("O texto tem mais de %(n)s carateres: encurte-o.") % {"n": PROSE}, "reason")
    _withdraw(row, reason, by, at)
    return row


@transaction.atomic
def discard_finding(*, finding: m.Finding, by: str, at: datetime) -> None:
    """Throw away a finding that was never public; thrown away before, nothing is done."""
    row = m.Finding.objects.select_for_update(of=("self",)).filter(pk=finding.pk).first()
    if row is None:
        return
    row = _held(row, m.Finding.State.DRAFT)
    old = {"sentence": row.sentence}
    for model in (m.FindingTheme, m.FindingVote, m.FindingTag):
        model._default_manager.filter(finding=row).delete()
    named = target(row)
    row.delete()
    record(verb="finding.discard", by=by, at=at, target=named, old=old)


def _held(finding: m.Finding, state: str) -> m.Finding:
    row = m.Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if row.state != state:
        told = {
            m.Finding.State.DRAFT: _(
                "Esta constatação já foi publicada: escreva outra que tome o lugar dela."
            ),
            m.Finding.State.PUBLISHED: _("Esta constatação não está publicada."),
        }
        raise SynthesisRefused(told[m.Finding.State(state)])
    return row


def _may_be_superseded(finding: m.Finding) -> None:
    _held(finding, m.Finding.State.PUBLISHED)
    if m.Finding.objects.filter(supersedes=finding).exists():
        raise SynthesisRefused(_("Já há outra constatação escrita para tomar o lugar desta."))


def _supersede(row: m.Finding, by: str, at: datetime) -> None:
    """What a finding takes the place of is withdrawn and says by which."""
    before = row.supersedes
    if before is not None and before.state == m.Finding.State.PUBLISHED:
        _withdraw(before, _("Outra constatação tomou o lugar desta."), by, at)


def _withdraw(row: m.Finding, reason: str, by: str, at: datetime) -> None:
    row.state, row.reason, row.withdrawn_at = m.Finding.State.WITHDRAWN, reason, at
    row.save(update_fields=["state", "reason", "withdrawn_at"])
    record(verb="finding.withdraw", by=by, at=at, target=target(row), new={"reason": reason})


def _rest_on(row: m.Finding, said: FindingSaid) -> None:
    """Write which themes, statements and tags a finding has, in the place of those before."""
    themes = m.Theme.objects.filter(
        codebook=row.codebook_id, state=m.Theme.State.OPEN, public_id__in=said.themes
    )
    statements = Statement.objects.filter(consultation=said.consultation, number__in=said.statements)
    if len(themes) < len(set(said.themes)):
        raise SynthesisRefused(_("Um dos temas já não está em uso. Escolha outra vez."), "themes")
    if len(statements) < len(set(said.statements)):
        raise SynthesisRefused(_("Uma das afirmações não é desta consulta."), "statements")
    _replace(m.FindingTheme, row, "theme", {one.pk: one for one in themes})
    _replace(m.FindingVote, row, "statement", {one.pk: one for one in statements})
    _replace(m.FindingTag, row, "key", {key: key for key in _tags(said.tags)})


def _replace(model: Any, row: m.Finding, field: str, wanted: Mapping[Any, Any]) -> None:
    model.objects.filter(finding=row).delete()
    model.objects.bulk_create(model(finding=row, **{field: one}) for one in wanted.values())


def _tags(keys: tuple[str, ...]) -> list[str]:
    """The tags that are terms of a list; raises SynthesisRefused for another."""
    pairs = [key.partition(":") for key in dict.fromkeys(keys)]
    known = set(
        Term.objects.filter(term_list__key__in={book for book, _sep, _term in pairs}).values_list(
            "term_list__key", "key"
        )
    )
    if any((book, term) not in known for book, _sep, term in pairs):
        raise SynthesisRefused(_("Um dos direitos ou objetivos não está na lista."), "tags")
    return [f"{book}:{term}" for book, _sep, term in pairs]
