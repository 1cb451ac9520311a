"""Documents and their versions: begun, begun anew from the one in force, described, thrown away."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.core.fields import token_hash
from rumo.ground.ledger.actions import record
from rumo.ground.people.models import Entity
from rumo.shape.guidelines import models as m
from rumo.shape.guidelines.actions.refusing import Conflict, GuidelinesRefused, held, target, within

TITLE, PROSE = 300, 5_000
"""Characters of a title, of each of a version's other texts."""
RESERVED = frozenset({"nova", "novas"})


@transaction.atomic
def draft(
    *,
    slug: str,
    title: str,
    entity: Entity,
    token: str,
    by: str,
    at: datetime,
    language: str = "pt",
    synthetic: bool = False,
) -> m.Version:
    """Begin guidelines, with a first version in the making; the same form sent again is the same. Raises GuidelinesRefused."""
    before = m.Document.objects.filter(token_hash=token_hash(token)).first()
    if before is not None:
        return m.Version.objects.select_related("document").filter(document=before).order_by("number")[0]
    slug = slug.strip()
    clean = _texts(title, "", "")
    if not slug or not slug.isascii() or not slug.replace("-", "").isalnum() or slug != slug.lower():
        told = _("O endereço tem só letras minúsculas sem acentos, algarismos e hífenes: orientacoes-2027.")
        raise GuidelinesRefused(told, "slug")
    if len(slug) > 120 or slug in RESERVED or m.Document.objects.filter(slug=slug).exists():
        raise GuidelinesRefused(_("Este endereço já está ocupado: escolha outro."), "slug")
    document = m.Document.objects.create(
        slug=slug, entity=entity, synthetic=synthetic, token_hash=token_hash(token), by=by, at=at
    )
    row = m.Version.objects.create(
        document=document, number=1, language=language, written_by=by, written_at=at, **clean
    )
    record(verb="guidelines.draft", by=by, at=at, target=target(document), new={"title": row.title})
    return row


@transaction.atomic
def new_version(*, document: m.Document, by: str, at: datetime) -> m.Version:
    """Begin the next version with all that the one in force says; while one is in the making, that is the one. Raises GuidelinesRefused."""
    one = m.Document.objects.select_for_update().get(pk=document.pk)
    versions = m.Version.objects.select_related("document").filter(document=one)
    making = versions.filter(published_at__isnull=True).first()
    if making is not None:
        return making
    last = versions.order_by("-number").first()
    if last is None:
        raise GuidelinesRefused(_("Estas orientações ainda não têm nenhuma versão."))
    row = m.Version.objects.create(
        document=one,
        number=last.number + 1,
        title=last.title,
        summary=last.summary,
        language=last.language,
        written_by=by,
        written_at=at,
    )
    _copy(last, row)
    record(verb="guidelines.new_version", by=by, at=at, target=target(one), new={"version": row.number})
    return row


@transaction.atomic
def write_version(
    *,
    version: m.Version,
    title: str,
    summary: str,
    changes: str,
    revision: int,
    by: str,
    at: datetime,
) -> m.Version:
    """Write what a version is called, what it is for and what it changes; `revision` is what its writer saw. Raises GuidelinesRefused, Conflict."""
    row = held(version)
    said = _texts(title, summary, changes)
    old: dict[str, Any] = {name: getattr(row, name) for name in said}
    if old == said:
        return row
    if row.revision != revision:
        raise Conflict(_("Outra pessoa mudou estes textos entretanto. Veja as duas versões."), row)
    for name, text in said.items():
        setattr(row, name, text)
    row.revision += 1
    row.save()
    record(verb="guidelines.write", by=by, at=at, target=target(row.document), old=old, new=said)
    return row


@transaction.atomic
def discard_version(*, version: m.Version, by: str, at: datetime) -> None:
    """Throw away a version in the making; thrown away before, nothing is done. The clauses' codes stay taken. Raises GuidelinesRefused."""
    if not m.Version.objects.filter(pk=version.pk).exists():
        return
    row = held(version)
    m.Criterion.objects.filter(said__version=row).delete()
    m.ClauseTag.objects.filter(said__version=row).delete()
    m.ClauseVersion.objects.filter(version=row).delete()
    number, document = row.number, row.document
    row.delete()
    record(verb="guidelines.discard", by=by, at=at, target=target(document), old={"version": number})


def _texts(title: str, summary: str, changes: str) -> dict[str, str]:
    title = within(texts.line(title), TITLE, "title")
    if not title:
        raise GuidelinesRefused(_("Dê um título às orientações."), "title")
    return {
        "title": title,
        "summary": within(texts.prose(summary), PROSE, "summary"),
        "changes": within(texts.prose(changes), PROSE, "changes"),
    }


def _copy(last: m.Version, row: m.Version) -> None:
    """Every clause with its criteria and tags, in its place, under its code; translations are of the clause and need no copy."""
    for said in list(m.ClauseVersion.objects.filter(version=last)):
        old = said.pk
        said.pk, said.version, said.revision = None, row, 1
        said.save(force_insert=True)
        m.Criterion.objects.bulk_create(
            m.Criterion(
                said=said,
                key=one.key,
                position=one.position,
                question=one.question,
                check_key=one.check_key,
            )
            for one in m.Criterion.objects.filter(said=old)
        )
        m.ClauseTag.objects.bulk_create(
            m.ClauseTag(said=said, key=one.key) for one in m.ClauseTag.objects.filter(said=old)
        )
