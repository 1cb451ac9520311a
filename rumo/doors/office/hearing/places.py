"""Where in a consultation something was said, in words."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from rumo.doors.files.told import card_heading
from rumo.listen.consultations.models import Wording
from rumo.listen.contributions.models import Kind, Passage

Asked = Mapping[tuple[int, str], str]


def asked_of(passages: Iterable[Passage]) -> Asked:
    """Return what was asked at the places of texts, in the consultation's own language (one query)."""
    wanted = {(row.contribution.consultation_id, row.place) for row in passages}
    rows = Wording.objects.filter(
        consultation__in={pk for pk, _place in wanted}, place__in={place for _pk, place in wanted}
    ).select_related("consultation")
    return {
        (row.consultation_id, row.place): row.text
        for row in rows
        if row.language == row.consultation.language
    }


def place_of(passage: Passage) -> str:
    """Return what kind of place a text stands at."""
    what, _colon, code = passage.place.partition(":")
    if what == "question":
        return _("Resposta à pergunta %(code)s") % {"code": code}
    if what == "card":
        return card_heading(passage.contribution, code)
    if what == "paragraph":
        return _("Comentário ao parágrafo %(code)s") % {"code": code}
    names = {
        Kind.STATEMENT: _("Afirmação proposta"),
        Kind.PROPOSAL: _("Proposta"),
        Kind.POSITION: _("Posição de uma organização"),
    }
    return names.get(Kind(what), what) if what in Kind.values else what
