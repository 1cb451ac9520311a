"""A clause in another language, made from what the newest version says of it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.ledger.actions import record
from rumo.science.document import canonical
from rumo.shape.guidelines import models as m
from rumo.shape.guidelines.actions.refusing import GuidelinesRefused, target, within
from rumo.shape.guidelines.actions.writing import HEADING, TEXT


@transaction.atomic
def translate(
    *,
    source: m.ClauseVersion,
    language: str,
    heading: str,
    text: str,
    plain: str,
    by: str,
    at: datetime,
    state: str = m.ClauseTranslation.State.HUMAN,
) -> m.ClauseTranslation:
    """Write a clause in another language; the one made from the same words before is written over, those of other words stay. Raises GuidelinesRefused."""
    said = {
        "heading": within(texts.line(heading), HEADING, "heading"),
        "text": within(canonical(text.replace("\0", "")), TEXT, "text"),
        "plain": within(texts.prose(plain), TEXT, "plain"),
    }
    if language == source.version.language:
        raise GuidelinesRefused(_("O original já está nesta língua."), "language")
    if bool(source.heading) != bool(said["heading"]) or bool(source.text) != bool(said["text"]):
        raise GuidelinesRefused(_("Traduza o título e o texto, se o original os tiver, e só esses."), "text")
    digest = m.digest_of(source)
    row = (
        m.ClauseTranslation.objects.select_for_update()
        .filter(clause=source.clause_id, digest=digest, language=language)
        .first()
    )
    if row is not None and (row.heading, row.text, row.plain, row.state) == (*said.values(), state):
        return row
    row = row or m.ClauseTranslation(clause=source.clause, digest=digest, language=language)
    for name, words in said.items():
        setattr(row, name, words)
    row.state, row.by, row.at = state, by, at
    row.save()
    new = {"language": language, **said}
    record(verb="clause.translate", by=by, at=at, target=target(source.clause), new=new)
    return row
