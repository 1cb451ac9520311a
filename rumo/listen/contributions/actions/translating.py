"""Translations of what people say, beside the original and never in its place: asked of a machine, written or revised by people."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.ledger import actions as ledger
from rumo.ground.outbox.actions import ask
from rumo.listen.consultations.rules import LANGUAGES
from rumo.listen.contributions import models as m
from rumo.listen.contributions.actions.submitting import target_of
from rumo.listen.contributions.queries.translations import source_of, to_translate
from rumo.listen.contributions.rules.saying import TEXT

JOB = "translate.contributions"
"""The kind of job that translates texts of contributions."""


class TranslationRefused(Exception):
    """A translation that cannot be kept, said in words fit for whoever wrote it."""


@transaction.atomic
def ask_translations(*, passages: Sequence[m.Passage], language: str, by: str, at: datetime) -> int:
    """Ask a machine for the translation of texts that have none in a language; return how many, 0 also where they were asked for already.

    Raises TranslationRefused for a language there is not.
    """
    if language not in LANGUAGES:
        raise TranslationRefused(_("Escolha uma das línguas da lista."))
    keys = [one.pk for one in to_translate([one.pk for one in passages], language)]
    name = hashlib.sha256(",".join(map(str, keys)).encode()).hexdigest()[:32]
    payload = {"passages": keys, "language": language}
    if not keys or ask(kind=JOB, key=f"{JOB}:{language}:{name}", payload=payload, at=at) is None:
        return 0
    told = {"language": language, "texts": len(keys)}
    asked = m.Contribution.objects.filter(
        pk__in={one.contribution_id for one in passages if one.pk in set(keys)}
    )
    places = asked.order_by().values_list("consultation__slug", "gathering__slug").distinct()
    for slug, gathering in places:
        target = f"consultation:{slug}" if slug else f"gathering:{gathering}"
        ledger.record(verb="contribution.ask_translation", by=by, at=at, target=target, new=told)
    return len(keys)


@transaction.atomic
def translate_by_machine(
    *,
    language: str,
    said: Mapping[int, tuple[tuple[str, str], tuple[str, str]]],
    by: str,
    at: datetime,
) -> int:
    """Keep what a machine made of texts, by row id: (what it was given, what it made of it); return how many were kept.

    A text corrected, erased or translated by somebody meanwhile is left as it is.
    """
    rows = m.Passage.objects.filter(pk__in=list(said))
    of = list(rows.order_by("contribution").values_list("contribution", flat=True).distinct())
    list(m.Contribution.objects.select_for_update().filter(pk__in=of).order_by("pk"))
    kept = 0
    for row in to_translate(list(said), language):
        source, (text, rewording) = said[row.pk]
        if source != source_of(row) or not (text or rewording):
            continue
        _keep(row, language, (text[:TEXT], rewording[:TEXT]), m.Translation.State.MACHINE, by, at)
        kept += 1
    return kept


@transaction.atomic
def translate(
    *,
    passage: m.Passage,
    language: str,
    text: str,
    rewording: str,
    state: str,
    by: str,
    at: datetime,
) -> m.Translation:
    """Write the translation of a text, or revise a machine's: `state` human or reviewed. Raises TranslationRefused."""
    contribution = m.Contribution.objects.select_for_update().get(pk=passage.contribution_id)
    row = m.Passage.objects.get(pk=passage.pk)
    said = texts.prose(text), texts.prose(rewording)
    if contribution.state != m.Contribution.State.RECEIVED or source_of(row) == ("", ""):
        raise TranslationRefused(_("Este texto já não existe: foi corrigido ou apagado por quem o escreveu."))
    if language not in LANGUAGES or language == row.language:
        raise TranslationRefused(_("Escolha uma língua da lista que não seja a do texto."))
    if state not in (m.Translation.State.HUMAN, m.Translation.State.REVIEWED):
        raise TranslationRefused(_("Diga se a tradução está revista."))
    if any(bool(one) != bool(own) for one, own in zip(said, source_of(row), strict=True)):
        raise TranslationRefused(_("Traduza tudo o que o texto diz, e só isso."))
    if (longest := max(map(len, said))) > TEXT:
        told = {"n": longest, "most": TEXT}
        raise TranslationRefused(_("O texto tem %(n)s carateres e o máximo é %(most)s: encurte-o.") % told)
    return _keep(row, language, said, state, by, at)


def _keep(
    row: m.Passage, language: str, said: tuple[str, str], state: str, by: str, at: datetime
) -> m.Translation:
    kept, _made = m.Translation.objects.update_or_create(
        passage=row,
        language=language,
        defaults={"text": said[0], "rewording": said[1], "state": state, "by": by, "at": at},
    )
    told = {"place": row.place, "language": language, "state": str(state)}
    ledger.record(verb="contribution.translate", by=by, at=at, target=target_of(row.contribution), new=told)
    return kept
