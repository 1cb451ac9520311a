"""What of gatherings waits for somebody: minutes to be approved, notes of a journal to be approved or mended; in words."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rumo.ground.people.rules import Who
from rumo.listen.gatherings import queries, rules
from rumo.listen.gatherings.models import Gathering
from rumo.listen.gatherings.queries.visiting import open_notes, waits_for


def waiting_at(who: Who, rows: Sequence[Gathering]) -> dict[int, list[str]]:
    """Return what waits for a person at gatherings, in words, by the row id of the gathering (two queries)."""
    asked = [row for row in rows if rules.can_second(who, row)]
    minutes = queries.handed_in(asked)
    notes = Counter(one.gathering_id for one in open_notes(asked) if waits_for(one, who.public_id))
    found: dict[int, list[str]] = {}
    for row in asked:
        words = []
        if row.pk in minutes and rules.can_approve(minutes[row.pk], who.public_id):
            words.append(_("ata por aprovar"))
        if n := notes[row.pk]:
            words.append(
                ngettext("%(n)s nota do diário à sua espera", "%(n)s notas do diário à sua espera", n)
                % {"n": n}
            )
        if words:
            found[row.pk] = words
    return found
