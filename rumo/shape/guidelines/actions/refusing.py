"""What guidelines refuse, in words fit for whoever asked; and the names the ledger has for what is written."""

from typing import Any

from django.utils.translation import gettext as _

from rumo.shape.guidelines import models as m


class GuidelinesRefused(Exception):
    """Something that cannot be done as it is; `field` is what to mend."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


class Conflict(GuidelinesRefused):
    """Somebody else wrote in the meantime; `standing` is the row as it stands now."""

    def __init__(self, words: str, standing: Any) -> None:
        super().__init__(words)
        self.standing = standing


def target(row: m.Document | m.Clause) -> str:
    """Return what the ledger calls a document or a clause."""
    if isinstance(row, m.Document):
        return f"guidelines:{row.slug}"
    return f"guidelines:{row.document.slug}/{row.code}"


def held(version: m.Version) -> m.Version:
    """Return a version in the making, held until the transaction ends; raise GuidelinesRefused for one sent or published."""
    rows = m.Version.objects.select_for_update(of=("self",)).select_related("document")
    row = rows.get(pk=version.pk)
    if row.state == m.Version.State.PUBLISHED:
        raise GuidelinesRefused(_("Esta versão está publicada e não muda: comece outra."))
    if row.state == m.Version.State.SUBMITTED:
        raise GuidelinesRefused(_("Esta versão foi enviada para aprovação: só muda se for devolvida."))
    return row


def within(text: str, most: int, field: str) -> str:
    """Return a text; raise GuidelinesRefused for one that is too long."""
    if len(text) > most:
        told = {"n": len(text), "most": most}
        raise GuidelinesRefused(
            _("O texto tem %(n)s carateres e o máximo é %(most)s: encurte-o.") % told, field
        )
    return text
