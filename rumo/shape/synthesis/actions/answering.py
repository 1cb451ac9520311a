"""Answering what was said, to one or to many at once; telling those who left an address; declaring all answered."""

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rumo.ground.core import texts
from rumo.ground.ledger import actions as ledger
from rumo.ground.ledger.rules import keys
from rumo.ground.outbox import actions as outbox
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.queries import words_of
from rumo.listen.contributions.actions import target_of
from rumo.listen.contributions.models import Contact, Contribution
from rumo.listen.contributions.rules.sealing import Unreadable, unseal
from rumo.shape.synthesis import rules
from rumo.shape.synthesis.models import Answered, Disposition, Response
from rumo.shape.synthesis.queries.answering import progress

REASON = 5_000
"""Characters of the reason of an answer."""
LETTER = "response.given"
_MERGED = re.compile(r"\{([^{}\n]{0,40})\}")


class ResponseRefused(Exception):
    """An answer that cannot be given as it is, said in words fit for whoever gives it; `field` is what to mend."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


@transaction.atomic
def respond(
    *,
    contributions: Iterable[Contribution],
    disposition: str,
    reason: str,
    by: str,
    at: datetime,
    language: str = "pt",
) -> list[Response]:
    """Answer contributions, singly or many with the same words; public from now on. Returns the answers in force, in their order.

    In `reason`, {número} stands for each contribution's number and {título} for the title of what it was said in. An answer given before is superseded, never edited; given again word by word it stays the one there. Raises ResponseRefused.
    """
    reason = texts.prose(reason)
    _check(disposition, reason)
    wanted = {row.pk for row in contributions}
    if not wanted:
        raise ResponseRefused(_("Escolha a que contributos responde."), "contributions")
    rows = Contribution.objects.select_for_update(of=("self",)).filter(pk__in=wanted)
    held = list(rows.select_related("consultation", "gathering").order_by("received_at", "pk"))
    still_owed = set(rules.owed().filter(pk__in=wanted).values_list("pk", flat=True))
    for row in held:
        if row.pk not in still_owed:
            told = _("O contributo %(number)s foi retirado ou não tem texto a que responder.")
            raise ResponseRefused(told % {"number": row.number}, "contributions")
        if not rules.may_be_answered(row.consultation, at=at):
            raise ResponseRefused(
                _("Responde-se depois de a consulta fechar: até lá, quem escreveu pode corrigir.")
            )
    titles = _titles(held, language) if "{" in reason else {}
    return [_respond(row, disposition, _merged(reason, row, titles), language, by, at) for row in held]


@transaction.atomic
def declare_answered(*, consultation: Consultation, by: str, at: datetime) -> Answered:
    """Declare that everything said in a consultation has its answer; declared before, nothing is done.

    Raises ResponseRefused before it may be answered, and while anything that is owed an answer has none.
    """
    row = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    before = Answered.objects.filter(consultation=row).first()
    if before is not None:
        return before
    if not rules.may_be_answered(row, at=at):
        raise ResponseRefused(_("Declara-se respondida depois de fechar."))
    far = progress(row)
    if far.left:
        told = ngettext(
            "Falta responder a %(n)s contributo.", "Falta responder a %(n)s contributos.", far.left
        )
        raise ResponseRefused(told % {"n": far.left})
    made = Answered.objects.create(consultation=row, by=by, at=at)
    new = {"answered": far.answered}
    ledger.record(
        verb="consultation.declare_answered", by=by, at=at, target=f"consultation:{row.slug}", new=new
    )
    return made


def _check(disposition: str, reason: str) -> None:
    if disposition not in Disposition.values:
        raise ResponseRefused(_("Escolha o que se faz com o que foi dito."), "disposition")
    if not reason:
        raise ResponseRefused(_("Escreva porquê: é o que as pessoas vão ler."), "reason")
    for name in _MERGED.findall(reason):
        if name not in rules.MERGED:
            told_ = _("O campo {%(name)s} não existe. Pode usar {número} e {título}.") % {"name": name}
            raise ResponseRefused(told_, "reason")
    if len(reason) > REASON:
        told = {"n": len(reason), "most": REASON}
        raise ResponseRefused(
            _("O texto tem %(n)s carateres e o máximo é %(most)s: encurte-o.") % told, "reason"
        )


def _titles(rows: Sequence[Contribution], language: str) -> dict[int, str]:
    """The title of what each was said in, by the row id of the contribution."""
    found: dict[int | None, str] = {}
    for row in rows:
        if row.consultation is not None and row.consultation_id not in found:
            words = words_of(row.consultation, language)
            found[row.consultation_id] = str(words.get("title", row.consultation.slug))
    return {
        row.pk: found[row.consultation_id]
        if row.consultation
        else row.gathering.title
        if row.gathering
        else ""
        for row in rows
    }


def _merged(reason: str, row: Contribution, titles: dict[int, str]) -> str:
    said = {"número": row.number, "título": titles.get(row.pk, "")}
    return _MERGED.sub(lambda field: said[field[1]], reason)


def _respond(
    row: Contribution, disposition: str, reason: str, language: str, by: str, at: datetime
) -> Response:
    said = {"disposition": disposition, "reason": reason, "language": language}
    before = Response.objects.filter(contribution=row, superseded_at__isnull=True).first()
    if before is not None:
        old = {name: getattr(before, name) for name in said}
        if old == said:
            return before
        before.superseded_at = at
        before.save(update_fields=["superseded_at"])
    made = Response.objects.create(contribution=row, by=by, at=at, published_at=at, **said)
    ledger.record(verb="contribution.respond", by=by, at=at, target=target_of(row), new=said)
    return made


@transaction.atomic
def tell(*, consultation: Consultation, at: datetime) -> int:
    """Write to everybody who left an address and whose contribution has an answer they were not told of; return how many letters.

    The letter says only that there is an answer: which contribution it is of, nothing in it or beside it tells. Its key is made
    with the consultation's own, so that no dump of the database joins an address to what was said; and it is called in rounds, a
    day apart, so that no hour does. Where the key was destroyed there is nobody to tell.
    """
    letters = list(_letters(consultation))
    return len(outbox.post_all(letters=letters, at=at)) if letters else 0


def _letters(consultation: Consultation) -> Iterator[outbox.Letter]:
    given = Response.objects.filter(contribution__consultation=consultation, superseded_at__isnull=True)
    by_number = dict(given.values_list("contribution__number", "public_id"))
    if not by_number:
        return
    name = f"contact-{consultation.slug}"
    titles: dict[str, str] = {}
    for told in _contacts(consultation, name):
        if (answer := by_number.get(told["number"])) is None:
            continue
        language = told["language"]
        if language not in titles:
            titles[language] = str(words_of(consultation, language).get("title", consultation.slug))
        mark = hmac.new(keys.secret(name), answer.encode(), hashlib.sha256).hexdigest()
        payload = {"title": titles[language], "slug": consultation.slug}
        yield outbox.Letter(LETTER, f"{LETTER}:{mark}", told["email"], language, payload)


def _contacts(consultation: Consultation, name: str) -> Sequence[dict[str, str]]:
    sealed = Contact.objects.filter(consultation=consultation).values_list("sealed", flat=True)
    try:
        return [unseal(name, one) for one in sealed]
    except Unreadable:
        return []
